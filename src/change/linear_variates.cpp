#include "change/linear_variates.hpp"

#include <algorithm>

namespace borderlens {

LinearVariates LinearVariates::part_of(bool earlier) const {
    LinearVariates part = *this;
    for (Index k = 0; k < count(); ++k) {
        double* row = part.weights.data() + k * bands();
        if (earlier)
            std::fill(row + before_bands, row + bands(), 0.0);
        else
            std::fill(row, row + before_bands, 0.0);
    }
    if (!earlier) std::fill(part.offset.begin(), part.offset.end(), 0.0);
    return part;
}

VariateMap::VariateMap(const LinearVariates& variates) : m_variables(variates.bands()) {
    // The kernel takes four variates at a time: those added are 0 everywhere.
    const std::size_t padded = static_cast<std::size_t>((variates.count() + 3) / 4 * 4);
    m_weights = variates.weights;
    m_weights.resize(padded * static_cast<std::size_t>(m_variables), 0.0);
    m_offset = variates.offset;
    m_offset.resize(padded, 0.0);
    m_precision = variates.precision;
    m_precision.resize(padded, 0.0);
}

void VariateMap::apply(const PixelPiece& piece, double* variates, double* chi_square) const {
    map_columns(piece.values.data(), m_variables, m_weights.data(), m_offset.data(), padded_count(),
                variates);
    if (chi_square != nullptr)
        add_squares(variates, padded_count(), m_precision.data(), chi_square);
}

}  // namespace borderlens
