#include "io/gdal_session.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_vsi.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <list>
#include <mutex>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "io/environment.hpp"
#include "io/files.hpp"

namespace borderlens {
namespace {

thread_local std::string t_last_message;

void CPL_STDCALL keep_message(CPLErr level, CPLErrorNum, const char* message) {
    // A warning after the failure must not hide the failure's reason.
    if (level >= CE_Failure || t_last_message.empty()) t_last_message = message;
}

struct Pooled {
    std::string path;
    PooledRaster raster;
};

/// The path of a file, with what tells a local one from another that takes its place: a new file
/// has a new inode, and nanoseconds tell writes of one second apart.
std::string version_of(const std::string& path) {
    struct stat status {};
    if (path.rfind("/vsi", 0) == 0 || ::stat(path.c_str(), &status) != 0) return path;
    return fmt::format("{}|{}|{}|{}.{}", path, status.st_ino, status.st_size, status.st_mtim.tv_sec,
                       status.st_mtim.tv_nsec);
}

thread_local std::list<Pooled> t_pool;  ///< what was used last stands first

/// What an open file keeps in memory between reads: its last block with all interleaved bands,
/// unpacked, and as much again as it may have been packed to.
Index held_bytes(GDALDataset& dataset) {
    if (dataset.GetRasterCount() == 0) return 0;
    GDALRasterBand& band = *dataset.GetRasterBand(1);
    int cols = 0, rows = 0;
    band.GetBlockSize(&cols, &rows);
    const char* order = dataset.GetMetadataItem("INTERLEAVE", "IMAGE_STRUCTURE");
    const Index bands = order != nullptr && EQUAL(order, "PIXEL") ? dataset.GetRasterCount() : 1;
    return 2 * Index{cols} * rows * bands * GDALGetDataTypeSizeBytes(band.GetRasterDataType());
}

/// What the open files of a thread may hold together: without it, a stage that passes over all
/// tiles of a study would keep a block of each.
Index most_held_bytes() {
    constexpr Index all_threads = Index{open_files_mib} << 20;
    constexpr Index least = Index{32} << 20;  // chosen: a block of most files
    return std::max(least, all_threads / thread_count());
}

/// Open files a thread keeps: a year of 30 dates x 11 files where the limit on descriptors has room
/// for them, since a file opened anew for every block costs more than its pixels.
std::size_t pool_size() {
    rlimit limit{};
    const rlim_t files = getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : 1024;
    constexpr rlim_t others = 128, least = 16, most = 512;  // chosen: libraries, sockets, outputs
    const rlim_t free = files > others ? files - others : 0;
    return std::clamp(free / static_cast<rlim_t>(thread_count()), least, most);
}

/// Files that all open mosaics (VRT) keep open together, each with a block: of all bands where they
/// are interleaved, as those of others may be (25 MB each for eight bands). A thread needs one at
/// least, and wants a band of each file of a scene.
std::string mosaic_files() {
    return std::to_string(std::max(32, 4 * thread_count()));  // chosen: 0.8 GiB of such files
}

}  // namespace

void start_gdal() {
    static std::once_flag once;
    std::call_once(once, [] {
        CPLSetConfigOption("GDAL_PAM_ENABLED", "YES");
        CPLSetConfigOption("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z");  // same bytes each run
        // GDAL's own default is a twentieth of the machine's memory, however small the work.
        if (CPLGetConfigOption("GDAL_CACHEMAX", nullptr) == nullptr)
            GDALSetCacheMax64(GIntBig{block_cache_mib} << 20);
        // A server that stumbles is asked again; one that is dead is reported, not waited for.
        // Threads are ours: decoders that start their own would use more than --threads allows.
        // The user's own settings of these names come first.
        const std::pair<const char*, const char*> settings[] = {{"GDAL_HTTP_MAX_RETRY", "3"},
                                                                {"GDAL_HTTP_RETRY_DELAY", "1"},
                                                                {"GDAL_HTTP_CONNECTTIMEOUT", "20"},
                                                                {"GDAL_HTTP_TIMEOUT", "120"},
                                                                {"GDAL_NUM_THREADS", "1"}};
        for (const auto& [name, value] : settings)
            if (CPLGetConfigOption(name, nullptr) == nullptr) CPLSetConfigOption(name, value);
        if (CPLGetConfigOption("GDAL_MAX_DATASET_POOL_SIZE", nullptr) == nullptr)
            CPLSetConfigOption("GDAL_MAX_DATASET_POOL_SIZE", mosaic_files().c_str());
        GDALAllRegister();
        CPLSetErrorHandler(keep_message);
    });
}

std::string last_gdal_message() {
    std::string message = t_last_message.empty() ? "no reason given" : t_last_message;
    t_last_message.clear();
    for (char& c : message)
        if (c == '\n') c = ' ';
    return message;
}

DatasetHandle open_dataset(const std::string& path, unsigned flags) {
    start_gdal();
    t_last_message.clear();
    // A listing of a remote folder costs requests; local files need it to find headers (ENVI) and
    // side files whatever their case.
    const bool local = path.rfind("/vsi", 0) != 0 && path.find("://") == std::string::npos;
    const CPLConfigOptionSetter listing("GDAL_DISABLE_READDIR_ON_OPEN", local ? "NO" : "EMPTY_DIR",
                                        true);
    DatasetHandle dataset(GDALDataset::Open(path.c_str(), flags));
    if (!dataset) {
        VSIStatBufL status;
        if (path.rfind("/vsi", 0) != 0 && VSIStatL(path.c_str(), &status) != 0)
            throw input_error("{}: no such file", path);
        throw input_error("{}: cannot be opened: {}", path, last_gdal_message());
    }
    return dataset;
}

namespace {

/// A raster with all the digits its file holds: GDAL reads grids of text as Float32 unless told.
DatasetHandle open_raster(const std::string& path) {
    constexpr unsigned flags = GDAL_OF_RASTER | GDAL_OF_VERBOSE_ERROR;
    DatasetHandle dataset = open_dataset(path, flags);
    const std::string_view driver = dataset->GetDriver()->GetDescription();
    const bool is_text = driver == "AAIGrid" || driver == "GRASSASCIIGrid";
    if (!is_text || dataset->GetRasterBand(1)->GetRasterDataType() != GDT_Float32) return dataset;
    const char* const all_digits[] = {"DATATYPE=Float64", nullptr};
    DatasetHandle again(GDALDataset::Open(path.c_str(), flags, nullptr, all_digits));
    return again ? std::move(again) : std::move(dataset);
}

}  // namespace

PooledRaster& pooled_raster(const std::string& path) {
    start_gdal();
    const std::string version = version_of(path);
    for (auto entry = t_pool.begin(); entry != t_pool.end(); ++entry) {
        if (entry->path != path) continue;
        if (entry->raster.version != version) {
            t_pool.erase(entry);
            break;
        }
        t_pool.splice(t_pool.begin(), t_pool, entry);
        return t_pool.front().raster;
    }
    t_pool.push_front({path, {open_raster(path), version}});
    if (t_pool.size() > pool_size()) t_pool.pop_back();
    return t_pool.front().raster;
}

void will_hold_block(PooledRaster& raster) {
    constexpr std::size_t least_open = 4;  // chosen: what one step of a loop reads side by side
    if (raster.held_bytes > 0) return;
    raster.held_bytes = held_bytes(*raster.dataset);
    Index held = 0;
    std::size_t open = 0;
    std::erase_if(t_pool, [&](const Pooled& entry) {
        held += entry.raster.held_bytes;
        return ++open > least_open && held > most_held_bytes() && entry.raster.held_bytes > 0;
    });
}

std::string temporary_memory_name() {
    static std::atomic<int> count{0};
    return "/vsimem/borderlens_" + std::to_string(count++);
}

void write_layers(const std::string& path, const char* driver_name, bool overwrite,
                  const std::function<void(GDALDataset&)>& fill) {
    require_writable(path, overwrite);
    start_gdal();
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(driver_name);
    if (driver == nullptr)
        throw input_error("{}: cannot be written: this GDAL has no driver for it", path);
    // SQLite says when a write fails; GDAL's writers of texts and zipped sheets do not, so theirs
    // go to memory first.
    const bool tells = std::string_view(driver_name) == "GPKG";
    const std::string temporary =
        tells ? temporary_name(path)
              : temporary_memory_name() + std::filesystem::path(path).extension().string();
    const auto remove = [&] {
        if (tells)
            remove_file(temporary);
        else
            VSIUnlink(temporary.c_str());
    };
    try {
        CPLErrorReset();
        DatasetHandle dataset(driver->Create(temporary.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        if (!dataset) throw input_error("{}: cannot be written: {}", path, last_gdal_message());
        fill(*dataset);
        dataset.reset();
        if (CPLGetLastErrorType() >= CE_Failure)
            throw input_error("{}: cannot be written: {}", path, last_gdal_message());
        if (!tells) write_text(path, read_text(temporary), overwrite);
    } catch (...) {
        remove();
        throw;
    }
    if (tells)
        commit_file(temporary, path);
    else
        remove();
}

}  // namespace borderlens
