#include <algorithm>
#include <catch2/catch.hpp>

#include "lenses/regular_regions.hpp"
#include "support/drawing.hpp"

using namespace borderlens;
using borderlens::test::draw;

namespace {

/// Regular from 3 ha on: 12 pixels of 50 m.
ObjectLimits plant_limits() {
    ObjectLimits limits;
    limits.least_area_ha = 0.5;
    limits.regular_area_ha = 3.0;
    limits.regular_fill = 0.7;
    limits.regular_odds = 9.0;
    return limits;
}

Index count_of(const Raster<ClassCode>& classes, ClassCode code) {
    return std::count(classes.values().begin(), classes.values().end(), code);
}

/// Pixels of B in the last of the classes once regions of B in `possible` are added.
Index added(const std::vector<std::string>& classes, const std::vector<std::string>& possible) {
    std::vector<Raster<ClassCode>> decided = {draw(classes, 50.0)};
    add_regular_regions(decided, {draw(possible, 50.0)}, 2, 1, plant_limits());
    return count_of(decided.back(), 2);
}

}  // namespace

TEST_CASE("a possible plant is believed for its size and shape") {
    const std::vector<std::string> nothing(6, "AAAAAAAA");
    CHECK(added(nothing,
                {"AAAAAAAA", "ABBBBAAA", "ABBBBAAA", "ABBBBAAA", "AAAAAAAA", "AAAAAAAA"}) == 12);
    // Too small by one pixel; a staircase of 13; two that touch at a corner are one, and no
    // rectangle.
    CHECK(added(nothing,
                {"AAAAAAAA", "ABBBBAAA", "ABBBBAAA", "ABBBAAAA", "AAAAAAAA", "AAAAAAAA"}) == 0);
    CHECK(added(nothing,
                {"BBBAAAAA", "AABBBAAA", "AAAABBBA", "AAAAAABB", "AAAAAAAB", "AAAAAAAB"}) == 0);
    CHECK(added(nothing,
                {"BBBBAAAA", "BBBBAAAA", "BBBBAAAA", "AAAABBBB", "AAAABBBB", "AAAABBBB"}) == 0);
    CHECK(added(nothing, nothing) == 0);
}

TEST_CASE("what is sure stands by itself, what is not known stays so") {
    const std::vector<std::string> possible = {"BBBBAAAA", "BBBBAAAA", "BBBBAAAA"};
    // Five sure pixels of twelve become part of the whole; six are the object, and the rest is not.
    CHECK(added({"BBBBAAAA", "BAAAAAAA", "AAAAAAAA"}, possible) == 12);
    CHECK(added({"BBBBAAAA", "BBAAAAAA", "AAAAAAAA"}, possible) == 6);
    std::vector<Raster<ClassCode>> decided = {draw({"AAAAAAAA", "AAAAAAAA", "AAA.AAAA"}, 50.0)};
    add_regular_regions(decided, {draw({"BBBBAAAA", "BBBBAAAA", "BBBBAAAA"}, 50.0)}, 2, 1,
                        plant_limits());
    CHECK(decided.back()(2, 3) == no_class);
    CHECK(count_of(decided.back(), 2) == 11);
    // A lens without such limits is left alone.
    decided = {draw({"AAAA", "AAAA", "AAAA"}, 50.0)};
    add_regular_regions(decided, {draw({"BBBB", "BBBB", "BBBB"}, 50.0)}, 2, 1, {});
    CHECK(count_of(decided.back(), 2) == 0);
}

TEST_CASE("a regular region is there since half of it was possible, at even odds or better") {
    const std::vector<std::string> none = {"AAAAAA", "AAAAAA", "AAAAAA"};
    std::vector<Raster<ClassCode>> classes = {draw(none, 50.0), draw(none, 50.0), draw(none, 50.0)};
    const std::vector<Raster<ClassCode>> possible = {draw({"BAAAAA", "AAAAAA", "AAAAAA"}, 50.0),
                                                     draw({"BBBAAA", "BBBAAA", "BAAAAA"}, 50.0),
                                                     draw({"BBBBAA", "BBBBAA", "BBBBAA"}, 50.0)};
    add_regular_regions(classes, possible, 2, 1, plant_limits());
    CHECK(count_of(classes[0], 2) == 1);
    CHECK(count_of(classes[1], 2) == 7);
    const Raster<float> share(classes[0].grid(), 1, 0.1F);
    const auto objects = find_lens_objects(classes, share, 2, 1, plant_limits());
    REQUIRE(objects.size() == 1);
    CHECK(objects[0].area_ha == Approx(3.0));
    CHECK(objects[0].first_time == 1);
    CHECK(objects[0].probability == Approx(0.5));
}

TEST_CASE("shape weighs the probability of large regular objects only") {
    const ObjectLimits limits = plant_limits();
    CHECK(probability_by_shape(0.1, 3.0, 0.7, limits) == Approx(0.5));
    CHECK(probability_by_shape(0.5, 3.0, 0.7, limits) == Approx(0.9));
    CHECK(probability_by_shape(1.0, 3.0, 0.7, limits) == 1.0);
    CHECK(probability_by_shape(0.1, 2.9, 0.7, limits) == 0.1);
    CHECK(probability_by_shape(0.1, 3.0, 0.69, limits) == 0.1);
    CHECK(probability_by_shape(0.1, 3.0, 1.0, {}) == 0.1);
    Raster<float> share(Grid("", {0, 0}, 50, 50, 1, 3), 1, {0.09F, 0.11F, no_data});
    const Raster<ClassCode> places = possible_places(share, 2, 1, limits);
    CHECK(places.values() == std::vector<ClassCode>{1, 2, no_class});
}
