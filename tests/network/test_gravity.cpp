#include <catch2/catch.hpp>
#include <cmath>

#include "base/csv.hpp"
#include "base/error.hpp"
#include "network/austria.hpp"
#include "network/gravity.hpp"

using namespace borderlens;

namespace {

FlowTable austria() {
    FlowTable table{test::austria_ids, test::austria_outflow, test::austria_inflow, {}};
    std::size_t k = 0;
    for (std::size_t i = 0; i < 9; ++i)
        for (std::size_t j = 0; j < 9; ++j)
            if (i != j) {
                table.flows.push_back({i, j, test::austria_flows[k], test::austria_km[k]});
                ++k;
            }
    return table;
}

void check(const GravityFit& fit, const std::vector<double>& values,
           const std::vector<double>& errors) {
    REQUIRE(fit.parameters.size() == values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        INFO(fit.parameters[i].name);
        CHECK(fit.parameters[i].value == Approx(values[i]).epsilon(1e-6));
        // The reference program stops its iteration a little earlier.
        if (!errors.empty()) CHECK(fit.parameters[i].se == Approx(errors[i]).epsilon(5e-5));
    }
}

}  // namespace

TEST_CASE("the unconstrained model fits the migration of Austria as the reference programs do") {
    const GravityFit fit =
        fit_gravity(austria(), DistanceDecay::exponential, GravityConstraint::none);
    check(fit, {-7.95447436, 0.863867812, 0.880474585, -0.00620544765},
          {0.0755583451, 0.00516838440, 0.00478122141, 0.0000518488192});
    CHECK(fit.deviance == Approx(19806.408696637576).epsilon(1e-8));
    CHECK(fit.aic == Approx(20395.085388908723).epsilon(1e-10));
    CHECK(fit.log_likelihood == Approx(-10193.542694454361).epsilon(1e-10));
    CHECK(fit.pseudo_r2 == Approx(0.88421303645743465).epsilon(1e-9));
    CHECK(fit.explained_deviance == Approx(0.88713874099960177).epsilon(1e-9));
    CHECK(fit.srmse == Approx(0.62063116008447083).epsilon(1e-8));
    CHECK(fit.fitted[0] == Approx(2053.49248374).epsilon(1e-8));
}

TEST_CASE("the production-constrained model holds the outflows, with the reference parameters") {
    const FlowTable table = austria();
    const GravityFit fit =
        fit_gravity(table, DistanceDecay::exponential, GravityConstraint::production);
    check(fit,
          {-1.11700938, 1.68662317, 2.15188689, 0.60300297, 0.88380784, 1.20926104, 0.68938983,
           1.15472804, 1.02479968, 0.89278717, -0.00727113},
          {0.0508397030, 0.0174076264, 0.0169447835, 0.0215532803, 0.0192237854, 0.0186458439,
           0.0207504988, 0.0230026467, 0.0282189420, 0.00466889578, 0.0000526601057});
    CHECK(fit.aic == Approx(15882.651018068489).epsilon(1e-10));
    CHECK(fit.deviance == Approx(15279.974241770311).epsilon(1e-7));
    std::vector<double> fitted(9, 0.0), observed(9, 0.0);
    for (std::size_t f = 0; f < table.flows.size(); ++f) {
        fitted[table.flows[f].from] += fit.fitted[f];
        observed[table.flows[f].from] += table.flows[f].amount;
    }
    for (std::size_t i = 0; i < 9; ++i) CHECK(fitted[i] == Approx(observed[i]));
}

TEST_CASE("the attraction-constrained model has the reference parameters") {
    const GravityFit fit =
        fit_gravity(austria(), DistanceDecay::exponential, GravityConstraint::attraction);
    check(fit,
          {-0.88439723, 1.62180605, 1.92772078, 0.12462001, 0.62378812, 0.69646073, 0.20909411,
           0.6856777, 0.48539625, 0.89235874, -0.00693755},
          {});
    CHECK(fit.aic == Approx(16275.899321893821).epsilon(1e-10));
}

TEST_CASE("the doubly constrained model holds outflows and inflows") {
    const FlowTable table = austria();
    for (const DistanceDecay decay : {DistanceDecay::exponential, DistanceDecay::power}) {
        const GravityFit fit = fit_gravity(table, decay, GravityConstraint::doubly);
        CHECK(fit.parameters.size() == 18);
        std::vector<double> out(9, 0.0), in(9, 0.0);
        for (std::size_t f = 0; f < table.flows.size(); ++f) {
            out[table.flows[f].from] += fit.fitted[f] - table.flows[f].amount;
            in[table.flows[f].to] += fit.fitted[f] - table.flows[f].amount;
        }
        for (std::size_t i = 0; i < 9; ++i) {
            CHECK(out[i] == Approx(0.0).margin(1e-6));
            CHECK(in[i] == Approx(0.0).margin(1e-6));
        }
        CHECK(fit.parameters.back().value < 0.0);
    }
    // 6.20471518 and 1.5449095: the first of the parameters of the reference program.
    const GravityFit fit =
        fit_gravity(table, DistanceDecay::exponential, GravityConstraint::doubly);
    CHECK(fit.parameters[0].value == Approx(6.20471518).epsilon(1e-6));
    CHECK(fit.parameters[1].value == Approx(1.5449095).epsilon(1e-6));
}

TEST_CASE("flows made by a gravity law give the law back, whatever the units") {
    FlowTable table = austria();
    for (Flow& flow : table.flows)
        flow.amount = 0.01 * std::pow(table.origin_mass[flow.from], 0.7) *
                      std::pow(table.destination_mass[flow.to], 0.4) / flow.distance_km;
    const GravityFit fit = fit_gravity(table, DistanceDecay::power, GravityConstraint::none);
    CHECK(fit.parameters[0].value == Approx(std::log(0.01)).epsilon(1e-9));
    CHECK(fit.parameters[1].value == Approx(0.7).epsilon(1e-9));
    CHECK(fit.parameters[2].value == Approx(0.4).epsilon(1e-9));
    CHECK(fit.parameters[3].value == Approx(-1.0).epsilon(1e-9));
    CHECK(fit.deviance == Approx(0.0).margin(1e-8));
    for (Flow& flow : table.flows) flow.distance_km *= 1000.0;
    CHECK(fit_gravity(table, DistanceDecay::power, GravityConstraint::none).parameters[3].value ==
          Approx(-1.0).epsilon(1e-9));
}

TEST_CASE("flow tables take great circles where distances are missing and drop loops") {
    const FlowTable table =
        flow_table_of(parse_csv("id,lon,lat\na,0,0\nb,1,0\n", "n"),
                      parse_csv("origin,destination,flow\na,b,5\nb,a,0\na,a,9\n", "f"));
    REQUIRE(table.flows.size() == 2);
    // One degree of the equator: 6371.0088 * pi / 180.
    CHECK(table.flows[0].distance_km == Approx(111.195).epsilon(1e-4));
}

TEST_CASE("malformed flow tables and hopeless fits are answered in one line") {
    const auto read = [](const char* nodes, const char* flows) {
        return flow_table_of(parse_csv(nodes, "n"), parse_csv(flows, "f"));
    };
    const char* nodes = "id,origin_mass,destination_mass\na,1,1\nb,2,3\nc,4,0\n";
    CHECK_THROWS_WITH(read("id\na\na\n", "origin,destination,flow\na,a,1\n"),
                      Catch::Contains("twice"));
    CHECK_THROWS_WITH(read(nodes, "origin,destination,flow\na,z,1\n"), Catch::Contains("'z'"));
    CHECK_THROWS_WITH(read(nodes, "origin,destination,flow\na,b,-1\n"),
                      Catch::Contains("negative"));
    CHECK_THROWS_WITH(read(nodes, "origin,destination,flow\na,b,1\na,b,2\n"),
                      Catch::Contains("twice"));
    CHECK_THROWS_WITH(read(nodes, "origin,destination,flow\na,a,1\n"), Catch::Contains("no flow"));
    const auto fit = [&](const char* flows, GravityConstraint constraint) {
        return fit_gravity(read(nodes, flows), DistanceDecay::power, constraint);
    };
    CHECK_THROWS_WITH(
        fit("origin,destination,flow,distance_km\na,b,1,2\n", GravityConstraint::none),
        Catch::Contains("1 flows for 4 parameters"));
    CHECK_THROWS_WITH(
        fit("origin,destination,flow,distance_km\na,c,1,2\n", GravityConstraint::none),
        Catch::Contains("'c': destination_mass is 0"));
    CHECK_THROWS_WITH(
        fit("origin,destination,flow,distance_km\na,b,1,0\n", GravityConstraint::doubly),
        Catch::Contains("distance_km is 0"));
    CHECK_THROWS_WITH(fit("origin,destination,flow,distance_km\na,b,0,1\nb,a,3,1\n",
                          GravityConstraint::production),
                      Catch::Contains("'a' has no flow from it"));
    CHECK_THROWS_WITH(
        fit("origin,destination,flow,distance_km\na,b,1,7\nb,a,2,7\nc,a,1,7\nc,b,2,7\n",
            GravityConstraint::none),
        Catch::Contains("depend on each other"));
}
