#pragma once
#include <mutex>
#include <vector>

#include "raster/raster.hpp"

namespace borderlens {

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
/// The process's own.
LookRoom& look_room();

}  // namespace borderlens
