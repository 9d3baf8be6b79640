#pragma once
#include <array>
#include <cstdint>
#include <string>

#include "raster/legend.hpp"
#include "raster/raster.hpp"

namespace borderlens {

/// Land-cover codes of the truth; the land_use lens uses the same.
namespace land {
inline constexpr ClassCode water = 1, cropland = 2, grass_steppe = 3, shrub_forest = 4, wetland = 5,
                           bare_desert = 6, salt_flat = 7, built_up = 8, photovoltaics = 9,
                           snow = 10;
inline constexpr int class_count = 10;
}  // namespace land

/// What the ground of one small cell is made of: finer than a class, as the sensor sees it.
enum class Material : std::uint8_t {
    river_water,
    clear_water,
    wheat,
    maize,
    cotton,
    alfalfa,
    fallow,
    field_track,
    steppe,
    meadow,
    shrub,
    riparian_forest,
    young_belt,
    grown_belt,
    reed,
    desert_soil,
    gravel,
    sand,
    cleared_ground,
    salt,
    asphalt,
    concrete,
    bright_roof,
    blue_roof,
    red_roof,
    dark_roof,
    container_yard,
    rail_ballast,
    yard_soil,
    yard_tree,
    panel_rows,
    panel_track,
    snow
};
inline constexpr int material_count = 33;

/// The class a material belongs to.
ClassCode class_of(Material material);
/// Code, name and colour of the ten classes.
const Legend& land_legend();
std::string class_name(ClassCode code);

}  // namespace borderlens
