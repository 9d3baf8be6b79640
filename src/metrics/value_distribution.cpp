#include "metrics/value_distribution.hpp"

#include <algorithm>
#include <cmath>

namespace borderlens {
namespace {

constexpr double small_numbers = 65536.0;  // chosen: digital numbers of 16 bits

}  // namespace

void ValueDistribution::add(double value, double covered, double weighted) {
    if (value >= 0.0 && value < small_numbers && value == std::floor(value)) {
        const std::size_t place = static_cast<std::size_t>(value);
        if (place >= m_small.size())
            m_small.resize(std::max(place + 1, std::min<std::size_t>(2 * m_small.size(), 65536)));
        m_small[place].covered += covered;
        m_small[place].weighted += weighted;
        return;
    }
    m_others.push_back({value, covered, weighted});
    if (m_others.size() >= m_merge_at) merge_others();
}

void ValueDistribution::add(const ValueDistribution& other) {
    for (const ValueShare& share : other.sorted()) add(share.value, share.covered, share.weighted);
}

void ValueDistribution::merge_others() {
    std::stable_sort(m_others.begin(), m_others.end(),
                     [](const ValueShare& a, const ValueShare& b) { return a.value < b.value; });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < m_others.size(); ++i) {
        if (kept > 0 && m_others[kept - 1].value == m_others[i].value) {
            m_others[kept - 1].covered += m_others[i].covered;
            m_others[kept - 1].weighted += m_others[i].weighted;
        } else {
            m_others[kept++] = m_others[i];
        }
    }
    m_others.resize(kept);
    m_merge_at = std::max<std::size_t>(1 << 16, 2 * kept);
}

std::vector<ValueShare> ValueDistribution::sorted() const {
    ValueDistribution copy;
    copy.m_others = m_others;
    copy.merge_others();
    std::vector<ValueShare> shares = std::move(copy.m_others);
    const auto middle = static_cast<std::ptrdiff_t>(shares.size());
    for (std::size_t v = 0; v < m_small.size(); ++v)
        if (m_small[v].covered > 0.0)
            shares.push_back({static_cast<double>(v), m_small[v].covered, m_small[v].weighted});
    std::inplace_merge(shares.begin(), shares.begin() + middle, shares.end(),
                       [](const ValueShare& a, const ValueShare& b) { return a.value < b.value; });
    return shares;
}

void ValueMoments::add(double value, double c) {
    low = std::min(low, value);
    high = std::max(high, value);
    if (c == 0.0) return;
    covered += c;
    sum += c * value;
    const double delta = value - mean;
    mean += c / covered * delta;
    squares += c * delta * (value - mean);
}

void ValueMoments::add(const double* values, Index count, double c) {
    ValueMoments part;
    Index valid = 0;
    for (Index i = 0; i < count; ++i) {
        if (std::isnan(values[i])) continue;
        ++valid;
        part.sum += values[i];
        part.low = std::min(part.low, values[i]);
        part.high = std::max(part.high, values[i]);
    }
    if (valid == 0) return;
    part.mean = part.sum / static_cast<double>(valid);
    for (Index i = 0; i < count; ++i)
        if (!std::isnan(values[i]))
            part.squares += (values[i] - part.mean) * (values[i] - part.mean);
    part.covered = c * static_cast<double>(valid);
    part.squares *= c;
    part.sum *= c;
    *this += part;
}

ValueMoments& ValueMoments::operator+=(const ValueMoments& other) {
    low = std::min(low, other.low);
    high = std::max(high, other.high);
    if (other.covered == 0.0) return *this;
    const double total = covered + other.covered, delta = other.mean - mean;
    squares += other.squares + delta * delta * covered * other.covered / total;
    mean += delta * other.covered / total;
    sum += other.sum;
    covered = total;
    return *this;
}

}  // namespace borderlens
