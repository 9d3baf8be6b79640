#include <cpl_string.h>
#include <malloc.h>

#include <cctype>
#include <filesystem>
#include <mutex>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/gdal_session.hpp"
#include "io/raster_file.hpp"

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
    if (!unknown && needed > static_cast<double>(space.available))
        throw input_error(
            "{}: {} x {} px in {} band(s) need {:.0f} GB while they are written, the disk has "
            "{:.0f} GB free; choose a smaller grid or another disk",
            path, grid.cols(), grid.rows(), bands, needed / 1e9,
            static_cast<double>(space.available) / 1e9);
}

void commit_with_side_file(const std::string& temporary, const std::string& path) {
    if (std::filesystem::exists(temporary + ".aux.xml"))
        commit_file(temporary + ".aux.xml", path + ".aux.xml");
    else
        remove_file(path + ".aux.xml");
    commit_file(temporary, path);
}

CPLStringList cog_options(const RasterOptions& raster, bool averages_make_sense) {
    CPLStringList options;
    options.SetNameValue("COMPRESS", "ZSTD");
    // Measured on change variates: level 3 takes a sixth longer than 1 and saves nothing.
    const char* level = averages_make_sense ? "1" : "3";
    options.SetNameValue("LEVEL", raster.smallest ? "19" : level);
    if (raster.smallest) options.SetNameValue("PREDICTOR", "YES");
    options.SetNameValue("BIGTIFF", "IF_SAFER");
    options.SetNameValue("NUM_THREADS", std::to_string(thread_count()).c_str());
    options.SetNameValue("OVERVIEW_RESAMPLING", averages_make_sense ? "AVERAGE" : "MODE");
    return options;
}

CPLStringList jpeg2000_options() {
    CPLStringList options;
    options.SetNameValue("QUALITY", "100");
    options.SetNameValue("REVERSIBLE", "YES");
    options.SetNameValue("YCBCR420", "NO");
    options.SetNameValue("WRITE_METADATA", "YES");  // inside the file, not beside it
    return options;
}

/// Minimum, maximum, mean and deviation of every band, kept in the file: viewers stretch by them
/// without reading it. A band without any valid pixel has none.
void keep_statistics(GDALDataset& dataset) {
    for (int b = 1; b <= dataset.GetRasterCount(); ++b) {
        double minimum = 0.0, maximum = 0.0, mean = 0.0, deviation = 0.0;
        GDALRasterBand* band = dataset.GetRasterBand(b);
        if (band->ComputeStatistics(FALSE, &minimum, &maximum, &mean, &deviation, nullptr,
                                    nullptr) == CE_None)
            band->SetStatistics(minimum, maximum, mean, deviation);
    }
}

/// Copies `source` to its final format under a temporary name, then renames: the side file
/// (category names) first, the raster last.
void write_final(GDALDataset& source, const std::string& path, const RasterOptions& raster,
                 bool averages_make_sense) {
    const bool is_cog = raster.format == RasterFormat::cog;
    if (is_cog) keep_statistics(source);
    const CPLStringList options =
        is_cog ? cog_options(raster, averages_make_sense) : jpeg2000_options();
    const std::string temporary = temporary_name(path);
    CPLErrorReset();
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(is_cog ? "COG" : "JP2OpenJPEG");
    if (driver == nullptr)
        throw input_error("{}: cannot be written: GDAL has no JPEG 2000 driver (JP2OpenJPEG)",
                          path);
    DatasetHandle copy(driver->CreateCopy(temporary.c_str(), &source, FALSE, options.List(),
                                          GDALDummyProgress, nullptr));
    const bool made = copy != nullptr;
    copy.reset();  // the last blocks are written on close, where a full disk shows
    if (!made || CPLGetLastErrorType() >= CE_Failure) {
        remove_file(temporary);
        remove_file(temporary + ".aux.xml");
        throw input_error("{}: cannot be written: {}", path, last_gdal_message());
    }
    commit_with_side_file(temporary, path);
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
    std::string scratch;
    RasterOptions options;
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
    CPLStringList creation;
    creation.SetNameValue("TILED", "YES");
    // Chosen: a row of blocks of 12 float bands over 6,000 columns is 75 MB, so that whole rows may
    // be written a few at a time from the block cache.
    creation.SetNameValue("BLOCKXSIZE", "256");
    creation.SetNameValue("BLOCKYSIZE", "256");
    // Bands are written one by one: pixel by pixel each block would be taken apart and joined anew.
    creation.SetNameValue("INTERLEAVE", "BAND");
    // Noise in floats does not compress: trying costs more than writing the scratch file plainly.
    if (!std::is_floating_point_v<T>) {
        creation.SetNameValue("COMPRESS", "ZSTD");
        creation.SetNameValue("ZSTD_LEVEL", "1");
    }
    creation.SetNameValue("BIGTIFF", "YES");
    creation.SetNameValue("SPARSE_OK", "TRUE");
    m_state->scratch = temporary_name(path + ".scratch");
    m_state->dataset = create("GTiff", m_state->scratch, grid, bands, gdal_type<T>(), creation);
    m_state->path = std::move(path);
    m_state->options = std::move(options);
    describe<T>(*m_state->dataset, grid, m_state->options);
}

template <typename T>
RasterWriter<T>::~RasterWriter() {
    m_state->dataset.reset();
    remove_file(m_state->scratch);
    remove_file(m_state->scratch + ".aux.xml");
}

template <typename T>
void RasterWriter<T>::write(const Window& window, const Raster<T>& values) {
    const std::lock_guard<std::mutex> lock(m_state->guard);
    put(*m_state->dataset, window, values, m_state->path);
}

/// Overviews of the plain scratch file, which the COG then takes over: it would make its own from
/// all bands at once, compressed and read again, which takes several times longer.
template <typename T>
void add_overviews(GDALDataset& dataset, const std::string& path) {
    if (!std::is_floating_point_v<T>) return;
    std::vector<int> levels;
    int longest = std::max(dataset.GetRasterXSize(), dataset.GetRasterYSize());
    for (int level = 2; longest > 512; level *= 2, longest = (longest + 1) / 2)
        levels.push_back(level);
    if (levels.empty()) return;
    const CPLConfigOptionSetter block("GDAL_TIFF_OVR_BLOCKSIZE", "512", false);
    const CPLConfigOptionSetter threads("GDAL_NUM_THREADS", std::to_string(thread_count()).c_str(),
                                        false);
    if (dataset.BuildOverviews("AVERAGE", static_cast<int>(levels.size()), levels.data(), 0,
                               nullptr, GDALDummyProgress, nullptr) != CE_None)
        throw input_error("{}: cannot be written: {}", path, last_gdal_message());
}

/// Hands blocks no longer needed back to the system: what one step has cached would otherwise stay
/// beside what the next one needs.
void drop_cached_blocks() {
    while (GDALFlushCacheBlock()) {
    }
    malloc_trim(0);
}

template <typename T>
void RasterWriter<T>::finish() {
    m_state->dataset->FlushCache();
    drop_cached_blocks();
    if (m_state->options.format == RasterFormat::cog)
        add_overviews<T>(*m_state->dataset, m_state->path);
    drop_cached_blocks();
    write_final(*m_state->dataset, m_state->path, m_state->options, std::is_floating_point_v<T>);
}

template <typename T>
void write_raster(const std::string& path, const Raster<T>& raster, const RasterOptions& options) {
    require_writable(path, options.overwrite);
    require_ending(path, options.format);
    const DatasetHandle dataset =
        create("MEM", "", raster.grid(), raster.bands(), gdal_type<T>(), CPLStringList());
    describe<T>(*dataset, raster.grid(), options);
    put(*dataset, raster.grid().window(), raster, path);
    write_final(*dataset, path, options, std::is_floating_point_v<T>);
}

#define BORDERLENS_INSTANTIATE(T)                                                           \
    template void write_raster(const std::string&, const Raster<T>&, const RasterOptions&); \
    template class RasterWriter<T>;
BORDERLENS_INSTANTIATE(float)
BORDERLENS_INSTANTIATE(double)
BORDERLENS_INSTANTIATE(std::uint8_t)
BORDERLENS_INSTANTIATE(std::uint16_t)
BORDERLENS_INSTANTIATE(std::int16_t)
BORDERLENS_INSTANTIATE(std::int32_t)
#undef BORDERLENS_INSTANTIATE

}  // namespace borderlens
