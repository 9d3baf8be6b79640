#include "io/environment.hpp"

#include <algorithm>
#include <filesystem>

#include "io/decoded_blocks.hpp"
#include "io/gdal_session.hpp"

namespace borderlens {

std::string gdal_version() {
    return GDALVersionInfo("RELEASE_NAME");
}

bool has_driver(const std::string& name, bool writes) {
    start_gdal();
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(name.c_str());
    if (driver == nullptr) return false;
    return !writes || driver->GetMetadataItem(GDAL_DCAP_CREATECOPY) != nullptr ||
           driver->GetMetadataItem(GDAL_DCAP_CREATE) != nullptr;
}

void lower_block_cache(int megabytes) {
    start_gdal();
    if (CPLGetConfigOption("GDAL_CACHEMAX", nullptr) != nullptr) return;
    GDALSetCacheMax64(std::min(GDALGetCacheMax64(), static_cast<GIntBig>(megabytes) << 20));
}

bool is_slow_to_decode(const std::string& path) {
    return path.ends_with(".jp2") || path.ends_with(".JP2") || path.ends_with(".j2k");
}

void keep_decoded_blocks(double gib) {
    decoded_blocks().keep(static_cast<std::size_t>(gib * 0x1p30));
}

std::vector<std::string> installed_folders(const std::string& name) {
    std::error_code failed;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
    if (failed) return {};
    const auto bin = program.parent_path();
    return {(bin.parent_path() / "share/borderlens" / name).string(),
            (bin / "share/borderlens" / name).string()};
}

}  // namespace borderlens
