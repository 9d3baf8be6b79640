#pragma once
#include <vector>

#include "border/segments.hpp"

namespace borderlens {

/// A border as one or several chains in a projected CRS [m]; side a lies to the left of their
/// direction.
class BorderLine {
  public:
    /// Joins parts that share an end. Input errors: no part of two different points, a place that
    /// is not finite, a line that crosses itself.
    explicit BorderLine(const std::vector<Polyline>& parts);

    const std::vector<Polyline>& chains() const { return m_chains; }
    const std::vector<Segment>& segments() const { return m_segments; }
    double length_m() const { return m_length_m; }

    LinePosition locate(Point place) const;
    /// The same line with the sides exchanged.
    BorderLine reversed() const;
    /// The line turned so that `place` is on side a; an input error if it lies on the line.
    BorderLine with_side_a(Point place) const;
    /// The parts that come within `margin_m` of the bounds; an input error if none does.
    BorderLine clipped(const Bounds& bounds, double margin_m) const;

  private:
    std::vector<Polyline> m_chains;
    std::vector<Segment> m_segments;
    double m_length_m = 0.0;
};

}  // namespace borderlens
