#pragma once
#include <functional>
#include <vector>

#include "base/index.hpp"
#include "base/parallel.hpp"
#include "raster/grid.hpp"

namespace borderlens {

/// A piece of work: `core` windows tile the extent exactly once; `halo` is the core with a margin
/// for filters, cut at the extent's edge. Halo pixels are read, never counted or written.
struct Block {
    Index number = 0;
    Window core;
    Window halo;
};

/// Blocks of block_px x block_px in row-major order. block_px >= 1, halo_px >= 0.
std::vector<Block> blocks_of(const Window& extent, Index block_px, Index halo_px);

/// Calls fn once for each block, on several threads; errors as in parallel_for.
void for_each_block(const Window& extent, Index block_px, Index halo_px,
                    const std::function<void(const Block&)>& fn);

/// Sums per block, added in block order: the result does not depend on the thread count. Only as
/// many partial results as blocks are held, so Sum should be small.
template <typename Sum>
Sum sum_over_blocks(const Window& extent, Index block_px, Index halo_px,
                    const std::function<Sum(const Block&)>& fn) {
    std::vector<Sum> slots(blocks_of(extent, block_px, halo_px).size());
    for_each_block(extent, block_px, halo_px, [&](const Block& block) {
        slots[static_cast<std::size_t>(block.number)] = fn(block);
    });
    Sum total{};
    for (const Sum& slot : slots) total += slot;
    return total;
}

}  // namespace borderlens
