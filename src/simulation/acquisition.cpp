#include "simulation/acquisition.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/random.hpp"

namespace borderlens {
namespace {

/// Sun at 44.2 N about 10:30 local time: declination by the day of the year (Cooper 1969), hour
/// angle -18 degrees.
void set_sun(Acquisition& scene) {
    constexpr double degree = M_PI / 180.0;
    const double declination =
        23.45 * degree * std::sin(2.0 * M_PI * (284.0 + day_of_year(scene.date)) / 365.0);
    const double latitude = 44.2 * degree, hour = -18.0 * degree;
    const double elevation = std::asin(std::sin(latitude) * std::sin(declination) +
                                       std::cos(latitude) * std::cos(declination) * std::cos(hour));
    const double azimuth =
        M_PI + std::atan2(std::sin(hour), std::cos(hour) * std::sin(latitude) -
                                              std::tan(declination) * std::cos(latitude));
    scene.sun_elevation_deg = elevation / degree;
    scene.sun_azimuth_deg = azimuth / degree;
}

std::string baseline_of(Date date) {
    // Baselines in force at the time (ESA, Sentinel-2 processing baseline history).
    if (date >= Date{2023, 12, 13}) return "05.10";
    if (date >= Date{2022, 12, 6}) return "05.09";
    if (date >= Date{2022, 1, 25}) return "04.00";
    if (date >= Date{2020, 2, 4}) return "02.14";
    if (date >= Date{2018, 11, 6}) return "02.11";
    return "02.05";
}

void check(const AcquisitionPlan& plan) {
    if (plan.years.empty()) throw input_error("--years: no year is named");
    const int earliest = plan.sensors == SensorChoice::sentinel2 ? 2016 : 2013;
    for (std::size_t i = 0; i < plan.years.size(); ++i) {
        if (plan.years[i] < earliest || plan.years[i] > 2040)
            throw input_error("--years: found {}, expected {} to 2040", plan.years[i], earliest);
        if (i > 0 && plan.years[i] <= plan.years[i - 1])
            throw input_error("--years: {} after {}; expected rising years, each once",
                              plan.years[i], plan.years[i - 1]);
    }
    if (plan.dates_per_year < 1 || plan.dates_per_year > 24)
        throw input_error("--dates-per-year: found {}, expected 1 to 24", plan.dates_per_year);
    const auto share = [](double value, double most, const char* name) {
        if (!(value >= 0.0 && value <= most))
            throw input_error("{}: found {}, expected 0 to {}", name, value, most);
    };
    share(plan.cloud_share, 0.9, "--cloud-share");
    share(plan.missed_cloud, 1.0, "--missed-cloud");
    share(plan.false_cloud, 1.0, "--false-cloud");
    share(plan.edge_scenes, 1.0, "--edge-scenes");
}

Acquisition draw(const AcquisitionPlan& plan, bool is_landsat, int year, int number,
                 Index sentinel_count, std::uint64_t seed) {
    Acquisition scene;
    scene.seed = derive_seed(seed, is_landsat ? "landsat" : "sentinel2", year * 100 + number);
    Random random(scene.seed);
    // 15 April to 15 October, evenly, each date moved by up to a third of its share.
    const double span = 183.0 / plan.dates_per_year;
    const double day = 105.0 + span * (number + 0.5 + 0.66 * (random.uniform() - 0.5));
    scene.date = date_of_day_number(day_number({year, 1, 1}) + static_cast<Index>(day) - 1);
    scene.time = is_landsat ? "051430" : "052651";
    // Shares differ from scene to scene: exponential about the mean, cut at three times it (which
    // takes 5 % off the mean; scenes more clouded are what a search by cloud share leaves out).
    scene.cloud_share = plan.cloud_share * std::min(3.0, -std::log(1.0 - random.uniform()));
    scene.missed_cloud = plan.missed_cloud;
    scene.false_cloud = plan.false_cloud;
    // chosen: absolute geolocation of about 3 m (Sentinel-2, Gascon et al. 2017) and 5 m (Landsat
    // 8, Storey et al. 2014) a standard deviation in each direction.
    const double shift_sd_m = is_landsat ? 5.0 : 3.0;
    scene.shift_x_m = std::clamp(shift_sd_m * random.normal(), -9.0, 9.0);
    scene.shift_y_m = std::clamp(shift_sd_m * random.normal(), -9.0, 9.0);
    // chosen: 3 % brightness and 3 % across the scene, what is left of BRDF effects in Sentinel-2
    // pairs of one orbit (Roy et al. 2017 give up to 8 % for the edges of a swath).
    scene.brightness = 1.0 + 0.03 * random.normal();
    scene.brightness_slope = 0.03 * random.normal();
    scene.haze = 0.012 * random.uniform();
    const double swath = random.uniform();
    if (swath < plan.edge_scenes) scene.outside_share = 0.04 + 0.08 * swath / plan.edge_scenes;
    scene.season_shift_days = 4.0 * Random(derive_seed(seed, "season", year)).normal();
    set_sun(scene);
    const bool second = number % 2 == 1;
    if (is_landsat) {
        scene.platform = second && year >= 2022 ? Platform::landsat9 : Platform::landsat8;
        scene.layout = ProductLayout::landsat_c2;
        return scene;
    }
    scene.platform = second && year >= 2018 ? Platform::sentinel2b : Platform::sentinel2a;
    scene.layout = sentinel_count % 3 == 1 ? ProductLayout::safe : ProductLayout::stac_cog;
    scene.baseline = baseline_of(scene.date);
    if (scene.baseline < "04.00") return scene;
    // Earth Search took the offset out of part of its files and says so in the item; others, and
    // every .SAFE product, hold numbers with the offset in them.
    scene.says_offset_applied = sentinel_count % 3 == 0;
    scene.offset_number = scene.says_offset_applied ? 0 : 1000;
    return scene;
}

}  // namespace

std::vector<Acquisition> plan_acquisitions(const AcquisitionPlan& plan, std::uint64_t seed) {
    check(plan);
    std::vector<Acquisition> scenes;
    Index sentinel_count = 0;
    for (const int year : plan.years) {
        const bool landsat = plan.sensors == SensorChoice::landsat ||
                             plan.sensors == SensorChoice::both ||
                             (plan.sensors == SensorChoice::automatic && year <= 2016);
        const bool sentinel = plan.sensors == SensorChoice::sentinel2 ||
                              (plan.sensors == SensorChoice::both && year >= 2016) ||
                              (plan.sensors == SensorChoice::automatic && year > 2016);
        for (int number = 0; number < plan.dates_per_year; ++number) {
            if (landsat) scenes.push_back(draw(plan, true, year, number, 0, seed));
            if (sentinel) scenes.push_back(draw(plan, false, year, number, sentinel_count++, seed));
        }
    }
    std::stable_sort(
        scenes.begin(), scenes.end(),
        [](const Acquisition& one, const Acquisition& other) { return one.date < other.date; });
    return scenes;
}

}  // namespace borderlens
