#pragma once
#include <vector>

namespace borderlens {

using SquareMatrix = std::vector<std::vector<double>>;

/// What makes two maps (or a map and its reference) differ. Same unit as the matrix's cells.
struct DifferenceParts {
    double quantity = 0.0;  ///< the classes' amounts differ
    double exchange = 0.0;  ///< pairs of pixels that swapped their two classes
    double shift = 0.0;     ///< the rest of the allocation difference: longer cycles of classes
    double total() const { return quantity + exchange + shift; }
};

struct DifferenceComponents {
    DifferenceParts overall;                ///< half the sum over classes
    std::vector<DifferenceParts> by_class;  ///< one a row of the matrix
};

/// Quantity, exchange and shift of a square cross table (rows one map, columns the other; counts or
/// shares, cells >= 0).
/// src: Pontius and Santacruz 2014, International Journal of Remote Sensing 35, eqs. 1-12.
DifferenceComponents difference_components(const SquareMatrix& matrix);

}  // namespace borderlens
