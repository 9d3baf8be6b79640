#include "learning/forest_walk.hpp"

#include <algorithm>

namespace borderlens {
namespace {

using Bits = std::uint16_t;  // all set = right

Bits choose(Bits right, Bits if_right, Bits if_left) {
    return static_cast<Bits>((right & if_right) | (~right & if_left));
}

/// The answer of the node `levels` below this one that is reached by the answers taken so far.
template <std::size_t node, std::size_t levels, typename Answer>
Bits answer_below(const Answer& answer, const Bits* taken) {
    if constexpr (levels == 0)
        return answer(node);
    else
        return choose(*taken, answer_below<2 * node + 2, levels - 1>(answer, taken + 1),
                      answer_below<2 * node + 1, levels - 1>(answer, taken + 1));
}

/// exits[pixel]: which exit of the head each pixel of the block takes. Plain whole-number
/// arithmetic on neighbours in memory, which any compiler turns into vector instructions.
void find_exits(const TreeHead& head, const std::uint16_t* codes, std::uint16_t* __restrict exits) {
    const std::uint16_t* column[TreeHead::nodes];
    for (std::size_t n = 0; n < TreeHead::nodes; ++n)
        column[n] = codes + head.feature[n] * walk_block_px;
    for (Index i = 0; i < walk_block_px; ++i) {
        const auto answer = [&](std::size_t node) {
            return static_cast<Bits>(column[node][i] > head.code[node] ? 0xFFFF : 0);
        };
        Bits taken[TreeHead::levels];
        taken[0] = answer(0);
        taken[1] = answer_below<0, 1>(answer, taken);
        taken[2] = answer_below<0, 2>(answer, taken);
        taken[3] = answer_below<0, 3>(answer, taken);
        taken[4] = answer_below<0, 4>(answer, taken);
        exits[i] = static_cast<Bits>((taken[0] & 16) | (taken[1] & 8) | (taken[2] & 4) |
                                     (taken[3] & 2) | (taken[4] & 1));
    }
}

void step_plain(const PackedForest& forest, const std::uint16_t* codes, Walkers& walkers,
                Index first, Index count, std::uint32_t* reached) {
    const std::uint32_t* words = forest.words.data();
    const std::uint32_t feature_mask = (1U << forest.feature_bits) - 1U;
    const std::uint32_t code_mask = (1U << forest.code_bits) - 1U;
    const std::uint32_t code_shift = forest.feature_bits;
    const std::uint32_t distance_shift = forest.distance_shift();
    for (Index i = 0; i < count; ++i) {
        const std::uint16_t* pixel = codes + walkers.pixel[first + i];
        std::uint32_t at = walkers.at[first + i];
        std::uint32_t word = words[at];
        for (int step = 0; step < 3; ++step) {
            const std::uint32_t distance = word >> distance_shift;
            const std::uint32_t code = word >> code_shift & code_mask;
            const std::uint32_t right =
                (pixel[(word & feature_mask) * walk_block_px] > code) & (distance != 0);
            at += distance + right;
            word = words[at];
        }
        walkers.at[first + i] = at;
        reached[i] = word;
    }
}

}  // namespace

TreeHead head_of(const PackedForest& forest, std::uint32_t root) {
    const std::uint32_t feature_mask = (1U << forest.feature_bits) - 1U;
    const std::uint32_t code_mask = (1U << forest.code_bits) - 1U;
    TreeHead head;
    std::array<std::uint32_t, TreeHead::nodes + TreeHead::exits> at = {root};
    for (std::size_t n = 0; n < TreeHead::nodes; ++n) {
        const std::uint32_t word = forest.words[at[n]];
        const std::uint32_t distance = word >> forest.distance_shift();
        const bool is_leaf = distance == 0;
        head.feature[n] = static_cast<std::uint16_t>(is_leaf ? 0 : word & feature_mask);
        // No code is above the greatest, so that below a leaf every answer is "left".
        head.code[n] =
            static_cast<std::uint16_t>(is_leaf ? 0xFFFF : word >> forest.feature_bits & code_mask);
        at[2 * n + 1] = at[n] + distance;
        at[2 * n + 2] = is_leaf ? at[n] : at[n] + distance + 1;
    }
    std::copy_n(at.begin() + TreeHead::nodes, TreeHead::exits, head.exit.begin());
    return head;
}

/// leaf[pixel]: those of one tree.
void walk_tree(const PackedForest& forest, const std::uint16_t* codes, Index tree, Index count,
               StepFunction step, Walkers& walkers, std::uint32_t* leaf) {
    std::uint16_t exits[walk_block_px];
    std::uint32_t reached[Walkers::together];
    const std::uint32_t leaf_mask = forest.leaf_mask();
    const TreeHead& head = forest.heads[static_cast<std::size_t>(tree)];
    find_exits(head, codes, exits);
    for (Index i = 0; i < count; ++i) {
        walkers.at[i] = head.exit[exits[i]];
        walkers.pixel[i] = static_cast<std::uint32_t>(i);
    }
    for (Index left = count, going_on = 0; left > 0; left = going_on) {
        going_on = 0;
        for (Index first = 0; first < left; first += Walkers::together) {
            const Index here = std::min(Walkers::together, left - first);
            step(forest, codes, walkers, first, here, reached);
            for (Index i = 0; i < here; ++i) {
                // Without branches: a walker that goes on overwrites its leaf later, one that is
                // done is overwritten by the next.
                const std::uint32_t pixel = walkers.pixel[first + i];
                leaf[pixel] = reached[i] & leaf_mask;
                walkers.at[going_on] = walkers.at[first + i];
                walkers.pixel[going_on] = pixel;
                going_on += (reached[i] >> forest.distance_shift()) != 0;
            }
        }
    }
}

void walk_by_steps(const PackedForest& forest, const std::uint16_t* codes, Index count,
                   std::uint32_t* leaves, StepFunction step) {
    // Of several trees before they are laid pixel by pixel: a tree that wrote there itself would
    // touch a line of the cache for each pixel.
    constexpr Index together = 16;  // chosen: what a line holds
    std::uint32_t leaf[together][walk_block_px];
    Walkers walkers;
    for (Index first = 0; first < forest.trees; first += together) {
        const Index here = std::min(together, forest.trees - first);
        for (Index t = 0; t < here; ++t)
            walk_tree(forest, codes, first + t, count, step, walkers, leaf[t]);
        for (Index i = 0; i < count; ++i)
            for (Index t = 0; t < here; ++t) leaves[i * forest.trees + first + t] = leaf[t][i];
    }
}

void walk_plain(const PackedForest& forest, const std::uint16_t* codes, Index count,
                std::uint32_t* leaves) {
    walk_by_steps(forest, codes, count, leaves, step_plain);
}

}  // namespace borderlens
