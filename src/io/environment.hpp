#pragma once
#include <string>
#include <vector>

namespace borderlens {

/// Version of GDAL as it runs, such as "3.6.2".
std::string gdal_version();
/// Whether GDAL can read (and, where asked, write) files of this driver, such as "COG".
bool has_driver(const std::string& name, bool writes);

}  // namespace borderlens
