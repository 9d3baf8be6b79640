// Weighted mean travel time, potential, coefficient and reach on the hand-checkable network.
#include <catch2/catch.hpp>
#include <cmath>

#include "conformance/shared_case.hpp"
#include "network/accessibility.hpp"

using namespace borderlens;
using test::shared_case;

namespace {

struct Tables {
    Table nodes, edges, crossings;
};

Tables tables_of(const Document& input) {
    Tables tables;
    std::vector<std::string> ids, from, to, mode, crossing;
    std::vector<double> masses, km, speed;
    std::vector<double> waits;
    std::vector<std::string> crossings;
    for (const auto& [id, mass] : input.at("nodes").members()) {
        ids.push_back(id);
        masses.push_back(mass.as_number());
    }
    for (const auto& entry : input.at("edges").members()) {
        const Document& edge = entry.second;
        const bool border = edge.at("kind").as_text() == "border";
        from.push_back(edge.at("a").as_text());
        to.push_back(edge.at("b").as_text());
        km.push_back(edge.at("km").as_number());
        mode.push_back(edge.at("kind").as_text());
        // The note of the case: a border edge is ridden at 60 km/h and then waited at.
        speed.push_back(border ? 60.0 : edge.at("speed_or_wait").as_number());
        crossing.push_back(border ? "X" : "");
        if (border) {
            crossings.push_back("X");
            waits.push_back(edge.at("speed_or_wait").as_number());
        }
    }
    tables.nodes.set("id", ids);
    tables.nodes.set("population", masses);
    tables.edges.set("from", from);
    tables.edges.set("to", to);
    tables.edges.set("km", km);
    tables.edges.set("speed_kmh", speed);
    tables.edges.set("mode", mode);
    tables.edges.set("crossing_id", crossing);
    tables.crossings.set("id", crossings);
    tables.crossings.set("wait_h", waits);
    return tables;
}

void check_all(const std::vector<double>& found, const Document& expected) {
    REQUIRE(static_cast<Index>(found.size()) == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i)
        CHECK(std::abs(found[i] - expected.as_numbers()[i]) <= 1e-9);
}

}  // namespace

TEST_CASE("travel times, weighted means, coefficients, potentials and reach agree by hand") {
    const auto files = shared_case("weighted_mean_travel_time_analytic");
    if (!files) return;
    const Tables tables = tables_of(files->input);
    const TransportNetwork network =
        transport_network_of(tables.nodes, {tables.edges}, &tables.crossings, {});
    const TravelTimes times = travel_times(network, {});
    const Document& matrix = files->expected.at("T_hours");
    for (std::size_t i = 0; i < times.n; ++i)
        for (std::size_t j = 0; j < times.n; ++j)
            CHECK(std::abs(times.at(i, j) - matrix[static_cast<Index>(i)].as_numbers()[j]) <= 1e-9);
    const Accessibility access = accessibility_of(network, times, 1.0);
    check_all(access.weighted_mean_h,
              files->expected.at("weighted_mean_travel_time_excluding_self"));
    check_all(access.weighted_mean_with_self_h,
              files->expected.at("weighted_mean_travel_time_including_self"));
    check_all(access.coefficient, files->expected.at("accessibility_coefficient"));
    check_all(access.potential, files->expected.at("potential_beta1"));
    for (const auto& [hours, ids] : files->expected.at("isochrone_from_C").members()) {
        std::vector<std::string> reached;
        for (const std::size_t place : within_reach(times, {2}, std::stod(hours)))
            reached.push_back(network.places[place].id);
        CHECK(reached == ids.as_texts());
    }
}
