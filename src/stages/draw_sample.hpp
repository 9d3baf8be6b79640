#pragma once
#include <cstdint>
#include <map>
#include <string>

#include "base/document.hpp"

namespace borderlens {

struct SampleOptions {
    std::string strata_path;  ///< raster of strata on the map's grid; "" = the map's classes
    double half_width = 0.05;
    double expected_accuracy = 0.85;
    std::map<std::string, double> expected_by_stratum;
    Index least = 50;
    std::uint64_t seed = 1;
    bool overwrite = false;
};

/// Draws a stratified random sample of pixels and writes, beside the points (`out`, GeoPackage):
/// NAME_strata.csv for `accuracy` and NAME.qml, a form for two interpreters that QGIS opens with
/// the points. Returns the plan.
Document draw_sample(const std::string& map, const std::string& out, const SampleOptions& options);

/// The QGIS form: drop-down lists of the classes for both interpreters and the final reference.
std::string interpretation_form(const std::map<std::string, std::string>& label_by_code);

}  // namespace borderlens
