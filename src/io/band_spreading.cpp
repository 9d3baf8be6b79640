#include "io/band_spreading.hpp"

#include <array>
#include <cstddef>
#include <cstring>

namespace borderlens {
namespace {

constexpr Index group = 8;  ///< numbers of 16 bits in the vectors that every processor has
using Eight = std::uint16_t __attribute__((vector_size(group * sizeof(std::uint16_t))));
using Square = std::array<Eight, group>;

/// One number of each pixel, from the pixel `first` on.
void spread_one(const std::uint16_t* from, Index step, bool differences, Index first, Index count,
                std::uint16_t* to) {
    std::uint16_t before = differences && first > 0 ? to[first - 1] : std::uint16_t{0};
    for (Index col = first; col < count; ++col) {
        to[col] = static_cast<std::uint16_t>(from[col * step] + before);
        if (differences) before = to[col];
    }
}

/// Row i and row i + 4 of a square, number by number in turn, become its rows 2 i and 2 i + 1. The
/// place of a number, row before column, has six bits: each time the highest becomes the lowest,
/// and after three times rows are columns.
Square shuffled(const Square& rows) {
    Square mixed;
    for (std::size_t i = 0; i < group / 2; ++i) {
        mixed[2 * i] = __builtin_shufflevector(rows[i], rows[i + 4], 0, 8, 1, 9, 2, 10, 3, 11);
        mixed[2 * i + 1] =
            __builtin_shufflevector(rows[i], rows[i + 4], 4, 12, 5, 13, 6, 14, 7, 15);
    }
    return mixed;
}

/// Eight numbers of each pixel that lie one behind another, eight pixels at a time.
void spread_eight(const std::uint16_t* from, Index step, bool differences, Index count,
                  std::uint16_t* to, Index plane) {
    Eight before = {};
    Index col = 0;
    for (; col + group <= count; col += group) {
        Square square;
        for (Index i = 0; i < group; ++i) {
            Eight& pixel = square[static_cast<std::size_t>(i)];
            std::memcpy(&pixel, from + (col + i) * step, sizeof(pixel));
            if (differences) pixel = before = before + pixel;
        }
        square = shuffled(shuffled(shuffled(square)));
        for (Index k = 0; k < group; ++k)
            std::memcpy(to + k * plane + col, &square[static_cast<std::size_t>(k)], sizeof(Eight));
    }
    for (Index k = 0; k < group; ++k)
        spread_one(from + k, step, differences, col, count, to + k * plane);
}

}  // namespace

void spread_bands(const std::uint16_t* from, Index step, bool differences, Index count,
                  const std::vector<Index>& bands, std::uint16_t* to, Index plane) {
    const auto are_neighbours = [&](std::size_t first) {
        for (std::size_t k = first + 1; k < first + group; ++k)
            if (bands[k] != bands[k - 1] + 1) return false;
        return true;
    };
    for (std::size_t k = 0; k < bands.size();) {
        std::uint16_t* row = to + static_cast<Index>(k) * plane;
        if (k + group <= bands.size() && are_neighbours(k)) {
            spread_eight(from + bands[k], step, differences, count, row, plane);
            k += group;
        } else {
            spread_one(from + bands[k], step, differences, 0, count, row);
            ++k;
        }
    }
}

}  // namespace borderlens
