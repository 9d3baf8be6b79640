#include "stages/tile_layers.hpp"

#include <algorithm>

#include "features/indices.hpp"
#include "io/pixel_map.hpp"
#include "io/raster_file.hpp"
#include "stages/study_paths.hpp"

namespace borderlens {
namespace {

Raster<float> one_band(const Raster<float>& bands, Index band) {
    const auto first = bands.values().begin() + band * bands.grid().size();
    return Raster<float>(bands.grid(), 1, std::vector<float>(first, first + bands.grid().size()));
}

/// Position of the band so described; -1 = there is none.
Index band_named(const RasterInfo& info, const std::string& name) {
    for (std::size_t b = 0; b < info.bands.size(); ++b)
        if (info.bands[b].description == name) return static_cast<Index>(b);
    return -1;
}

/// NaN everywhere for a composite without red or near infrared.
Raster<float> ndvi_of(const std::string& path, const RasterInfo& info) {
    const Index red = band_named(info, "red"), nir = band_named(info, "nir");
    if (red < 0 || nir < 0) return Raster<float>(info.grid, 1, no_data);
    return compute_indices({{"red", "nir"}, read_floats(path, {red, nir})}, {"NDVI"}).values;
}

}  // namespace

std::vector<ValueName> value_names(const Study& study) {
    std::vector<ValueName> names = {{"ndvi", "1"}};
    for (const StudyLayer& layer : study.layers) names.push_back({layer.name, layer.unit});
    return names;
}

Raster<float> read_on_grid(const std::string& path, Index band, const Grid& grid,
                           const Window& part, Resampling method) {
    const Grid source = read_raster_info(path).grid;
    const PixelMap map = map_pixels(grid, part, source);
    const Window window = footprint(map, method).intersect(source.window());
    Raster<float> values(grid.crop(part), 1, no_data);
    if (window.rows <= 0 || window.cols <= 0) return values;
    const Raster<float> read = read_floats(path, {band}, window);
    resample(read.view(), window, map, method, values.view());
    return values;
}

TileLayers read_tile_layers(const StudyRun& run, const std::string& period, const Grid& grid,
                            const Tile& tile) {
    const std::string composite = run.folder.file(composite_path(period, tile.name));
    const Raster<float> sides = read_floats(run.folder.file(sides_path(tile.name)));
    const RasterInfo info = read_raster_info(composite);
    TileLayers layers{
        .classes = read_classes(run.folder.file(layer_path("land_use", period, tile.name))),
        .signed_distance_m = one_band(sides, 0),
        .along_m = one_band(sides, 1),
        .looks = read_floats(composite, {static_cast<Index>(info.bands.size()) - 1}),
        .filled = Raster<float>(sides.grid(), 1, 0.0F)};
    if (const Index filled = band_named(info, "filled"); filled >= 0)
        layers.filled = read_floats(composite, {filled});
    layers.values.push_back(ndvi_of(composite, info));
    for (const StudyLayer& layer : run.study.layers)
        layers.values.push_back(
            read_on_grid(layer.path_in(period), layer.band - 1, grid, tile.window));
    return layers;
}

void depend_on_tile_layers(Fingerprint& inputs, const StudyRun& run, const StudyGround& ground) {
    std::vector<std::string> needed;
    for (const Tile& tile : ground.tiles) needed.push_back(sides_path(tile.name));
    for (const StudyPeriod& period : composite_periods(run)) {
        for (const Tile& tile : ground.tiles) {
            needed.push_back(composite_path(period.name, tile.name));
            needed.push_back(layer_path("land_use", period.name, tile.name));
        }
        for (const StudyLayer& layer : run.study.layers) {
            inputs.add(layer.name).add(layer.unit).add(static_cast<double>(layer.band));
            inputs.add_file(layer.path_in(period.name));
        }
    }
    depend_on(inputs, run.folder, needed);
}

}  // namespace borderlens
