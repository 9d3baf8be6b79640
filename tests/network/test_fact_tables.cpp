#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/csv.hpp"

using namespace borderlens;

namespace {

Table table(const std::string& name) {
    const std::string path = BORDERLENS_SOURCE_DIR "/pipelines/data/" + name;
    std::ifstream file(path);
    REQUIRE(file.good());
    std::ostringstream text;
    text << file.rdbuf();
    return parse_csv(text.str(), path);
}

struct Place {
    double lon = 0.0, lat = 0.0;
};

/// Great-circle distance [km] on a sphere of 6371.0088 km.
double great_circle_km(Place a, Place b) {
    constexpr double degree = 3.14159265358979323846 / 180.0;
    const double dlat = (b.lat - a.lat) * degree, dlon = (b.lon - a.lon) * degree;
    const double h = std::pow(std::sin(dlat / 2.0), 2) + std::cos(a.lat * degree) *
                                                             std::cos(b.lat * degree) *
                                                             std::pow(std::sin(dlon / 2.0), 2);
    return 2.0 * 6371.0088 * std::asin(std::sqrt(h));
}

std::map<std::string, Place> places(const Table& rows) {
    std::map<std::string, Place> found;
    const auto ids = rows.texts("id");
    for (std::size_t i = 0; i < ids.size(); ++i)
        found[ids[i]] = {rows.numbers("lon")[i], rows.numbers("lat")[i]};
    return found;
}

void check_provenance(const Table& rows) {
    const auto sources = rows.texts("source"), confidences = rows.texts("confidence");
    const auto& years = rows.numbers("year");
    for (std::size_t i = 0; i < sources.size(); ++i) {
        INFO("row " << i + 2);
        CHECK(sources[i].size() > 5);
        CHECK((years[i] >= 1980 && years[i] <= 2026));
        CHECK((confidences[i] == "sourced" || confidences[i] == "estimate"));
    }
}

/// Hours to the nearest of some nodes over the road links, by plain relaxation.
std::map<std::string, double> hours_to(const std::set<std::string>& goals) {
    const Table edges = table("edges_road.csv");
    const auto from = edges.texts("from"), to = edges.texts("to");
    std::map<std::string, double> hours;
    for (const std::string& goal : goals) hours[goal] = 0.0;
    const auto lower = [&](const std::string& a, const std::string& b, double h) {
        if (hours.count(a) == 0) return false;
        const double reached = hours[a] + h;
        if (hours.count(b) && hours[b] <= reached) return false;
        hours[b] = reached;
        return true;
    };
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t i = 0; i < from.size(); ++i) {
            const double h = edges.numbers("km")[i] / edges.numbers("speed_kmh")[i];
            if (lower(from[i], to[i], h) || lower(to[i], from[i], h)) changed = true;
        }
    }
    return hours;
}

}  // namespace

TEST_CASE("every fact has a source, a year and a confidence") {
    for (const char* name : {"nodes.csv", "edges_road.csv", "edges_rail.csv", "crossings.csv",
                             "indicators.csv", "timeseries.csv"}) {
        INFO(name);
        check_provenance(table(name));
    }
    for (const std::string& unit : table("indicators.csv").texts("unit")) CHECK(!unit.empty());
    for (const std::string& unit : table("timeseries.csv").texts("unit")) CHECK(!unit.empty());
}

TEST_CASE(
    "links join known nodes once, are no shorter than the ground allows, and cross where said") {
    const Table nodes = table("nodes.csv"), crossings = table("crossings.csv");
    const auto at = places(nodes), crossing_at = places(crossings);
    CHECK(at.size() == static_cast<std::size_t>(nodes.rows()));
    std::map<std::string, std::string> country;
    for (std::size_t i = 0; i < at.size(); ++i)
        country[nodes.texts("id")[i]] = nodes.texts("country")[i];
    std::set<std::string> used;
    for (const char* name : {"edges_road.csv", "edges_rail.csv"}) {
        const Table edges = table(name);
        const auto from = edges.texts("from"), to = edges.texts("to");
        const auto crossing = edges.texts("crossing_id");
        std::set<std::set<std::string>> seen;
        for (std::size_t i = 0; i < from.size(); ++i) {
            INFO(name << ": " << from[i] << "-" << to[i]);
            REQUIRE(at.count(from[i]) == 1);
            REQUIRE(at.count(to[i]) == 1);
            CHECK(seen.insert({from[i], to[i]}).second);
            const double km = edges.numbers("km")[i];
            const double straight = great_circle_km(at.at(from[i]), at.at(to[i]));
            CHECK(km >= straight);
            CHECK(km <= 2.5 * straight + 5.0);
            CHECK((edges.numbers("speed_kmh")[i] >= 20 && edges.numbers("speed_kmh")[i] <= 130));
            const std::string &a = country[from[i]], &b = country[to[i]];
            const bool at_gate = a.size() > 3 || b.size() > 3;
            if (!at_gate) CHECK((a != b) == !crossing[i].empty());
            if (crossing[i].empty()) continue;
            REQUIRE(crossing_at.count(crossing[i]) == 1);
            used.insert(crossing[i]);
            const Place gate = crossing_at.at(crossing[i]);
            // Crossings are placed to about a kilometre.
            CHECK(km >= great_circle_km(at.at(from[i]), gate) +
                            great_circle_km(gate, at.at(to[i])) - 1.0);
        }
    }
    CHECK(used.size() == crossing_at.size());
}

TEST_CASE("all candidates and gates hang together by road") {
    const Table nodes = table("nodes.csv");
    const auto hours = hours_to({"URC"});
    for (std::size_t i = 0; i < static_cast<std::size_t>(nodes.rows()); ++i)
        if (nodes.texts("role")[i] != "junction") {
            INFO(nodes.texts("id")[i]);
            CHECK(hours.count(nodes.texts("id")[i]) == 1);
        }
}

TEST_CASE("free-flow hours to Khorgos or Alashankou hold the four cities of the literature") {
    const auto hours = hours_to({"P_KHG", "P_ALK"});
    CHECK(hours.at("URC") == Approx(5.6).margin(0.05));
    CHECK(hours.at("YIN") == Approx(1.1).margin(0.05));
    CHECK(hours.at("ALA") == Approx(3.9).margin(0.05));
    CHECK(hours.at("BSH") == Approx(7.2).margin(0.05));
    CHECK(hours.at("TAS") > 12.0);
    CHECK(hours.at("KGD") > 12.0);
}
