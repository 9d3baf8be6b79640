#pragma once
#include "imagery/date.hpp"

namespace borderlens {

/// Towards the sun, in parts of a vector of length 1. The mean over several dates is shorter.
struct SunDirection {
    double east = 0.0;
    double north = 0.0;
    double up = 1.0;
};

/// The sun at 10:30 local solar time, when Sentinel-2 and Landsat pass (10:30 and 10:00 to 10:15 at
/// the descending node).
/// src: declination of Cooper 1969, Solar Energy 12(3), eq. 1.
SunDirection sun_direction(Date date, double latitude_deg);

/// Angle of that sun from the zenith [degrees], at most 75.
double sun_zenith_deg(Date date, double latitude_deg);

}  // namespace borderlens
