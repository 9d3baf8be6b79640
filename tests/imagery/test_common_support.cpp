#include <catch2/catch.hpp>
#include <cmath>

#include "imagery/common_support.hpp"

using namespace borderlens;

namespace {

/// Bands value and count on a window of a grid of 10 m pixels, value(row, col) given.
template <typename Value>
Raster<float> window_of(const Window& window, const Value& value) {
    Raster<float> made(Grid("", {0, 0}, 10, 10, window.rows, window.cols), 2, 1.0F);
    for (Index row = 0; row < window.rows; ++row)
        for (Index col = 0; col < window.cols; ++col)
            made(0, row, col) = value(window.row0 + row, window.col0 + col);
    return made;
}

float wavy(Index row, Index col) {
    return static_cast<float>((row * 7 + col * 5) % 13);
}

}  // namespace

TEST_CASE("a plane keeps its values on a wider support") {
    const auto plane = [](Index row, Index col) { return static_cast<float>(2 * row + 3 * col); };
    const Window core{6, 9, 5, 4};
    const Raster<float> wide = on_support(window_of(core.pad(support_halo_px(3)), plane), core, 3);
    for (Index row = 0; row < core.rows; ++row)
        for (Index col = 0; col < core.cols; ++col)
            CHECK(wide(0, row, col) == Approx(plane(core.row0 + row, core.col0 + col)));
}

TEST_CASE("the middle pixel of a square of three has the square's mean") {
    // Square of rows 3 to 5, columns 3 to 5; its middle pixel is (4, 4).
    const Window core{4, 4, 1, 1};
    double sum = 0.0;
    for (Index row = 3; row < 6; ++row)
        for (Index col = 3; col < 6; ++col) sum += static_cast<double>(wavy(row, col));
    const Raster<float> wide = on_support(window_of(core.pad(support_halo_px(3)), wavy), core, 3);
    CHECK(wide(0, 0, 0) == Approx(sum / 9.0));
}

TEST_CASE("the support lies where the grid says, however it is cut into windows") {
    const Window whole{0, 0, 18, 18}, part{5, 7, 6, 8};
    const Raster<float> all = on_support(window_of(whole.pad(support_halo_px(3)), wavy), whole, 3);
    const Raster<float> some = on_support(window_of(part.pad(support_halo_px(3)), wavy), part, 3);
    for (Index row = 0; row < part.rows; ++row)
        for (Index col = 0; col < part.cols; ++col)
            CHECK(some(0, row, col) == all(0, part.row0 + row, part.col0 + col));
}

TEST_CASE("pixels without a look stay without value, and others do not borrow from far") {
    const Window core{3, 3, 3, 3};
    Raster<float> padded = window_of(core.pad(support_halo_px(3)), wavy);
    padded(0, 7, 7) = no_data;  // pixel (4, 4)
    padded(1, 7, 7) = 0.0F;
    const Raster<float> wide = on_support(padded, core, 3);
    CHECK(std::isnan(wide(0, 1, 1)));
    CHECK(wide(1, 1, 1) == 0.0F);
    CHECK_FALSE(std::isnan(wide(0, 0, 0)));
}
