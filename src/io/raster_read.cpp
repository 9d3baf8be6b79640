#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <type_traits>
#include <utility>

#include "base/error.hpp"
#include "io/crs.hpp"
#include "io/decoded_blocks.hpp"
#include "io/environment.hpp"
#include "io/gdal_session.hpp"
#include "io/raster_file.hpp"
#include "io/tile_unpacking.hpp"

namespace borderlens {
namespace {

/// More than any land border's box at 10 m; a header of a few bytes can claim anything.
constexpr Index most_px = Index{100} * 1000 * 1000 * 1000;  // chosen: 5 x China-Kazakhstan's box

/// What a read of `bytes` would need is there, before it is asked for.
void require_memory(const std::string& path, const Window& window, Index bands, std::size_t bytes) {
    const double needed = static_cast<double>(window.rows) * static_cast<double>(window.cols) *
                          static_cast<double>(bands) * static_cast<double>(bytes);
    const double there = static_cast<double>(::sysconf(_SC_PHYS_PAGES)) *
                         static_cast<double>(::sysconf(_SC_PAGESIZE));
    if (needed > 0.8 * there)
        throw input_error(
            "{}: {} x {} px in {} band(s) need {:.0f} GB of memory, this machine has {:.0f} GB; "
            "cut out a part (gdal_translate -projwin) or coarsen it",
            path, window.cols, window.rows, bands, needed / 1e9, there / 1e9);
}

Grid grid_of(GDALDataset& dataset, const std::string& path, bool& has_geotransform) {
    if (static_cast<Index>(dataset.GetRasterXSize()) * dataset.GetRasterYSize() > most_px)
        throw input_error("{}: {} x {} px, expected at most {:.0e} in all; cut out a part", path,
                          dataset.GetRasterXSize(), dataset.GetRasterYSize(),
                          static_cast<double>(most_px));
    double g[6] = {0, 1, 0, 0, 0, 1};
    has_geotransform = dataset.GetGeoTransform(g) == CE_None;
    if (!has_geotransform) g[5] = -1;
    if (g[2] != 0.0 || g[4] != 0.0)
        throw input_error("{}: the raster is rotated, expected north up; warp it first (gdalwarp)",
                          path);
    if (g[1] <= 0.0 || g[5] >= 0.0)
        throw input_error(
            "{}: pixel size {} x {}, expected north up (+, -); warp it first "
            "(gdalwarp)",
            path, g[1], g[5]);
    std::string crs;
    if (const OGRSpatialReference* reference = dataset.GetSpatialRef()) {
        char* text = nullptr;
        const char* options[] = {"FORMAT=WKT2_2019", nullptr};
        reference->exportToWkt(&text, options);
        crs = text == nullptr ? "" : text;
        CPLFree(text);
    }
    try {
        return Grid(crs, {g[0], g[3]}, g[1], -g[5], dataset.GetRasterYSize(),
                    dataset.GetRasterXSize());
    } catch (const Error& error) {
        throw error.with_context(path);
    }
}

/// Esri's ASCII grids may leave out NODATA_value: it is then -9999, by the format's description.
constexpr double ascii_grid_no_data = -9999.0;

std::optional<double> no_data_of(GDALDataset& dataset, Index band) {
    int has = 0;
    const double value = dataset.GetRasterBand(static_cast<int>(band) + 1)->GetNoDataValue(&has);
    if (has != 0) return value;
    const GDALDriver* driver = dataset.GetDriver();
    const bool ascii = driver != nullptr && EQUAL(driver->GetDescription(), "AAIGrid");
    return ascii ? std::optional<double>(ascii_grid_no_data) : std::nullopt;
}

RasterInfo describe(GDALDataset& dataset, const std::string& path) {
    RasterInfo info;
    info.grid = grid_of(dataset, path, info.has_geotransform);
    info.driver = dataset.GetDriver() != nullptr ? dataset.GetDriver()->GetDescription() : "";
    int block_cols = 0, block_rows = 0;
    if (dataset.GetRasterCount() > 0)
        dataset.GetRasterBand(1)->GetBlockSize(&block_cols, &block_rows);
    info.block_cols = block_cols;
    info.block_rows = block_rows;
    for (int b = 1; b <= dataset.GetRasterCount(); ++b) {
        GDALRasterBand* band = dataset.GetRasterBand(b);
        info.bands.push_back({band->GetDescription(),
                              GDALGetDataTypeName(band->GetRasterDataType()),
                              no_data_of(dataset, b - 1)});
    }
    return info;
}

/// The header of an open raster, read once: writing a CRS as text takes as long as a small block.
const RasterInfo& info_of(PooledRaster& raster, const std::string& path) {
    if (!raster.info) raster.info = describe(*raster.dataset, path);
    return *raster.info;
}

/// Values of one band's window, row by row.
template <typename T>
void read_band(GDALDataset& dataset, const std::string& path, Index number, const Window& window,
               T* out) {
    GDALRasterBand* band = dataset.GetRasterBand(static_cast<int>(number) + 1);
    if (GDALDataTypeIsComplex(band->GetRasterDataType()) != 0)
        throw input_error("{}: band {} holds complex numbers ({}), expected real ones", path,
                          number + 1, GDALGetDataTypeName(band->GetRasterDataType()));
    const CPLErr code =
        band->RasterIO(GF_Read, static_cast<int>(window.col0), static_cast<int>(window.row0),
                       static_cast<int>(window.cols), static_cast<int>(window.rows), out,
                       static_cast<int>(window.cols), static_cast<int>(window.rows), gdal_type<T>(),
                       0, 0, nullptr);
    if (code != CE_None)
        throw input_error("{}: band {} cannot be read: {}", path, number + 1, last_gdal_message());
}

/// The same of a file that is slow to decode: by its blocks, which all threads share.
void read_by_blocks(PooledRaster& raster, const std::string& path, Index band, const Window& window,
                    std::uint16_t* out) {
    const RasterInfo& info = info_of(raster, path);
    const Index down = info.block_rows, across = info.block_cols;
    for (Index row = window.row0 / down; row * down < window.row_end(); ++row)
        for (Index col = window.col0 / across; col * across < window.col_end(); ++col) {
            const Window block =
                Window{row * down, col * across, down, across}.intersect(info.grid.window());
            const DecodedBlocks::Values values =
                decoded_blocks().get({raster.version, band, row, col}, [&] {
                    std::vector<std::uint16_t> made(static_cast<std::size_t>(block.size()));
                    read_band(*raster.dataset, path, band, block, made.data());
                    return made;
                });
            const Window part = block.intersect(window);
            for (Index r = part.row0; r < part.row_end(); ++r)
                std::copy_n(values->data() + (r - block.row0) * block.cols + part.col0 - block.col0,
                            part.cols,
                            out + (r - window.row0) * window.cols + part.col0 - window.col0);
        }
}

/// Raw values of the bands (0-based, empty = all) in the window (empty = all), in `room`.
template <typename T>
Raster<T> read_raw(const std::string& path, std::vector<Index> bands, Window window,
                   std::vector<T> room = {}) {
    PooledRaster& pooled = pooled_raster(path);
    GDALDataset& dataset = *pooled.dataset;
    const Grid& whole = info_of(pooled, path).grid;
    if (window.empty()) window = whole.window();
    if (!(window.intersect(whole.window()) == window))
        throw internal_error("{}: window outside the raster", path);
    const Index band_count = dataset.GetRasterCount();
    if (bands.empty())
        for (Index band = 0; band < band_count; ++band) bands.push_back(band);
    require_memory(path, window, static_cast<Index>(bands.size()), sizeof(T));
    for (const Index band : bands)
        if (band < 0 || band >= band_count)
            throw input_error("{}: band {} is wanted, the file has {}", path, band + 1, band_count);
    room.resize(static_cast<std::size_t>(window.size()) * bands.size());
    Raster<T> raster(whole.crop(window), static_cast<Index>(bands.size()), std::move(room));
    if constexpr (std::is_same_v<T, std::uint16_t>)
        if (unpack_tiles(dataset, path, bands, window, raster.band_data())) return raster;
    will_hold_block(pooled);
    for (Index i = 0; i < raster.bands(); ++i) {
        const Index band = bands[static_cast<std::size_t>(i)];
        if constexpr (std::is_same_v<T, std::uint16_t>)
            if (is_slow_to_decode(path)) {
                read_by_blocks(pooled, path, band, window, raster.band_data(i));
                continue;
            }
        read_band(dataset, path, band, window, raster.band_data(i));
    }
    return raster;
}

template <typename T>
Raster<T> read_real(const std::string& path, const std::vector<Index>& bands,
                    const Window& window) {
    Raster<T> raster = read_raw<T>(path, bands, window);
    GDALDataset& dataset = *pooled_raster(path).dataset;
    for (Index i = 0; i < raster.bands(); ++i) {
        const auto none =
            no_data_of(dataset, bands.empty() ? i : bands[static_cast<std::size_t>(i)]);
        if (!none) continue;
        // The file's value is compared in the type it was read as: -3.4e38 is not exact in double.
        const T marker = static_cast<T>(*none);
        T* values = raster.band_data(i);
        for (Index p = 0; p < raster.grid().size(); ++p)
            if (values[p] == marker) values[p] = std::numeric_limits<T>::quiet_NaN();
    }
    return raster;
}

}  // namespace

bool is_raster_path(const std::string& path) {
    std::string name = path;
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (const char* ending : {".tif", ".tiff", ".img", ".vrt", ".bil", ".dat"})
        if (name.ends_with(ending)) return true;
    return false;
}

RasterInfo read_raster_info(const std::string& path) {
    PooledRaster& raster = pooled_raster(path);
    if (raster.dataset->GetRasterCount() == 0)
        throw input_error("{}: holds no raster band{}", path,
                          raster.dataset->GetMetadata("SUBDATASETS") != nullptr
                              ? ", only subdatasets: name one of them"
                              : "");
    return info_of(raster, path);
}

Raster<float> read_floats(const std::string& path, const std::vector<Index>& bands,
                          const Window& window) {
    return read_real<float>(path, bands, window);
}

Raster<float> read_raw_floats(const std::string& path, const std::vector<Index>& bands,
                              const Window& window) {
    return read_raw<float>(path, bands, window);
}

Raster<double> read_doubles(const std::string& path, const std::vector<Index>& bands,
                            const Window& window) {
    return read_real<double>(path, bands, window);
}

namespace {

/// Whole numbers of up to 32 bits need no detour through floating point.
bool fits_int32(GDALDataset& dataset, Index band) {
    if (band < 0 || band >= dataset.GetRasterCount()) return false;
    switch (dataset.GetRasterBand(static_cast<int>(band) + 1)->GetRasterDataType()) {
        case GDT_Byte:
        case GDT_UInt16:
        case GDT_Int16:
        case GDT_Int32:
            return true;
        default:
            return false;
    }
}

}  // namespace

Raster<std::int32_t> read_codes(const std::string& path, Index band, const Window& window) {
    if (fits_int32(*pooled_raster(path).dataset, band)) {
        Raster<std::int32_t> codes = read_raw<std::int32_t>(path, {band}, window);
        const auto none = no_data_of(*pooled_raster(path).dataset, band);
        if (!none || *none != std::floor(*none) || std::abs(*none) > 2147483647.0) return codes;
        const std::int32_t marker = static_cast<std::int32_t>(*none);
        for (std::int32_t& code : codes.values())
            if (code == marker) code = no_code;
        return codes;
    }
    const Raster<double> raw = read_raw<double>(path, {band}, window);
    const auto none = no_data_of(*pooled_raster(path).dataset, band);
    Raster<std::int32_t> codes(raw.grid());
    for (Index i = 0; i < raw.grid().size(); ++i) {
        const double value = raw.values()[static_cast<std::size_t>(i)];
        std::int32_t& code = codes.values()[static_cast<std::size_t>(i)];
        if (std::isnan(value) || (none && value == *none)) {
            code = no_code;
        } else if (value != std::floor(value) || std::abs(value) > 2147483647.0) {
            throw input_error("{}: found the value {}, expected whole class codes", path, value);
        } else {
            code = static_cast<std::int32_t>(value);
        }
    }
    return codes;
}

Raster<ClassCode> read_classes(const std::string& path, Index band, const Window& window) {
    const Raster<std::int32_t> codes = read_codes(path, band, window);
    Raster<ClassCode> classes(codes.grid());
    for (std::size_t i = 0; i < codes.values().size(); ++i) {
        const std::int32_t code = codes.values()[i];
        if (code != no_code && (code < 0 || code > 255))
            throw input_error("{}: class code {}, expected 1 to 255 (0 or no data = none)", path,
                              code);
        classes.values()[i] = code == no_code ? no_class : static_cast<ClassCode>(code);
    }
    return classes;
}

Raster<std::uint16_t> read_numbers16(const std::string& path, const std::vector<Index>& bands,
                                     const Window& window, std::vector<std::uint16_t> room) {
    return read_raw<std::uint16_t>(path, bands, window, std::move(room));
}

Raster<std::uint8_t> read_bytes(const std::string& path, const std::vector<Index>& bands,
                                const Window& window) {
    return read_raw<std::uint8_t>(path, bands, window);
}

Legend read_legend(const std::string& path) {
    GDALDataset& dataset = *pooled_raster(path).dataset;
    // GDAL 3.6 reads category names from the side file only after the geotransform was asked for.
    double ignored[6];
    dataset.GetGeoTransform(ignored);
    GDALRasterBand* band = dataset.GetRasterBand(1);
    char** names = band->GetCategoryNames();
    const GDALColorTable* colours = band->GetColorTable();
    Legend legend;
    for (int code = 0; names != nullptr && names[code] != nullptr; ++code) {
        if (std::string(names[code]).empty()) continue;
        LegendEntry entry{code, names[code], {}};
        if (colours != nullptr && code < colours->GetColorEntryCount()) {
            const GDALColorEntry* colour = colours->GetColorEntry(code);
            entry.rgb = {static_cast<std::uint8_t>(colour->c1),
                         static_cast<std::uint8_t>(colour->c2),
                         static_cast<std::uint8_t>(colour->c3)};
        }
        legend.push_back(entry);
    }
    return legend;
}

}  // namespace borderlens
