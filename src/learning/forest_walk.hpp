#pragma once
// Inside of CompiledForest: the packed trees and the kernels that walk them.
#include <cstdint>
#include <vector>

#include "base/index.hpp"

namespace borderlens {

/// Trees in one 32-bit word a node: from the lowest bit on the feature (`feature_bits`), the rank
/// code of the threshold (`code_bits`), and in the rest the distance to the left child, the right
/// one being its neighbour. Distance 0 = leaf; its lower bits are a row of the leaf table.
struct PackedForest {
    std::vector<std::uint32_t> words;
    /// Where each tree starts, followed by spare entries that all point to `parking`.
    std::vector<std::uint32_t> roots;
    std::uint32_t parking = 0;  ///< a leaf word of no tree, where lanes without work wait
    Index trees = 0;
    std::uint32_t feature_bits = 0;
    std::uint32_t code_bits = 0;
    std::uint32_t leaf_mask() const { return (1U << (feature_bits + code_bits)) - 1U; }
};

/// Features of a pixel lie side by side, this far apart from those of the next: a power of two, so
/// that whatever stands in a word's feature bits stays inside the row.
inline constexpr Index packed_code_stride(Index features) {
    Index stride = 16;
    while (stride < features) stride *= 2;
    return stride;
}
/// Pixels walked in one go: codes and leaves stay in the second cache level, and what a tree or the
/// ranks of a feature bring into the first serves them all. chosen: of 64, 256 and 512 the fastest.
inline constexpr Index walk_block_px = 256;
inline constexpr std::size_t spare_roots = 64;

/// leaves[pixel][tree]: a row of the leaf table for each tree, in any order within a pixel.
/// count <= walk_block_px; `codes` holds walk_block_px rows whatever the count.
using WalkFunction = void (*)(const PackedForest&, const std::uint16_t* codes, Index code_stride,
                              Index features, Index count, std::uint32_t* leaves);

/// Portable C++: eight pixels at a time down the same tree.
void walk_plain(const PackedForest& forest, const std::uint16_t* codes, Index code_stride,
                Index features, Index count, std::uint32_t* leaves);

/// The vector kernels this processor can run; null where it cannot.
WalkFunction walk_avx2();
WalkFunction walk_avx512();

}  // namespace borderlens
