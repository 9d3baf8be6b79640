#pragma once
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "raster/legend.hpp"
#include "raster/raster.hpp"

namespace borderlens {

struct BandInfo {
    std::string description;
    std::string type;  ///< GDAL's name: "Byte", "UInt16", "Float32" ...
    std::optional<double> no_data;
};

struct RasterInfo {
    Grid grid;
    std::vector<BandInfo> bands;
    std::string driver;
    Index block_rows = 0;
    Index block_cols = 0;
    bool has_geotransform = false;
};

/// Whether a path names a raster file by its ending.
bool is_raster_path(const std::string& path);

/// Header only. An input error for a rotated or south-up raster; without a geotransform the grid is
/// that of pixels with the corner at (0, 0).
RasterInfo read_raster_info(const std::string& path);

/// Bands (0-based; empty = all) of a window (empty = all) as floats. The file's no-data value
/// becomes NaN; scale and offset are not applied. Thread-safe: each thread has its own open file.
Raster<float> read_floats(const std::string& path, const std::vector<Index>& bands = {},
                          const Window& window = {});
Raster<double> read_doubles(const std::string& path, const std::vector<Index>& bands = {},
                            const Window& window = {});
/// As read_floats, but the file's no-data value stays a number.
Raster<float> read_raw_floats(const std::string& path, const std::vector<Index>& bands = {},
                              const Window& window = {});
/// One band as whole numbers: no data becomes `no_code`, every other value stays.
/// An input error for values that are no whole numbers of 32 bits.
Raster<std::int32_t> read_codes(const std::string& path, Index band = 0, const Window& window = {});
/// One band of class codes 1..255; no data becomes 0. An input error names a code out of range.
Raster<ClassCode> read_classes(const std::string& path, Index band = 0, const Window& window = {});
/// Raw 16-bit digital numbers, no no-data handling: what composites are made from. Interleaved
/// bands are best read together. `room`: memory for them, of any size and content.
Raster<std::uint16_t> read_numbers16(const std::string& path, const std::vector<Index>& bands = {},
                                     const Window& window = {},
                                     std::vector<std::uint16_t> room = {});
/// Raw bytes, no no-data handling.
Raster<std::uint8_t> read_bytes(const std::string& path, const std::vector<Index>& bands = {},
                                const Window& window = {});
/// Category names and colours of band 1; empty where the file has none.
Legend read_legend(const std::string& path);

/// What a raster is written as: Cloud Optimized GeoTIFF, or JPEG 2000 without loss (integers).
enum class RasterFormat { cog, jpeg2000 };

struct RasterOptions {
    std::vector<std::string> band_descriptions = {};
    std::optional<double> no_data = {};  ///< floats: NaN is always no data
    Legend legend = {};  ///< written as colour table and category names (byte rasters)
    bool overwrite = false;
    RasterFormat format = RasterFormat::cog;
    bool smallest = false;  ///< COG: slower, smaller (strongest ZSTD, differences of neighbours)
    /// Dataset metadata, e.g. {"TIFFTAG_IMAGEDESCRIPTION", "..."}.
    std::vector<std::pair<std::string, std::string>> metadata = {};
};

/// Writes a Cloud Optimized GeoTIFF (ZSTD) to a temporary name and renames it: no half file is ever
/// seen. T: float, double, uint8, uint16, int16, int32.
template <typename T>
void write_raster(const std::string& path, const Raster<T>& raster,
                  const RasterOptions& options = {});

/// A raster that is written holds its pixels in memory up to this size (chosen: a small tile of a
/// few bands), above it in a file without a name.
inline constexpr std::size_t raster_memory_bytes = std::size_t{32} << 20;

/// Writes a raster larger than memory window by window, from any thread, then turns it into a COG
/// in `finish`. Without `finish` nothing is left behind.
template <typename T>
class RasterWriter {
  public:
    RasterWriter(std::string path, const Grid& grid, Index bands, RasterOptions options);
    ~RasterWriter();
    RasterWriter(const RasterWriter&) = delete;
    RasterWriter& operator=(const RasterWriter&) = delete;

    /// `values` has the window's shape and all bands.
    void write(const Window& window, const Raster<T>& values);
    void finish();

  private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace borderlens
