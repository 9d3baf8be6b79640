#include "change/normalisation.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace borderlens {

std::vector<BandNormalisation> orthogonal_lines(const JointMoments& moments, Index bands) {
    const std::vector<double> covariance = moments.covariance();
    const auto joint = [&](Index i, Index j) {
        return covariance[static_cast<std::size_t>(i * moments.variables + j)];
    };
    std::vector<BandNormalisation> result;
    for (Index band = 0; band < bands; ++band) {
        const double sxx = joint(band + bands, band + bands), syy = joint(band, band);
        const double sxy = joint(band, band + bands);
        BandNormalisation one;
        // An uncorrelated band has no orthogonal line: it is matched in mean and spread.
        one.slope = sxy > 0.0 ? (syy - sxx + std::sqrt(std::pow(syy - sxx, 2) + 4.0 * sxy * sxy)) /
                                    (2.0 * sxy)
                              : std::sqrt(syy / sxx);
        one.intercept = moments.mean[static_cast<std::size_t>(band)] -
                        one.slope * moments.mean[static_cast<std::size_t>(band + bands)];
        one.residual_sd =
            std::sqrt(std::max(0.0, syy + one.slope * one.slope * sxx - 2.0 * one.slope * sxy));
        result.push_back(one);
    }
    return result;
}

namespace {

/// Weighting by p values narrows the spread of the no-change set (a pixel counts the less the
/// farther it lies out), so the spread is taken from the median of all residuals instead, which
/// change on less than half of the ground hardly moves.
void set_robust_spread(const PairSource& sample, std::vector<BandNormalisation>& lines) {
    std::vector<std::vector<float>> residuals(lines.size());
    for (const Window& window : sample.windows()) {
        const ImagePair pair = sample.read(window);
        for (std::size_t band = 0; band < lines.size(); ++band) {
            const float* before = pair.before.band_data(static_cast<Index>(band));
            const float* after = pair.after.band_data(static_cast<Index>(band));
            for (Index i = 0; i < window.size(); ++i) {
                const double step =
                    after[i] * lines[band].slope + lines[band].intercept - before[i];
                if (std::isfinite(step))
                    residuals[band].push_back(static_cast<float>(std::abs(step)));
            }
        }
    }
    for (std::size_t band = 0; band < lines.size(); ++band) {
        if (residuals[band].empty()) continue;
        const auto middle =
            residuals[band].begin() + static_cast<std::ptrdiff_t>(residuals[band].size() / 2);
        std::nth_element(residuals[band].begin(), middle, residuals[band].end());
        // 1 / the normal quantile of 0.75: the median deviation of a normal variable in units of
        // it.
        lines[band].residual_sd = 1.482602218505602 * *middle;
    }
}

}  // namespace

std::vector<BandNormalisation> normalise_on_no_change(const PairSource& source,
                                                      const IrmadOptions& options) {
    if (source.before_bands != source.after_bands)
        throw input_error("change vectors need the same bands at both dates, found {} and {}",
                          source.before_bands, source.after_bands);
    const PairSource sample = subsample(source, options.sample_px);
    const IrmadResult irmad = find_irmad(sample, options);
    auto lines = orthogonal_lines(source_moments(sample, &irmad.transform), source.before_bands);
    set_robust_spread(sample, lines);
    return lines;
}

LinearVariates change_vectors(const std::vector<BandNormalisation>& normalisation) {
    LinearVariates result;
    result.before_bands = result.after_bands = static_cast<Index>(normalisation.size());
    const std::size_t bands = normalisation.size();
    result.weights.assign(bands * 2 * bands, 0.0);
    for (std::size_t b = 0; b < bands; ++b) {
        const BandNormalisation& line = normalisation[b];
        result.weights[b * 2 * bands + b] = -1.0;
        result.weights[b * 2 * bands + bands + b] = line.slope;
        result.offset.push_back(-line.intercept);
        const double sd = line.residual_sd;
        result.precision.push_back(sd > 0.0 ? 1.0 / (sd * sd) : 0.0);
    }
    return result;
}

}  // namespace borderlens
