#include <cpl_string.h>
#include <cpl_vsi.h>

#include <cctype>
#include <cmath>
#include <filesystem>
#include <mutex>
#include <optional>
#include <vector>

#include "base/error.hpp"
#include "io/cog_file.hpp"
#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/gdal_session.hpp"
#include "io/raster_file.hpp"
#include "raster/pixel_types.hpp"

namespace borderlens {
namespace {

template <typename T>
void describe(GDALDataset& dataset, const Grid& grid, const RasterOptions& options) {
    double g[6] = {grid.upper_left().x, grid.pixel_width(), 0, grid.upper_left().y, 0,
                   -grid.pixel_height()};
    dataset.SetGeoTransform(g);
    if (!grid.crs().empty()) {
        OGRSpatialReference reference;
        reference.SetFromUserInput(grid.crs().c_str());
        reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        dataset.SetSpatialRef(&reference);
    }
    for (int b = 1; b <= dataset.GetRasterCount(); ++b) {
        GDALRasterBand* band = dataset.GetRasterBand(b);
        if (static_cast<std::size_t>(b) <= options.band_descriptions.size())
            band->SetDescription(
                options.band_descriptions[static_cast<std::size_t>(b - 1)].c_str());
        if (options.no_data)
            band->SetNoDataValue(*options.no_data);
        else if constexpr (std::is_floating_point_v<T>)
            band->SetNoDataValue(std::numeric_limits<double>::quiet_NaN());
    }
    for (const auto& [key, value] : options.metadata)
        dataset.SetMetadataItem(key.c_str(), value.c_str());
    if (options.legend.empty()) return;
    GDALColorTable colours;
    int highest = 0;
    for (const LegendEntry& entry : options.legend) highest = std::max(highest, entry.code);
    std::vector<std::string> names(static_cast<std::size_t>(highest) + 1);
    const GDALColorEntry transparent = {0, 0, 0, 0};
    for (int code = 0; code <= highest; ++code) colours.SetColorEntry(code, &transparent);
    for (const LegendEntry& entry : options.legend) {
        const GDALColorEntry colour = {entry.rgb[0], entry.rgb[1], entry.rgb[2], 255};
        colours.SetColorEntry(entry.code, &colour);
        names[static_cast<std::size_t>(entry.code)] = entry.name;
    }
    CPLStringList list;
    for (const std::string& name : names) list.AddString(name.c_str());
    dataset.GetRasterBand(1)->SetColorTable(&colours);
    dataset.GetRasterBand(1)->SetCategoryNames(list.List());
}

/// A COG under the name of another format would mislead whoever opens it.
void require_ending(const std::string& path, RasterFormat format) {
    if (format != RasterFormat::cog) return;
    std::string ending = std::filesystem::path(path).extension().string();
    for (char& c : ending) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    for (const char* other : {".png", ".jpg", ".jpeg", ".jp2", ".vrt", ".img", ".asc", ".nc"})
        if (ending == other)
            throw input_error("{}: rasters are written as Cloud Optimized GeoTIFF; name it .tif",
                              path);
}

/// Room for a scratch file of whole, uncompressed pixels.
void require_space(const std::string& path, const Grid& grid, Index bands, std::size_t bytes) {
    const double needed = static_cast<double>(grid.rows()) * static_cast<double>(grid.cols()) *
                          static_cast<double>(bands) * static_cast<double>(bytes);
    std::error_code unknown;
    const auto folder = std::filesystem::path(path).parent_path();
    const auto space = std::filesystem::space(folder.empty() ? "." : folder, unknown);
    const auto text = [&](double size) {
        return needed < 1e9 ? fmt::format("{:.1f} MB", size / 1e6)
                            : fmt::format("{:.0f} GB", size / 1e9);
    };
    if (const double room = static_cast<double>(space.available); !unknown && needed > room)
        throw input_error(
            "{}: {} x {} px in {} band(s) need {} while they are written, the disk has {} free; "
            "choose a smaller grid or another disk",
            path, grid.cols(), grid.rows(), bands, text(needed), text(room));
}

void commit_with_side_file(const std::string& temporary, const std::string& path) {
    if (std::filesystem::exists(temporary + ".aux.xml"))
        commit_file(temporary + ".aux.xml", path + ".aux.xml");
    else
        remove_file(path + ".aux.xml");
    commit_file(temporary, path);
}

/// How tiles of a COG are packed.
template <typename T>
TilePacking packing_of(const RasterOptions& options) {
    const bool is_real = std::is_floating_point_v<T>;
    if (options.smallest) return {.predictor = is_real ? 3 : 2, .level = 19};
    // Measured on a composite of noisy dates. Floats by their bytes: level 1 packs to 0.64 at 410
    // MB/s, -1 to 0.76 at 1030, 3 to 0.64 at 124; without, 1 packs to 0.74 at 164.
    if (is_real) return {.predictor = 3, .level = -1};
    return {.predictor = 1, .level = 3};
}

CPLStringList jpeg2000_options() {
    CPLStringList options;
    options.SetNameValue("QUALITY", "100");
    options.SetNameValue("REVERSIBLE", "YES");
    options.SetNameValue("YCBCR420", "NO");
    options.SetNameValue("WRITE_METADATA", "YES");  // inside the file, not beside it
    return options;
}

DatasetHandle create(const char* driver_name, const std::string& path, const Grid& grid,
                     Index bands, GDALDataType type, const CPLStringList& options) {
    start_gdal();
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(driver_name);
    DatasetHandle dataset(driver->Create(path.c_str(), static_cast<int>(grid.cols()),
                                         static_cast<int>(grid.rows()), static_cast<int>(bands),
                                         type, options.List()));
    if (!dataset) throw input_error("{}: cannot be written: {}", path, last_gdal_message());
    return dataset;
}

/// Minimum, maximum, mean and deviation of every band, kept in the file: viewers stretch by them
/// without reading it. A band without any valid pixel has none.
void keep_statistics(GDALDataset& dataset, const std::vector<BandStatistics>& statistics) {
    const double pixels = static_cast<double>(dataset.GetRasterXSize()) *
                          static_cast<double>(dataset.GetRasterYSize());
    for (int b = 1; b <= dataset.GetRasterCount(); ++b) {
        const BandStatistics& found = statistics.at(static_cast<std::size_t>(b - 1));
        if (found.count == 0) continue;
        const double count = static_cast<double>(found.count);
        GDALRasterBand* band = dataset.GetRasterBand(b);
        band->SetStatistics(found.minimum, found.maximum, found.mean,
                            std::sqrt(found.squares / count));
        band->SetMetadataItem("STATISTICS_VALID_PERCENT",
                              fmt::format("{:.4g}", 100.0 * count / pixels).c_str());
    }
}

/// A file without pixels that says all else, made in memory.
template <typename T>
struct EmptyFile {
    EmptyFile(const Grid& grid, Index bands, const RasterOptions& options, bool big,
              const std::vector<BandStatistics>& statistics)
        : name(temporary_memory_name() + ".tif") {
        CPLStringList creation;
        const std::string side = std::to_string(CogFile<T>::tile_px);
        creation.SetNameValue("TILED", "YES");
        creation.SetNameValue("BLOCKXSIZE", side.c_str());
        creation.SetNameValue("BLOCKYSIZE", side.c_str());
        creation.SetNameValue("INTERLEAVE", "BAND");
        creation.SetNameValue("COMPRESS", "ZSTD");
        creation.SetNameValue("PREDICTOR",
                              std::to_string(packing_of<T>(options).predictor).c_str());
        creation.SetNameValue("BIGTIFF", big ? "YES" : "NO");
        creation.SetNameValue("SPARSE_OK", "TRUE");
        const DatasetHandle dataset = create("GTiff", name, grid, bands, gdal_type<T>(), creation);
        describe<T>(*dataset, grid, options);
        keep_statistics(*dataset, statistics);
    }
    ~EmptyFile() {
        VSIUnlink(name.c_str());
        VSIUnlink((name + ".aux.xml").c_str());
    }
    EmptyFile(const EmptyFile&) = delete;
    EmptyFile& operator=(const EmptyFile&) = delete;

    std::string name;
};

/// Writes all of a COG under a temporary name, then renames: the side file (category names) first,
/// the raster last.
template <typename T>
void write_cog(CogFile<T>& pixels, const std::string& path, const Grid& grid, Index bands,
               const RasterOptions& options) {
    const EmptyFile<T> empty(grid, bands, options, pixels.needs_big_tiff(), pixels.close());
    const std::string temporary = temporary_name(path);
    try {
        pixels.save(temporary, read_tiff_start(read_text(empty.name)));
        if (file_exists(empty.name + ".aux.xml"))
            write_text(temporary + ".aux.xml", read_text(empty.name + ".aux.xml"), true);
    } catch (...) {
        remove_file(temporary);
        throw;
    }
    commit_with_side_file(temporary, path);
}

/// Copies `source` to JPEG 2000 under a temporary name, then renames.
void write_jpeg2000(GDALDataset& source, const std::string& path) {
    const std::string temporary = temporary_name(path);
    CPLErrorReset();
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("JP2OpenJPEG");
    if (driver == nullptr)
        throw input_error("{}: cannot be written: GDAL has no JPEG 2000 driver (JP2OpenJPEG)",
                          path);
    DatasetHandle copy(driver->CreateCopy(temporary.c_str(), &source, FALSE,
                                          jpeg2000_options().List(), GDALDummyProgress, nullptr));
    const bool made = copy != nullptr;
    copy.reset();  // the last blocks are written on close, where a full disk shows
    if (!made || CPLGetLastErrorType() >= CE_Failure) {
        remove_file(temporary);
        remove_file(temporary + ".aux.xml");
        throw input_error("{}: cannot be written: {}", path, last_gdal_message());
    }
    commit_with_side_file(temporary, path);
}

template <typename T>
void put(GDALDataset& dataset, const Window& window, const Raster<T>& raster,
         const std::string& path) {
    for (Index b = 0; b < raster.bands(); ++b) {
        GDALRasterBand* band = dataset.GetRasterBand(static_cast<int>(b) + 1);
        const CPLErr code =
            band->RasterIO(GF_Write, static_cast<int>(window.col0), static_cast<int>(window.row0),
                           static_cast<int>(window.cols), static_cast<int>(window.rows),
                           const_cast<T*>(raster.band_data(b)), static_cast<int>(window.cols),
                           static_cast<int>(window.rows), gdal_type<T>(), 0, 0, nullptr);
        if (code != CE_None)
            throw input_error("{}: cannot be written: {}", path, last_gdal_message());
    }
}

}  // namespace

template <typename T>
struct RasterWriter<T>::State {
    std::string path;
    Grid grid;
    Index bands;
    RasterOptions options;
    std::optional<CogFile<T>> cog;
    // JPEG 2000 is packed from a plain file.
    std::string scratch;
    DatasetHandle dataset;
    std::mutex guard;
};

template <typename T>
RasterWriter<T>::RasterWriter(std::string path, const Grid& grid, Index bands,
                              RasterOptions options)
    : m_state(std::make_unique<State>()) {
    require_writable(path, options.overwrite);
    require_ending(path, options.format);
    require_space(path, grid, bands, sizeof(T));
    State& state = *m_state;
    state.path = std::move(path);
    state.grid = grid;
    state.bands = bands;
    state.options = std::move(options);
    if (state.options.format == RasterFormat::cog) {
        state.cog.emplace(state.path, grid.rows(), grid.cols(), bands, state.options.no_data,
                          packing_of<T>(state.options));
        return;
    }
    CPLStringList creation;
    creation.SetNameValue("TILED", "YES");
    creation.SetNameValue("BIGTIFF", "YES");
    state.scratch = temporary_name(state.path + ".scratch");
    state.dataset = create("GTiff", state.scratch, grid, bands, gdal_type<T>(), creation);
    describe<T>(*state.dataset, grid, state.options);
}

template <typename T>
RasterWriter<T>::~RasterWriter() {
    if (m_state->scratch.empty()) return;
    m_state->dataset.reset();
    remove_file(m_state->scratch);
    remove_file(m_state->scratch + ".aux.xml");
}

template <typename T>
void RasterWriter<T>::write(const Window& window, const Raster<T>& values) {
    if (m_state->cog) {
        m_state->cog->write(window, values);
        return;
    }
    const std::lock_guard<std::mutex> lock(m_state->guard);
    put(*m_state->dataset, window, values, m_state->path);
}

template <typename T>
void RasterWriter<T>::finish() {
    State& state = *m_state;
    if (state.cog) {
        write_cog(*state.cog, state.path, state.grid, state.bands, state.options);
        return;
    }
    CPLErrorReset();
    state.dataset->FlushCache();
    if (CPLGetLastErrorType() >= CE_Failure)
        throw input_error("{}: cannot be written: {}", state.path, last_gdal_message());
    write_jpeg2000(*state.dataset, state.path);
}

template <typename T>
void write_raster(const std::string& path, const Raster<T>& raster, const RasterOptions& options) {
    RasterWriter<T> writer(path, raster.grid(), raster.bands(), options);
    writer.write(raster.grid().window(), raster);
    writer.finish();
}

#define BORDERLENS_INSTANTIATE(T)                                                           \
    template void write_raster(const std::string&, const Raster<T>&, const RasterOptions&); \
    template class RasterWriter<T>;
BORDERLENS_PIXEL_TYPES(BORDERLENS_INSTANTIATE)
#undef BORDERLENS_INSTANTIATE

}  // namespace borderlens
