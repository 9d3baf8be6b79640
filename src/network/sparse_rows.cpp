#include "network/sparse_rows.hpp"

#include <algorithm>

namespace borderlens {
SparseRows transposed(const SparseRows& matrix) {
    SparseRows result;
    result.cols = matrix.rows();
    result.start.assign(as_size(matrix.cols + 1), 0);
    for (const std::int32_t col : matrix.column) ++result.start[as_size(col) + 1];
    for (Index i = 0; i < matrix.cols; ++i)
        result.start[as_size(i + 1)] += result.start[as_size(i)];
    std::vector<Index> next(result.start.begin(), result.start.end() - 1);
    result.column.resize(matrix.column.size());
    result.value.resize(matrix.value.size());
    for (Index row = 0; row < matrix.rows(); ++row)
        for (Index k = matrix.start[as_size(row)]; k < matrix.start[as_size(row + 1)]; ++k) {
            const Index place = next[as_size(matrix.column[as_size(k)])]++;
            result.column[as_size(place)] = static_cast<std::int32_t>(row);
            result.value[as_size(place)] = matrix.value[as_size(k)];
        }
    return result;
}

SparseRows sparse_rows(Index rows, Index cols, const std::vector<SparseEntry>& entries) {
    SparseRows loose;
    loose.cols = cols;
    loose.start.assign(as_size(rows + 1), 0);
    for (const SparseEntry& entry : entries) ++loose.start[as_size(entry.row) + 1];
    for (Index i = 0; i < rows; ++i) loose.start[as_size(i + 1)] += loose.start[as_size(i)];
    std::vector<Index> next(loose.start.begin(), loose.start.end() - 1);
    loose.column.resize(entries.size());
    loose.value.resize(entries.size());
    for (const SparseEntry& entry : entries) {
        const Index place = next[as_size(entry.row)]++;
        loose.column[as_size(place)] = entry.col;
        loose.value[as_size(place)] = entry.value;
    }
    // Two transpositions order each row by column and keep the order of equal places.
    const SparseRows ordered = transposed(transposed(loose));
    SparseRows result;
    result.cols = cols;
    for (Index row = 0; row < rows; ++row) {
        const Index first = result.entries();
        for (Index k = ordered.start[as_size(row)]; k < ordered.start[as_size(row + 1)]; ++k) {
            if (result.entries() > first && result.column.back() == ordered.column[as_size(k)]) {
                result.value.back() += ordered.value[as_size(k)];
                continue;
            }
            result.column.push_back(ordered.column[as_size(k)]);
            result.value.push_back(ordered.value[as_size(k)]);
        }
        result.start.push_back(result.entries());
    }
    return result;
}

SparseRows product(const SparseRows& left, const SparseRows& right) {
    // Row by row with a dense accumulator (Gustavson 1978).
    SparseRows result;
    result.cols = right.cols;
    std::vector<double> sums(as_size(right.cols), 0.0);
    std::vector<Index> seen(as_size(right.cols), -1);
    std::vector<std::int32_t> columns;
    for (Index row = 0; row < left.rows(); ++row) {
        columns.clear();
        for (Index k = left.start[as_size(row)]; k < left.start[as_size(row + 1)]; ++k) {
            const Index middle = left.column[as_size(k)];
            for (Index m = right.start[as_size(middle)]; m < right.start[as_size(middle + 1)];
                 ++m) {
                const std::int32_t col = right.column[as_size(m)];
                if (seen[as_size(col)] != row) {
                    seen[as_size(col)] = row;
                    sums[as_size(col)] = 0.0;
                    columns.push_back(col);
                }
                sums[as_size(col)] += left.value[as_size(k)] * right.value[as_size(m)];
            }
        }
        std::sort(columns.begin(), columns.end());
        for (const std::int32_t col : columns) {
            result.column.push_back(col);
            result.value.push_back(sums[as_size(col)]);
        }
        result.start.push_back(result.entries());
    }
    return result;
}

void multiply(const SparseRows& matrix, const std::vector<double>& x, std::vector<double>& result) {
    result.resize(as_size(matrix.rows()));
    for (Index row = 0; row < matrix.rows(); ++row) {
        double sum = 0.0;
        for (Index k = matrix.start[as_size(row)]; k < matrix.start[as_size(row + 1)]; ++k)
            sum += matrix.value[as_size(k)] * x[as_size(matrix.column[as_size(k)])];
        result[as_size(row)] = sum;
    }
}

}  // namespace borderlens
