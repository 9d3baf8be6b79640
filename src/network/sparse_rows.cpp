#include "network/sparse_rows.hpp"

#include <algorithm>

namespace borderlens {
namespace {

std::size_t at(Index i) {
    return static_cast<std::size_t>(i);
}

}  // namespace

SparseRows transposed(const SparseRows& matrix) {
    SparseRows result;
    result.cols = matrix.rows();
    result.start.assign(at(matrix.cols + 1), 0);
    for (const std::int32_t col : matrix.column) ++result.start[at(col) + 1];
    for (Index i = 0; i < matrix.cols; ++i) result.start[at(i + 1)] += result.start[at(i)];
    std::vector<Index> next(result.start.begin(), result.start.end() - 1);
    result.column.resize(matrix.column.size());
    result.value.resize(matrix.value.size());
    for (Index row = 0; row < matrix.rows(); ++row)
        for (Index k = matrix.start[at(row)]; k < matrix.start[at(row + 1)]; ++k) {
            const Index place = next[at(matrix.column[at(k)])]++;
            result.column[at(place)] = static_cast<std::int32_t>(row);
            result.value[at(place)] = matrix.value[at(k)];
        }
    return result;
}

SparseRows sparse_rows(Index rows, Index cols, const std::vector<SparseEntry>& entries) {
    SparseRows loose;
    loose.cols = cols;
    loose.start.assign(at(rows + 1), 0);
    for (const SparseEntry& entry : entries) ++loose.start[at(entry.row) + 1];
    for (Index i = 0; i < rows; ++i) loose.start[at(i + 1)] += loose.start[at(i)];
    std::vector<Index> next(loose.start.begin(), loose.start.end() - 1);
    loose.column.resize(entries.size());
    loose.value.resize(entries.size());
    for (const SparseEntry& entry : entries) {
        const Index place = next[at(entry.row)]++;
        loose.column[at(place)] = entry.col;
        loose.value[at(place)] = entry.value;
    }
    // Two transpositions order each row by column and keep the order of equal places.
    const SparseRows ordered = transposed(transposed(loose));
    SparseRows result;
    result.cols = cols;
    for (Index row = 0; row < rows; ++row) {
        const Index first = result.entries();
        for (Index k = ordered.start[at(row)]; k < ordered.start[at(row + 1)]; ++k) {
            if (result.entries() > first && result.column.back() == ordered.column[at(k)]) {
                result.value.back() += ordered.value[at(k)];
                continue;
            }
            result.column.push_back(ordered.column[at(k)]);
            result.value.push_back(ordered.value[at(k)]);
        }
        result.start.push_back(result.entries());
    }
    return result;
}

SparseRows product(const SparseRows& left, const SparseRows& right) {
    // Row by row with a dense accumulator (Gustavson 1978).
    SparseRows result;
    result.cols = right.cols;
    std::vector<double> sums(at(right.cols), 0.0);
    std::vector<Index> seen(at(right.cols), -1);
    std::vector<std::int32_t> columns;
    for (Index row = 0; row < left.rows(); ++row) {
        columns.clear();
        for (Index k = left.start[at(row)]; k < left.start[at(row + 1)]; ++k) {
            const Index middle = left.column[at(k)];
            for (Index m = right.start[at(middle)]; m < right.start[at(middle + 1)]; ++m) {
                const std::int32_t col = right.column[at(m)];
                if (seen[at(col)] != row) {
                    seen[at(col)] = row;
                    sums[at(col)] = 0.0;
                    columns.push_back(col);
                }
                sums[at(col)] += left.value[at(k)] * right.value[at(m)];
            }
        }
        std::sort(columns.begin(), columns.end());
        for (const std::int32_t col : columns) {
            result.column.push_back(col);
            result.value.push_back(sums[at(col)]);
        }
        result.start.push_back(result.entries());
    }
    return result;
}

void multiply(const SparseRows& matrix, const std::vector<double>& x, std::vector<double>& result) {
    result.resize(at(matrix.rows()));
    for (Index row = 0; row < matrix.rows(); ++row) {
        double sum = 0.0;
        for (Index k = matrix.start[at(row)]; k < matrix.start[at(row + 1)]; ++k)
            sum += matrix.value[at(k)] * x[at(matrix.column[at(k)])];
        result[at(row)] = sum;
    }
}

}  // namespace borderlens
