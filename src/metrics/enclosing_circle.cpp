#include "metrics/enclosing_circle.hpp"

#include <algorithm>

#include "base/random.hpp"

namespace borderlens {
namespace {

struct Corner {
    std::int64_t x, y;
    bool operator==(const Corner&) const = default;
};

struct Circle {
    double x = 0.0, y = 0.0, radius2 = -1.0;
    bool holds(const Corner& p) const {
        const double dx = static_cast<double>(p.x) - x, dy = static_cast<double>(p.y) - y;
        // A corner on the circle must not count as outside by a rounding error.
        return dx * dx + dy * dy <= radius2 * (1.0 + 1e-12);
    }
};

Circle circle_of(const Corner& a, const Corner& b) {
    const double dx = static_cast<double>(a.x - b.x), dy = static_cast<double>(a.y - b.y);
    return {0.5 * static_cast<double>(a.x + b.x), 0.5 * static_cast<double>(a.y + b.y),
            0.25 * (dx * dx + dy * dy)};
}

Circle circle_of(const Corner& a, const Corner& b, const Corner& c) {
    // Relative to a, so that large coordinates cost no digits.
    const double bx = static_cast<double>(b.x - a.x), by = static_cast<double>(b.y - a.y);
    const double cx = static_cast<double>(c.x - a.x), cy = static_cast<double>(c.y - a.y);
    const double twice = 2.0 * (bx * cy - by * cx);
    if (twice == 0.0) {
        Circle widest = circle_of(a, b);
        for (const Circle& other : {circle_of(a, c), circle_of(b, c)})
            if (other.radius2 > widest.radius2) widest = other;
        return widest;
    }
    const double b2 = bx * bx + by * by, c2 = cx * cx + cy * cy;
    const double x = (cy * b2 - by * c2) / twice, y = (bx * c2 - cx * b2) / twice;
    return {static_cast<double>(a.x) + x, static_cast<double>(a.y) + y, x * x + y * y};
}

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

double enclosing_circle_radius2(const std::vector<OutlineLevel>& levels) {
    std::vector<Corner> corners;
    for (const std::size_t i : chain(levels, 1)) corners.push_back({levels[i].x_min, levels[i].y});
    for (const std::size_t i : chain(levels, -1)) corners.push_back({levels[i].x_max, levels[i].y});
    // Welzl's expected linear time needs a random order; this one is always the same.
    Random random(1);
    for (std::size_t i = corners.size(); i > 1; --i)
        std::swap(corners[i - 1],
                  corners[static_cast<std::size_t>(random.below(static_cast<Index>(i)))]);
    Circle circle;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        if (circle.holds(corners[i])) continue;
        circle = {static_cast<double>(corners[i].x), static_cast<double>(corners[i].y), 0.0};
        for (std::size_t j = 0; j < i; ++j) {
            if (circle.holds(corners[j])) continue;
            circle = circle_of(corners[i], corners[j]);
            for (std::size_t k = 0; k < j; ++k)
                if (!circle.holds(corners[k]))
                    circle = circle_of(corners[i], corners[j], corners[k]);
        }
    }
    return circle.radius2;
}

}  // namespace borderlens
