#include "change/joint_moments.hpp"

#include <algorithm>

namespace borderlens {

JointMoments& JointMoments::operator+=(const JointMoments& other) {
    if (other.weight <= 0.0) {
        count += other.count;
        return *this;
    }
    if (weight <= 0.0) {
        const double rows = count;
        *this = other;
        count += rows;
        return *this;
    }
    const double total = weight + other.weight;
    const double factor = weight * other.weight / total;
    std::vector<double> step(mean.size());
    for (std::size_t i = 0; i < mean.size(); ++i) step[i] = other.mean[i] - mean[i];
    for (std::size_t i = 0; i < mean.size(); ++i)
        for (std::size_t j = 0; j < mean.size(); ++j)
            comoments[i * mean.size() + j] +=
                other.comoments[i * mean.size() + j] + factor * step[i] * step[j];
    for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += step[i] * other.weight / total;
    weight = total;
    count += other.count;
    return *this;
}

std::vector<double> JointMoments::covariance() const {
    std::vector<double> result = comoments;
    for (double& value : result) value /= weight;
    return result;
}

MomentSum::MomentSum(Index variables)
    : m_padded((variables + 3) / 4 * 4),
      m_centred(static_cast<std::size_t>(m_padded * kernel_px), 0.0),
      m_products(static_cast<std::size_t>(m_padded * m_padded)) {
    const std::size_t count = static_cast<std::size_t>(variables);
    m_sum.variables = m_part.variables = variables;
    m_part.mean.resize(count);
    m_part.comoments.resize(count * count);
}

void MomentSum::add(const PixelPiece& piece, const double* weights) {
    const Index count = piece.count;
    m_part.count = static_cast<double>(count);
    m_part.weight = static_cast<double>(count);
    if (weights != nullptr) {
        m_weighted.resize(m_centred.size(), 0.0);
        m_part.weight = 0.0;
        for (Index i = 0; i < count; ++i) m_part.weight += weights[i];
    }
    if (!(m_part.weight > 0.0)) {
        m_sum.count += m_part.count;
        return;
    }
    for (Index v = 0; v < piece.variables; ++v) {
        const double* values = piece.column(v);
        double* centred = m_centred.data() + v * kernel_px;
        // Four sums at a time: one alone waits for itself.
        double sums[4] = {};
        if (weights == nullptr)
            for (Index i = 0; i < count; ++i) sums[i & 3] += values[i];
        else
            for (Index i = 0; i < count; ++i) sums[i & 3] += weights[i] * values[i];
        const double mean = (sums[0] + sums[1] + sums[2] + sums[3]) / m_part.weight;
        m_part.mean[static_cast<std::size_t>(v)] = mean;
        for (Index i = 0; i < count; ++i) centred[i] = values[i] - mean;
        std::fill(centred + count, centred + kernel_px, 0.0);
        if (weights == nullptr) continue;
        double* weighted = m_weighted.data() + v * kernel_px;
        for (Index i = 0; i < count; ++i) weighted[i] = weights[i] * centred[i];
        std::fill(weighted + count, weighted + kernel_px, 0.0);
    }
    std::fill(m_products.begin(), m_products.end(), 0.0);
    add_products(m_centred.data(), weights == nullptr ? m_centred.data() : m_weighted.data(),
                 m_padded, m_products.data());
    for (Index i = 0; i < piece.variables; ++i)
        for (Index j = 0; j <= i; ++j) {
            const double product = m_products[static_cast<std::size_t>(i * m_padded + j)];
            m_part.comoments[static_cast<std::size_t>(i * piece.variables + j)] = product;
            m_part.comoments[static_cast<std::size_t>(j * piece.variables + i)] = product;
        }
    m_sum += m_part;
}

}  // namespace borderlens
