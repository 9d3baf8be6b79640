// Joining the parts of a line, and refusing one that crosses itself.
#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "base/error.hpp"
#include "border/segments.hpp"

namespace borderlens {
namespace {

double distance(Point a, Point b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

Polyline without_repeats(const Polyline& part) {
    Polyline cleaned;
    for (const Point& point : part)
        if (cleaned.empty() || !(point == cleaned.back())) cleaned.push_back(point);
    return cleaned;
}

/// Adds `part` to `chain` where they share an end; a part that runs the other way is turned round.
bool attach(Polyline& chain, Polyline part, double tolerance) {
    if (distance(chain.front(), chain.back()) <= tolerance) return false;  // closed already
    if (distance(chain.back(), part.back()) <= tolerance ||
        distance(chain.front(), part.front()) <= tolerance)
        std::reverse(part.begin(), part.end());
    if (distance(chain.back(), part.front()) <= tolerance) {
        chain.insert(chain.end(), part.begin() + 1, part.end());
        return true;
    }
    if (distance(chain.front(), part.back()) <= tolerance) {
        chain.insert(chain.begin(), part.begin(), part.end() - 1);
        return true;
    }
    return false;
}

double cross(Point o, Point a, Point b) {
    return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
}

bool properly_cross(const Segment& s, const Segment& t) {
    const double a = cross(s.start, s.end, t.start), b = cross(s.start, s.end, t.end);
    const double c = cross(t.start, t.end, s.start), d = cross(t.start, t.end, s.end);
    return ((a > 0 && b < 0) || (a < 0 && b > 0)) && ((c > 0 && d < 0) || (c < 0 && d > 0));
}

Bounds bounds_of(const std::vector<Segment>& segments) {
    constexpr double huge = std::numeric_limits<double>::infinity();
    Bounds box{huge, huge, -huge, -huge};
    for (const Segment& segment : segments)
        for (const Point& point : {segment.start, segment.end})
            box = {std::min(box.min_x, point.x), std::min(box.min_y, point.y),
                   std::max(box.max_x, point.x), std::max(box.max_y, point.y)};
    return box;
}

}  // namespace

std::vector<Polyline> join_lines(const std::vector<Polyline>& parts, double tolerance) {
    std::vector<Polyline> chains;
    for (const Polyline& part : parts) {
        Polyline cleaned = without_repeats(part);
        if (cleaned.size() >= 2) chains.push_back(std::move(cleaned));
    }
    for (bool joined = true; joined;) {
        joined = false;
        for (std::size_t i = 0; i < chains.size() && !joined; ++i)
            for (std::size_t j = i + 1; j < chains.size() && !joined; ++j)
                if (attach(chains[i], chains[j], tolerance)) {
                    chains.erase(chains.begin() + static_cast<std::ptrdiff_t>(j));
                    joined = true;
                }
    }
    for (Polyline& chain : chains)
        if (chain.size() > 2 && distance(chain.front(), chain.back()) <= tolerance)
            chain.back() = chain.front();
    return chains;
}

void require_simple(const std::vector<Segment>& segments) {
    // Segments are put into square bins, about as many as there are segments, and only those that
    // share a bin are compared.
    const Bounds box = bounds_of(segments);
    const double extent = std::max({box.max_x - box.min_x, box.max_y - box.min_y, 1e-9});
    const Index across = static_cast<Index>(std::sqrt(static_cast<double>(segments.size()))) + 1;
    const auto bin = [&](double value, double least) {
        return std::min(across - 1,
                        static_cast<Index>((value - least) / extent * static_cast<double>(across)));
    };
    std::unordered_map<Index, std::vector<Index>> bins;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const Segment& s = segments[i];
        const auto [low_x, high_x] = std::minmax(s.start.x, s.end.x);
        const auto [low_y, high_y] = std::minmax(s.start.y, s.end.y);
        for (Index row = bin(low_y, box.min_y); row <= bin(high_y, box.min_y); ++row)
            for (Index col = bin(low_x, box.min_x); col <= bin(high_x, box.min_x); ++col) {
                std::vector<Index>& here = bins[row * across + col];
                for (const Index other : here)
                    if (properly_cross(segments[static_cast<std::size_t>(other)], s))
                        throw input_error(
                            "border line: it crosses itself near ({:.6g}, {:.6g}); "
                            "mend the line so that it has two sides",
                            s.start.x, s.start.y);
                here.push_back(static_cast<Index>(i));
            }
    }
}

}  // namespace borderlens
