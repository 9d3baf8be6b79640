#include "lenses/scene_mixture.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "lenses/kind_density.hpp"

namespace borderlens {
namespace {

using Vector = Eigen::VectorXd;
using Matrix = Eigen::MatrixXd;

Matrix covariance_of(const SpectralKind& kind) {
    const auto bands = static_cast<Eigen::Index>(kind.mean.size());
    return Eigen::Map<const Matrix>(kind.covariance.data(), bands, bands);
}

Vector mean_of(const SpectralKind& kind) {
    return Eigen::Map<const Vector>(kind.mean.data(), static_cast<Eigen::Index>(kind.mean.size()));
}

double log_reflectance(double value) {
    return std::log(std::max(value, darkest_reflectance));
}

std::vector<KindDensity> densities_of(const SceneMixture& mixture) {
    std::vector<KindDensity> densities;
    for (const SpectralKind& kind : mixture) densities.emplace_back(kind);
    return densities;
}

/// Shares of the kinds in one pixel; sums to 1.
void share_out(const std::vector<KindDensity>& densities, const Vector& pixel,
               std::vector<double>& shares) {
    double most = -std::numeric_limits<double>::infinity();
    for (std::size_t k = 0; k < densities.size(); ++k) {
        shares[k] = densities[k].log_density(pixel.data());
        most = std::max(most, shares[k]);
    }
    double sum = 0.0;
    for (double& share : shares) sum += share = std::exp(share - most);
    for (double& share : shares) share /= sum;
}

/// Sums of one round of expectation over the pixels.
struct Sums {
    double weight = 0.0;
    Vector first;
    Matrix second;
};

void set_moments(SpectralKind& kind, const SpectralKind& general, const Sums& sums, double prior) {
    const double total = sums.weight + prior;
    const Vector general_mean = mean_of(general);
    const Vector mean = (sums.first + prior * general_mean) / total;
    const Matrix spread =
        sums.second + prior * (covariance_of(general) + general_mean * general_mean.transpose());
    const Matrix covariance = spread / total - mean * mean.transpose();
    std::copy_n(mean.data(), mean.size(), kind.mean.begin());
    std::copy_n(covariance.data(), covariance.size(), kind.covariance.begin());
}

}  // namespace

Document to_document(const SceneMixture& mixture) {
    Document list = Document::list();
    for (const SpectralKind& kind : mixture) {
        Document one = Document::object();
        one.set("class", kind.class_name);
        one.set("share", kind.share);
        one.set("fixed", kind.fixed);
        one.set("mean", kind.mean);
        one.set("covariance", kind.covariance);
        list.append(std::move(one));
    }
    return list;
}

SceneMixture mixture_of(const Document& document, std::size_t bands) {
    SceneMixture mixture;
    for (Index i = 0; i < document.size(); ++i) {
        const Document& one = document[i];
        SpectralKind kind;
        kind.class_name = one.at("class").as_text();
        kind.share = one.at("share").as_number();
        kind.fixed = one.at("fixed").as_boolean();
        kind.mean = one.at("mean").as_numbers();
        kind.covariance = one.at("covariance").as_numbers();
        const bool sized = kind.mean.size() == bands && kind.covariance.size() == bands * bands;
        if (!sized || !(kind.share > 0.0 && kind.share <= 1.0))
            throw input_error("kind of ground {} ('{}') does not fit {} bands", i + 1,
                              kind.class_name, bands);
        const Matrix covariance = covariance_of(kind);
        const Eigen::LLT<Matrix> root(covariance);
        if (!covariance.allFinite() || !mean_of(kind).allFinite() ||
            !covariance.isApprox(covariance.transpose(), 1e-6) ||
            root.info() != Eigen::ComputationInfo::Success)
            throw input_error("kind of ground {} ('{}') has no sound covariance", i + 1,
                              kind.class_name);
        mixture.push_back(std::move(kind));
    }
    if (mixture.empty()) throw input_error("a mixture without any kind of ground");
    return mixture;
}

SpectralKind kind_of_rows(const std::string& class_name, const std::vector<double>& rows,
                          std::size_t bands) {
    const auto size = static_cast<Eigen::Index>(bands);
    const auto count = static_cast<Eigen::Index>(rows.size() / bands);
    Matrix values(size, count);
    for (Eigen::Index i = 0; i < count; ++i)
        for (Eigen::Index b = 0; b < size; ++b)
            values(b, i) = log_reflectance(rows[static_cast<std::size_t>(i * size + b)]);
    const Vector mean = values.rowwise().mean();
    const Matrix apart = values.colwise() - mean;
    const Matrix covariance = apart * apart.transpose() / static_cast<double>(count - 1);
    SpectralKind kind;
    kind.class_name = class_name;
    kind.mean.assign(mean.data(), mean.data() + mean.size());
    kind.covariance.assign(covariance.data(), covariance.data() + covariance.size());
    return kind;
}

SceneMixture adapted(const SceneMixture& general, const std::vector<float>& pixels,
                     double prior_share, int rounds) {
    constexpr Eigen::Index least_rows = 1000;  // chosen: 20 for each of 14 kinds' means, and more
    const auto bands = static_cast<Eigen::Index>(general.front().mean.size());
    std::vector<Vector> rows;
    for (std::size_t first = 0; first + static_cast<std::size_t>(bands) <= pixels.size();
         first += static_cast<std::size_t>(bands)) {
        Vector row(bands);
        for (Eigen::Index b = 0; b < bands; ++b) {
            const double value = static_cast<double>(pixels[first + static_cast<std::size_t>(b)]);
            row(b) = std::isnan(value) ? value : log_reflectance(value);
        }
        if (row.allFinite()) rows.push_back(std::move(row));
    }
    if (static_cast<Eigen::Index>(rows.size()) < least_rows) return general;
    const double count = static_cast<double>(rows.size());
    const double kinds = static_cast<double>(general.size());
    SceneMixture mixture = general;
    std::vector<double> shares(mixture.size());
    for (int round = 0; round < rounds; ++round) {
        const std::vector<KindDensity> densities = densities_of(mixture);
        std::vector<Sums> sums(mixture.size(),
                               {0.0, Vector::Zero(bands), Matrix::Zero(bands, bands)});
        for (const Vector& row : rows) {
            share_out(densities, row, shares);
            for (std::size_t k = 0; k < mixture.size(); ++k) {
                if (shares[k] < 1e-6) continue;  // what adds nothing to any digit we keep
                sums[k].weight += shares[k];
                sums[k].first += shares[k] * row;
                sums[k].second.noalias() += shares[k] * row * row.transpose();
            }
        }
        for (std::size_t k = 0; k < mixture.size(); ++k) {
            // Every kind keeps a little, so that what one scene lacks is not ruled out.
            mixture[k].share =
                (sums[k].weight + prior_share * count) / (count + prior_share * count * kinds);
            set_moments(mixture[k], general[k], sums[k],
                        (general[k].fixed ? 1.0 : prior_share) * count);
        }
    }
    return mixture;
}

Raster<float> mixture_probabilities(const FeatureStack& image, const SceneMixture& mixture,
                                    const Legend& legend) {
    const std::vector<KindDensity> densities = densities_of(mixture);
    const Index bands = image.values.bands(), size = image.values.grid().size();
    std::vector<Index> class_of;
    for (const SpectralKind& kind : mixture) {
        Index found = -1;
        for (std::size_t c = 0; c < legend.size(); ++c)
            if (legend[c].name == kind.class_name) found = static_cast<Index>(c);
        if (found < 0)
            throw input_error("kind of ground '{}' is no class of the model", kind.class_name);
        class_of.push_back(found);
    }
    Raster<float> result(image.values.grid(), static_cast<Index>(legend.size()), 0.0F);
    Vector pixel(bands);
    std::vector<double> shares(mixture.size());
    for (Index i = 0; i < size; ++i) {
        for (Index b = 0; b < bands; ++b) {
            const double value = static_cast<double>(image.values.band_data(b)[i]);
            pixel(b) = std::isnan(value) ? value : log_reflectance(value);
        }
        if (!pixel.allFinite()) {
            for (Index c = 0; c < result.bands(); ++c) result.band_data(c)[i] = no_data;
            continue;
        }
        share_out(densities, pixel, shares);
        for (std::size_t k = 0; k < shares.size(); ++k)
            result.band_data(class_of[k])[i] += static_cast<float>(shares[k]);
    }
    return result;
}

}  // namespace borderlens
