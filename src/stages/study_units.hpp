#pragma once
#include <string>
#include <vector>

#include "raster/geometry.hpp"
#include "raster/raster.hpp"
#include "stages/study.hpp"

namespace borderlens {

/// A county, district or any other named polygon that numbers are given for.
struct StudyUnit {
    std::string name;
    Geometry polygons;  ///< in the study's CRS
};

/// The study's administrative units in the order of their first feature; features of one name are
/// one unit. Empty where the study names none; input errors name the file and what is wrong.
std::vector<StudyUnit> read_units(const Study& study);
/// The same from any polygon file; `key` says which study key named it, for messages.
std::vector<StudyUnit> read_named_polygons(const std::string& path, const std::string& field,
                                           const std::string& crs, const std::string& key);

std::vector<std::string> names_of(const std::vector<StudyUnit>& units);

/// Number of the unit each pixel's centre lies in, from 1; 0 = none. Where units overlap, the first
/// has the pixel.
Raster<std::uint16_t> burn_units(const std::vector<StudyUnit>& units, const Grid& grid);

}  // namespace borderlens
