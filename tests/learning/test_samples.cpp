#include <catch2/catch.hpp>
#include <set>

#include "base/error.hpp"
#include "learning/samples.hpp"

using namespace borderlens;

namespace {

Polygon box(double left, double top, double right, double bottom) {
    return {{{left, top}, {right, top}, {right, bottom}, {left, bottom}, {left, top}}, {}};
}

}  // namespace

TEST_CASE("a polygon labels the pixels whose centres it holds, holes left out") {
    const Grid grid("", {0.0, 50.0}, 10.0, 10.0, 5, 5);
    Polygon polygon = box(4.0, 46.0, 36.0, 14.0);  // centres 5..35, y 45..15
    polygon.holes.push_back({{12, 38}, {28, 38}, {28, 22}, {12, 22}, {12, 38}});
    Geometry geometry;
    geometry.polygons.push_back(polygon);
    const auto pixels = labelled_pixels(grid, {geometry});
    CHECK(pixels.size() == 12);  // 4 x 4 centres less the 2 x 2 in the hole
    CHECK(pixels.front().row == 0);
    CHECK(pixels.front().col == 0);
}

TEST_CASE("polygons share a border without sharing pixels, and what lies outside is left out") {
    const Grid grid("", {0.0, 50.0}, 10.0, 10.0, 5, 5);
    Geometry left, right;
    left.polygons.push_back(box(-100.0, 100.0, 25.0, -100.0));  // through the centres of column 2
    right.polygons.push_back(box(25.0, 100.0, 200.0, -100.0));
    CHECK(labelled_pixels(grid, {left, right}).size() == 25);
    Geometry outside;
    outside.polygons.push_back(box(60.0, 40.0, 90.0, 10.0));
    CHECK(labelled_pixels(grid, {outside}).empty());
}

TEST_CASE("a polygon smaller than a pixel and a point label the pixel they lie in") {
    const Grid grid("", {0.0, 50.0}, 10.0, 10.0, 5, 5);
    Geometry small, point;
    small.polygons.push_back(box(21.0, 29.0, 23.0, 27.0));
    point.points = {{49.9, 0.1}, {50.1, 10.0}};
    const auto pixels = labelled_pixels(grid, {small, point});
    REQUIRE(pixels.size() == 2);
    CHECK((pixels[0].row == 2 && pixels[0].col == 2));
    CHECK((pixels[1].row == 4 && pixels[1].col == 4 && pixels[1].feature == 1));
}

TEST_CASE("number fields keep their codes, texts get codes in order") {
    Table table;
    table.set("code", std::vector<double>{40.0, 10.0, std::nan(""), 40.0});
    table.set("name", std::vector<std::string>{"water", "field", "", "water"});
    const ClassField numbers = class_field(table, "code", "s.gpkg");
    CHECK(numbers.legend[0].code == 10);
    CHECK(numbers.positions == std::vector<int>{1, 0, -1, 1});
    const ClassField texts = class_field(table, "name", "s.gpkg");
    CHECK(texts.legend[0].name == "field");
    CHECK(texts.legend[1].code == 2);
    CHECK(texts.positions == std::vector<int>{1, 0, -1, 1});
    CHECK_THROWS_WITH(class_field(table, "kind", "s.gpkg"), Catch::Contains("code, name"));
    table.set("half", std::vector<double>{0.5, 1.0, 1.0, 1.0});
    CHECK_THROWS_WITH(class_field(table, "half", "s.gpkg"), Catch::Contains("whole class codes"));
}

TEST_CASE("a polygon is held out whole, and each class keeps one") {
    Samples samples;
    samples.features = {"x"};
    samples.legend = {{1, "a", {}}, {2, "b", {}}, {3, "c", {}}};
    for (Index group = 0; group < 11; ++group)
        for (int i = 0; i < 5; ++i) {
            samples.values.push_back(0.0F);
            samples.classes.push_back(static_cast<std::uint8_t>(group < 6    ? 0
                                                                : group < 10 ? 1
                                                                             : 2));
            samples.groups.push_back(group);
        }
    const auto [kept, held] = split_by_group(samples, 0.5, 1);
    CHECK(held.size() == 5 * (3 + 2));  // half of 6 and of 4 polygons, the single one stays
    std::set<Index> kept_groups, held_groups;
    for (const Index row : kept) kept_groups.insert(samples.groups[static_cast<std::size_t>(row)]);
    for (const Index row : held) held_groups.insert(samples.groups[static_cast<std::size_t>(row)]);
    CHECK(kept_groups.size() + held_groups.size() == 11);
}

TEST_CASE("codes written as texts stay codes, a single other text makes all of them names") {
    Table codes;
    codes.set("class", std::vector<std::string>{"10", "2", "", "10"});
    const ClassField numbers = class_field(codes, "class", "test");
    REQUIRE(numbers.legend.size() == 2);
    CHECK(numbers.legend[0].code == 2);
    CHECK(numbers.legend[1].code == 10);
    CHECK(numbers.positions == std::vector<int>{1, 0, -1, 1});
    CHECK_FALSE(numbers.is_text);
    Table names;
    names.set("class", std::vector<std::string>{"10", "2b"});
    CHECK(class_field(names, "class", "test").is_text);
}

TEST_CASE("places seen in two years are one group, places of other labels are not") {
    Samples one;
    one.features = {"nir"};
    one.legend = {{1, "water", {}}, {2, "field", {}}};
    one.values = {0.1F, 0.4F, 0.5F};
    one.classes = {0, 1, 1};
    one.groups = {0, 3, 4};
    Samples later = one.select({1, 2});  // the water has changed
    const Samples joined = join_samples({one, one, later}, {0, 1, 0});
    // Five group numbers of the first ground, then those of the second.
    CHECK(joined.groups == std::vector<Index>{0, 3, 4, 5, 8, 9, 3, 4});
    CHECK(join_samples({one, later}).groups == std::vector<Index>{0, 3, 4, 8, 9});
}
