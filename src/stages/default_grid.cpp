#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/error.hpp"
#include "imagery/sensors.hpp"
#include "io/crs.hpp"
#include "stages/find_scenes.hpp"
#include "stages/read_scene.hpp"

namespace borderlens {
namespace {

constexpr double metres_per_degree = 111320.0;  // at the equator of WGS 84

double sensor_resolution_m(const Scene& scene) {
    const Sensor* sensor = scene.sensor.empty() ? nullptr : find_sensor(scene.sensor);
    if (sensor == nullptr) return 0.0;
    double finest_m = 0.0;
    for (const BandSource& band : scene.bands)
        if (const SensorBand* known = sensor->find(band.role))
            if (finest_m == 0.0 || known->resolution_m < finest_m) finest_m = known->resolution_m;
    return finest_m;
}

/// Grid of whole pixels that holds the bounds, corner at a multiple of the pixel size.
Grid snapped_grid(const std::string& crs, const Bounds& bounds, double pixel_m) {
    const double left = std::floor(bounds.min_x / pixel_m) * pixel_m;
    const double top = std::ceil(bounds.max_y / pixel_m) * pixel_m;
    const Index cols = static_cast<Index>(std::ceil((bounds.max_x - left) / pixel_m));
    const Index rows = static_cast<Index>(std::ceil((top - bounds.min_y) / pixel_m));
    return Grid(crs, {left, top}, pixel_m, pixel_m, std::max<Index>(rows, 1),
                std::max<Index>(cols, 1));
}

Grid utm_grid(const Scene& scene, const Grid& own) {
    const Bounds bounds = own.bounds();
    const Point middle{0.5 * (bounds.min_x + bounds.max_x), 0.5 * (bounds.min_y + bounds.max_y)};
    const std::string crs = utm_crs_at(middle.x, middle.y);
    double pixel_m = sensor_resolution_m(scene);
    if (pixel_m == 0.0) {
        pixel_m = pixel_size_in_metres(own);
        pixel_m = pixel_m >= 2.0 ? std::round(pixel_m) : std::round(pixel_m * 10.0) / 10.0;
        pixel_m = std::max(pixel_m, 0.1);
    }
    return snapped_grid(crs, transform_bounds(own.crs(), crs, bounds), pixel_m);
}

}  // namespace

double pixel_size_in_metres(const Grid& grid) {
    const double mean = std::sqrt(grid.pixel_width() * grid.pixel_height());
    if (grid.crs().empty()) return mean;
    if (!is_geographic(grid.crs())) return mean * unit_length_m(grid.crs());
    const Bounds bounds = grid.bounds();
    const double latitude_deg = 0.5 * (bounds.min_y + bounds.max_y);
    return mean * metres_per_degree * std::sqrt(std::cos(latitude_deg * std::numbers::pi / 180.0));
}

Grid default_grid(const Scene& scene) {
    const Grid own = read_scene_header(scene).finest;
    return is_geographic(own.crs()) ? utm_grid(scene, own) : own;
}

Grid default_grid(const std::vector<Scene>& scenes) {
    if (scenes.empty()) throw internal_error("default grid of no scene");
    const Grid first = default_grid(scenes.front());
    Bounds all = first.bounds();
    for (const Scene& scene : scenes) {
        const Grid own = read_scene_header(scene).finest;
        const Bounds bounds = first.crs().empty() || own.crs().empty()
                                  ? own.bounds()
                                  : transform_bounds(own.crs(), first.crs(), own.bounds());
        all = {std::min(all.min_x, bounds.min_x), std::min(all.min_y, bounds.min_y),
               std::max(all.max_x, bounds.max_x), std::max(all.max_y, bounds.max_y)};
    }
    // Whole pixels are added on each side; a hair's breadth beyond an edge adds none.
    constexpr double slack_px = 1e-3;  // chosen: rounding of coordinates, no ground
    const auto added = [&](double length, double pixel) {
        return static_cast<Index>(std::max(0.0, std::ceil(length / pixel - slack_px)));
    };
    const Bounds b = first.bounds();
    const Index left = added(b.min_x - all.min_x, first.pixel_width());
    const Index right = added(all.max_x - b.max_x, first.pixel_width());
    const Index top = added(all.max_y - b.max_y, first.pixel_height());
    const Index bottom = added(b.min_y - all.min_y, first.pixel_height());
    if (left + right + top + bottom == 0) return first;
    return first.crop({-top, -left, first.rows() + top + bottom, first.cols() + left + right});
}

}  // namespace borderlens
