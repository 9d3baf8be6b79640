#include "learning/forest_walk.hpp"

namespace borderlens {

void walk_plain(const PackedForest& forest, const std::uint16_t* codes, Index code_stride,
                Index /*features*/, Index count, std::uint32_t* leaves) {
    // Eight walks at once hide each other's cache misses; a walk that is done stays on its leaf.
    constexpr Index together = 8;
    const std::uint32_t feature_mask = (1U << forest.feature_bits) - 1U;
    const std::uint32_t code_mask = (1U << forest.code_bits) - 1U;
    const std::uint32_t distance_shift = forest.feature_bits + forest.code_bits;
    const std::uint32_t leaf_mask = forest.leaf_mask();
    const std::uint32_t code_shift = forest.feature_bits;
    for (Index tree = 0; tree < forest.trees; ++tree) {
        const std::uint32_t* words =
            forest.words.data() + forest.roots[static_cast<std::size_t>(tree)];
        for (Index first = 0; first < count; first += together) {
            const std::uint16_t* rows = codes + first * code_stride;
            std::uint32_t at[together] = {};
            std::uint32_t moved = 1;
            while (moved != 0) {
                // Steps on a leaf go nowhere, so asking only now and then costs less than it saves.
                for (int step = 0; step < 4; ++step) {
                    moved = 0;
                    for (Index j = 0; j < together; ++j) {
                        const std::uint32_t word = words[at[j]];
                        const std::uint32_t distance = word >> distance_shift;
                        const std::uint32_t code = word >> code_shift & code_mask;
                        const std::uint32_t right =
                            (rows[j * code_stride + (word & feature_mask)] > code) &
                            (distance != 0);
                        at[j] += distance + right;
                        moved |= distance;
                    }
                }
            }
            for (Index j = 0; j < together && first + j < count; ++j)
                leaves[(first + j) * forest.trees + tree] = words[at[j]] & leaf_mask;
        }
    }
}

}  // namespace borderlens
