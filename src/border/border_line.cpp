#include "border/border_line.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace borderlens {
namespace {

// Ends of line parts closer than this are the same place: files round coordinates to centimetres.
constexpr double join_tolerance_m = 0.05;  // chosen: half a decimetre, far below any pixel

}  // namespace

BorderLine::BorderLine(const std::vector<Polyline>& parts) {
    for (const Polyline& part : parts)
        for (const Point& point : part)
            if (!std::isfinite(point.x) || !std::isfinite(point.y))
                throw input_error(
                    "border line: a vertex lies outside the range of the study's "
                    "projection; choose a CRS that covers the line");
    m_chains = join_lines(parts, join_tolerance_m);
    if (m_chains.empty())
        throw input_error("border line: found fewer than two different points, expected a line");
    m_segments = segments_of(m_chains);
    require_simple(m_segments);
    for (const Segment& segment : m_segments)
        m_length_m += std::hypot(segment.end.x - segment.start.x, segment.end.y - segment.start.y);
}

LinePosition BorderLine::locate(Point place) const {
    return borderlens::locate(m_segments, all_numbers(m_segments.size()), place);
}

BorderLine BorderLine::reversed() const {
    std::vector<Polyline> chains = m_chains;
    for (Polyline& chain : chains) std::reverse(chain.begin(), chain.end());
    std::reverse(chains.begin(), chains.end());
    return BorderLine(chains);
}

BorderLine BorderLine::with_side_a(Point place) const {
    const double distance_m = locate(place).signed_distance_m;
    if (distance_m == 0.0 || !std::isfinite(distance_m))
        throw input_error(
            "side a point: lies on the border line or outside the study's CRS; give a "
            "place inside side a");
    return distance_m > 0.0 ? *this : reversed();
}

BorderLine BorderLine::clipped(const Bounds& bounds, double margin_m) const {
    const Bounds reach{bounds.min_x - margin_m, bounds.min_y - margin_m, bounds.max_x + margin_m,
                       bounds.max_y + margin_m};
    const auto near = [&](Point a, Point b) {
        return Bounds{std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x),
                      std::max(a.y, b.y)}
            .meets(reach);
    };
    std::vector<Polyline> kept;
    for (const Polyline& chain : m_chains) {
        bool open = false;
        for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
            if (!near(chain[i], chain[i + 1])) {
                open = false;
                continue;
            }
            if (!open) kept.push_back({chain[i]});
            kept.back().push_back(chain[i + 1]);
            open = true;
        }
    }
    if (kept.empty())
        throw input_error(
            "border line: no part of it comes within {:.0f} km of the study; check "
            "the line's file and the study's CRS and bounds",
            margin_m / 1000.0);
    return BorderLine(kept);
}

}  // namespace borderlens
