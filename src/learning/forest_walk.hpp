#pragma once
// Inside of CompiledForest: the packed trees and the kernels that walk them.
#include <array>
#include <cstdint>
#include <vector>

#include "base/index.hpp"
#include "learning/node_layout.hpp"

namespace borderlens {

/// Pixels walked in one go: codes and leaves stay in the second cache level, and what a tree or the
/// ranks of a feature bring into the first serves them all. chosen: of 64, 256 and 512 the fastest.
inline constexpr Index walk_block_px = 256;

/// The first decisions of a tree as if it were complete: node n has the children 2n + 1 and 2n + 2.
/// All pixels of a block ask the same questions, side by side, without looking anything up. Below a
/// leaf every answer is "left". Levels chosen: of four and five the faster.
struct TreeHead {
    static constexpr std::size_t levels = 5;
    static constexpr std::size_t exits = std::size_t{1} << levels, nodes = exits - 1;
    std::array<std::uint16_t, nodes> feature = {};
    std::array<std::uint16_t, nodes> code = {};
    std::array<std::uint32_t, exits> exit = {};  ///< the words where the walk goes on
};

/// Trees in one 32-bit word a node: from the lowest bit on the feature (`feature_bits`), the rank
/// code of the threshold (`code_bits`), and in the rest the distance to the left child, the right
/// one being its neighbour. Distance 0 = leaf; its lower bits are a row of the leaf table.
struct PackedForest {
    struct alignas(64) Line {
        std::array<std::uint32_t, line_nodes> words = {};
    };
    std::vector<Line> lines;
    std::vector<TreeHead> heads;
    std::uint32_t parking = 0;  ///< a leaf word of no tree, where lanes without work wait
    Index trees = 0;
    Index features = 0;
    std::uint32_t feature_bits = 0;
    std::uint32_t code_bits = 0;
    const std::uint32_t* words() const { return lines.front().words.data(); }
    std::uint32_t& word(std::uint32_t at) { return lines[at / line_nodes].words[at % line_nodes]; }
    std::uint32_t leaf_mask() const { return (1U << (feature_bits + code_bits)) - 1U; }
    std::uint32_t distance_shift() const { return feature_bits + code_bits; }
    /// Entries of the codes of a block: whatever stands in a word's feature bits stays inside, and
    /// vector loads may read two bytes behind the last code.
    std::size_t block_codes() const {
        return (std::size_t{1} << feature_bits) * static_cast<std::size_t>(walk_block_px) + 1;
    }
};

/// The head of the tree whose words start at `root`.
TreeHead head_of(const PackedForest& forest, std::uint32_t root);

/// codes[feature * walk_block_px + pixel], count <= walk_block_px pixels of them meant;
/// leaves[pixel][tree]: a row of the leaf table for each tree, in any order within a pixel.
using WalkFunction = void (*)(const PackedForest&, const std::uint16_t* codes, Index count,
                              std::uint32_t* leaves);

/// Plain C++ for any processor, and the same made for AVX2.
void walk_plain(const PackedForest& forest, const std::uint16_t* codes, Index count,
                std::uint32_t* leaves);
WalkFunction walk_avx2();    ///< null where this processor cannot run it
WalkFunction walk_avx512();  ///< null where this processor cannot run it

}  // namespace borderlens
