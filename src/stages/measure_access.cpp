// How far the border is from each place, with and without waits and by which gates; the isochrones
// about it and the valley of accessible places.
#include <cmath>
#include <limits>

#include "base/log.hpp"
#include "base/no_value.hpp"
#include "base/row_table.hpp"
#include "io/crs.hpp"
#include "io/table_file.hpp"
#include "io/vector_file.hpp"
#include "network/accessibility.hpp"
#include "network/reached_land.hpp"
#include "network/valley.hpp"
#include "stages/network_facts.hpp"
#include "stages/stages.hpp"
#include "stages/study_paths.hpp"

namespace borderlens {
namespace {

/// Off the roads and rails; chosen: tracks and field roads, as for the belts of corridors.
constexpr double off_network_kmh = 30.0;

/// Ways to count: which gates, and how much of the waits.
struct Variant {
    const char* gates;
    const char* waits;
    double wait_factor;
};
constexpr Variant variants[] = {{"main", "none", 0.0},    {"main", "observed", 1.0},
                                {"main", "doubled", 2.0}, {"all", "none", 0.0},
                                {"all", "observed", 1.0}, {"all", "doubled", 2.0}};

std::vector<Point> places_of(const Table& nodes) {
    std::vector<Point> places;
    for (std::size_t i = 0; i < static_cast<std::size_t>(nodes.rows()); ++i)
        places.push_back(nodes.has("lon") && nodes.has("lat")
                             ? Point{nodes.numbers("lon")[i], nodes.numbers("lat")[i]}
                             : Point{no_value, no_value});
    return places;
}

/// Places in metres of a plane about their middle, with its CRS ("" = none has a place).
std::vector<Point> plane_of(std::vector<Point> lonlat, std::string& crs) {
    Point sum{0.0, 0.0};
    double count = 0.0;
    for (const Point& place : lonlat) {
        if (!std::isfinite(place.x) || !std::isfinite(place.y)) continue;
        sum = {sum.x + place.x, sum.y + place.y};
        count += 1.0;
    }
    if (count == 0.0) return lonlat;
    crs = local_crs_at(sum.x / count, sum.y / count);
    return transform_points(lonlat_crs(), crs, std::move(lonlat));
}

/// The study's places on a plane.
struct Plane {
    std::string crs;  ///< "" = nobody has a place
    std::vector<Point> places;
};

/// What is reached within each limit, as ways and as land.
struct Isochrones {
    VectorLayer ways{"isochrone_ways", lonlat_crs(), {}, {}};
    VectorLayer areas{"isochrone_areas", lonlat_crs(), {}, {}};
    RowTable way_rows{{"gates", "waits"}, {"hours"}};
    RowTable area_rows{{"gates", "waits"}, {"hours", "places"}};
};

void add_isochrones(const StudyNetwork& study, const TransportNetwork& network, const Plane& plane,
                    const std::vector<double>& border_h, const Variant& variant,
                    Isochrones& found) {
    if (plane.crs.empty()) return;
    std::vector<ReachedWay> on_plane;
    for (const TransportLink& link : network.links) {
        const double at_a = std::isnan(border_h[link.from])
                                ? std::numeric_limits<double>::infinity()
                                : border_h[link.from];
        const double at_b = std::isnan(border_h[link.to]) ? std::numeric_limits<double>::infinity()
                                                          : border_h[link.to];
        on_plane.push_back(
            {plane.places[link.from], plane.places[link.to], at_a, at_b, link.hours});
    }
    std::vector<ReachedPlace> places;
    for (std::size_t i = 0; i < plane.places.size(); ++i)
        places.push_back({plane.places[i], border_h[i]});
    for (const double limit_h : study.isochrones_h) {
        Geometry ways;
        ways.lines = ways_within(on_plane, limit_h);
        found.ways.geometries.push_back(transform_geometry(plane.crs, lonlat_crs(), ways));
        found.way_rows.add({variant.gates, variant.waits}, {limit_h});
        found.areas.geometries.push_back(transform_geometry(
            plane.crs, lonlat_crs(), land_within(on_plane, places, limit_h, off_network_kmh)));
        double reached = 0.0;
        for (std::size_t i = 0; i < border_h.size(); ++i)
            if (border_h[i] <= limit_h && network.places[i].mass > 0.0) reached += 1.0;
        found.area_rows.add({variant.gates, variant.waits}, {limit_h, reached});
    }
}

/// The valley by either convention of the mean travel time: to the masses of others, or with one's
/// own mass at no distance.
struct Valleys {
    std::vector<double> inside, inside_with_self;
    RowTable rows{
        {"id", "masses", "direction"},
        {"position", "weighted_mean_h", "lon", "lat", "parts", "bow", "bearing_deg", "spine_km"}};
    VectorLayer layer{"valley", lonlat_crs(), {}, {}};
    RowTable layer_rows{{"masses", "direction"}, {"places", "parts", "bow"}};
};

void add_valley(const Valley& valley, const TransportNetwork& network,
                const std::vector<double>& mean_h, const std::vector<Point>& lonlat,
                const char* masses, std::vector<double>& inside, Valleys& found) {
    inside.assign(network.places.size(), 0.0);
    for (const std::size_t place : valley.places) inside[place] = 1.0;
    const std::string direction = direction_name(valley.bearing_deg);
    Polyline line;
    for (const std::size_t place : valley.spine) {
        line.push_back(lonlat[place]);
        found.rows.add(
            {network.places[place].id, masses, direction},
            {static_cast<double>(line.size()), mean_h[place], lonlat[place].x, lonlat[place].y,
             static_cast<double>(valley.parts), valley.bow, valley.bearing_deg, valley.spine_km});
    }
    Geometry spine;
    if (line.size() > 1) spine.lines.push_back(line);
    found.layer.geometries.push_back(spine);
    found.layer_rows.add({masses, direction}, {static_cast<double>(valley.places.size()),
                                               static_cast<double>(valley.parts), valley.bow});
}

/// The valley is one of roads and rails: free of waits, and of which gates count.
Valleys valleys_of(const StudyRun& run, const TransportNetwork& network,
                   const std::vector<Point>& lonlat) {
    const TravelTimes times = travel_times(network, {.wait_factor = 0.0});
    const Accessibility access = accessibility_of(network, times, 1.0);
    const double share = run.study.network.valley_share;
    Valleys found;
    const auto add = [&](const std::vector<double>& mean_h, const char* masses,
                         std::vector<double>& inside) {
        add_valley(valley_of(network, times, mean_h, lonlat, share), network, mean_h, lonlat,
                   masses, inside, found);
    };
    add(access.weighted_mean_h, "others", found.inside);
    add(access.weighted_mean_with_self_h, "own and others", found.inside_with_self);
    return found;
}

/// Hours between all places that have mass, with waits as observed.
Table travel_table(const TransportNetwork& network) {
    RowTable rows({"from", "to"}, {"hours"});
    const TravelTimes times = travel_times(network, {});
    for (std::size_t i = 0; i < network.places.size(); ++i)
        for (std::size_t j = 0; j < network.places.size(); ++j)
            if (network.places[i].mass > 0.0 && network.places[j].mass > 0.0)
                rows.add({network.places[i].id, network.places[j].id},
                         {std::isfinite(times.at(i, j)) ? times.at(i, j) : no_value});
    return rows.table();
}

void measure_reach_of_nodes(const StudyRun& run) {
    const StudyNetwork& study = run.study.network;
    const NetworkFacts facts = read_network_facts(study);
    const TransportNetwork network = transport_of(study, facts);
    for (const std::string& note : network.notes) log_warning("{}", note);
    for (const std::string& id : crossings_between_towns(network, study.border_crossings))
        log_warning(
            "crossing '{}' joins two places neither of which is a gate: both count as 0 h from the "
            "border; "
            "put a node of role 'gate' where the line is",
            id);
    const std::vector<Point> lonlat = places_of(facts.nodes);
    Plane plane;
    plane.places = plane_of(lonlat, plane.crs);
    Valleys valleys = valleys_of(run, network, lonlat);
    RowTable rows({"id", "gates", "waits"},
                  {"border_h", "across_h", "weighted_mean_h", "weighted_mean_h_with_self",
                   "coefficient", "potential", "valley", "valley_with_self", "lon", "lat"});
    Isochrones isochrones;
    for (const Variant& variant : variants) {
        const bool is_main = std::string(variant.gates) == "main";
        if (is_main && study.main_crossings.empty()) continue;
        const std::vector<std::string>& gates =
            is_main ? study.main_crossings : study.border_crossings;
        const TravelOptions travel{.wait_factor = variant.wait_factor};
        const TravelTimes times = travel_times(network, travel);
        const Accessibility access = accessibility_of(network, times, 1.0);
        const std::vector<double> border_h = hours_to_border(network, times, gates);
        const std::vector<double> across_h = hours_across_border(network, times, travel, gates);
        for (std::size_t i = 0; i < network.places.size(); ++i)
            rows.add(
                {network.places[i].id, variant.gates, variant.waits},
                {border_h[i], across_h[i], access.weighted_mean_h[i],
                 access.weighted_mean_with_self_h[i], access.coefficient[i], access.potential[i],
                 valleys.inside[i], valleys.inside_with_self[i], lonlat[i].x, lonlat[i].y});
        if (variant.wait_factor < 2.0)
            add_isochrones(study, network, plane, variant.wait_factor == 0.0 ? border_h : across_h,
                           variant, isochrones);
    }
    write_table(run.folder.file(table_path("access")), rows.table(), true);
    write_table(run.folder.file(table_path("travel_times")), travel_table(network), true);
    write_table(run.folder.file(table_path("valley")), valleys.rows.table(), true);
    isochrones.ways.attributes = isochrones.way_rows.table();
    isochrones.areas.attributes = isochrones.area_rows.table();
    valleys.layer.attributes = valleys.layer_rows.table();
    write_vector(run.folder.file("network/access.gpkg"),
                 {isochrones.areas, isochrones.ways, valleys.layer}, true);
}

}  // namespace

std::vector<Unit> measure_access(const StudyRun& run) {
    const StudyNetwork& network = run.study.network;
    if (network.nodes_path.empty() || network.edges_paths.empty()) return {};
    Unit unit{.name = "all",
              .outputs = {table_path("access"), table_path("travel_times"), table_path("valley"),
                          "network/access.gpkg"}};
    describe_network(network, unit.inputs);
    for (const std::string& crossing : network.main_crossings) unit.inputs.add("main " + crossing);
    for (const double hours : network.isochrones_h) unit.inputs.add(hours);
    unit.inputs.add(network.valley_share);
    unit.work = [&run] { measure_reach_of_nodes(run); };
    return {unit};
}

}  // namespace borderlens
