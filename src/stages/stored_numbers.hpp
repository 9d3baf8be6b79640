#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "imagery/scene.hpp"
#include "raster/raster.hpp"

namespace borderlens {

/// Numbers of a scene's bands as its files have them, of 16 bits without sign. Bands of one file
/// are read together, since they may be packed together; what was read last is kept.
class StoredNumbers {
  public:
    /// `wanted`: the bands that will be asked for.
    explicit StoredNumbers(std::vector<BandSource> wanted);
    ~StoredNumbers();
    StoredNumbers(const StoredNumbers&) = delete;
    StoredNumbers& operator=(const StoredNumbers&) = delete;

    /// A window of a band's file; valid until the next call.
    RasterView<const std::uint16_t> of(const BandSource& band, const Window& window);

  private:
    std::vector<Index> read_with(const BandSource& band, Index pixels) const;

    std::vector<BandSource> m_wanted;
    std::string m_path;
    std::vector<Index> m_bands;
    Window m_window;
    Raster<std::uint16_t> m_numbers;
    std::vector<std::uint16_t> m_room;  ///< for the numbers, before the first are read
};

}  // namespace borderlens
