#include "learning/node_layout.hpp"

#include <cstddef>
#include <utility>

namespace borderlens {
namespace {

/// A pair of siblings is known by its left node; 0 is the root, which is nobody's child.
using Pairs = std::vector<std::uint32_t>;

void add_children(const Tree& tree, std::uint32_t left, Pairs& pairs) {
    for (const std::uint32_t node : {left, left + 1})
        if (tree[node].child != 0) pairs.push_back(tree[node].child);
}

}  // namespace

NodeLayout layout_by_lines(const Tree& tree, int head_levels) {
    std::vector<std::uint32_t> places(tree.size(), 0);
    std::uint32_t next = 1;
    const auto place = [&](const Pairs& pairs) {
        for (const std::uint32_t left : pairs) {
            places[left] = next++;
            places[left + 1] = next++;
        }
    };
    Pairs level;
    if (tree[0].child != 0) level.push_back(tree[0].child);
    for (int depth = 1; depth < head_levels; ++depth) {
        place(level);
        Pairs below;
        for (const std::uint32_t left : level) add_children(tree, left, below);
        level = std::move(below);
    }
    // First come, first placed: distances to children stay as short as in breadth-first order.
    Pairs waiting = std::move(level);
    for (std::size_t first = 0; first < waiting.size(); ++first) {
        Pairs line{waiting[first]};
        for (std::size_t k = 0; k < line.size(); ++k) {
            Pairs children;
            add_children(tree, line[k], children);
            for (const std::uint32_t child : children)
                (line.size() < line_nodes / 2 ? line : waiting).push_back(child);
        }
        const std::uint32_t length = 2 * static_cast<std::uint32_t>(line.size());
        const std::uint32_t used = next % line_nodes;
        if (used + length > line_nodes) next += line_nodes - used;
        place(line);
    }
    return {std::move(places), (next + line_nodes - 1) / line_nodes * line_nodes};
}

}  // namespace borderlens
