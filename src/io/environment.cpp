#include "io/environment.hpp"

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

}  // namespace borderlens
