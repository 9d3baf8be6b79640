#include "comparison/student.hpp"

#include <cmath>
#include <initializer_list>
#include <limits>

#include "comparison/normal.hpp"

namespace borderlens {
namespace {

/// Continued fraction of the incomplete beta function, by Lentz's rule.
double beta_fraction(double a, double b, double x) {
    constexpr double tiny = 1e-300;
    double c = 1.0;
    double d = 1.0 - (a + b) * x / (a + 1.0);
    d = 1.0 / (std::abs(d) < tiny ? tiny : d);
    double value = d;
    for (int m = 1; m <= 500; ++m) {
        const double even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        double last = 1.0;
        for (const double term : {even, odd}) {
            d = 1.0 + term * d;
            d = 1.0 / (std::abs(d) < tiny ? tiny : d);
            c = 1.0 + term / c;
            if (std::abs(c) < tiny) c = tiny;
            last = c * d;
            value *= last;
        }
        if (std::abs(last - 1.0) < 1e-16) break;
    }
    return value;
}

/// Regularised incomplete beta function I_x(a, b).
double incomplete_beta(double a, double b, double x) {
    if (x <= 0.0) return 0.0;
    if (x >= 1.0) return 1.0;
    const double front = std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) +
                                  a * std::log(x) + b * std::log1p(-x));
    if (x < (a + 1.0) / (a + b + 2.0)) return front * beta_fraction(a, b, x) / a;
    return 1.0 - front * beta_fraction(b, a, 1.0 - x) / b;
}

}  // namespace

double student_cdf(double t, double degrees) {
    if (!(degrees > 0.0) || std::isnan(t)) return std::numeric_limits<double>::quiet_NaN();
    // Beyond a million degrees the two differ by less than 1e-6 of themselves.
    if (degrees > 1e6) return normal_cdf(t);
    const double tail = 0.5 * incomplete_beta(0.5 * degrees, 0.5, degrees / (degrees + t * t));
    return t < 0.0 ? tail : 1.0 - tail;
}

double student_quantile(double probability, double degrees) {
    if (!(probability > 0.0 && probability < 1.0) || !(degrees > 0.0))
        return std::numeric_limits<double>::quiet_NaN();
    if (probability < 0.5) return -student_quantile(1.0 - probability, degrees);
    double low = 0.0;
    double high = 1.0;
    while (student_cdf(high, degrees) < probability && high < 1e12) high *= 2.0;
    for (int step = 0; step < 200 && high - low > 1e-13 * high; ++step) {
        const double middle = 0.5 * (low + high);
        (student_cdf(middle, degrees) < probability ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

double student_half_width(double confidence, double degrees) {
    return student_quantile(0.5 + 0.5 * confidence, degrees);
}

}  // namespace borderlens
