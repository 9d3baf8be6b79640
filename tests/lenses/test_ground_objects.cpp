#include <catch2/catch.hpp>

#include "lenses/ground_objects.hpp"
#include "support/drawing.hpp"

using namespace borderlens;
using borderlens::test::draw;
using borderlens::test::draw_floats;

namespace {

/// Drawn letters as places (A = 1 ...), digits as the time each cell was first seen.
GroundSource source_of(const std::vector<std::string>& places,
                       const std::vector<std::string>& times) {
    const Raster<ClassCode> drawn = draw(places);
    Raster<std::int32_t> codes(drawn.grid()), since(drawn.grid());
    const Raster<float> first = draw_floats(times);
    for (std::size_t i = 0; i < codes.values().size(); ++i) {
        codes.values()[i] = drawn.values()[i] == no_class ? no_code : drawn.values()[i];
        since.values()[i] = first.values()[i] == first.values()[i]
                                ? static_cast<std::int32_t>(first.values()[i])
                                : no_code;
    }
    const auto window_of = [](auto raster) {
        return [raster](const Window& window) {
            auto part = decltype(raster)(raster.grid().crop(window));
            for (Index row = 0; row < window.rows; ++row)
                for (Index col = 0; col < window.cols; ++col)
                    part(row, col) = raster(window.row0 + row, window.col0 + col);
            return part;
        };
    };
    Raster<float> probability(drawn.grid(), 1, 0.75F), distance(drawn.grid(), 1, 0.0F);
    for (Index row = 0; row < distance.rows(); ++row)
        for (Index col = 0; col < distance.cols(); ++col)
            distance(row, col) = static_cast<float>(col) * 10.0F;
    return {{drawn.rows(), drawn.cols(), window_of(codes)},
            window_of(since),
            window_of(probability),
            window_of(distance)};
}

}  // namespace

TEST_CASE("objects on the ground carry area, first time and distance") {
    const std::vector<std::string> places = {"AA....", "AA..A.", "....A.", "......"};
    const std::vector<std::string> times = {"01....", "11..2.", "....3.", "......"};
    const GroundSource source = source_of(places, times);
    const Grid grid = draw(places).grid();
    const auto objects = find_ground_objects(grid, source, {.least_area_ha = 0.0});
    REQUIRE(objects.size() == 2);
    // 4 pixels of 100 m2; half of them (0, then three of 1) are there at time 1.
    CHECK(objects[0].area_ha == Approx(0.04));
    CHECK(objects[0].since == 1);
    CHECK(objects[0].fill == Approx(1.0));
    CHECK(objects[0].probability == Approx(0.75));
    CHECK(objects[0].signed_distance_m == Approx(5.0));  // columns 0 and 1
    CHECK(objects[0].middle.x == Approx(10.0));
    CHECK(objects[0].middle.y == Approx(-10.0));
    REQUIRE(objects[0].outline.size() == 1);
    CHECK(objects[0].outline[0].outer.size() == 5);
    CHECK(objects[1].since == 2);  // one of two cells is half
    CHECK(objects[1].signed_distance_m == Approx(40.0));
}

TEST_CASE("objects below the least area or too ragged are left out") {
    const std::vector<std::string> places = {"A.....", ".A....", "..A.BB", "...ABB"};
    const GroundSource source = source_of(places, {"000000", "000000", "000000", "000000"});
    const Grid grid = draw(places).grid();
    CHECK(find_ground_objects(grid, source, {.least_area_ha = 0.05}).empty());
    // The diagonal fills 4 of at most 16 cells around it, the square all of its four.
    const auto compact =
        find_ground_objects(grid, source, {.least_area_ha = 0.0, .least_fill = 0.9});
    REQUIRE(compact.size() == 1);
    CHECK(compact[0].middle.x == Approx(50.0));
}

TEST_CASE("two objects that lie within the same bounds are told apart") {
    const std::vector<std::string> places = {"AAAAA", "A....", "A.AAA", "A.A.A", "A...A", "AAAAA"};
    const std::vector<std::string> more = {"AAAA.A", "A....A", "A.AA.A", "A....A", "A.AAAA"};
    const auto one = find_ground_objects(draw(more).grid(),
                                         source_of(more, std::vector<std::string>(5, "000000")),
                                         {.least_area_ha = 0.0});
    REQUIRE(one.size() == 3);
    CHECK(one[0].area_ha == Approx(0.08));
    CHECK(one[1].area_ha == Approx(0.08));
    CHECK(one[0].middle.x != Approx(one[1].middle.x));
    CHECK(find_ground_objects(draw(places).grid(),
                              source_of(places, std::vector<std::string>(6, "00000")),
                              {.least_area_ha = 0.0})
              .size() == 1);
}
