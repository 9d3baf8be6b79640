#include "imagery/common_support.hpp"

#include <cmath>
#include <vector>

namespace borderlens {
namespace {

Index floor_div(Index a, Index b) {
    return a >= 0 ? a / b : -((-a + b - 1) / b);
}

/// Means of one band over the squares that lie wholly in the padded raster.
struct Squares {
    Index row0 = 0, col0 = 0, rows = 0, cols = 0;  ///< in squares from the grid's corner
    std::vector<double> means;                     ///< NaN where less than half is valid

    double at(Index row, Index col) const {
        const Index r = row - row0, c = col - col0;
        if (r < 0 || c < 0 || r >= rows || c >= cols) return NAN;
        return means[static_cast<std::size_t>(r * cols + c)];
    }
};

Squares squares_of(const Raster<float>& padded, Index band, Index first_row, Index first_col,
                   Index factor) {
    Squares squares;
    squares.row0 = floor_div(first_row + factor - 1, factor);
    squares.col0 = floor_div(first_col + factor - 1, factor);
    squares.rows = floor_div(first_row + padded.rows(), factor) - squares.row0;
    squares.cols = floor_div(first_col + padded.cols(), factor) - squares.col0;
    for (Index r = 0; r < squares.rows; ++r)
        for (Index c = 0; c < squares.cols; ++c) {
            double sum = 0.0;
            Index valid = 0;
            for (Index y = 0; y < factor; ++y)
                for (Index x = 0; x < factor; ++x) {
                    const float value = padded(band, (squares.row0 + r) * factor + y - first_row,
                                               (squares.col0 + c) * factor + x - first_col);
                    if (std::isnan(value)) continue;
                    sum += static_cast<double>(value);
                    ++valid;
                }
            squares.means.push_back(2 * valid >= factor * factor ? sum / static_cast<double>(valid)
                                                                 : NAN);
        }
    return squares;
}

/// Bilinear between the middles of the squares, over those that have a mean.
double between(const Squares& squares, double row, double col) {
    const double y = std::floor(row), x = std::floor(col);
    double sum = 0.0, weights = 0.0;
    for (const int down : {0, 1})
        for (const int right : {0, 1}) {
            const double weight =
                (down ? row - y : 1.0 - row + y) * (right ? col - x : 1.0 - col + x);
            const double value =
                squares.at(static_cast<Index>(y) + down, static_cast<Index>(x) + right);
            if (weight <= 0.0 || std::isnan(value)) continue;
            sum += weight * value;
            weights += weight;
        }
    return weights > 0.0 ? sum / weights : NAN;
}

}  // namespace

Index support_halo_px(Index factor) {
    return 2 * factor;
}

Raster<float> on_support(const Raster<float>& padded, const Window& core, Index factor) {
    const Index halo = support_halo_px(factor), bands = padded.bands() - 1;
    const Index first_row = core.row0 - halo, first_col = core.col0 - halo;
    const Window inner{halo, halo, core.rows, core.cols};
    Raster<float> result(padded.grid().crop(inner), padded.bands(), no_data);
    for (Index row = 0; row < core.rows; ++row)
        for (Index col = 0; col < core.cols; ++col)
            result(bands, row, col) = padded(bands, row + halo, col + halo);
    const double width = static_cast<double>(factor);
    for (Index band = 0; band < bands; ++band) {
        const Squares squares = squares_of(padded, band, first_row, first_col, factor);
        for (Index row = 0; row < core.rows; ++row)
            for (Index col = 0; col < core.cols; ++col) {
                if (std::isnan(padded(band, row + halo, col + halo))) continue;
                // Middles of pixels and squares, counted in squares.
                const double y = (static_cast<double>(core.row0 + row) + 0.5) / width - 0.5;
                const double x = (static_cast<double>(core.col0 + col) + 0.5) / width - 0.5;
                const double value = between(squares, y, x);
                // A lone pixel among missing ones has no square; it stays what it is.
                result(band, row, col) = std::isnan(value) ? padded(band, row + halo, col + halo)
                                                           : static_cast<float>(value);
            }
    }
    return result;
}

}  // namespace borderlens
