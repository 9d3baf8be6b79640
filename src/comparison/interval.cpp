#include "comparison/interval.hpp"

#include <algorithm>
#include <cmath>

namespace borderlens {
namespace {

/// How far a limit lies from the value; a limit on the wrong side of it counts as none.
double below(const Interval& x) {
    return std::max(0.0, x.value - x.low);
}

double above(const Interval& x) {
    return std::max(0.0, x.high - x.value);
}

/// Lower limit of a / b in a form that divides by no difference of near numbers.
double ratio_low(const Interval& a, const Interval& b) {
    const double low = std::max(0.0, std::min(a.low, a.value));
    const double high = std::max(b.high, b.value);
    const double rest_a = low * (2.0 * a.value - low);
    const double rest_b = high * (2.0 * b.value - high);
    const double product = a.value * b.value;
    if (rest_a == 0.0) return 0.0;
    return rest_a / (product + std::sqrt(std::max(0.0, product * product - rest_a * rest_b)));
}

double asymmetry_of_ratio(double ratio) {
    return std::isinf(ratio) ? 1.0 : (ratio - 1.0) / (ratio + 1.0);
}

/// ln of a positive finite number, else NaN.
double log_or_none(double number) {
    return number > 0.0 && std::isfinite(number) ? std::log(number) : no_value;
}

}  // namespace

Interval difference_of(const Interval& a, const Interval& b) {
    Interval result;
    result.value = a.value - b.value;
    if (!a.has_interval() || !b.has_interval()) return result;
    result.low = result.value - std::hypot(below(a), above(b));
    result.high = result.value + std::hypot(above(a), below(b));
    return result;
}

Interval ratio_of(const Interval& a, const Interval& b) {
    Interval result;
    if (!(a.value >= 0.0) || !(b.value >= 0.0)) return result;
    if (b.value > 0.0) result.value = a.value / b.value;
    if (!a.has_interval() || !b.has_interval() || a.value + b.value == 0.0) return result;
    result.low = ratio_low(a, b);
    result.high = 1.0 / ratio_low(b, a);  // a / b is at most one over the least b / a
    return result;
}

Interval log_ratio_of(const Interval& a, const Interval& b) {
    const Interval ratio = ratio_of(a, b);
    if (!(ratio.value > 0.0)) return {};
    return {std::log(ratio.value), log_or_none(ratio.low), log_or_none(ratio.high)};
}

Interval asymmetry_of(const Interval& a, const Interval& b) {
    Interval result;
    const double sum = a.value + b.value;
    if (!(sum != 0.0)) return result;
    result.value = (a.value - b.value) / sum;
    const Interval ratio = ratio_of(a, b);
    if (std::isnan(ratio.low)) return result;
    result.low = asymmetry_of_ratio(ratio.low);
    result.high = asymmetry_of_ratio(ratio.high);
    return result;
}

void add_interval(TableRows& rows, const std::string& name, const Interval& interval) {
    rows.number(name, interval.value);
    rows.number(name + "_low", interval.low);
    rows.number(name + "_high", interval.high);
}

}  // namespace borderlens
