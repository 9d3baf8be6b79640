#include <catch2/catch.hpp>

#include "stages/label_balance.hpp"

using namespace borderlens;

namespace {

/// One row a label: class position and easting; the line runs north at x = 0, side a is west.
LabelBalance balance_of(const std::vector<std::pair<int, double>>& labels) {
    Samples samples;
    samples.features = {"red"};
    samples.legend = {{1, "field", {}}, {2, "town", {}}};
    std::vector<Point> places;
    for (const auto& [position, x] : labels)
        for (int pixel = 0; pixel < 3; ++pixel) {  // pixels of one polygon count once
            samples.values.push_back(0.1F);
            samples.classes.push_back(static_cast<std::uint8_t>(position));
            samples.groups.push_back(static_cast<Index>(places.size() / 3));
            places.push_back({x, 50.0});
        }
    LabelBalance balance;
    balance.add(samples, places, BorderLine({Polyline{{0.0, 0.0}, {0.0, 1000.0}}}));
    return balance;
}

}  // namespace

TEST_CASE("a class labelled on one side only is warned about, a balanced one is not") {
    const LabelBalance balance = balance_of({{0, -10}, {0, -20}, {0, 30}, {1, 10}, {1, 20}});
    const auto warnings = balance.warnings("west", "east");
    REQUIRE(warnings.size() == 1);
    CHECK(warnings[0].find("'town'") != std::string::npos);
    CHECK(warnings[0].find("0 on the side of west, 2 on the side of east") != std::string::npos);
    CHECK(balance.to_document().at("field").at("a").as_integer() == 2);
}

TEST_CASE("four times as many labels on one side are warned about") {
    CHECK(balance_of({{0, -1}, {0, -2}, {0, -3}, {0, -4}, {0, 5}}).warnings("a", "b").size() == 1);
    CHECK(balance_of({{0, -1}, {0, -2}, {0, -3}, {0, 5}}).warnings("a", "b").empty());
}
