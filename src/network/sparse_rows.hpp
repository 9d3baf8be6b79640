#pragma once
#include <cstdint>
#include <vector>

#include "base/index.hpp"

namespace borderlens {

/// A sparse matrix by rows: entries start[i] .. start[i + 1] - 1 belong to row i.
struct SparseRows {
    Index cols = 0;
    std::vector<Index> start{0};
    std::vector<std::int32_t> column;
    std::vector<double> value;

    Index rows() const { return static_cast<Index>(start.size()) - 1; }
    Index entries() const { return static_cast<Index>(value.size()); }
};

struct SparseEntry {
    std::int32_t row = 0;
    std::int32_t col = 0;
    double value = 0.0;
};

/// Entries of the same place are added in the order given.
SparseRows sparse_rows(Index rows, Index cols, const std::vector<SparseEntry>& entries);
SparseRows transposed(const SparseRows& matrix);
/// left * right; columns of a row come in ascending order.
SparseRows product(const SparseRows& left, const SparseRows& right);
/// result = matrix * x.
void multiply(const SparseRows& matrix, const std::vector<double>& x, std::vector<double>& result);

}  // namespace borderlens
