#include <catch2/catch.hpp>

#include "metrics/border_cells.hpp"
#include "support/drawing.hpp"

using namespace borderlens;
using test::draw;

namespace {

/// Signed distances and places along a line that runs north through the middle, 10 m pixels.
struct Ground {
    Raster<float> distance, along;
    explicit Ground(const Grid& grid) : distance(grid), along(grid) {
        for (Index row = 0; row < grid.rows(); ++row)
            for (Index col = 0; col < grid.cols(); ++col) {
                distance(row, col) = 10.0F * (0.5F + static_cast<float>(col) -
                                              0.5F * static_cast<float>(grid.cols()));
                along(row, col) = 10.0F * (static_cast<float>(grid.rows() - row) - 0.5F);
            }
    }
};

}  // namespace

TEST_CASE("pixels fall into the cell of their side, band and place along the border") {
    const auto map = draw({"AABB", "A.BB", "AABC", "AABC"});
    const Ground ground(map.grid());
    const Raster<float> none;
    const ZoneMap zones = band_map({ground.distance, ground.along}, {0, 0.01, 0.02});
    const BorderCells cells = sum_cells({map, zones, ground.along, none, none, {}}, 0.02);
    // Side a is east (positive). Its outer band holds the last column: B, B in the north (bin 1:
    // 20-40 m), C, C in the south (bin 0).
    CHECK(cells.at({0, 1, 1}).class_px.at(2) == 2);
    CHECK(cells.at({0, 1, 0}).class_px.at(3) == 2);
    CHECK(cells.at({1, 0, 1}).pixels == 1);  // one of the two pixels is no data
}

TEST_CASE("two halves of a map sum to the whole") {
    const auto map = draw({"ABCD", "DCBA", "AABB", "CCDD"});
    const Ground ground(map.grid());
    const Raster<float> none;
    const std::vector<double> bands = {0, 0.01, 0.02};
    const auto part = [&](Index row0) {
        const Window window{row0, 0, 2, 4};
        Raster<ClassCode> classes(map.grid().crop(window));
        Raster<float> distance(classes.grid()), along(classes.grid());
        for (Index row = 0; row < 2; ++row)
            for (Index col = 0; col < 4; ++col) {
                classes(row, col) = map(row0 + row, col);
                distance(row, col) = ground.distance(row0 + row, col);
                along(row, col) = ground.along(row0 + row, col);
            }
        return sum_cells({classes, band_map({distance, along}, bands), along, none, none, {}},
                         0.03);
    };
    BorderCells sum = part(0);
    sum += part(2);
    const BorderCells whole = sum_cells(
        {map, band_map({ground.distance, ground.along}, bands), ground.along, none, none, {}},
        0.03);
    REQUIRE(sum.size() == whole.size());
    for (const auto& [key, cell] : whole) CHECK(sum.at(key).class_px == cell.class_px);
}

TEST_CASE("values are summed over the pixels that have one, looks and filled pixels with them") {
    const auto map = draw({"AABB"});
    const Ground ground(map.grid());
    const ZoneMap zones = band_map({ground.distance, ground.along}, {0, 0.02});
    Raster<float> ndvi(map.grid(), 1, 0.5F), looks(map.grid(), 1, 3.0F), filled(map.grid());
    ndvi(0, 3) = no_data;
    filled(0, 2) = 1.0F;
    const BorderCells cells = sum_cells({map, zones, ground.along, looks, filled, {ndvi}}, 1.0);
    const CellSums& a = cells.at({0, 0, 0});
    CHECK(a.value_sum == std::vector<double>{0.5});
    CHECK(a.value_px == std::vector<double>{1});
    CHECK(a.looks_sum == 6.0);
    CHECK(a.filled_px == 1.0);
}
