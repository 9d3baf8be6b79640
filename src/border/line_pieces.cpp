#include "border/line_pieces.hpp"

#include <algorithm>
#include <cmath>

namespace borderlens {
namespace {

double length_of(const Segment& segment) {
    return std::hypot(segment.end.x - segment.start.x, segment.end.y - segment.start.y);
}

/// Place on a segment, `along_m` counted from the start of the line.
Point place_on(const Segment& segment, double along_m) {
    const double share = std::clamp((along_m - segment.along_m) / length_of(segment), 0.0, 1.0);
    return {segment.start.x + share * (segment.end.x - segment.start.x),
            segment.start.y + share * (segment.end.y - segment.start.y)};
}

}  // namespace

Point point_at(const BorderLine& line, double along_m) {
    for (const Segment& segment : line.segments())
        if (along_m <= segment.along_m + length_of(segment)) return place_on(segment, along_m);
    return line.segments().back().end;
}

std::vector<Polyline> piece_of(const BorderLine& line, double from_m, double to_m) {
    std::vector<Polyline> pieces;
    for (std::size_t i = 0; i < line.segments().size(); ++i) {
        const Segment& segment = line.segments()[i];
        const double start_m = std::max(from_m, segment.along_m);
        const double end_m = std::min(to_m, segment.along_m + length_of(segment));
        if (!(end_m > start_m)) continue;
        const bool goes_on = !pieces.empty() && segment.previous == static_cast<Index>(i) - 1;
        if (!goes_on) pieces.push_back({place_on(segment, start_m)});
        pieces.back().push_back(place_on(segment, end_m));
    }
    return pieces;
}

}  // namespace borderlens
