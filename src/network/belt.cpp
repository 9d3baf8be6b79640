#include "network/belt.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "network/cost_field.hpp"
#include "raster/polygons.hpp"

namespace borderlens {
namespace {

/// Cell of the belt's raster [m]; chosen: ten minutes at 30 km/h.
constexpr double cell_m = 5000.0;

}  // namespace

Geometry belt_area(const CorridorNetwork& network, const Axis& axis,
                   const std::vector<Point>& places) {
    const Scenario& scenario = network.scenario;
    Geometry area;
    constexpr double far = std::numeric_limits<double>::infinity();
    Bounds box{far, far, -far, -far};
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (!std::isfinite(axis.belt_h[i]) || !std::isfinite(places[i].x)) continue;
        box = {std::min(box.min_x, places[i].x), std::min(box.min_y, places[i].y),
               std::max(box.max_x, places[i].x), std::max(box.max_y, places[i].y)};
    }
    if (!(box.min_x <= box.max_x) || !(scenario.belt_h > 0.0) || !(scenario.off_network_kmh > 0.0))
        return area;
    // No link is quicker than this, so nothing of the belt lies farther out.
    double fastest_kmh = scenario.off_network_kmh;
    for (const CorridorLink& link : network.links)
        fastest_kmh = std::max(fastest_kmh, link.km / link.hours);
    const double margin = scenario.belt_h * fastest_kmh * 1000.0 + 2.0 * cell_m;
    const Index cols =
        static_cast<Index>(std::ceil((box.max_x - box.min_x + 2.0 * margin) / cell_m));
    const Index rows =
        static_cast<Index>(std::ceil((box.max_y - box.min_y + 2.0 * margin) / cell_m));
    const Grid grid("", {box.min_x - margin, box.max_y + margin}, cell_m, cell_m, rows, cols);
    CostField field(rows, cols, cell_m, cell_m, 16, StepRule{});
    const double hours_per_m = 1.0 / (scenario.off_network_kmh * 1000.0);
    for (Index row = 0; row < rows; ++row)
        for (Index col = 0; col < cols; ++col)
            field.set_ground(field.at(row, col), hours_per_m, 0.0);
    const auto seed = [&](Point place, double hours) {
        const Point px = grid.to_px(place);
        const Index row = static_cast<Index>(std::floor(px.y));
        const Index col = static_cast<Index>(std::floor(px.x));
        if (!grid.window().contains(row, col) || hours > scenario.belt_h) return;
        const std::size_t cell = field.at(row, col);
        if (hours < field.cost(cell)) field.seed(cell, hours);
    };
    for (std::size_t k = 0; k < network.links.size(); ++k) {
        const CorridorLink& link = network.links[k];
        const Point a = places[link.from], b = places[link.to];
        const double at_a = axis.belt_h[link.from], at_b = axis.belt_h[link.to];
        if (!std::isfinite(a.x) || !std::isfinite(b.x) || !std::isfinite(std::min(at_a, at_b)))
            continue;
        const bool on_axis = std::count(axis.links.begin(), axis.links.end(), k) > 0;
        const Index steps = 1 + static_cast<Index>(std::hypot(b.x - a.x, b.y - a.y) / (cell_m / 2));
        for (Index s = 0; s <= steps; ++s) {
            const double t = static_cast<double>(s) / static_cast<double>(steps);
            const double along = std::min(at_a + t * link.hours, at_b + (1.0 - t) * link.hours);
            seed({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)}, on_axis ? 0.0 : along);
        }
    }
    for (std::size_t i = 0; i < places.size(); ++i)
        if (std::isfinite(places[i].x)) seed(places[i], axis.belt_h[i]);
    field.spread(scenario.belt_h);
    Raster<std::int32_t> inside(grid, 1, 0);
    for (Index row = 0; row < rows; ++row)
        for (Index col = 0; col < cols; ++col)
            inside(row, col) = field.cost(field.at(row, col)) < unreached ? 1 : 0;
    area = outlines(inside, 1).at(0);
    return area;
}

}  // namespace borderlens
