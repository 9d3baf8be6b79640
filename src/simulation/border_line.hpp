#pragma once
#include <cmath>
#include <cstdint>

#include "raster/geometry.hpp"

namespace borderlens {

enum class Side : std::uint8_t { a, b };

/// The made-up border: a river's line that runs from south to north and meanders about a mean
/// easting as a sum of three sine waves. One easting for each northing, so that side and distance
/// are cheap to ask for at any place. Side a lies east of it.
class SimulatedBorder {
  public:
    struct Wave {
        double amplitude_m = 0.0;
        double length_m = 1.0;
        double phase_rad = 0.0;
    };

    /// `bounds`: the study [m]. The line starts and ends a twentieth of the height outside it.
    SimulatedBorder(const Bounds& bounds, std::uint64_t seed);

    /// Easting of the line at a northing [m], from the polyline below, so that rasters and the
    /// written line agree.
    double easting_at(double northing) const;
    Side side_of(double x, double y) const { return x > easting_at(y) ? Side::a : Side::b; }
    /// What distances along one northing need.
    struct Crossing {
        double easting = 0.0;
        double slant = 1.0;  ///< how much longer a way to the east is than the one across the line
        double distance_m(double x) const { return std::abs(x - easting) / slant; }
    };
    Crossing crossing_at(double northing) const;
    /// Distance to the line across its local direction [m], >= 0; exact where the line is straight.
    double distance_m(double x, double y) const { return crossing_at(y).distance_m(x); }

    const Polyline& points() const { return m_points; }
    double mean_easting() const { return m_mean_easting; }
    const std::vector<Wave>& waves() const { return m_waves; }

  private:
    double m_mean_easting = 0.0;
    std::vector<Wave> m_waves;
    double m_first_northing = 0.0;
    double m_step_m = 1.0;
    Polyline m_points;
};

}  // namespace borderlens
