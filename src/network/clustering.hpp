#pragma once
#include <string>
#include <utility>
#include <vector>

#include "base/table.hpp"

namespace borderlens {

/// Rows to be grouped by their columns.
struct Points {
    std::vector<std::string> ids;
    std::vector<std::string> columns;
    std::vector<double> values;  ///< row by row

    std::size_t rows() const { return ids.size(); }
    double at(std::size_t row, std::size_t column) const {
        return values[row * columns.size() + column];
    }
};

/// Symmetric distances with a zero diagonal.
struct Distances {
    std::vector<std::string> ids;
    std::vector<double> values;  ///< n x n

    std::size_t size() const { return ids.size(); }
    double at(std::size_t a, std::size_t b) const { return values[a * ids.size() + b]; }
};

/// Named columns, or every number column but the id column. Errors: fewer than two rows, doubled
/// ids, texts, empty cells (column and id are named).
Points points_of(const Table& table, const std::string& id_column,
                 const std::vector<std::string>& columns);

/// Columns to mean 0 and sample standard deviation 1 (n - 1, as R's scale). Errors: a constant
/// column.
Points standardised(const Points& points);

Distances euclidean_distances(const Points& points);

/// A square table: an id column and one number column an id. Errors: a missing column or row,
/// negative or missing distances, a diagonal other than 0, two directions that differ by more than
/// 1e-9 of the larger.
Distances distances_of(const Table& table, const std::string& id_column);

/// ward: minimum increase of the within sum of squares on Euclidean distances, heights as R's
/// "ward.D2". src: Ward 1963; Murtagh and Legendre 2014, J. of Classification 31: 274-295.
enum class Linkage { ward, average, complete, single };

Linkage linkage_of(const std::string& name);

/// A tree of merges, in the conventions of R's hclust: step t joins merge[t].first and .second;
/// -i is the i-th object (from 1), j the cluster made at step j; singles first, then the older one.
struct Dendrogram {
    std::vector<std::pair<int, int>> merge;
    std::vector<double> heights;
    std::vector<int> order;  ///< objects (from 1) from left to right, so that no branches cross
};

/// Lance and Williams 1967 with nearest neighbours (Murtagh 1985); of equal distances the first in
/// the order of rows is merged, as R does. O(n^2) memory, O(n^2) to O(n^3) time.
Dendrogram hierarchical_clusters(const Distances& distances, Linkage linkage);

/// Labels 1..k, numbered by the first object of each cluster. 1 <= k <= n.
std::vector<int> cut_tree(const Dendrogram& tree, int k);

}  // namespace borderlens
