#include "simulation/materials.hpp"

namespace borderlens {

ClassCode class_of(Material material) {
    static constexpr std::array<ClassCode, material_count> classes = {
        land::water,        land::water,        land::cropland,      land::cropland,
        land::cropland,     land::cropland,     land::cropland,      land::cropland,
        land::grass_steppe, land::grass_steppe, land::shrub_forest,  land::shrub_forest,
        land::shrub_forest, land::shrub_forest, land::wetland,       land::bare_desert,
        land::bare_desert,  land::bare_desert,  land::bare_desert,   land::salt_flat,
        land::built_up,     land::built_up,     land::built_up,      land::built_up,
        land::built_up,     land::built_up,     land::built_up,      land::built_up,
        land::built_up,     land::built_up,     land::photovoltaics, land::photovoltaics,
        land::snow};
    return classes[static_cast<std::size_t>(material)];
}

const Legend& land_legend() {
    static const Legend legend = {{land::water, "water", {60, 110, 190}},
                                  {land::cropland, "cropland", {225, 205, 90}},
                                  {land::grass_steppe, "grass_steppe", {175, 205, 130}},
                                  {land::shrub_forest, "shrub_forest", {45, 120, 60}},
                                  {land::wetland, "wetland", {95, 175, 165}},
                                  {land::bare_desert, "bare_desert", {205, 180, 150}},
                                  {land::salt_flat, "salt_flat", {235, 230, 240}},
                                  {land::built_up, "built_up", {200, 60, 60}},
                                  {land::photovoltaics, "photovoltaics", {70, 40, 120}},
                                  {land::snow, "snow", {250, 250, 255}}};
    return legend;
}

std::string class_name(ClassCode code) {
    for (const LegendEntry& entry : land_legend())
        if (entry.code == code) return entry.name;
    return "";
}

}  // namespace borderlens
