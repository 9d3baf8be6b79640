#include <catch2/catch.hpp>
#include <cmath>

#include "base/random.hpp"
#include "change/break_map.hpp"

using namespace borderlens;

namespace {

constexpr double first_day = 14610;  // 2010-01-01
const std::vector<std::string> bands = {"blue", "green", "red", "nir", "swir1", "swir2"};

/// Four pixels seen every 16 days for eight years: a season with noise; pixel 1 brightens by 0.09
/// from `change_day` on, pixel 2 is masked but for ten dates, pixel 3 is water-dark and calm.
std::vector<Raster<float>> stack(double change_day, std::vector<double>& days) {
    Random random(3);
    const Grid grid("", {0, 0}, 30, 30, 2, 2);
    std::vector<Raster<float>> looks;
    for (double day = first_day; day < first_day + 8 * 365.25; day += 16) {
        Raster<float> look(grid, 6);
        for (Index band = 0; band < 6; ++band)
            for (Index pixel = 0; pixel < 4; ++pixel) {
                double value = 0.1 + 0.01 * static_cast<double>(band) +
                               0.03 * std::cos(2 * M_PI * (day - first_day) / 365.2425) +
                               0.004 * random.normal();
                if (pixel == 1 && day >= change_day) value += 0.09;
                if (pixel == 2 && looks.size() >= 10) value = std::nan("");
                look.band_data(band)[pixel] = static_cast<float>(value);
            }
        looks.push_back(look);
        days.push_back(day);
    }
    return looks;
}

}  // namespace

TEST_CASE("a stack's map of breaks tells when, how much and how often") {
    std::vector<double> days;
    const double change_day = first_day + 4 * 365.25;
    std::vector<Raster<float>> looks = stack(change_day, days);
    // A date that is there twice counts once.
    looks.push_back(looks.back());
    days.push_back(days.back());
    const Raster<float> map = break_map(looks, days, bands, {});
    CHECK(map.band_data(break_count)[0] == 0.0F);
    CHECK(std::isnan(map.band_data(break_first_year)[0]));
    CHECK(map.band_data(break_count)[1] == 1.0F);
    CHECK(map.band_data(break_first_year)[1] == Approx(2014.0).margin(0.1));
    CHECK(map.band_data(break_last_year)[1] == map.band_data(break_first_year)[1]);
    CHECK(map.band_data(break_magnitude)[1] == Approx(0.09).margin(0.01));
    CHECK(std::isnan(map.band_data(break_count)[2]));
    CHECK(map.band_data(break_observations)[2] == 10.0F);
    CHECK(map.band_data(break_observations)[1] == static_cast<float>(days.size() - 1));
    // Maps of 2012, 2013 (none there), 2015 and 2016: from 2012's, to 2015's.
    const Grid grid = map.grid();
    const std::vector<Raster<ClassCode>> maps = {
        Raster<ClassCode>(grid, 1, ClassCode{3}), Raster<ClassCode>(grid),
        Raster<ClassCode>(grid, 1, ClassCode{7}), Raster<ClassCode>(grid, 1, ClassCode{8})};
    const Raster<ClassCode> classes = break_classes(map, maps, {2012, 2013, 2015, 2016});
    CHECK(classes.band_data(0)[1] == 3);
    CHECK(classes.band_data(1)[1] == 7);
    CHECK(classes.band_data(0)[0] == no_class);
}
