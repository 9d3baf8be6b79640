#pragma once
#include <string>

namespace borderlens {

// Where stages find each other's results, relative to the run folder.

inline std::string composite_path(const std::string& period, const std::string& tile) {
    return "composites/" + period + "/" + tile + ".tif";
}
/// Where sensors of unlike pixels are compared, composites lie on the widest support; the finer
/// periods are kept here as their sensor saw them.
inline std::string fine_composite_path(const std::string& period, const std::string& tile) {
    return "composites/" + period + "/fine/" + tile + ".tif";
}
/// Course of indices through a period.
inline std::string temporal_path(const std::string& period, const std::string& tile) {
    return "layers/temporal/" + period + "/" + tile + ".tif";
}
/// All tiles of one period as one virtual raster.
inline std::string composite_mosaic_path(const std::string& period) {
    return "composites/" + period + ".vrt";
}
inline std::string model_path() {
    return "model/land_use.forest";
}
inline std::string layer_path(const std::string& lens, const std::string& period,
                              const std::string& tile) {
    return "layers/" + lens + "/" + period + "/" + tile + ".tif";
}
inline std::string probability_path(const std::string& lens, const std::string& period,
                                    const std::string& tile) {
    return "layers/" + lens + "/" + period + "/" + tile + "_probability.tif";
}
inline std::string breaks_path(const std::string& tile) {
    return "layers/breaks/" + tile + ".tif";
}
inline std::string change_path(const std::string& tile) {
    return "layers/change/" + tile + ".tif";
}
// All tiles of a layer as one virtual raster.
inline std::string layer_mosaic_path(const std::string& lens, const std::string& period) {
    return "layers/" + lens + "/" + period + ".vrt";
}
inline std::string probability_mosaic_path(const std::string& lens, const std::string& period) {
    return "layers/" + lens + "/" + period + "_probability.vrt";
}
inline std::string change_mosaic_path() {
    return "layers/change.vrt";
}
inline std::string sides_mosaic_path() {
    return "sides.vrt";
}
/// Hours over the ground to and across the border, and which crossing serves.
inline std::string ground_hours_path() {
    return "layers/ground_hours.tif";
}
inline std::string ground_isochrones_path() {
    return "network/ground.gpkg";
}
/// New built-up ground and photovoltaic plants as polygons.
inline std::string objects_path() {
    return "layers/objects.gpkg";
}
/// What is new since the run before.
inline std::string changes_path() {
    return "changes.json";
}
inline std::string table_path(const std::string& name) {
    return "tables/" + name + ".csv";
}
/// Landscape metrics of one period, before they are put together.
inline std::string landscape_path(const std::string& period) {
    return table_path("landscape/" + period);
}

}  // namespace borderlens
