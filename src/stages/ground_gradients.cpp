#include "stages/ground_gradients.hpp"

#include <cmath>
#include <numbers>

#include "base/error.hpp"
#include "io/crs.hpp"
#include "io/pixel_map.hpp"
#include "io/raster_file.hpp"
#include "raster/blocks.hpp"
#include "stages/read_scene.hpp"
#include "stages/tile_layers.hpp"

namespace borderlens {
namespace {

/// Whether any of the grid lies on the heights'.
bool overlaps(const Grid& heights, const Grid& grid) {
    const PixelMap map = map_pixels(grid, grid.window(), heights);
    const Window window = footprint(map, Resampling::nearest).intersect(heights.window());
    return window.rows > 0 && window.cols > 0;
}

}  // namespace

GradientReader gradients_from(const std::string& height_path, const Grid& grid) {
    if (height_path.empty()) return {};
    if (!overlaps(read_raster_info(height_path).grid, grid))
        throw input_error(
            "{}: elevations lie elsewhere, expected some on {}; give those of the "
            "ground that is mapped",
            height_path, grid.describe());
    const double height_m = pixel_size_in_metres(grid);
    double width_m = height_m;
    if (is_geographic(grid.crs()))  // degrees of longitude shorten towards the pole
        width_m *=
            std::cos(grid.center(grid.rows() / 2, grid.cols() / 2).y * std::numbers::pi / 180.0);
    return [=](const Window& window) {
        // One pixel more on all sides, but where the grid ends.
        const Window around = window.pad(1).intersect(grid.window());
        const Gradients found = gradients_of(
            read_on_grid(height_path, 0, grid, around, Resampling::cubic), width_m, height_m);
        const Window core = window.relative_to(around);
        return Gradients{cropped(found.east, core), cropped(found.north, core)};
    };
}

}  // namespace borderlens
