#include "network/transport_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <compare>
#include <limits>
#include <map>
#include <numeric>
#include <set>

#include "base/no_value.hpp"
#include "network/great_circle.hpp"

namespace borderlens {
namespace {

// The sphere is off the ellipsoid by 0.6 % at most, and towns are given by one point.
constexpr double k_shortest_share = 0.99;
// chosen: mountain roads of the region reach 2.5 times the great circle.
constexpr double k_longest_share = 4.0;
constexpr double k_metres_share = 100.0;  // chosen: no road is that crooked

// chosen: trucks have queued for weeks, not for months; 60 times a wait of half a day is more.
constexpr double k_longest_wait_h = 720.0;

/// Cells of a column in whatever form; NaN and "" where there is none.
class Cells {
  public:
    explicit Cells(const Table& table) : m_table(table) {}
    bool has(const std::string& name) const { return m_table.has(name); }
    std::string text(const std::string& name, Index row) const {
        if (!has(name)) return "";
        const Column& column = m_table.column(name);
        const auto r = static_cast<std::size_t>(row);
        return column.is_number ? borderlens::to_text(column.numbers[r]) : column.texts[r];
    }
    double number(const std::string& name, Index row) const {
        if (!has(name)) return no_value;
        const Column& column = m_table.column(name);
        const auto r = static_cast<std::size_t>(row);
        if (column.is_number) return column.numbers[r];
        double value = no_value;
        return parse_number(column.texts[r], value) ? value : no_value;
    }
    std::string first(const char* name, const char* otherwise) const {
        return has(name) || !has(otherwise) ? name : otherwise;
    }
    Index rows() const { return m_table.rows(); }

  private:
    const Table& m_table;
};

/// A gate on the boundary belongs to both sides ("CHN-KAZ").
bool is_one_country(const std::string& country) {
    return !country.empty() && country.find('-') == std::string::npos;
}

struct Place {
    double lon = no_value;
    double lat = no_value;
    std::string country;
    std::size_t number = 0;
};

/// Collects faults of the three tables.
class Inspection {
  public:
    std::vector<NetworkFault> faults;

    void nodes(const Table& table) {
        const Cells cells(table);
        if (!cells.has("id")) return fault("nodes", 0, "no column 'id'");
        for (Index row = 0; row < cells.rows(); ++row) {
            const std::string id = cells.text("id", row);
            if (id.empty()) {
                fault("nodes", row + 1, "no id");
                continue;
            }
            const Place place{cells.number("lon", row), cells.number("lat", row),
                              cells.text("country", row), m_places.size()};
            if (!m_places.emplace(id, place).second)
                fault("nodes", row + 1, fmt::format("'{}' stands there twice", id));
            if (std::abs(place.lon) > 180.0 || std::abs(place.lat) > 90.0)
                fault("nodes", row + 1,
                      fmt::format("'{}': lon {}, lat {} is not on the globe", id, place.lon,
                                  place.lat));
            figures_without_year(cells, "nodes", id, row);
        }
    }

    void edges(const Table& table) {
        const Cells cells(table);
        m_table_name = fmt::format("table {}", ++m_edge_tables);
        const std::string from = cells.first("from", "from_id"), to = cells.first("to", "to_id");
        for (const std::string& name : {from, to, std::string("km")})
            if (!cells.has(name)) return fault("edges", 0, fmt::format("no column '{}'", name));
        for (Index row = 0; row < cells.rows(); ++row)
            edge(cells, cells.text(from, row), cells.text(to, row), row);
    }

    void crossings(const Table& table) {
        const Cells cells(table);
        const std::string id_column = cells.first("id", "crossing_id");
        if (!cells.has(id_column)) return fault("crossings", 0, "no column 'id'");
        std::set<std::string> known;
        for (Index row = 0; row < cells.rows(); ++row) {
            const std::string id = cells.text(id_column, row);
            known.insert(id);
            bool any_wait = false;
            for (const char* name :
                 {"wait_h", "wait_h_outbound", "wait_h_inbound", "wait_out_h", "wait_in_h"}) {
                const double hours = cells.number(name, row);
                any_wait = any_wait || !std::isnan(hours);
                if (hours < 0.0)
                    fault("crossings", row + 1, fmt::format("'{}': {} is {}", id, name, hours));
                if (hours > k_longest_wait_h)
                    warn("crossings", row + 1,
                         fmt::format("'{}': {} is {} hours; are these minutes?", id, name, hours));
            }
            if (cells.number("gauge_change_h", row) < 0.0)
                fault("crossings", row + 1, fmt::format("'{}': gauge_change_h is negative", id));
            const std::string year = cells.first("wait_year", "year");
            if (any_wait && cells.has(year) && std::isnan(cells.number(year, row)))
                warn("crossings", row + 1, fmt::format("'{}': its wait has no year", id));
            if (m_crossings_used.count(id) == 0)
                warn("crossings", row + 1, fmt::format("'{}' is on no edge", id));
        }
        for (const auto& [id, row] : m_crossings_used)
            if (known.count(id) == 0)
                fault("edges", row,
                      fmt::format("crossing '{}' is not in the table of crossings", id));
    }

    void whole() {
        for (const auto& [ends, link] : m_links) {
            const auto back = m_links.find(ends.turned());
            if (back == m_links.end()) continue;
            if (ends.from < ends.to && link.km != back->second.km)
                warn("edges", link.row,
                     fmt::format("'{}' to '{}' is {} km, back it is {} km (row {})", ends.from,
                                 ends.to, link.km, back->second.km, back->second.row));
        }
        one_way_mistakes();
        disconnected();
    }

  private:
    struct Ends {
        std::string from;
        std::string to;
        std::string mode;
        Ends turned() const { return {to, from, mode}; }
        auto operator<=>(const Ends&) const = default;
    };
    struct Link {
        double km;
        Index row;
        bool one_way;
    };

    void fault(const char* table, Index row, std::string message) {
        faults.push_back({NetworkFault::Weight::error, table, row, std::move(message)});
    }
    void warn(const char* table, Index row, std::string message) {
        faults.push_back({NetworkFault::Weight::warning, table, row, std::move(message)});
    }

    /// A figure (population_thousand, gdp_usd_bn) needs the year it is of (population_year).
    void figures_without_year(const Cells& cells, const char* table, const std::string& id,
                              Index row) {
        for (const auto& [figure, year] :
             {std::pair("population_thousand", "population_year"),
              std::pair("population", "population_year"), std::pair("gdp_usd_bn", "gdp_year"),
              std::pair("port_throughput_mt", "throughput_year")})
            if (!std::isnan(cells.number(figure, row)) && cells.has(year) &&
                std::isnan(cells.number(year, row)))
                warn(table, row + 1, fmt::format("'{}': {} has no {}", id, figure, year));
        if (cells.has("source") && cells.text("source", row).empty())
            warn(table, row + 1, fmt::format("'{}' has no source", id));
    }

    void edge(const Cells& cells, const std::string& from, const std::string& to, Index row) {
        const std::string what = fmt::format("'{}' to '{}'", from, to);
        const double km = cells.number("km", row);
        bool known = true;
        for (const std::string& end : {from, to})
            if (m_places.count(end) == 0) {
                fault("edges", row + 1, fmt::format("{}: '{}' is not in the nodes", what, end));
                known = false;
            }
        if (from == to) fault("edges", row + 1, fmt::format("{}: both ends are one place", what));
        if (!(km > 0.0))
            fault("edges", row + 1, fmt::format("{}: km is missing or not positive", what));
        const std::string speed_column = cells.first("speed_kmh", "typical_speed_kmh");
        const double speed = cells.number(speed_column, row);
        if (speed < 1.0 || speed > 400.0)
            fault("edges", row + 1, fmt::format("{}: {} km/h, expected 1 to 400", what, speed));
        if (cells.has("source") && cells.text("source", row).empty())
            warn("edges", row + 1, fmt::format("{} has no source", what));
        if (cells.has("year") && std::isnan(cells.number("year", row)))
            warn("edges", row + 1, fmt::format("{} has no year", what));
        if (!known) return;
        const Place &a = m_places[from], &b = m_places[to];
        const double straight = great_circle_km(a.lon, a.lat, b.lon, b.lat);
        if (km < k_shortest_share * straight)
            fault("edges", row + 1,
                  fmt::format("{}: {} km, but the great circle is {:.1f} km", what, km, straight));
        if (km > k_longest_share * straight && km > straight + 20.0)
            warn("edges", row + 1,
                 fmt::format("{}: {} km, over {} times the great circle of {:.1f} km{}", what, km,
                             k_longest_share, straight,
                             km > k_metres_share * straight ? "; are these metres?" : ""));
        const std::string crossing = cells.text("crossing_id", row);
        if (!crossing.empty()) {
            m_crossings_used.emplace(crossing, row + 1);
            if (is_one_country(a.country) && a.country == b.country)
                warn("edges", row + 1,
                     fmt::format("{}: crossing '{}', but both ends lie in {}", what, crossing,
                                 a.country));
        } else if (is_one_country(a.country) && is_one_country(b.country) &&
                   a.country != b.country && cells.has("crossing_id")) {
            warn("edges", row + 1,
                 fmt::format("{}: leads from {} to {} without a crossing", what, a.country,
                             b.country));
        }
        const bool one_way = cells.number("oneway", row) > 0.0;
        // A road and a railway between the same places are two links of different length.
        const std::string mode = cells.has("mode") ? cells.text("mode", row) : m_table_name;
        m_links.emplace(Ends{from, to, mode}, Link{km, row + 1, one_way});
        m_joined.emplace_back(a.number, b.number);
    }

    /// Where most links stand there in both directions, the few that do not were forgotten.
    void one_way_mistakes() {
        std::vector<const std::pair<const Ends, Link>*> lone;
        for (const auto& entry : m_links)
            if (m_links.count(entry.first.turned()) == 0 && !entry.second.one_way)
                lone.push_back(&entry);
        if (2 * lone.size() >= m_links.size()) return;
        for (const auto* entry : lone)
            warn("edges", entry->second.row,
                 fmt::format("'{}' to '{}' has no way back, though most links have one; add it or "
                             "set oneway to 1",
                             entry->first.from, entry->first.to));
    }

    void disconnected() {
        std::vector<std::size_t> root(m_places.size());
        std::iota(root.begin(), root.end(), std::size_t{0});
        const auto find = [&](std::size_t i) {
            while (root[i] != i) i = root[i] = root[root[i]];
            return i;
        };
        for (const auto& [a, b] : m_joined) root[find(a)] = find(b);
        std::map<std::size_t, std::size_t> sizes;
        for (std::size_t i = 0; i < root.size(); ++i) ++sizes[find(i)];
        std::size_t largest = 0;
        for (const auto& [part, size] : sizes)
            if (sizes.count(largest) == 0 || size > sizes[largest]) largest = part;
        for (const auto& [id, place] : m_places)
            if (find(place.number) != largest)
                fault("nodes", static_cast<Index>(place.number) + 1,
                      fmt::format("'{}' is not connected with the main part of {} places", id,
                                  sizes[largest]));
    }

    std::map<std::string, Place> m_places;
    std::map<Ends, Link> m_links;
    int m_edge_tables = 0;
    std::string m_table_name;  ///< stands in for the mode where a table has none
    std::vector<std::pair<std::size_t, std::size_t>> m_joined;
    std::map<std::string, Index> m_crossings_used;
};

}  // namespace

std::vector<NetworkFault> check_network(const NetworkTables& tables) {
    Inspection inspection;
    if (tables.nodes != nullptr) inspection.nodes(*tables.nodes);
    for (const Table* edges : tables.edges) inspection.edges(*edges);
    if (tables.crossings != nullptr) inspection.crossings(*tables.crossings);
    inspection.whole();
    return std::move(inspection.faults);
}

std::string to_text(const NetworkFault& fault) {
    const char* weight = fault.weight == NetworkFault::Weight::error ? "error" : "warning";
    if (fault.row == 0) return fmt::format("{} ({}): {}", fault.table, weight, fault.message);
    return fmt::format("{}, row {} ({}): {}", fault.table, fault.row, weight, fault.message);
}

}  // namespace borderlens
