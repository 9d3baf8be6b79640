#include "lenses/ground_objects.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "raster/polygons.hpp"

namespace borderlens {
namespace {

/// Mean of a layer over the object's cells that have a value.
double mean_over(const Raster<float>& layer, const Raster<std::int32_t>& labels) {
    double sum = 0.0, count = 0.0;
    for (Index i = 0; i < labels.grid().size(); ++i) {
        const float value = layer.band_data()[i];
        if (labels.band_data()[i] != 1 || std::isnan(value)) continue;
        sum += static_cast<double>(value);
        count += 1.0;
    }
    return count > 0.0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
}

/// The first time by which half of the object's cells were there.
Index first_time(const Raster<std::int32_t>& since, const Raster<std::int32_t>& labels) {
    std::map<std::int32_t, Index> counts;
    Index all = 0;
    for (Index i = 0; i < labels.grid().size(); ++i)
        if (labels.band_data()[i] == 1 && since.band_data()[i] != no_code) {
            ++counts[since.band_data()[i]];
            ++all;
        }
    Index there = 0;
    for (const auto& [time, count] : counts)
        if (there += count; 2 * there >= all) return time;
    return 0;
}

GroundObject object_of(const Grid& grid, const GroundSource& source, const Component& component,
                       const Raster<std::int32_t>& labels) {
    const Window bounds = component.bounds();
    GroundObject object;
    object.area_ha = static_cast<double>(component.cells) * grid.pixel_area_m2() / 1e4;
    object.fill = rectangle_fill(labels, 1, {0, 0, bounds.rows, bounds.cols});
    const Point corner = grid.upper_left();
    object.middle = {corner.x + (component.centroid_col() + 0.5) * grid.pixel_width(),
                     corner.y - (component.centroid_row() + 0.5) * grid.pixel_height()};
    object.probability = mean_over(source.probability(bounds), labels);
    object.signed_distance_m = mean_over(source.signed_distance_m(bounds), labels);
    object.since = first_time(source.since(bounds), labels);
    const Raster<std::int32_t> placed(grid.crop(bounds), 1, labels.values());
    object.outline = std::move(outlines(placed, 1).front().polygons);
    return object;
}

}  // namespace

std::vector<GroundObject> find_ground_objects(const Grid& grid, const GroundSource& source,
                                              const ObjectLimits& limits) {
    const ComponentMap map(source.places, Connectivity::eight);
    const double cell_ha = grid.pixel_area_m2() / 1e4;
    std::vector<GroundObject> objects;
    for (const Component& component : map.components()) {
        const double area_ha = static_cast<double>(component.cells) * cell_ha;
        if (area_ha < limits.least_area_ha || area_ha > limits.greatest_area_ha) continue;
        GroundObject object = object_of(grid, source, component,
                                        cells_of(source.places, component, Connectivity::eight));
        if (object.fill < limits.least_fill) continue;
        object.probability =
            probability_by_shape(object.probability, object.area_ha, object.fill, limits);
        objects.push_back(std::move(object));
    }
    // Components come row by row, so equal areas keep that order.
    std::stable_sort(
        objects.begin(), objects.end(),
        [](const GroundObject& a, const GroundObject& b) { return a.area_ha > b.area_ha; });
    return objects;
}

}  // namespace borderlens
