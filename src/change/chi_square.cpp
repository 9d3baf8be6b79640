#include "change/chi_square.hpp"

#include <cmath>

#include "base/error.hpp"

namespace borderlens {
namespace {

constexpr double table_step = 1.0 / 256.0;  // linear interpolation is off by step^2 / 8 x slope'

/// Regularised lower incomplete gamma function P(a, x).
double lower_gamma(double a, double x) {
    if (x <= 0.0) return 0.0;
    const double front = std::exp(a * std::log(x) - x - std::lgamma(a));
    if (x < a + 1.0) {
        double term = 1.0 / a, sum = term;
        for (int k = 1; k < 10000 && std::abs(term) > std::abs(sum) * 1e-16; ++k) {
            term *= x / (a + k);
            sum += term;
        }
        return sum * front;
    }
    // Lentz's way of evaluating the continued fraction of the upper function.
    const double tiny = 1e-300;
    double b = x + 1.0 - a, c = 1.0 / tiny, d = 1.0 / b, h = d;
    for (int k = 1; k < 10000; ++k) {
        const double numerator = -k * (k - a);
        b += 2.0;
        d = numerator * d + b;
        d = 1.0 / (std::abs(d) < tiny ? tiny : d);
        c = b + numerator / c;
        if (std::abs(c) < tiny) c = tiny;
        const double step = c * d;
        h *= step;
        if (std::abs(step - 1.0) < 1e-16) break;
    }
    return 1.0 - front * h;
}

}  // namespace

double chi_square_cdf(double x, double freedom) {
    if (std::isinf(x) && x > 0.0) return 1.0;
    return lower_gamma(freedom / 2.0, x / 2.0);
}

double chi_square_quantile(double probability, double freedom) {
    if (!(probability > 0.0 && probability < 1.0 && freedom > 0.0))
        throw internal_error("chi-square quantile of {} with {} degrees of freedom", probability,
                             freedom);
    double low = 0.0, high = freedom + 10.0;
    while (chi_square_cdf(high, freedom) < probability) high *= 2.0;
    for (int k = 0; k < 200 && high - low > 1e-14 * high; ++k) {
        const double middle = (low + high) / 2.0;
        (chi_square_cdf(middle, freedom) < probability ? low : high) = middle;
    }
    return (low + high) / 2.0;
}

ChiSquareTable::ChiSquareTable(double freedom) {
    // Beyond the table's end the rest of the distribution is below 1e-12.
    for (double x = 0.0; m_values.size() < 2 || 1.0 - m_values.back() > 1e-12; x += table_step)
        m_values.push_back(chi_square_cdf(x, freedom));
}

double ChiSquareTable::cdf(double x) const {
    const double place = x / table_step;
    if (!(place < static_cast<double>(m_values.size() - 1))) return 1.0;
    const std::size_t below = static_cast<std::size_t>(place);
    const double part = place - static_cast<double>(below);
    return m_values[below] + part * (m_values[below + 1] - m_values[below]);
}

}  // namespace borderlens
