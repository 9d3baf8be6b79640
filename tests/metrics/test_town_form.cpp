#include <catch2/catch.hpp>

#include "metrics/town_form.hpp"

using namespace borderlens;

namespace {

/// 30 x 30 pixels of 10 m, all built up: homes (a checkerboard) with a bright hall of 6 x 6 pixels
/// and a grey yard of 10 x 8 pixels.
struct DrawnTown {
    Grid grid{"", {0, 300}, 10, 10, 30, 30};
    Raster<std::uint8_t> built_up{grid, 1, 1};
    Raster<float> brightness{grid};
    DrawnTown() {
        for (Index row = 0; row < 30; ++row)
            for (Index col = 0; col < 30; ++col) {
                brightness(row, col) = (row + col) % 2 == 0 ? 0.10F : 0.25F;
                if (row >= 2 && row < 8 && col >= 2 && col < 8) brightness(row, col) = 0.40F;
                if (row >= 15 && row < 25 && col >= 15 && col < 23) brightness(row, col) = 0.18F;
            }
    }
};

Index count_of(const Raster<std::uint8_t>& forms, std::uint8_t code) {
    Index count = 0;
    for (const std::uint8_t form : forms.values()) count += form == code;
    return count;
}

}  // namespace

TEST_CASE("a bright hall, a grey yard and homes are told apart") {
    const DrawnTown town;
    const Raster<std::uint8_t> forms = built_up_forms(town.built_up, town.brightness);
    CHECK(forms(5, 5) == form::big_roof);
    CHECK(forms(20, 18) == form::hardstand);
    CHECK(forms(12, 5) == form::fine_grained);
    // Rims belong to their objects: all 36 pixels of the hall, all 80 of the yard.
    CHECK(count_of(forms, form::big_roof) == 36);
    CHECK(count_of(forms, form::hardstand) == 80);
    CHECK(count_of(forms, form::fine_grained) == 900 - 36 - 80);
}

TEST_CASE("ground that is not built up has no form") {
    DrawnTown town;
    for (Index row = 0; row < 30; ++row) town.built_up(row, 5) = 0;
    CHECK(built_up_forms(town.built_up, town.brightness)(5, 5) == form::none);
    const Raster<std::uint8_t> nothing(town.grid);
    CHECK(count_of(built_up_forms(nothing, town.brightness), form::none) == 900);
}
