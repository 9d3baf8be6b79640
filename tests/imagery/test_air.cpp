#include <catch2/catch.hpp>
#include <cmath>

#include "imagery/air.hpp"
#include "imagery/sun.hpp"

using namespace borderlens;

TEST_CASE("levels before atmospheric correction are at the top of the atmosphere") {
    for (const char* level : {"L1C", "L1TP", "L1GT", "toa"}) CHECK(is_top_of_atmosphere(level));
    for (const char* level : {"L2A", "L2SP", "surface", "dn", ""})
        CHECK_FALSE(is_top_of_atmosphere(level));
}

TEST_CASE("the sun stands high at summer noon and low in winter") {
    // 21 June, declination 23.45: at 10:30 the hour angle is 22.5 degrees.
    // cos z = sin 45 sin 23.45 + cos 45 cos 23.45 cos 22.5 = 0.2814 + 0.5993 = 0.8807
    CHECK(sun_zenith_deg({2020, 6, 21}, 45.0) == Approx(28.27).margin(0.1));
    CHECK(sun_zenith_deg({2020, 12, 21}, 45.0) ==
          Approx(71.46).margin(0.05));                            // cos z = -0.2814 + 0.5993
    CHECK(sun_zenith_deg({2020, 12, 21}, 80.0) == Approx(75.0));  // bounded
    // In the morning it stands in the south-east of the northern half.
    const SunDirection sun = sun_direction({2020, 9, 22}, 45.0);
    CHECK(sun.east == Approx(std::sin(22.5 * M_PI / 180.0)).margin(0.01));
    CHECK(sun.north == Approx(-std::cos(22.5 * M_PI / 180.0) * std::sqrt(0.5)).margin(0.02));
    CHECK(sun.east * sun.east + sun.north * sun.north + sun.up * sun.up == Approx(1.0));
}

TEST_CASE("molecules brighten dark ground in blue far more than in the infrared") {
    const std::vector<Role> roles = {Role::blue, Role::nir};
    const double unknown = std::nan("");
    const Air air = air_over(roles, 40.0, {unknown, unknown});
    // Depth at 0.492 um: 0.008569 / 0.0586 * (1 + 0.0113 / 0.2421 + ...) = 0.1534;
    // phase 0.75 (1 + 0.5868) = 1.190; path = 0.1534 * 1.190 / (4 * 0.7660) = 0.0596
    CHECK(air[0].path == Approx(0.0596).margin(0.0005));
    CHECK(air[1].path < 0.008);
    CHECK(ground_reflectance(air[0], 0.08F) == Approx(0.024F).margin(0.002));
    CHECK(std::isnan(ground_reflectance(air[0], std::nanf(""))));
}

TEST_CASE("what the darkest pixels show beyond molecules is taken for haze, within bounds") {
    const std::vector<Role> roles = {Role::blue, Role::red};
    const Air clear = air_over(roles, 40.0, {std::nan(""), std::nan("")});
    const auto seen = [&](std::size_t band, double ground) {
        return air_over(roles, 40.0, {std::nan(""), std::nan("")})[band].gas *
               (clear[band].path +
                clear[band].transmittance * ground / (1.0 - clear[band].albedo * ground));
    };
    // Ground of 0.015 and 0.020 under haze of 0.02 in blue and 0.02 * (0.665 / 0.492)^-1.3 in red.
    const Air hazy = air_over(roles, 40.0, {seen(0, 0.035), seen(1, 0.020 + 0.02 * 0.6758)});
    CHECK(ground_reflectance(hazy[0], static_cast<float>(seen(0, 0.035))) ==
          Approx(0.015).margin(0.001));
    CHECK(ground_reflectance(hazy[1], static_cast<float>(seen(1, 0.0335))) ==
          Approx(0.020).margin(0.001));
    // A desert without dark ground: no more than 0.04 is taken off.
    const Air desert = air_over(roles, 40.0, {seen(0, 0.20), seen(1, 0.30)});
    CHECK(ground_reflectance(desert[0], static_cast<float>(seen(0, 0.20))) ==
          Approx(0.16).margin(0.003));
}
