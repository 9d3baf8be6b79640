#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "border/border_field.hpp"

namespace borderlens {

/// A piece of ground that numbers are given for.
struct Zone {
    std::uint16_t id = 0;  ///< 1 ...; 0 in a ZoneMap = in no zone
    std::string name;  ///< "all" for the whole zone, a border segment such as "km 20-30", a town
    std::string side;  ///< "a" or "b"
    std::string band;  ///< distance from the border [km] such as "0-2"; "all" = whole width
};

/// A way to cut the ground into zones; a pixel is in one zone or none.
struct ZoneScheme {
    std::string name;  ///< "bands", "segments", "units"
    std::vector<Zone> zones;
};

using ZoneMap = Raster<std::uint16_t>;

/// Side x distance band. edges_km: ascending from 0 or more, at least two.
ZoneScheme band_scheme(const std::vector<double>& edges_km);
ZoneMap band_map(const BorderField& field, const std::vector<double>& edges_km);

/// Side x piece of the line of segment_km each (the last may be shorter), over the whole zone
/// width.
ZoneScheme segment_scheme(double length_km, double segment_km);
ZoneMap segment_map(const BorderField& field, double length_km, double segment_km);

/// Side x named polygon (administrative unit or town), from a raster of polygon numbers (0 = none).
ZoneScheme unit_scheme(const std::vector<std::string>& unit_names);
ZoneMap unit_map(const BorderField& field, const Raster<std::uint16_t>& units);

}  // namespace borderlens
