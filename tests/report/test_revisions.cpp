#include <catch2/catch.hpp>

#include "report/revisions.hpp"

using namespace borderlens;

namespace {

Table comparison(double a, double b) {
    Table table;
    table.set("zone", std::vector<std::string>{"all", "all"});
    table.set("band", std::vector<std::string>{"all", "0-5"});
    table.set("period", std::vector<std::string>{"2020", "2020"});
    table.set("metric", std::vector<std::string>{"share_built_up", "share_built_up"});
    table.set("a", std::vector<double>{a, a});
    table.set("b", std::vector<double>{b, b});
    table.set("difference", std::vector<double>{a - b, a - b});
    return table;
}

}  // namespace

TEST_CASE("a figure that moves with the method is listed as method, beside the old one") {
    const Table before = reported_figures(comparison(0.10, 0.05), {"model 1", {{"2020", "s1"}}});
    const Table now = reported_figures(comparison(0.12, 0.05), {"model 2", {{"2020", "s1"}}});
    const Table revisions = revisions_of(Table(), before, now);
    // a and the difference moved, b did not; the band's row is no figure of the report.
    REQUIRE(revisions.rows() == 2);
    CHECK(revisions.texts("figure") == std::vector<std::string>{"a", "difference"});
    CHECK(revisions.numbers("before")[0] == 0.10);
    CHECK(revisions.numbers("after")[0] == 0.12);
    CHECK(revisions.numbers("change")[1] == Approx(0.02));
    CHECK(revisions.texts("method_before")[0] == "model 1");
    CHECK(revisions.texts("method_after")[0] == "model 2");
}

TEST_CASE("a figure that moves with its scenes is land and not listed") {
    const Table before = reported_figures(comparison(0.10, 0.05), {"model 1", {{"2020", "s1"}}});
    const Table now = reported_figures(comparison(0.12, 0.05), {"model 1", {{"2020", "s2"}}});
    CHECK(revisions_of(Table(), before, now).rows() == 0);
    const Table both = reported_figures(comparison(0.12, 0.05), {"model 2", {{"2020", "s2"}}});
    CHECK(revisions_of(Table(), before, both).rows() == 0);
}

TEST_CASE("revisions are kept through later reports and told once") {
    const Table before = reported_figures(comparison(0.10, 0.05), {"model 1", {{"2020", "s1"}}});
    const Table now = reported_figures(comparison(0.12, 0.05), {"model 2", {{"2020", "s1"}}});
    const Table once = revisions_of(Table(), before, now);
    CHECK(revisions_of(once, before, now).rows() == 2);
    CHECK(revisions_of(once, now, now).rows() == 2);
    CHECK(revisions_of(Table(), Table(), now).rows() == 0);
}
