#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "comparison/border_segments.hpp"
#include "comparison/discontinuity.hpp"

namespace borderlens {
namespace {

/// A point's neighbourhood on one side: rows and coordinates relative to the point, by distance.
struct Surroundings {
    std::vector<Index> rows;
    std::vector<double> distance;
};

/// Surface fit at a point: the value there is a weighted sum of outcomes.
struct SurfaceFit {
    Index count = 0;               ///< rows within the bandwidth
    double value = 0.0;            ///< fitted outcome at the point
    double variance = 0.0;         ///< of the value
    std::vector<double> weights;   ///< of the outcomes in the value
    Eigen::VectorXd coefficients;  ///< in units of the bandwidth
    Eigen::MatrixXd covariance;    ///< of the coefficients (HC3 or CR1)
};

Eigen::VectorXd terms_at(double u, double v, int order) {
    if (order == 1) return Eigen::Vector3d(1.0, u, v);
    Eigen::VectorXd terms(6);
    terms << 1.0, u, v, u * u, u * v, v * v;
    return terms;
}

class PointEstimator {
  public:
    PointEstimator(const PlaneData& data, double x, double y) : m_data(data), m_x(x), m_y(y) {
        for (const bool right : {false, true}) {
            std::vector<std::pair<double, Index>> near;
            for (std::size_t i = 0; i < data.x_km.size(); ++i)
                if ((data.on_right[i] != 0) == right)
                    near.emplace_back(std::hypot(data.x_km[i] - x, data.y_km[i] - y),
                                      static_cast<Index>(i));
            std::sort(near.begin(), near.end());
            Surroundings& side = right ? m_right : m_left;
            for (const auto& [distance, row] : near) {
                side.rows.push_back(row);
                side.distance.push_back(distance);
            }
        }
    }

    const Surroundings& side(bool right) const { return right ? m_right : m_left; }

    /// Radius that holds `count` observations on each side; nothing where a side has fewer.
    std::optional<double> radius_with(Index count) const {
        if (static_cast<Index>(m_left.rows.size()) <= count ||
            static_cast<Index>(m_right.rows.size()) <= count)
            return std::nullopt;
        return std::max(m_left.distance[count], m_right.distance[count]);
    }

    std::optional<SurfaceFit> fit(bool right, double h, int order) const;

  private:
    const PlaneData& m_data;
    double m_x;
    double m_y;
    Surroundings m_left;
    Surroundings m_right;
};

std::optional<SurfaceFit> PointEstimator::fit(bool right, double h, int order) const {
    const Surroundings& near = side(right);
    const Index count =
        std::lower_bound(near.distance.begin(), near.distance.end(), h) - near.distance.begin();
    const Index terms = order == 1 ? 3 : 6;
    if (count <= terms) return std::nullopt;
    Eigen::MatrixXd design(count, terms);
    Eigen::VectorXd kernel(count);
    Eigen::VectorXd outcome(count);
    for (Index i = 0; i < count; ++i) {
        const Index row = near.rows[i];
        design.row(i) =
            terms_at((m_data.x_km[row] - m_x) / h, (m_data.y_km[row] - m_y) / h, order).transpose();
        kernel(i) =
            (1.0 - near.distance[i] / h) * (m_data.weight.empty() ? 1.0 : m_data.weight[row]);
        outcome(i) = m_data.outcome[row];
    }
    const Eigen::MatrixXd gram = design.transpose() * kernel.asDiagonal() * design;
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> spectrum(gram);
    // chosen: observations on one line leave a direction without spread; refuse such a fit.
    if (!(spectrum.eigenvalues()(0) > 1e-10 * spectrum.eigenvalues()(terms - 1)))
        return std::nullopt;
    const Eigen::MatrixXd inverse = gram.inverse();
    // Row t of `maps` turns outcomes into coefficient t.
    const Eigen::MatrixXd maps = inverse * design.transpose() * kernel.asDiagonal();
    SurfaceFit fit;
    fit.count = count;
    fit.coefficients = maps * outcome;
    fit.value = fit.coefficients(0);
    fit.weights.assign(maps.row(0).begin(), maps.row(0).end());
    Eigen::VectorXd residual = outcome - design * fit.coefficients;
    if (m_data.cluster.empty()) {
        for (Index i = 0; i < count; ++i)
            residual(i) /= std::max(1.0 - design.row(i).dot(maps.col(i)), 1e-8);
        const Eigen::MatrixXd scores = maps * residual.asDiagonal();
        fit.covariance = scores * scores.transpose();
    } else {
        std::map<Index, Eigen::VectorXd> scores;
        for (Index i = 0; i < count; ++i) {
            auto [place, is_new] =
                scores.try_emplace(m_data.cluster[near.rows[i]], Eigen::VectorXd::Zero(terms));
            place->second += maps.col(i) * residual(i);
        }
        if (scores.size() < 2) return std::nullopt;
        fit.covariance = Eigen::MatrixXd::Zero(terms, terms);
        for (const auto& [cluster, score] : scores) fit.covariance += score * score.transpose();
        const double n = static_cast<double>(count);
        const double g = static_cast<double>(scores.size());
        fit.covariance *= (n - 1.0) / (n - static_cast<double>(terms)) * g / (g - 1.0);
    }
    fit.variance = fit.covariance(0, 0);
    return fit;
}

/// What a plane makes of the quadratic surface that a wider window shows, and its variance.
struct PlaneBias {
    double bias = 0.0;
    double variance = 0.0;
};

PlaneBias bias_of(const PlaneData& data, const PointEstimator& point, bool right,
                  const SurfaceFit& plane, const SurfaceFit& surface, double wide, double x,
                  double y) {
    Eigen::Vector3d moved = Eigen::Vector3d::Zero();
    for (Index i = 0; i < plane.count; ++i) {
        const Index row = point.side(right).rows[i];
        const double u = (data.x_km[row] - x) / wide;
        const double v = (data.y_km[row] - y) / wide;
        moved += plane.weights[i] * Eigen::Vector3d(u * u, u * v, v * v);
    }
    return {moved.dot(surface.coefficients.tail(3)),
            moved.dot(surface.covariance.bottomRightCorner(3, 3) * moved)};
}

std::optional<double> best_bandwidth(const PlaneData& data, const PointEstimator& point, double x,
                                     double y, Index least) {
    // chosen: pilot windows of `least` observations or a tenth of the smaller side, and twice that
    // for the curvature, which needs more.
    const Index smaller =
        static_cast<Index>(std::min(point.side(false).rows.size(), point.side(true).rows.size()));
    const Index pilot_count = std::max<Index>(least, smaller / 10);
    const auto narrow = point.radius_with(pilot_count);
    const auto wide = point.radius_with(std::min(2 * pilot_count, smaller - 1));
    if (!narrow || !wide) return std::nullopt;
    double variance = 0.0, bias = 0.0, bias_variance = 0.0;
    for (const bool right : {false, true}) {
        const auto plane = point.fit(right, *narrow, 1);
        const auto surface = point.fit(right, *wide, 2);
        if (!plane || !surface) return std::nullopt;
        const PlaneBias side = bias_of(data, point, right, *plane, *surface, *wide, x, y);
        variance += plane->variance;
        bias += right ? side.bias : -side.bias;
        bias_variance += side.variance;
    }
    const double ratio = variance / (2.0 * (bias * bias + 3.0 * bias_variance));
    const double h = *narrow * std::pow(ratio, 1.0 / 6.0);
    const double farthest =
        std::max(point.side(false).distance.back(), point.side(true).distance.back());
    const auto smallest = point.radius_with(std::min<Index>(20, least));
    if (!std::isfinite(h) || !smallest) return std::nullopt;
    return std::clamp(h, *smallest, std::max(*smallest, farthest));
}

void check(const PlaneData& data) {
    const std::size_t rows = data.outcome.size();
    if (data.x_km.size() != rows || data.y_km.size() != rows || data.on_right.size() != rows ||
        (!data.weight.empty() && data.weight.size() != rows) ||
        (!data.cluster.empty() && data.cluster.size() != rows))
        throw input_error("boundary points: columns of unequal length, expected {} rows each",
                          rows);
    for (std::size_t i = 0; i < rows; ++i)
        if (!std::isfinite(data.x_km[i] + data.y_km[i] + data.outcome[i]))
            throw input_error("boundary points: row {} holds a value that is not finite", i + 1);
}

}  // namespace

std::vector<PointEffect> boundary_point_effects(const PlaneData& data,
                                                const std::vector<double>& at_x_km,
                                                const std::vector<double>& at_y_km,
                                                const PlaneOptions& options) {
    check(data);
    if (at_x_km.size() != at_y_km.size())
        throw input_error("boundary points: found {} x and {} y", at_x_km.size(), at_y_km.size());
    const double largest = largest_size(data.outcome);
    std::vector<PointEffect> effects(at_x_km.size());
    parallel_for(static_cast<Index>(effects.size()), [&](Index k) {
        PointEffect& effect = effects[k];
        effect.x_km = at_x_km[k];
        effect.y_km = at_y_km[k];
        const PointEstimator point(data, effect.x_km, effect.y_km);
        const std::optional<double> h =
            options.bandwidth_km > 0.0
                ? options.bandwidth_km
                : best_bandwidth(data, point, effect.x_km, effect.y_km, options.least);
        if (!h) return;
        effect.bandwidth_km = *h;
        const auto left = point.fit(false, *h, 1);
        const auto right = point.fit(true, *h, 1);
        const auto left_surface = point.fit(false, *h, 2);
        const auto right_surface = point.fit(true, *h, 2);
        if (!left || !right || !left_surface || !right_surface) return;
        effect.n_left = left->count;
        effect.n_right = right->count;
        const auto tested = [&](const SurfaceFit& on_left, const SurfaceFit& on_right) {
            return tested_effect(on_right.value - on_left.value,
                                 std::sqrt(on_left.variance + on_right.variance),
                                 options.confidence, largest);
        };
        effect.conventional = tested(*left, *right);
        effect.robust = tested(*left_surface, *right_surface);
        effect.estimated = true;
    });
    return effects;
}

}  // namespace borderlens
