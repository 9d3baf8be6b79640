#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/table.hpp"

namespace borderlens {

/// A place of the network: a city that has mass, or a junction or border point one passes through.
struct TransportPlace {
    std::string id;
    double mass;             ///< such as population; NaN = passed through, no destination
    bool is_border = false;  ///< marked: side or type "border", or role "gate"
};

/// A way between two places. Times in hours.
struct TransportLink {
    std::size_t from = 0;
    std::size_t to = 0;
    double km = 0.0;
    double hours = 0.0;           ///< km over speed, without any stop
    double wait_there_h = 0.0;    ///< at the border, from -> to
    double wait_back_h = 0.0;     ///< at the border, to -> from
    double gauge_change_h = 0.0;  ///< either way
    std::size_t mode = 0;         ///< place in `modes`
    bool both_ways = true;
    std::string crossing;  ///< id of the border crossing, "" = none
};

struct TransportNetwork {
    std::vector<TransportPlace> places;
    std::vector<TransportLink> links;
    std::vector<std::string> modes;
    std::vector<std::string> notes;  ///< what was assumed, for the user to read
};

struct TransportOptions {
    std::string mass_column = "population";
    bool directed = false;  ///< links lead from -> to only; else those with oneway = 1
    int year = 0;           ///< of several waits the latest up to this year; 0 = the latest
    /// At crossings whose wait the table does not know; none = CrossingTable::typical_wait_h.
    std::optional<double> unknown_wait_h;
    std::map<std::string, double> speeds_kmh;  ///< by road class, before the built-in ones
};

/// Free speed of a class [km/h]. motorway 90, trunk 65, primary 55, secondary 45: medians of the
/// project's table of Xinjiang and Central Asian roads; the rest chosen: below secondary in steps
/// of the OpenStreetMap classes; rail 60, the usual commercial speed of the region's trunk lines.
const std::map<std::string, double>& speeds_by_class();

/// Whether a link of this status carries nobody: planned, under_construction, closed.
bool is_out_of_use(const std::string& status);

/// NODES: id, a mass column (empty cells allowed), optional country, side, type. EDGES: from, to
/// (or from_id, to_id), km, speed_kmh (or typical_speed_kmh) or road_class, optional mode,
/// crossing_id, oneway, status (planned, under_construction and closed links are left out).
/// Crossings: id (or crossing_id), wait_h, or waits by direction wait_out_h and wait_in_h (also
/// wait_h_outbound, wait_h_inbound) with from_country and to_country (or countries "AAA-BBB"; out
/// leaves the first), which go before wait_h where the countries of the ends tell the direction;
/// gauge_change_h, optional mode and wait_year (or year).
/// Errors name table, row and value: doubled ids, unknown ends or crossings, missing or impossible
/// lengths and speeds, negative waits, no mass at all.
TransportNetwork transport_network_of(const Table& nodes, const std::vector<Table>& edges,
                                      const Table* crossings, const TransportOptions& options);

/// Names listed in a note: the first eight, and how many more there are.
std::string some_of(const std::set<std::string>& names);

}  // namespace borderlens
