#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "features/fill_harmonic.hpp"

using namespace borderlens;

namespace {

Raster<float> pixel(std::initializer_list<float> bands) {
    return Raster<float>(Grid("", {0, 0}, 10, 10, 1, 1), static_cast<Index>(bands.size()),
                         std::vector<float>(bands));
}

/// 0.3 + 0.1 cos of the year's angle.
float wave(Date date) {
    const double angle = 2.0 * std::numbers::pi * static_cast<double>(day_number(date)) / 365.25;
    return static_cast<float>(0.3 + 0.1 * std::cos(angle));
}

}  // namespace

TEST_CASE("a gap takes the value of the year's wave through all looks, and says so") {
    std::vector<Date> dates;
    std::vector<Raster<float>> looks;
    for (int year = 2016; year < 2019; ++year)
        for (int month = 1; month <= 12; month += 2) {
            dates.push_back({year, month, 10});
            looks.push_back(pixel({wave(dates.back())}));
        }
    const Date day{2020, 7, 1};
    const Raster<float> filled = fill_harmonic(pixel({no_data, 0.0F}), day, dates, looks);
    CHECK(filled(0, 0, 0) == Approx(wave(day)).margin(0.005));
    CHECK(filled(1, 0, 0) == filled_by_fit);
    CHECK(filled(2, 0, 0) == 0.0F);
}

TEST_CASE("a pixel with looks of its own is left alone, one without any stays empty") {
    const std::vector<Date> dates = {{2017, 1, 1}, {2017, 4, 1}};
    const std::vector<Raster<float>> looks = {pixel({0.1F}), pixel({0.2F})};
    const Raster<float> own = fill_harmonic(pixel({0.5F, 3.0F}), {2018, 1, 1}, dates, looks);
    CHECK(own(0, 0, 0) == 0.5F);
    CHECK(own(1, 0, 0) == 0.0F);
    CHECK(own(2, 0, 0) == 3.0F);
    const Raster<float> few = fill_harmonic(pixel({no_data, 0.0F}), {2018, 1, 1}, dates, looks);
    CHECK(std::isnan(few(0, 0, 0)));
    CHECK(few(1, 0, 0) == 0.0F);
}
