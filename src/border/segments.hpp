#pragma once
#include <vector>

#include "raster/geometry.hpp"

namespace borderlens {

/// One straight piece of a line, pointing along it.
struct Segment {
    Point start;
    Point end;
    double along_m = 0.0;  ///< where it starts, counted along the whole line
    Index previous = -1;   ///< neighbour that ends where this one starts; -1 = an end of the line
    Index next = -1;
    double inverse_length2 = 0.0;  ///< 1 / squared length [1/m2]: saves a division per pixel
};

/// Where a place stands to the line.
struct LinePosition {
    double signed_distance_m = 0.0;  ///< positive to the left of the line's direction
    double along_m = 0.0;            ///< of the nearest point of the line, from its start
    bool beyond_end = false;         ///< nearest to an end of the line: neither side is certain
};

/// Segments of chains, numbered on through all of them; a closed chain has no end.
std::vector<Segment> segments_of(const std::vector<Polyline>& chains);

/// Nearest of the segments numbered in `among` (at least one). Side = sign relative to the nearest
/// segment; at a bend both neighbours decide together (their directions are added).
LinePosition locate(const std::vector<Segment>& segments, const std::vector<Index>& among,
                    Point place);

/// Those of `among` that can be nearest to any place within `radius_m` of `center`.
std::vector<Index> candidates(const std::vector<Segment>& segments, const std::vector<Index>& among,
                              Point center, double radius_m);

/// 0, 1, ... count - 1.
std::vector<Index> all_numbers(std::size_t count);

/// Joins polylines at shared ends (within `tolerance`), keeping the direction of the first of each
/// chain; repeated points are dropped, and so are parts with fewer than two different points.
std::vector<Polyline> join_lines(const std::vector<Polyline>& parts, double tolerance);

/// An input error that names the place if any two segments cross.
void require_simple(const std::vector<Segment>& segments);

}  // namespace borderlens
