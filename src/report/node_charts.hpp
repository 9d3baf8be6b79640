#pragma once
#include <string>
#include <vector>

#include "base/table.hpp"

namespace borderlens {

// Charts of nodes and corridors as inline SVG, from the tables of a run. Empty text where the table
// has no row that fits.

/// The tree candidates of one group were selected by: rows of dendrogram.csv (group, left, right,
/// height; a part is an id or "step N", N counted from 1 within the group), leaves to the left,
/// by the names of `nodes` where it has them.
std::string dendrogram_chart(const Table& dendrogram, const std::string& group,
                             const Table& nodes = {});

/// Cost against diversification of scenarios.csv; filled = on the front that no other beats.
std::string pareto_chart(const Table& scenarios, const std::string& first_words = "Cost");

/// Ranks of one group with their 95 % intervals, the selected filled: rows of nodes.csv; at most
/// `most` of them.
std::string rank_chart(const Table& nodes, const std::string& group, std::size_t most = 20);

/// The groups of a table in their order; empty where it has no column group.
std::vector<std::string> groups_of(const Table& table);

}  // namespace borderlens
