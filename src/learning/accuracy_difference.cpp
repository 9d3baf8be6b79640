#include "learning/accuracy_difference.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace borderlens {

DifferenceComponents difference_components(const SquareMatrix& matrix) {
    const std::size_t count = matrix.size();
    DifferenceComponents result;
    for (std::size_t j = 0; j < count; ++j) {
        if (matrix[j].size() != count)
            throw internal_error("cross table: row {} has {} cells of {}", j, matrix[j].size(),
                                 count);
        double row_rest = 0.0, column_rest = 0.0, swapped = 0.0;
        for (std::size_t i = 0; i < count; ++i) {
            if (i == j) continue;
            row_rest += matrix[j][i];
            column_rest += matrix[i][j];
            swapped += std::min(matrix[j][i], matrix[i][j]);
        }
        DifferenceParts parts;
        parts.quantity = std::abs(row_rest - column_rest);
        parts.exchange = 2.0 * swapped;
        // A difference of sums of the same cells: below zero only by rounding.
        parts.shift = std::max(0.0, row_rest + column_rest - parts.quantity - parts.exchange);
        result.by_class.push_back(parts);
        result.overall.quantity += parts.quantity / 2.0;
        result.overall.exchange += parts.exchange / 2.0;
        result.overall.shift += parts.shift / 2.0;
    }
    return result;
}

}  // namespace borderlens
