#pragma once
#include <functional>
#include <vector>

#include "change/linear_variates.hpp"

namespace borderlens::test {

/// Rows of pixels (one value a variable each) cut into pieces; `first` is the piece's first row.
inline void for_each_piece_of_rows(const std::vector<double>& rows, Index variables,
                                   const std::function<void(const PixelPiece&, Index first)>& fn) {
    const Index count = static_cast<Index>(rows.size()) / variables;
    PixelPiece piece(variables);
    for (Index first = 0; first < count; first += kernel_px) {
        piece.count = std::min(kernel_px, count - first);
        for (Index i = 0; i < piece.count; ++i)
            for (Index v = 0; v < variables; ++v)
                piece.column(v)[i] = rows[static_cast<std::size_t>((first + i) * variables + v)];
        fn(piece, first);
    }
}

struct Variates {
    std::vector<double> values;  ///< row after row
    std::vector<double> chi_square;
};

inline Variates apply_to_rows(const LinearVariates& variates, const std::vector<double>& rows) {
    const VariateMap map(variates);
    Variates result;
    std::vector<double> out(static_cast<std::size_t>(map.padded_count() * kernel_px));
    std::vector<double> sums(static_cast<std::size_t>(kernel_px));
    for_each_piece_of_rows(rows, variates.bands(), [&](const PixelPiece& piece, Index) {
        map.apply(piece, out.data(), sums.data());
        for (Index i = 0; i < piece.count; ++i) {
            for (Index k = 0; k < variates.count(); ++k)
                result.values.push_back(out[static_cast<std::size_t>(k * kernel_px + i)]);
            result.chi_square.push_back(sums[static_cast<std::size_t>(i)]);
        }
    });
    return result;
}

}  // namespace borderlens::test
