#include "comparison/discontinuity_bandwidth.hpp"

#include <fmt/core.h>
#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "comparison/discontinuity_variance.hpp"

namespace borderlens {
namespace {

/// Leading constants of the mean squared error of one derivative estimate on one side.
struct ErrorConstants {
    double variance = 0.0;
    double bias = 0.0;
    double regularisation = 0.0;
};

/// A pair of numbers for the two sides.
struct Pair {
    double left = 0.0;
    double right = 0.0;
};

/// What of the estimate of the `derivative`-th derivative by a polynomial of `order` enters its
/// mean squared error; the bias needs the next derivative, from a polynomial of `bias_fit_order`.
struct Target {
    int order = 0;
    int derivative = 0;
    int bias_fit_order = 0;
    bool regularised = true;
    double rate() const { return 1.0 / (2.0 * order + 3.0); }
};

class Selector {
  public:
    Selector(const RegressionSide& left, const RegressionSide& right,
             const DiscontinuityOptions& options, std::vector<std::string>& notes);
    /// The MSE-optimal bandwidths, common (`sign` = -1 difference, +1 sum) or one a side (0).
    Bandwidths mse(int sign) const;
    double cer_factor() const;

  private:
    ErrorConstants constants(const RegressionSide& side, const Target& target,
                             double bias_width) const;
    Pair widths(const Target& target, Pair bias_width, int sign) const;
    Pair floored(Pair width, int sign) const;

    const RegressionSide& m_left;
    const RegressionSide& m_right;
    const DiscontinuityOptions& m_options;
    int m_bias_order = 2;
    double m_pilot = 0.0;
    Pair m_range;          ///< reach of the data on each side
    Pair m_least;          ///< widths that hold the least number of distinct distances
    double m_reach = 0.0;  ///< the larger of the two
};

/// Median of the observations up to a share, the mean of two where the share falls between them.
/// src: Hyndman and Fan 1996 (American Statistician 50), definition 2.
double averaged_quantile(const std::vector<double>& sorted, double share) {
    const double position = share * static_cast<double>(sorted.size());
    const auto below = static_cast<std::size_t>(std::floor(position + 1e-9));
    const bool between = std::abs(position - std::round(position)) < 1e-9;
    const std::size_t last = sorted.size() - 1;
    if (between && below >= 1)
        return 0.5 * (sorted[std::min(below - 1, last)] + sorted[std::min(below, last)]);
    return sorted[std::min(below, last)];
}

/// min(standard deviation, interquartile range / 1.349): Silverman 1986, equation (3.30).
double robust_spread(const RegressionSide& left, const RegressionSide& right) {
    std::vector<double> all = left.distance;
    all.insert(all.end(), right.distance.begin(), right.distance.end());
    double mean = 0.0;
    for (const double x : all) mean += x;
    mean /= static_cast<double>(all.size());
    double squares = 0.0;
    for (const double x : all) squares += (x - mean) * (x - mean);
    const double deviation = std::sqrt(squares / (static_cast<double>(all.size()) - 1.0));
    const double quartiles = averaged_quantile(all, 0.75) - averaged_quantile(all, 0.25);
    return std::min(deviation, quartiles / 1.349);
}

/// Constants of the rule-of-thumb pilot, from each kernel's roughness and second moment.
/// src: Silverman 1986; values of Calonico, Cattaneo, Titiunik 2014.
double pilot_constant(Kernel kernel) {
    switch (kernel) {
        case Kernel::uniform:
            return 1.843;
        case Kernel::epanechnikov:
            return 2.34;
        case Kernel::triangular:
            break;
    }
    return 2.576;
}

Selector::Selector(const RegressionSide& left, const RegressionSide& right,
                   const DiscontinuityOptions& options, std::vector<std::string>& notes)
    : m_left(left), m_right(right), m_options(options) {
    m_bias_order = options.bias_order > 0 ? options.bias_order : options.order + 1;
    m_range = {std::abs(left.distance.front()), std::abs(right.distance.back())};
    m_reach = std::max(m_range.left, m_range.right);
    const double distinct = static_cast<double>(left.distinct() + right.distinct());
    const double rows = static_cast<double>(left.rows() + right.rows());
    const double effective = options.adjust_mass_points ? distinct : rows;
    m_pilot =
        pilot_constant(options.kernel) * robust_spread(left, right) * std::pow(effective, -0.2);
    m_pilot = std::min(m_pilot, m_reach);

    Index least = options.least_distinct;
    const auto repeats = [](const RegressionSide& side) {
        return 1.0 - static_cast<double>(side.distinct()) / static_cast<double>(side.rows());
    };
    // chosen: from a fifth of repeats on a side, ten distinct distances, as rdrobust does.
    if (options.adjust_mass_points && std::max(repeats(left), repeats(right)) >= 0.2) {
        notes.push_back(fmt::format(
            "many distances are repeated ({} distinct of {} on the left, {} of {} on the right): "
            "pilot bandwidths are widened to hold at least 10 distinct ones",
            left.distinct(), left.rows(), right.distinct(), right.rows()));
        if (least == 0) least = 10;
    }
    if (least > 0) {
        // A hair wider, so that the last distance itself has a positive weight.
        const double hair = 1.0 + 1.5e-8;
        m_least = {distinct_distance(left, std::min(least, left.distinct())) * hair,
                   distinct_distance(right, std::min(least, right.distinct())) * hair};
        m_pilot = std::max({m_pilot, m_least.left, m_least.right});
    }
    if (!(m_pilot > 0.0))
        throw input_error(
            "the distances vary too little to choose a bandwidth (half of them are equal); give "
            "--bandwidth");
}

ErrorConstants Selector::constants(const RegressionSide& side, const Target& target,
                                   double bias_width) const {
    const int o = target.order;
    const int nu = target.derivative;
    const RowSpan span = window_of(side, m_options.kernel, m_pilot);
    const PolynomialFit fit = fit_polynomial(side, span, m_options.kernel, m_pilot, o);
    std::vector<double> gamma;
    if (!side.covariates.empty()) gamma = covariate_coefficients(covariate_products(side, fit));
    const std::vector<double> outcome = adjusted_outcome(side, gamma);
    const std::vector<double> weights = coefficient_weights(side, fit, nu);

    // Bias of the nu-th coefficient, in units of pilot^nu, per unit of the next coefficient.
    std::vector<double> next_power(side.rows());
    for (Index i = 0; i < side.rows(); ++i)
        next_power[i] = std::pow(side.distance[i] / m_pilot, o + 1);
    const double bias_factor = std::pow(m_pilot, nu) * weighted_sum(fit, weights, next_power);

    const RowSpan bias_span = window_of(side, m_options.kernel, bias_width);
    const PolynomialFit bias_fit =
        fit_polynomial(side, bias_span, m_options.kernel, bias_width, target.bias_fit_order);
    const std::vector<double> next_weights = coefficient_weights(side, bias_fit, o + 1);

    ErrorConstants result;
    const double spread = 2.0 * (o + 1 - nu);
    result.variance =
        (2.0 * nu + 1.0) * std::pow(m_pilot, 2 * nu + 1) *
        variance_of_sum(side, fit, weights, outcome, m_options.variance, m_options.matches);
    result.bias = std::sqrt(spread) * bias_factor * weighted_sum(bias_fit, next_weights, outcome);
    if (target.regularised)
        // Three times the variance of the squared bias: Imbens and Kalyanaraman 2012, section 4.1.
        result.regularisation = spread * 3.0 * bias_factor * bias_factor *
                                variance_of_sum(side, bias_fit, next_weights, outcome,
                                                m_options.variance, m_options.matches);
    return result;
}

Pair Selector::widths(const Target& target, Pair bias_width, int sign) const {
    const ErrorConstants l = constants(m_left, target, bias_width.left);
    const ErrorConstants r = constants(m_right, target, bias_width.right);
    const auto width = [&](double variance, double bias, double regularisation) {
        return std::pow(variance / (bias * bias + regularisation), target.rate());
    };
    const Pair reach = sign == 0 ? m_range : Pair{m_reach, m_reach};
    Pair result;
    if (sign == 0) {
        result = {width(l.variance, l.bias, l.regularisation),
                  width(r.variance, r.bias, r.regularisation)};
    } else {
        const double common = width(l.variance + r.variance, r.bias + sign * l.bias,
                                    l.regularisation + r.regularisation);
        result = {common, common};
    }
    if (std::isnan(result.left) || std::isnan(result.right) || !(result.left > 0.0) ||
        !(result.right > 0.0))
        throw input_error(
            "the outcome or the distances vary too little to choose a bandwidth (the pilot fits "
            "leave no residual); give --bandwidth");
    return {std::min(result.left, reach.left), std::min(result.right, reach.right)};
}

Pair Selector::floored(Pair width, int sign) const {
    if (sign == 0)
        return {std::max(width.left, m_least.left), std::max(width.right, m_least.right)};
    const double least = std::max(m_least.left, m_least.right);
    return {std::max(width.left, least), std::max(width.right, least)};
}

Bandwidths Selector::mse(int sign) const {
    const int p = m_options.order;
    const int q = m_bias_order;
    const Pair farthest = widths({q + 1, q + 1, q + 2, false}, m_range, sign);
    const Pair b = widths({q, p + 1, q + 1, true}, floored(farthest, sign), sign);
    const Pair h = widths({p, m_options.derivative, q, true}, b, sign);
    return {h.left, h.right, b.left, b.right};
}

/// Coverage error shrinks fastest with h times this; b is left as it is.
/// src: Calonico, Cattaneo, Farrell 2020, section 4.
double Selector::cer_factor() const {
    const double p = m_options.order;
    const bool clustered = !m_left.cluster.empty();
    const double n = static_cast<double>(clustered ? m_left.cluster_count + m_right.cluster_count
                                                   : m_left.rows() + m_right.rows());
    return std::pow(n, -(p / ((3.0 + p) * (3.0 + 2.0 * p))));
}

double median_of(double a, double b, double c) {
    return std::max(std::min(a, b), std::min(std::max(a, b), c));
}

}  // namespace

Bandwidths select_bandwidths(const RegressionSide& left, const RegressionSide& right,
                             const DiscontinuityOptions& options, std::vector<std::string>& notes) {
    using Rule = BandwidthRule;
    const Rule rule = options.rule;
    const Selector selector(left, right, options, notes);
    Bandwidths chosen;
    if (rule == Rule::msetwo || rule == Rule::certwo) {
        chosen = selector.mse(0);
    } else if (rule == Rule::msesum || rule == Rule::cersum) {
        chosen = selector.mse(1);
    } else {
        chosen = selector.mse(-1);
        const bool smaller = rule == Rule::msecomb1 || rule == Rule::cercomb1;
        const bool middle = rule == Rule::msecomb2 || rule == Rule::cercomb2;
        if (smaller || middle) {
            const Bandwidths sum = selector.mse(1);
            // The smaller of two is the median of the two and zero.
            const Bandwidths third = middle ? selector.mse(0) : Bandwidths{};
            chosen = {median_of(chosen.h_left, sum.h_left, third.h_left),
                      median_of(chosen.h_right, sum.h_right, third.h_right),
                      median_of(chosen.b_left, sum.b_left, third.b_left),
                      median_of(chosen.b_right, sum.b_right, third.b_right)};
        }
    }
    const bool cer = rule == Rule::cerrd || rule == Rule::certwo || rule == Rule::cersum ||
                     rule == Rule::cercomb1 || rule == Rule::cercomb2;
    if (cer) {
        chosen.h_left *= selector.cer_factor();
        chosen.h_right *= selector.cer_factor();
    }
    return chosen;
}

}  // namespace borderlens
