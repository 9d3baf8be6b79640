#pragma once
#include <functional>
#include <mutex>
#include <vector>

#include "stages/composite_scenes.hpp"

namespace borderlens {

/// Windows that tile the extent (in pixels of the grid), in row-major order, cut where the tiles of
/// the scenes' files are cut, so that each is decoded once: about 512 x 512 px, or one tile of the
/// finest file if that is larger, or whole rows of a file without tiles. Smaller where the looks of
/// all threads would not fit into the plan's memory.
std::vector<Window> composite_windows(const CompositePlan& plan, const Grid& grid,
                                      const Window& extent);

/// Memory of the looks of finished windows, for those of the next: memory taken anew costs a page
/// fault for every 4 KiB of it. Thread-safe.
class LookRoom {
  public:
    /// What is kept, if anything.
    std::vector<float> take();
    void keep(std::vector<Raster<float>> looks);
    void clear();

  private:
    std::mutex m_guard;
    std::vector<std::vector<float>> m_kept;
};
/// The process's own; empty when for_each_window returns.
LookRoom& look_room();

/// Calls fn once for each window, on several threads; errors as in parallel_for.
void for_each_window(const std::vector<Window>& windows,
                     const std::function<void(const Window&)>& fn);

}  // namespace borderlens
