#include "network/reached_land.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "network/cost_field.hpp"
#include "raster/polygons.hpp"

namespace borderlens {
namespace {

/// Cell of the raster [m]; chosen: ten minutes at 30 km/h.
constexpr double cell_m = 5000.0;

Point between(Point a, Point b, double share) {
    return {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
}

bool is_placed(Point place) {
    return std::isfinite(place.x) && std::isfinite(place.y);
}

struct Box {
    double min_x = std::numeric_limits<double>::infinity(), min_y = min_x, max_x = -min_x,
           max_y = -min_x;
    void grow(Point place) {
        min_x = std::min(min_x, place.x);
        min_y = std::min(min_y, place.y);
        max_x = std::max(max_x, place.x);
        max_y = std::max(max_y, place.y);
    }
};

}  // namespace

std::vector<Polyline> ways_within(const std::vector<ReachedWay>& ways, double limit_h) {
    std::vector<Polyline> reached;
    for (const ReachedWay& way : ways) {
        if (!is_placed(way.a) || !is_placed(way.b)) continue;
        const auto share = [&](double at) {
            if (!(at <= limit_h)) return 0.0;
            return way.hours > 0.0 ? std::min(1.0, (limit_h - at) / way.hours) : 1.0;
        };
        const double from_a = share(way.at_a), from_b = share(way.at_b);
        if (from_a + from_b >= 1.0) {
            reached.push_back({way.a, way.b});
            continue;
        }
        if (from_a > 0.0) reached.push_back({way.a, between(way.a, way.b, from_a)});
        if (from_b > 0.0) reached.push_back({way.b, between(way.b, way.a, from_b)});
    }
    return reached;
}

Geometry land_within(const std::vector<ReachedWay>& ways, const std::vector<ReachedPlace>& places,
                     double limit_h, double off_network_kmh) {
    if (!(limit_h > 0.0) || !(off_network_kmh > 0.0)) return {};
    Box box;
    for (const Polyline& line : ways_within(ways, limit_h))
        for (const Point& point : line) box.grow(point);
    for (const ReachedPlace& place : places)
        if (is_placed(place.at) && place.hours <= limit_h) box.grow(place.at);
    if (!(box.min_x <= box.max_x)) return {};
    // The links are in the box; beyond them one goes over land.
    const double margin = limit_h * off_network_kmh * 1000.0 + 2.0 * cell_m;
    const Index cols =
        static_cast<Index>(std::ceil((box.max_x - box.min_x + 2.0 * margin) / cell_m));
    const Index rows =
        static_cast<Index>(std::ceil((box.max_y - box.min_y + 2.0 * margin) / cell_m));
    const Grid grid("", {box.min_x - margin, box.max_y + margin}, cell_m, cell_m, rows, cols);
    CostField field(rows, cols, cell_m, cell_m, 16, StepRule{});
    const double hours_per_m = 1.0 / (off_network_kmh * 1000.0);
    for (Index row = 0; row < rows; ++row)
        for (Index col = 0; col < cols; ++col)
            field.set_ground(field.at(row, col), hours_per_m, 0.0);
    const auto seed = [&](Point place, double hours) {
        const Point px = grid.to_px(place);
        const Index row = static_cast<Index>(std::floor(px.y));
        const Index col = static_cast<Index>(std::floor(px.x));
        if (!grid.window().contains(row, col) || !(hours <= limit_h)) return;
        const std::size_t cell = field.at(row, col);
        if (hours < field.cost(cell)) field.seed(cell, hours);
    };
    for (const ReachedWay& way : ways) {
        if (!is_placed(way.a) || !is_placed(way.b)) continue;
        if (!std::isfinite(std::min(way.at_a, way.at_b))) continue;
        const double length_m = std::hypot(way.b.x - way.a.x, way.b.y - way.a.y);
        const Index steps = 1 + static_cast<Index>(length_m / (cell_m / 2));
        for (Index s = 0; s <= steps; ++s) {
            const double t = static_cast<double>(s) / static_cast<double>(steps);
            seed(between(way.a, way.b, t),
                 std::min(way.at_a + t * way.hours, way.at_b + (1.0 - t) * way.hours));
        }
    }
    for (const ReachedPlace& place : places)
        if (is_placed(place.at)) seed(place.at, place.hours);
    field.spread(limit_h);
    Raster<std::int32_t> inside(grid, 1, 0);
    for (Index row = 0; row < rows; ++row)
        for (Index col = 0; col < cols; ++col)
            inside(row, col) = field.cost(field.at(row, col)) < unreached ? 1 : 0;
    return outlines(inside, 1).at(0);
}

}  // namespace borderlens
