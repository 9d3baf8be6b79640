#pragma once
#include <cstdint>
#include <vector>

#include "learning/forest.hpp"

namespace borderlens {

/// Nodes of a packed tree that one line of the cache holds, at four bytes each.
inline constexpr std::uint32_t line_nodes = 16;

/// The place of each node of a tree, counted from the start of a line: siblings side by side,
/// children behind their parents. Below the first `head_levels` levels, which walkers pass without
/// looking a node up, a pair of siblings shares its line with as many of its descendants as fit, so
/// that a walk of many steps fetches few lines.
std::vector<std::uint32_t> places_by_lines(const Tree& tree, int head_levels);

}  // namespace borderlens
