#include "change/rarity.hpp"

#include <algorithm>
#include <cmath>

namespace borderlens {
namespace {
constexpr std::size_t knots = 1024;  // chosen: steps of about 0.01 in ln p
}

RarityScale::RarityScale(std::vector<double> sample) {
    std::erase_if(sample, [](double value) { return std::isnan(value); });
    if (sample.empty()) return;
    std::sort(sample.begin(), sample.end());
    const double n = static_cast<double>(sample.size());
    m_step = std::log(n + 1.0) / static_cast<double>(knots - 1);
    for (std::size_t k = 0; k < knots; ++k) {
        const double below = 1.0 - std::exp(-m_step * static_cast<double>(k));
        const double place = std::min(n - 1.0, std::floor(below * n));
        m_knots.push_back(sample[static_cast<std::size_t>(place)]);
    }
}

double RarityScale::rarity(double value) const {
    if (m_knots.empty() || std::isnan(value)) return 0.0;
    const auto [low, high] = std::equal_range(m_knots.begin(), m_knots.end(), value);
    const auto at = [&](std::ptrdiff_t k) { return m_step * static_cast<double>(k); };
    const std::ptrdiff_t first = low - m_knots.begin(), last = high - m_knots.begin();
    if (last > first) {
        // Equal values share their ranks: half of them count as higher.
        const double share = (std::exp(-at(first)) + std::exp(-at(last - 1))) / 2.0;
        return -std::log(share);
    }
    if (first == 0) return 0.0;
    if (low == m_knots.end()) return at(static_cast<std::ptrdiff_t>(knots) - 1);
    const double part = (value - low[-1]) / (*low - low[-1]);
    return at(first - 1) + part * m_step;
}

double combined_p_value(double sum, int count) {
    // The upper tail of a gamma distribution of whole shape.
    double term = 1.0, total = 1.0;
    for (int k = 1; k < count; ++k) total += term *= sum / k;
    return std::min(1.0, total * std::exp(-sum));
}

}  // namespace borderlens
