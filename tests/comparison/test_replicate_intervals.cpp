#include <catch2/catch.hpp>
#include <cmath>

#include "comparison/replicate_intervals.hpp"

using namespace borderlens;

namespace {

Measure figure(double value, double n = 100.0, const std::string& metric = "ed") {
    Measure row;
    row.side = "a";
    row.band = "all";
    row.metric = metric;
    row.value = value;
    row.n = n;
    return row;
}

}  // namespace

TEST_CASE("limits come from the pieces' spread, Student with one degree less") {
    // Three pieces of equal ground: 9, 10, 11. Variance of the mean 2 * 3 / 2 / 9 = 1 / 3;
    // t with 2 degrees at 97.5 % is 4.3027.
    std::vector<Measure> rows = {figure(10.0)};
    add_replicate_intervals(rows, {figure(9.0), figure(10.0), figure(11.0)}, {});
    const double half = 4.302653 * std::sqrt(1.0 / 3.0);
    CHECK(rows[0].low == Approx(10.0 - half));
    CHECK(rows[0].high == Approx(10.0 + half));
}

TEST_CASE("map error widens them by what drawn maps say otherwise") {
    // Draws of 12 and 14: mean square from 10 is (4 + 16) / 2 = 10.
    std::vector<Measure> rows = {figure(10.0)};
    add_replicate_intervals(rows, {figure(9.0), figure(10.0), figure(11.0)},
                            {figure(12.0), figure(14.0)});
    CHECK(rows[0].high == Approx(10.0 + 4.302653 * std::sqrt(10.0 + 1.0 / 3.0)));
    CHECK(rows[0].low == 0.0);  // no landscape metric given here is below zero
}

TEST_CASE("two pieces give no limits, nor do counts of patches") {
    std::vector<Measure> rows = {figure(10.0), figure(5.0, 100.0, "np")};
    add_replicate_intervals(rows,
                            {figure(9.0), figure(11.0), figure(1.0, 1.0, "np"),
                             figure(2.0, 1.0, "np"), figure(2.0, 1.0, "np")},
                            {});
    CHECK(std::isnan(rows[0].low));
    CHECK(std::isnan(rows[1].high));
}
