#include "raster/blocks.hpp"

#include "base/error.hpp"

namespace borderlens {

std::vector<Block> blocks_of(const Window& extent, Index block_px, Index halo_px) {
    if (block_px < 1 || halo_px < 0)
        throw internal_error("blocks of {} px with a halo of {} px", block_px, halo_px);
    std::vector<Block> blocks;
    for (Index row = extent.row0; row < extent.row_end(); row += block_px)
        for (Index col = extent.col0; col < extent.col_end(); col += block_px) {
            const Window core = Window{row, col, block_px, block_px}.intersect(extent);
            blocks.push_back(
                {static_cast<Index>(blocks.size()), core, core.pad(halo_px).intersect(extent)});
        }
    return blocks;
}

void for_each_block(const Window& extent, Index block_px, Index halo_px,
                    const std::function<void(const Block&)>& fn) {
    const std::vector<Block> blocks = blocks_of(extent, block_px, halo_px);
    parallel_for(static_cast<Index>(blocks.size()),
                 [&](Index i) { fn(blocks[static_cast<std::size_t>(i)]); });
}

}  // namespace borderlens
