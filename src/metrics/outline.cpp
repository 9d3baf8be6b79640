#include "metrics/outline.hpp"

#include <algorithm>

namespace borderlens {
namespace {

struct Corner {
    std::int64_t x, y;
};

std::int64_t cross(const Corner& o, const Corner& a, const Corner& b) {
    return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
}

/// Positions of the levels whose left (side = 1) or right (side = -1) corner is on the hull.
std::vector<std::size_t> chain(const std::vector<OutlineLevel>& levels, int side) {
    const auto corner = [&](std::size_t i) {
        return Corner{side > 0 ? levels[i].x_min : levels[i].x_max, levels[i].y};
    };
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        while (kept.size() > 1 &&
               side * cross(corner(kept[kept.size() - 2]), corner(kept.back()), corner(i)) >= 0)
            kept.pop_back();
        kept.push_back(i);
    }
    return kept;
}

}  // namespace

std::vector<OutlineLevel> hull_levels(const std::vector<OutlineLevel>& levels) {
    if (levels.size() < 3) return levels;
    std::vector<std::size_t> kept = chain(levels, 1);
    const std::vector<std::size_t> right = chain(levels, -1);
    kept.insert(kept.end(), right.begin(), right.end());
    std::sort(kept.begin(), kept.end());
    kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
    std::vector<OutlineLevel> hull;
    hull.reserve(kept.size());
    for (const std::size_t i : kept) hull.push_back(levels[i]);
    return hull;
}

std::int64_t greatest_distance2(const std::vector<OutlineLevel>& levels) {
    // The two corners farthest from each other are on the hull, on different sides of it or on one.
    std::vector<Corner> corners;
    for (const std::size_t i : chain(levels, 1)) corners.push_back({levels[i].x_min, levels[i].y});
    for (const std::size_t i : chain(levels, -1)) corners.push_back({levels[i].x_max, levels[i].y});
    std::int64_t greatest = 0;
    for (std::size_t i = 0; i < corners.size(); ++i)
        for (std::size_t j = i + 1; j < corners.size(); ++j) {
            const std::int64_t dx = corners[i].x - corners[j].x, dy = corners[i].y - corners[j].y;
            greatest = std::max(greatest, dx * dx + dy * dy);
        }
    return greatest;
}

}  // namespace borderlens
