#include "stages/study_need.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/error.hpp"
#include "border/border_field.hpp"
#include "io/crs.hpp"

namespace borderlens {
namespace {

// chosen: more than the widest kernel reaches in pixels of 60 m, and than UTM stretches the zone
constexpr double margin_m = 500.0;

void grow(Bounds& bounds, const Bounds& other) {
    bounds = {std::min(bounds.min_x, other.min_x), std::min(bounds.min_y, other.min_y),
              std::max(bounds.max_x, other.max_x), std::max(bounds.max_y, other.max_y)};
}

/// A circle's box in degrees.
Bounds around(Point lonlat, double radius_km) {
    constexpr double km_per_degree = 111.32;
    const double dy = radius_km / km_per_degree;
    const double dx = dy / std::max(0.01, std::cos(lonlat.y * std::numbers::pi / 180.0));
    return {lonlat.x - dx, lonlat.y - dy, lonlat.x + dx, lonlat.y + dy};
}

Bounds grown(const Bounds& box, double by_m) {
    return {box.min_x - by_m, box.min_y - by_m, box.max_x + by_m, box.max_y + by_m};
}

}  // namespace

Bounds study_lonlat(const Study& study) {
    if (study.bounds) return transform_bounds(study.crs, lonlat_crs(), *study.bounds);
    std::optional<Bounds> all;
    const auto add = [&](const Bounds& part) {
        if (all)
            grow(*all, part);
        else
            all = part;
    };
    for (const Area& area : study.areas) add(around(area.lonlat, area.radius_km));
    if (study.border)
        for (const Polyline& part : read_border_parts(study.border->source, lonlat_crs()))
            for (const Point& point : part) add(around(point, study.border->zone_km));
    if (!all)
        throw input_error("{}: names no ground to fetch scenes for; give bounds, areas or a border",
                          study.path);
    return *all;
}

StudyNeed::StudyNeed(const Study& study)
    : m_crs(study.crs), m_lonlat(study_lonlat(study)), m_bounds(study.bounds) {
    if (m_bounds) m_bounds = grown(*m_bounds, margin_m);
    if (m_crs.empty()) return;
    if (study.border) {
        m_line = read_border(study.border->source, m_crs);
        m_zone_m = study.border->zone_km * 1000.0 + margin_m;
    }
    for (const Area& area : study.areas) {
        const Bounds box =
            transform_bounds(lonlat_crs(), m_crs, around(area.lonlat, area.radius_km));
        m_areas.push_back(grown(box, margin_m));
    }
}

bool StudyNeed::meets(const std::string& crs, const Bounds& bounds) const {
    if (crs.empty() || m_crs.empty()) return true;
    const Bounds box = transform_bounds(crs, m_crs, bounds);
    if (m_bounds && !m_bounds->meets(box)) return false;
    if (!m_line) return true;
    if (meets_zone(*m_line, box, m_zone_m)) return true;
    return std::any_of(m_areas.begin(), m_areas.end(),
                       [&](const Bounds& area) { return area.meets(box); });
}

Window StudyNeed::window_on(const Grid& grid) const {
    const Bounds b =
        grid.crs().empty() ? m_lonlat : transform_bounds(lonlat_crs(), grid.crs(), m_lonlat);
    const Point low = grid.to_px({b.min_x, b.max_y}), high = grid.to_px({b.max_x, b.min_y});
    if (!(low.x < high.x && low.y < high.y)) return {};
    constexpr Index margin_px = 4;  // chosen: more than the widest kernel
    const Index col0 = static_cast<Index>(std::floor(std::max(low.x, -1e9))) - margin_px;
    const Index row0 = static_cast<Index>(std::floor(std::max(low.y, -1e9))) - margin_px;
    const Window wanted{row0, col0,
                        static_cast<Index>(std::ceil(std::min(high.y, 1e9))) + margin_px - row0,
                        static_cast<Index>(std::ceil(std::min(high.x, 1e9))) + margin_px - col0};
    return wanted.intersect(grid.window());
}

}  // namespace borderlens
