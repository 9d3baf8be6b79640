#pragma once
#include <cstdint>
#include <vector>

#include "learning/forest.hpp"

namespace borderlens {

/// Nodes of a packed tree that one line of the cache holds, at four bytes each.
inline constexpr std::uint32_t line_nodes = 16;

/// Where the nodes of a tree stand, counted from the start of a line.
struct NodeLayout {
    std::vector<std::uint32_t> places;
    std::uint32_t words = 0;  ///< whole lines that hold all of them
};

/// Siblings side by side, children behind their parents. Below the first `head_levels` levels,
/// which walkers pass without looking a node up, a pair of siblings shares its line with as many of
/// its descendants as fit, so that a walk of many steps fetches few lines.
NodeLayout layout_by_lines(const Tree& tree, int head_levels);

}  // namespace borderlens
