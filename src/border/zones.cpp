#include "border/zones.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

#include "base/error.hpp"
#include "base/table.hpp"

namespace borderlens {
namespace {

/// Zones come in pairs: 2 p + 1 is side a, 2 p + 2 side b of part p.
std::uint16_t zone_id(Index part, bool side_a) {
    return static_cast<std::uint16_t>(2 * part + (side_a ? 1 : 2));
}

/// Parts are (zone name, band name).
ZoneScheme paired(const std::string& name,
                  const std::vector<std::pair<std::string, std::string>>& parts) {
    constexpr std::size_t most = std::numeric_limits<std::uint16_t>::max() / 2 - 1;
    if (parts.size() > most)
        throw input_error("zones: {} {} are more than the {} that fit; make them larger",
                          parts.size(), name, most);
    ZoneScheme scheme{name, {}};
    for (std::size_t part = 0; part < parts.size(); ++part)
        for (const bool side_a : {true, false})
            scheme.zones.push_back({zone_id(static_cast<Index>(part), side_a), parts[part].first,
                                    side_a ? "a" : "b", parts[part].second});
    return scheme;
}

Index segment_count(double length_km, double segment_km) {
    return std::max<Index>(1, static_cast<Index>(std::ceil(length_km / segment_km - 1e-9)));
}

std::string range(double from, double to) {
    return to_text(from) + "-" + to_text(to);
}

/// part_of(pixel, distance_m) gives the part's number, -1 = none.
ZoneMap map_of(const BorderField& field, const std::function<Index(std::size_t, double)>& part_of) {
    const Raster<float>& distance = field.signed_distance_m;
    ZoneMap map(distance.grid());
    for (std::size_t i = 0; i < map.values().size(); ++i) {
        const float d = distance.values()[i];
        if (std::isnan(d)) continue;
        const Index part = part_of(i, std::abs(d));
        if (part >= 0) map.values()[i] = zone_id(part, d >= 0.0F);
    }
    return map;
}

}  // namespace

ZoneScheme band_scheme(const std::vector<double>& edges_km) {
    const bool rising = std::adjacent_find(edges_km.begin(), edges_km.end(),
                                           std::greater_equal<>()) == edges_km.end();
    if (edges_km.size() < 2 || edges_km[0] < 0.0 || !rising)
        throw input_error(
            "bands_km: expected at least two rising distances from 0 on, such as "
            "[0, 2, 5, 10]");
    std::vector<std::pair<std::string, std::string>> parts;
    for (std::size_t i = 0; i + 1 < edges_km.size(); ++i)
        parts.push_back({"all", range(edges_km[i], edges_km[i + 1])});
    return paired("bands", parts);
}

ZoneMap band_map(const BorderField& field, const std::vector<double>& edges_km) {
    return map_of(field, [&](std::size_t, double distance_m) {
        const double km = distance_m / 1000.0;
        if (km < edges_km.front() || km > edges_km.back()) return Index{-1};
        const auto above = std::upper_bound(edges_km.begin(), edges_km.end(), km);
        return std::min(static_cast<Index>(above - edges_km.begin()) - 1,
                        static_cast<Index>(edges_km.size()) - 2);
    });
}

ZoneScheme segment_scheme(double length_km, double segment_km) {
    std::vector<std::pair<std::string, std::string>> parts;
    for (Index i = 0; i < segment_count(length_km, segment_km); ++i)
        parts.push_back({"km " + range(static_cast<double>(i) * segment_km,
                                       static_cast<double>(i + 1) * segment_km),
                         "all"});
    return paired("segments", parts);
}

ZoneMap segment_map(const BorderField& field, double length_km, double segment_km) {
    const Index count = segment_count(length_km, segment_km);
    return map_of(field, [&](std::size_t pixel, double) {
        const double along_km = static_cast<double>(field.along_m.values()[pixel]) / 1000.0;
        return std::min(count - 1, static_cast<Index>(along_km / segment_km));
    });
}

ZoneScheme unit_scheme(const std::vector<std::string>& unit_names) {
    std::vector<std::pair<std::string, std::string>> parts;
    for (const std::string& name : unit_names) parts.push_back({name, "all"});
    return paired("units", parts);
}

ZoneMap unit_map(const BorderField& field, const Raster<std::uint16_t>& units) {
    return map_of(field, [&](std::size_t pixel, double) {
        return static_cast<Index>(units.values()[pixel]) - 1;
    });
}

}  // namespace borderlens
