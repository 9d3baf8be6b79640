#pragma once
#include <string>
#include <vector>

#include "raster/raster.hpp"
#include "stages/study_ground.hpp"

namespace borderlens {

/// A town: its ground within a window of the study's grid.
struct Town {
    std::string name;
    std::string side;  ///< "a" or "b": of its middle
    Window window;
    Raster<std::uint8_t> inside;  ///< on the window; 1 = town
    double area_km2 = 0.0;
};

/// The study's towns: named polygons, or clusters of built-up ground of the last period (pixels
/// less than join_m apart; named "a1", "a2" ... by side and size). A warning where there is none.
/// Input errors name polygons that lie off the maps or are too large to be towns.
std::vector<Town> read_towns(const StudyRun& run, const StudyGround& ground);

std::vector<std::string> names_of(const std::vector<Town>& towns);

/// Number of the town each pixel of a window of the study's grid lies in, from 1; 0 = none. Where
/// towns overlap, the first has the pixel.
Raster<std::uint16_t> burn_towns(const std::vector<Town>& towns, const Grid& grid,
                                 const Window& part);

/// Adds everything the towns depend on.
void depend_on_towns(Fingerprint& inputs, const StudyRun& run, const StudyGround& ground);

}  // namespace borderlens
