#include "comparison/side_inference.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "comparison/student.hpp"

namespace borderlens {
namespace {

Interval own_interval(double value, double variance, double t) {
    const double half = t * std::sqrt(variance);
    return {value, value - half, value + half};
}

bool is_extreme(double share) {
    return share <= 0.0 || share >= 1.0;
}

Interval share_interval(double value, double variance, double t, double trials, double confidence) {
    if (std::isnan(value)) return {};
    if (is_extreme(value)) {
        if (!(trials > 0.0)) return {value, no_value, no_value};
        const double reach = 1.0 - std::pow(0.5 * (1.0 - confidence), 1.0 / trials);
        return value <= 0.0 ? Interval{value, 0.0, reach} : Interval{value, 1.0 - reach, 1.0};
    }
    const double half = t * std::sqrt(variance);
    const double logit = std::log(value / (1.0 - value));
    const double step = half / (value * (1.0 - value));
    const auto back = [](double x) { return 1.0 / (1.0 + std::exp(-x)); };
    return {value, value - half <= 0.0 ? 0.0 : back(logit - step),
            value + half >= 1.0 ? 1.0 : back(logit + step)};
}

/// Limits of a / b: all r with (a - r b)^2 <= t^2 (Va - 2 r Cab + r^2 Vb), cut at 0.
Interval fieller(const JointEstimate& e, double t) {
    if (!(e.a >= 0.0 && e.b >= 0.0) || e.a + e.b == 0.0) return {};
    const double square = t * t;
    const double over_b = e.b * e.b - square * e.variance_b;
    const double over_a = e.a * e.a - square * e.variance_a;
    const double cross = e.a * e.b - square * e.covariance;
    const double root = std::sqrt(std::max(0.0, cross * cross - over_a * over_b));
    Interval ratio;
    ratio.value = e.b > 0.0 ? e.a / e.b : no_value;
    ratio.low = over_a > 0.0 && cross + root > 0.0 ? over_a / (cross + root) : 0.0;
    ratio.high = over_b > 0.0 && cross + root > 0.0 ? (cross + root) / over_b
                                                    : std::numeric_limits<double>::infinity();
    return ratio;
}

/// Degrees of freedom of the sum of two independent variances.
/// src: Satterthwaite 1946, Biometrics Bulletin 2.
double joint_degrees(double first, double first_degrees, double second, double second_degrees) {
    const double spread = first * first / first_degrees + second * second / second_degrees;
    return spread > 0.0 ? (first + second) * (first + second) / spread : first_degrees;
}

}  // namespace

SideInference side_inference(const JointEstimate& e, bool share, double confidence) {
    SideInference result;
    const double t = student_half_width(confidence, e.degrees);
    if (share) {
        result.a = share_interval(e.a, e.variance_a, t, e.trials_a, confidence);
        result.b = share_interval(e.b, e.variance_b, t, e.trials_b, confidence);
        if (is_extreme(e.a) || is_extreme(e.b)) {
            result.difference = difference_of(result.a, result.b);
            result.log_ratio = log_ratio_of(result.a, result.b);
            result.asymmetry = asymmetry_of(result.a, result.b);
            return result;
        }
    } else {
        result.a = own_interval(e.a, e.variance_a, t);
        result.b = own_interval(e.b, e.variance_b, t);
    }
    const double variance = std::max(0.0, e.variance_a + e.variance_b - 2.0 * e.covariance);
    result.difference = own_interval(e.a - e.b, variance, t);
    if (e.a + e.b != 0.0) result.asymmetry.value = (e.a - e.b) / (e.a + e.b);
    const Interval ratio = fieller(e, t);
    if (std::isnan(ratio.low)) return result;
    const auto asymmetry = [](double r) { return std::isinf(r) ? 1.0 : (r - 1.0) / (r + 1.0); };
    result.asymmetry.low = asymmetry(ratio.low);
    result.asymmetry.high = asymmetry(ratio.high);
    if (!(ratio.value > 0.0)) return result;
    result.log_ratio.value = std::log(ratio.value);
    if (ratio.low > 0.0) result.log_ratio.low = std::log(ratio.low);
    if (std::isfinite(ratio.high)) result.log_ratio.high = std::log(ratio.high);
    return result;
}

JointEstimate joint_estimate(const BorderBootstrap& bootstrap, std::size_t column_a,
                             std::size_t column_b) {
    const auto& covariance = bootstrap.covariance;
    return {bootstrap.means[column_a],
            bootstrap.means[column_b],
            covariance[column_a][column_a],
            covariance[column_b][column_b],
            covariance[column_a][column_b],
            bootstrap.degrees,
            0.0,
            0.0};
}

JointEstimate with_variation(const JointEstimate& estimate, double variance_a, double variance_b,
                             double covariance, double degrees) {
    const auto of_difference = [](double va, double vb, double c) {
        return std::max(0.0, va + vb - 2.0 * c);
    };
    const double first =
        of_difference(estimate.variance_a, estimate.variance_b, estimate.covariance);
    const double second = of_difference(variance_a, variance_b, covariance);
    JointEstimate result = estimate;
    result.variance_a += variance_a;
    result.variance_b += variance_b;
    result.covariance += covariance;
    result.degrees = joint_degrees(first, estimate.degrees, second, degrees);
    return result;
}

Contrast contrast_of(const BorderBootstrap& bootstrap, const std::vector<double>& coefficients) {
    if (coefficients.size() != bootstrap.means.size())
        throw internal_error("a contrast of {} columns has {} coefficients", bootstrap.means.size(),
                             coefficients.size());
    Contrast result{0.0, 0.0, bootstrap.degrees, coefficients};
    for (std::size_t i = 0; i < coefficients.size(); ++i) {
        if (coefficients[i] == 0.0) continue;  // its mean may be NaN
        result.value += coefficients[i] * bootstrap.means[i];
        for (std::size_t j = 0; j < coefficients.size(); ++j)
            if (coefficients[j] != 0.0)
                result.variance += coefficients[i] * coefficients[j] * bootstrap.covariance[i][j];
    }
    result.variance = std::max(0.0, result.variance);
    return result;
}

Contrast with_variance(const Contrast& contrast, double variance, double degrees) {
    return {contrast.value, contrast.variance + variance,
            joint_degrees(contrast.variance, contrast.degrees, variance, degrees),
            contrast.coefficients};
}

Interval interval_of(const Contrast& contrast, double confidence) {
    return own_interval(contrast.value, contrast.variance,
                        student_half_width(confidence, contrast.degrees));
}

}  // namespace borderlens
