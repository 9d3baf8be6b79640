#include "lenses/map_legends.hpp"

#include "base/error.hpp"
#include "simulation/materials.hpp"

namespace borderlens {
namespace {

using namespace land;

std::vector<MapCode> worldcover_codes() {
    return {{10, "tree cover", shrub_forest},    {20, "shrubland", shrub_forest},
            {30, "grassland", grass_steppe},     {40, "cropland", cropland},
            {50, "built-up", built_up},          {60, "bare or sparse vegetation", bare_desert},
            {70, "snow and ice", snow},          {80, "permanent water bodies", water},
            {90, "herbaceous wetland", wetland}, {95, "mangroves", 0},
            {100, "moss and lichen", 0}};
}

std::vector<MapCode> dynamic_world_codes() {
    return {{0, "water", water},         {1, "trees", shrub_forest},
            {2, "grass", grass_steppe},  {3, "flooded vegetation", wetland},
            {4, "crops", cropland},      {5, "shrub and scrub", 0},
            {6, "built area", built_up}, {7, "bare ground", bare_desert},
            {8, "snow and ice", snow}};
}

std::vector<MapCode> esri_codes() {
    return {
        {1, "water", water},       {2, "trees", shrub_forest},  {4, "flooded vegetation", wetland},
        {5, "crops", cropland},    {7, "built area", built_up}, {8, "bare ground", bare_desert},
        {9, "snow and ice", snow}, {10, "clouds", 0},           {11, "rangeland", grass_steppe}};
}

std::vector<MapCode> glc_fcs30_codes() {
    std::vector<MapCode> codes = {{10, "rainfed cropland", cropland},
                                  {11, "herbaceous cover cropland", cropland},
                                  {12, "tree or shrub cover cropland (orchard)", 0},
                                  {20, "irrigated cropland", cropland},
                                  {120, "shrubland", shrub_forest},
                                  {121, "evergreen shrubland", shrub_forest},
                                  {122, "deciduous shrubland", shrub_forest},
                                  {130, "grassland", grass_steppe},
                                  {140, "lichens and mosses", 0},
                                  {150, "sparse vegetation", 0},
                                  {152, "sparse shrubland", 0},
                                  {153, "sparse herbaceous cover", 0},
                                  {180, "wetlands", wetland},
                                  {181, "swamp", wetland},
                                  {182, "marsh", wetland},
                                  {183, "flooded flat", 0},
                                  {184, "saline", salt_flat},
                                  {185, "mangrove", 0},
                                  {186, "salt marsh", wetland},
                                  {187, "tidal flat", 0},
                                  {190, "impervious surfaces", built_up},
                                  {200, "bare areas", bare_desert},
                                  {201, "consolidated bare areas", bare_desert},
                                  {202, "unconsolidated bare areas", bare_desert},
                                  {210, "water body", water},
                                  {220, "permanent ice and snow", snow}};
    for (const int forest : {50, 51, 52, 60, 61, 62, 70, 71, 72, 80, 81, 82, 90, 91, 92})
        codes.push_back({forest, "forest", shrub_forest});
    return codes;
}

std::vector<MapCode> clcd_codes() {
    return {{1, "cropland", cropland},      {2, "forest", shrub_forest}, {3, "shrub", shrub_forest},
            {4, "grassland", grass_steppe}, {5, "water", water},         {6, "snow and ice", snow},
            {7, "barren", bare_desert},     {8, "impervious", built_up}, {9, "wetland", wetland}};
}

}  // namespace

ClassCode MapLegend::land_of(int code) const {
    for (const MapCode& one : codes)
        if (one.code == code) return one.land;
    return 0;
}

// Crosswalks by meaning, ours; what stands between two classes of ours gives no label.
const std::vector<MapLegend>& all_map_legends() {
    static const std::vector<MapLegend> legends = {
        {"worldcover", "ESA WorldCover 10 m, 2020 v100 and 2021 v200",
         "Zanaga et al. 2022, ESA WorldCover 10 m 2021 v200, doi:10.5281/zenodo.7254221",
         worldcover_codes()},
        {"dynamic_world", "Dynamic World V1, 10 m, band label",
         "Brown et al. 2022, Scientific Data 9:251, doi:10.1038/s41597-022-01307-4",
         dynamic_world_codes()},
        {"esri", "Esri 10 m annual land use and land cover, nine classes",
         "Karra et al. 2021, IGARSS, doi:10.1109/IGARSS47720.2021.9553499", esri_codes()},
        {"glc_fcs30", "GLC_FCS30 and GLC_FCS30D, 30 m, fine classification",
         "Zhang et al. 2021, Earth System Science Data 13:2753; 2024, 16:1353", glc_fcs30_codes()},
        {"clcd", "China Land Cover Dataset, 30 m, annual",
         "Yang and Huang 2021, Earth System Science Data 13:3907, doi:10.5194/essd-13-3907-2021",
         clcd_codes()},
    };
    return legends;
}

const MapLegend& map_legend_named(const std::string& name) {
    std::string names;
    for (const MapLegend& legend : all_map_legends()) {
        if (legend.name == name) return legend;
        names += (names.empty() ? "" : ", ") + legend.name;
    }
    throw input_error("no map legend '{}'; there are: {}", name, names);
}

}  // namespace borderlens
