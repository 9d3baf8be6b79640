#pragma once
#include <string>
#include <vector>

#include "raster/tile_scheme.hpp"
#include "stages/unit.hpp"

namespace borderlens {

/// The ground plan_tiles has laid down: the grid of all rasters of the study and its tiles.
struct StudyGround {
    Grid grid;
    std::vector<Tile> tiles;  ///< those that meet the border zone or an area of interest
};

/// Reads grid.json and tables/tiles.csv; an input error says to run plan_tiles first.
StudyGround read_ground(const RunFolder& folder);

/// The border line of the study in its CRS, clipped to the grid and a margin of the zone's width.
BorderLine study_border(const Study& study, const Grid& grid);

/// Adds everything about the border that side and distance depend on.
void describe_border(const StudyBorder& border, Fingerprint& inputs);

/// Where map_sides puts a tile: bands signed_distance_m, along_m.
std::string sides_path(const std::string& tile);

}  // namespace borderlens
