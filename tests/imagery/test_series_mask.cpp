#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "imagery/series_mask.hpp"

using namespace borderlens;

namespace {

/// One pixel a look: green, nir, swir1.
std::vector<Raster<float>> series(const std::vector<std::array<float, 3>>& values) {
    std::vector<Raster<float>> looks;
    for (const auto& value : values) {
        looks.emplace_back(Grid("", {0, 0}, 10, 10, 1, 1), 3);
        for (Index band = 0; band < 3; ++band)
            looks.back().band_data(band)[0] = value[static_cast<std::size_t>(band)];
    }
    return looks;
}

const std::vector<Role> roles = {Role::green, Role::nir, Role::swir1};

}  // namespace

TEST_CASE("a look far brighter or darker than its own series is masked in all bands") {
    // green 0.08 to 0.10, nir 0.30 to 0.34: the fourth look is a cloud, the sixth its shadow
    auto looks = series({{0.08F, 0.30F, 0.20F},
                         {0.09F, 0.32F, 0.21F},
                         {0.10F, 0.34F, 0.22F},
                         {0.30F, 0.45F, 0.30F},
                         {0.09F, 0.31F, 0.20F},
                         {0.05F, 0.12F, 0.08F},
                         {0.09F, 0.33F, 0.21F}});
    CHECK(mask_outliers(looks, roles, 3.0) == 2);
    for (std::size_t k = 0; k < looks.size(); ++k)
        for (Index band = 0; band < 3; ++band)
            CHECK(std::isnan(looks[k].band_data(band)[0]) == (k == 3 || k == 5));
}

TEST_CASE("a step of less than 0.04 is no outlier, nor is one a lively series often makes") {
    // green differs by 0.03 from a constant series: below Tmask's 0.04
    auto steady = series({{0.08F, 0.3F, 0.2F},
                          {0.08F, 0.3F, 0.2F},
                          {0.11F, 0.3F, 0.2F},
                          {0.08F, 0.3F, 0.2F},
                          {0.08F, 0.3F, 0.2F}});
    CHECK(mask_outliers(steady, roles, 3.0) == 0);
    // deviations from 0.11: 0.05 0.03 0 0.03 0.05; 3 x 1.4826 x 0.03 = 0.13
    auto lively = series({{0.06F, 0.3F, 0.2F},
                          {0.08F, 0.3F, 0.2F},
                          {0.11F, 0.3F, 0.2F},
                          {0.14F, 0.3F, 0.2F},
                          {0.16F, 0.3F, 0.2F}});
    CHECK(mask_outliers(lively, roles, 3.0) == 0);
}

TEST_CASE("too few looks give no second opinion") {
    auto looks =
        series({{0.08F, 0.3F, 0.2F}, {0.08F, 0.3F, 0.2F}, {0.08F, 0.3F, 0.2F}, {0.6F, 0.6F, 0.5F}});
    CHECK(mask_outliers(looks, roles, 3.0) == 0);
}
