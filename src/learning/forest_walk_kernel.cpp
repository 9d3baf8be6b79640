// Trees walked in plain C++, compiled once for any processor and once for AVX2 (find_exits then
// works on vectors twice as wide, and shifts cost less) and chosen at run time. Gathers were
// slower.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "learning/forest_walk_kernel.cpp"
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3 | HWY_AVX3_DL)
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <algorithm>

#include "learning/forest_exits-inl.hpp"
#include "learning/forest_walk.hpp"

HWY_BEFORE_NAMESPACE();
namespace borderlens::HWY_NAMESPACE {

/// Those of a block that are still under way: where they stand, and the words they find there.
struct Walkers {
    std::uint32_t at[walk_block_px] = {};
    std::uint32_t word[walk_block_px] = {};
    std::uint32_t pixel[walk_block_px] = {};
};

/// Three steps down; walkers on a leaf stay. Four walk abreast, so that one's wait for memory is
/// the others' time; what they need fits the registers. chosen: 8 abreast, 2 and 4 steps are
/// slower.
void take_steps(const PackedForest& forest, const std::uint16_t* codes, Index count,
                Walkers& walkers) {
    constexpr Index abreast = 4;
    static_assert(walk_block_px % abreast == 0, "who walks beside the last is any earlier walker");
    const std::uint32_t* words = forest.words();
    const std::uint32_t feature_mask = (1U << forest.feature_bits) - 1U;
    const std::uint32_t code_mask = (1U << forest.code_bits) - 1U;
    const std::uint32_t code_shift = forest.feature_bits;
    const std::uint32_t distance_shift = forest.distance_shift();
    for (Index first = 0; first < count; first += abreast) {
        const std::uint16_t* code_of_pixel[abreast];
        std::uint32_t at[abreast], word[abreast];
        for (Index k = 0; k < abreast; ++k) {
            code_of_pixel[k] = codes + walkers.pixel[first + k];
            at[k] = walkers.at[first + k];
            word[k] = words[at[k]];
        }
        for (int step = 0; step < 3; ++step)
            for (Index k = 0; k < abreast; ++k) {
                const std::uint32_t distance = word[k] >> distance_shift;
                const std::uint32_t code = word[k] >> code_shift & code_mask;
                const std::uint32_t feature = word[k] & feature_mask;
                const std::uint32_t right =
                    (code_of_pixel[k][feature * walk_block_px] > code) & (distance != 0);
                at[k] += distance + right;
                word[k] = words[at[k]];
            }
        for (Index k = 0; k < abreast; ++k) {
            walkers.at[first + k] = at[k];
            walkers.word[first + k] = word[k];
        }
    }
}

/// Tells the leaves of those that are on one; gives how many go on, which are then the first.
Index hand_over(const PackedForest& forest, Index count, Walkers& walkers, std::uint32_t* leaf) {
    const std::uint32_t leaf_mask = forest.leaf_mask();
    Index going_on = 0;
    for (Index i = 0; i < count; ++i) {
        // Without branches: a walker that goes on overwrites its leaf later, one that is done is
        // overwritten by the next.
        const std::uint32_t pixel = walkers.pixel[i], word = walkers.word[i];
        leaf[pixel] = word & leaf_mask;
        walkers.at[going_on] = walkers.at[i];
        walkers.pixel[going_on] = pixel;
        going_on += (word >> forest.distance_shift()) != 0;
    }
    return going_on;
}

/// leaf[pixel]: those of one tree.
void walk_tree(const PackedForest& forest, const std::uint16_t* codes, Index tree, Index count,
               Walkers& walkers, std::uint32_t* leaf) {
    std::uint16_t exits[walk_block_px];
    const TreeHead& head = forest.heads[static_cast<std::size_t>(tree)];
    find_exits(head, codes, exits);
    for (Index i = 0; i < count; ++i) {
        walkers.at[i] = head.exit[exits[i]];
        walkers.pixel[i] = static_cast<std::uint32_t>(i);
    }
    for (Index left = count; left > 0;) {
        take_steps(forest, codes, left, walkers);
        left = hand_over(forest, left, walkers, leaf);
    }
}

void walk(const PackedForest& forest, const std::uint16_t* codes, Index count,
          std::uint32_t* leaves) {
    // Of several trees before they are laid pixel by pixel: a tree that wrote there itself would
    // touch a line of the cache for each pixel.
    constexpr Index together = 16;  // chosen: what a line holds
    std::uint32_t leaf[together][walk_block_px];
    Walkers walkers;
    for (Index first = 0; first < forest.trees; first += together) {
        const Index here = std::min(together, forest.trees - first);
        for (Index t = 0; t < here; ++t)
            walk_tree(forest, codes, first + t, count, walkers, leaf[t]);
        for (Index i = 0; i < count; ++i)
            for (Index t = 0; t < here; ++t) leaves[i * forest.trees + first + t] = leaf[t][i];
    }
}

}  // namespace borderlens::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace borderlens {

TreeHead head_of(const PackedForest& forest, std::uint32_t root) {
    const std::uint32_t feature_mask = (1U << forest.feature_bits) - 1U;
    const std::uint32_t code_mask = (1U << forest.code_bits) - 1U;
    TreeHead head;
    std::array<std::uint32_t, TreeHead::nodes + TreeHead::exits> at = {root};
    for (std::size_t n = 0; n < TreeHead::nodes; ++n) {
        const std::uint32_t word = forest.words()[at[n]];
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

void walk_plain(const PackedForest& forest, const std::uint16_t* codes, Index count,
                std::uint32_t* leaves) {
    HWY_STATIC_DISPATCH(walk)(forest, codes, count, leaves);
}

WalkFunction walk_avx2() {
#if HWY_TARGETS & HWY_AVX2
    if ((hwy::SupportedTargets() & HWY_AVX2) != 0) return N_AVX2::walk;
#endif
    return nullptr;
}

}  // namespace borderlens
#endif
