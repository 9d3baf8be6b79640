#pragma once
#include <array>
#include <cmath>
#include <cstddef>

#include "base/index.hpp"

namespace borderlens {

/// Sums over values in lanes of their own, since one sum would wait for itself with every value:
/// value k of a row goes to lane k % 8, however long the machine's vectors are.
struct LaneSums {
    static constexpr std::size_t lanes = 8;
    std::array<double, lanes> sums{}, squares{}, counts{}, lows, highs;
    double
        about;  ///< what values are less before they are summed, so that squares keep their digits
    double none;  ///< not valid, as NaN is; may be NaN itself

    LaneSums(double near, double no_data) : about(near), none(no_data) {
        lows.fill(HUGE_VAL);
        highs.fill(-HUGE_VAL);
    }

    void add_row(const double* row, Index count);
};

}  // namespace borderlens
