#pragma once
#include <functional>
#include <vector>

#include "stages/composite_scenes.hpp"

namespace borderlens {

/// Windows that tile the extent (in pixels of the grid), in row-major order, cut where the tiles of
/// the scenes' files are cut, so that each is decoded once: about 512 x 512 px, or one tile of the
/// finest file if that is larger, or whole rows of a file without tiles. Smaller where the looks of
/// all threads would not fit into the plan's memory, half of which is left to decoded blocks where
/// files are slow to decode.
std::vector<Window> composite_windows(const CompositePlan& plan, const Grid& grid,
                                      const Window& extent);

/// Calls fn once for each window, on several threads; errors as in parallel_for. The looks' memory
/// (look_room) is free afterwards.
void for_each_window(const std::vector<Window>& windows,
                     const std::function<void(const Window&)>& fn);

}  // namespace borderlens
