#pragma once
#include <cstdint>
#include <vector>

#include "simulation/border_line.hpp"

namespace borderlens {

/// The rules by which the two sides differ.
struct LandscapeRules {
    double growth_a = 0.09;   ///< yearly growth of settled area on side a, e.g. 0.09 = 9 % a year
    double growth_b = 0.025;  ///< the same on side b
    /// Yearly change of the moisture a field needs: below zero fields spread, above they shrink.
    double reclaim_a = -0.010;
    double reclaim_b = 0.004;
};

/// The year in which settlements have their stated radius.
inline constexpr int reference_year = 2013;

/// A town or village that grows by blocks, from its centre outwards.
struct Settlement {
    Point center;
    double radius_m = 0.0;  ///< mean radius in the reference year
    double growth = 0.0;    ///< of area, a year
    Side side = Side::a;
    double block_m = 80.0;
    double rotation_rad = 0.0;
    std::uint64_t seed = 0;
};

/// Dry port or bonded zone: a strip of rail yard, container yard and halls that grows lengthwise.
struct PortYard {
    Point start;
    double direction = 1.0;  ///< +1 grows to the east, -1 to the west
    double length_m = 0.0;   ///< in the reference year
    double half_width_m = 0.0;
    double growth = 0.0;
    Side side = Side::a;
    std::uint64_t seed = 0;
};

struct SolarPlant {
    Point center;
    double half_width_m = 0.0;
    double half_height_m = 0.0;
    int first_year = 0;
    Side side = Side::a;
};

struct Reservoir {
    Point center;
    double radius_m = 0.0;
    int first_year = 0;
    std::uint64_t seed = 0;
};

/// A strip of planted trees that runs north-south, bare until the year of planting.
struct GreeningBelt {
    double easting = 0.0;
    double min_northing = 0.0, max_northing = 0.0;
    double half_width_m = 0.0;
    int planted_year = 0;
};

/// A road or railway as a gently waving line: along the east-west axis, or along the other one.
struct Route {
    bool east_west = true;
    double at = 0.0;  ///< mean northing (or easting) [m]
    double amplitude_m = 0.0;
    double length_m = 1.0;
    double phase_rad = 0.0;
    double half_width_m = 0.0;
    double first = 0.0, last = 0.0;  ///< extent along its axis [m]
    bool is_rail = false;
};

/// Everything of the landscape that has a place of its own. What fills the ground between is in
/// `SimulatedLandscape`.
struct Layout {
    Bounds bounds;
    std::vector<Settlement> settlements;
    std::vector<PortYard> ports;
    std::vector<SolarPlant> plants;
    std::vector<Reservoir> reservoirs;
    std::vector<GreeningBelt> belts;
    std::vector<Route> routes;
    double river_half_width_m = 12.0;
};

/// Places everything by the study's bounds, the line, the rules and the seed. Distances between
/// places follow the study's size, the places' own sizes do so up to what is natural.
Layout make_layout(const Bounds& bounds, const SimulatedBorder& border, const LandscapeRules& rules,
                   std::uint64_t seed);

/// Area of a settlement or port in a year over that of the reference year: (1 + growth)^years.
double growth_factor(double growth, int year);

}  // namespace borderlens
