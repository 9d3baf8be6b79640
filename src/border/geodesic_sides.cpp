#include "border/geodesic_sides.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "border/local_plane.hpp"
#include "border/segments.hpp"

namespace borderlens {
namespace {

// Straight pieces in longitude and latitude are cut so short that within one piece their bend
// against the shortest line stays below a decimetre up to 80 degrees of latitude.
constexpr double longest_piece_deg = 0.005;  // chosen: about 500 m
constexpr double join_tolerance_deg = 5e-7;  // chosen: about 5 cm
constexpr std::size_t run_length = 64;       // chosen: about the root of a long line's vertices
constexpr Index places_per_task = 1024;      // chosen: enough to make a task worth starting

void require_lonlat(Point point, const char* what) {
    // Negated, so that NaN is refused as well.
    if (!(std::abs(point.x) <= 360.0 && std::abs(point.y) <= 90.0))
        throw input_error(
            "{}: found ({}, {}), expected longitude and latitude in degrees; are "
            "they swapped or projected?",
            what, point.x, point.y);
}

Polyline densified(const Polyline& part) {
    Polyline dense;
    for (std::size_t i = 0; i < part.size(); ++i) {
        require_lonlat(part[i], "border line");
        if (i > 0) {
            const Point a = part[i - 1], b = part[i];
            const double longest = std::max(std::abs(b.x - a.x), std::abs(b.y - a.y));
            const int pieces = static_cast<int>(longest / longest_piece_deg) + 1;
            for (int p = 1; p < pieces; ++p) {
                const double t = static_cast<double>(p) / pieces;
                dense.push_back({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
            }
        }
        dense.push_back(part[i]);
    }
    return dense;
}

/// Vertices first .. last of a chain in a sphere, so that only runs that can hold the nearest point
/// are looked at.
struct Run {
    std::size_t chain = 0, first = 0, last = 0;
    EarthPoint center{};
    double radius_m = 0.0;
};

struct Line {
    std::vector<std::vector<EarthPoint>> chains;
    std::vector<Run> runs;
};

Line line_of(const std::vector<Polyline>& parts_lonlat) {
    std::vector<Polyline> dense;
    for (const Polyline& part : parts_lonlat) dense.push_back(densified(part));
    const std::vector<Polyline> chains = join_lines(dense, join_tolerance_deg);
    if (chains.empty())
        throw input_error("border line: found fewer than two different points, expected a line");
    require_simple(segments_of(chains));
    Line line;
    for (const Polyline& chain : chains) {
        std::vector<EarthPoint> positions;
        for (const Point& point : chain) positions.push_back(to_earth_centred(point));
        for (std::size_t first = 0; first + 1 < positions.size(); first += run_length) {
            Run run{line.chains.size(),
                    first,
                    std::min(first + run_length, positions.size() - 1),
                    {},
                    0.0};
            run.center = positions[(run.first + run.last) / 2];
            for (std::size_t i = run.first; i <= run.last; ++i)
                run.radius_m = std::max(run.radius_m, chord_m(run.center, positions[i]));
            line.runs.push_back(run);
        }
        line.chains.push_back(std::move(positions));
    }
    return line;
}

/// The run in the plane with one vertex more at both sides: a bend at its end keeps its neighbour,
/// and where the run is cut is not mistaken for an end of the line.
Polyline local_run(const Line& line, const Run& run, const LocalPlane& plane) {
    const std::vector<EarthPoint>& chain = line.chains[run.chain];
    const bool closed = chain.size() > 3 && chain.front() == chain.back();
    Polyline local;
    if (run.first > 0)
        local.push_back(plane(chain[run.first - 1]));
    else if (closed)
        local.push_back(plane(chain[chain.size() - 2]));
    for (std::size_t i = run.first; i <= run.last; ++i) local.push_back(plane(chain[i]));
    if (run.last + 1 < chain.size())
        local.push_back(plane(chain[run.last + 1]));
    else if (closed)
        local.push_back(plane(chain[1]));
    return local;
}

GeodesicPosition locate_lonlat(const Line& line, Point lonlat) {
    const EarthPoint here = to_earth_centred(lonlat);
    std::vector<double> distances;
    double reach = std::numeric_limits<double>::infinity();
    for (const Run& run : line.runs) {
        distances.push_back(chord_m(here, run.center));
        reach = std::min(reach, distances.back() + run.radius_m);
    }
    const LocalPlane plane(lonlat);
    double best_m = std::numeric_limits<double>::infinity();
    GeodesicPosition best;
    for (std::size_t r = 0; r < line.runs.size(); ++r) {
        // Arc and chord differ by less than 1 % for distances below 3,000 km.
        if (distances[r] - line.runs[r].radius_m > reach * 1.01 + 1.0) continue;
        const std::vector<Segment> segments = segments_of({local_run(line, line.runs[r], plane)});
        const LinePosition found = locate(segments, all_numbers(segments.size()), {0.0, 0.0});
        if (std::abs(found.signed_distance_m) < best_m) {
            best_m = std::abs(found.signed_distance_m);
            best = {found.signed_distance_m / 1000.0, found.beyond_end};
        }
    }
    return best;
}

}  // namespace

std::vector<GeodesicPosition> geodesic_sides(const std::vector<Polyline>& parts_lonlat,
                                             Point side_a_point,
                                             const std::vector<Point>& places_lonlat) {
    const Line line = line_of(parts_lonlat);
    require_lonlat(side_a_point, "side a point");
    const double at_side_a_km = locate_lonlat(line, side_a_point).signed_distance_km;
    if (at_side_a_km == 0.0)
        throw input_error("side a point ({}, {}): lies on the line; give a place inside side a",
                          side_a_point.x, side_a_point.y);
    for (const Point& place : places_lonlat) require_lonlat(place, "points");
    std::vector<GeodesicPosition> positions(places_lonlat.size());
    const Index count = static_cast<Index>(places_lonlat.size());
    parallel_for((count + places_per_task - 1) / places_per_task, [&](Index task) {
        const Index end = std::min(count, (task + 1) * places_per_task);
        for (Index i = task * places_per_task; i < end; ++i) {
            GeodesicPosition& position = positions[static_cast<std::size_t>(i)];
            position = locate_lonlat(line, places_lonlat[static_cast<std::size_t>(i)]);
            if (at_side_a_km < 0.0) position.signed_distance_km *= -1.0;
        }
    });
    return positions;
}

}  // namespace borderlens
