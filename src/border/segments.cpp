#include "border/segments.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace borderlens {
namespace {

struct Nearest {
    double squared_m2 = std::numeric_limits<double>::infinity();
    double fraction = 0.0;  ///< 0 = start, 1 = end of the segment
};

double length_m(const Segment& segment) {
    return std::hypot(segment.end.x - segment.start.x, segment.end.y - segment.start.y);
}

Nearest nearest_on(const Segment& segment, Point place) {
    const double dx = segment.end.x - segment.start.x, dy = segment.end.y - segment.start.y;
    const double px = place.x - segment.start.x, py = place.y - segment.start.y;
    const double fraction = std::clamp((px * dx + py * dy) * segment.inverse_length2, 0.0, 1.0);
    const double ex = px - fraction * dx, ey = py - fraction * dy;
    return {ex * ex + ey * ey, fraction};
}

Point direction(const Segment& segment) {
    const double length = length_m(segment);
    return {(segment.end.x - segment.start.x) / length, (segment.end.y - segment.start.y) / length};
}

}  // namespace

std::vector<Index> all_numbers(std::size_t count) {
    std::vector<Index> all(count);
    std::iota(all.begin(), all.end(), Index{0});
    return all;
}

std::vector<Segment> segments_of(const std::vector<Polyline>& chains) {
    std::vector<Segment> segments;
    double along_m = 0.0;
    for (const Polyline& chain : chains) {
        const Index first = static_cast<Index>(segments.size());
        for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
            const Index number = static_cast<Index>(segments.size());
            segments.push_back({chain[i], chain[i + 1], along_m, number - 1, number + 1});
            Segment& added = segments.back();
            const double length = length_m(added);
            added.inverse_length2 = 1.0 / (length * length);
            along_m += length;
        }
        const Index last = static_cast<Index>(segments.size()) - 1;
        const bool closed = chain.front() == chain.back();
        segments[static_cast<std::size_t>(first)].previous = closed ? last : -1;
        segments[static_cast<std::size_t>(last)].next = closed ? first : -1;
    }
    return segments;
}

std::vector<Index> candidates(const std::vector<Segment>& segments, const std::vector<Index>& among,
                              Point center, double radius_m) {
    std::vector<double> distances(among.size());
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < among.size(); ++i) {
        const Segment& segment = segments[static_cast<std::size_t>(among[i])];
        distances[i] = std::sqrt(nearest_on(segment, center).squared_m2);
        least = std::min(least, distances[i]);
    }
    // A place in the circle is at most least + radius from the line, so a segment farther than
    // least + 2 radius from the centre is nearest to none of them. The millimetre covers rounding.
    std::vector<Index> kept;
    for (std::size_t i = 0; i < among.size(); ++i)
        if (distances[i] <= least + 2.0 * radius_m + 0.001) kept.push_back(among[i]);
    return kept;
}

LinePosition locate(const std::vector<Segment>& segments, const std::vector<Index>& among,
                    Point place) {
    Nearest best;
    Index best_number = -1;
    for (const Index number : among) {
        const Nearest found = nearest_on(segments[static_cast<std::size_t>(number)], place);
        if (found.squared_m2 < best.squared_m2) {
            best = found;
            best_number = number;
        }
    }
    const Segment& segment = segments[static_cast<std::size_t>(best_number)];
    Point along = direction(segment);
    Point anchor = segment.start;
    bool beyond_end = false;
    const bool at_start = best.fraction == 0.0, at_end = best.fraction == 1.0;
    if (at_start || at_end) {
        anchor = at_start ? segment.start : segment.end;
        const Index neighbour = at_start ? segment.previous : segment.next;
        if (neighbour >= 0) {
            const Point other = direction(segments[static_cast<std::size_t>(neighbour)]);
            along = {along.x + other.x, along.y + other.y};
        } else {
            // Exactly beside the end the foot of the perpendicular is the end itself: still inside.
            const double ahead = (place.x - anchor.x) * along.x + (place.y - anchor.y) * along.y;
            beyond_end = at_start ? ahead < 0.0 : ahead > 0.0;
        }
    }
    const double cross = along.x * (place.y - anchor.y) - along.y * (place.x - anchor.x);
    const double distance_m = std::sqrt(best.squared_m2);
    return {cross < 0.0 ? -distance_m : distance_m,
            segment.along_m + best.fraction * length_m(segment), beyond_end};
}

}  // namespace borderlens
