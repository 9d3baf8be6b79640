// Error of every composite method against the ground it was made of: simulated acquisitions of one
// summer whose sky is known. Truth is the ground of mid-July without air, noise or misregistration.
// usage: composites [seeds, default 3]   prints the table of tests/accuracy/composites.md
#include <fmt/core.h>

#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "imagery/best_pixel.hpp"
#include "imagery/composite.hpp"
#include "imagery/quality.hpp"
#include "imagery/role.hpp"
#include "imagery/series_mask.hpp"
#include "simulation/quality.hpp"

using namespace borderlens;

namespace {

constexpr Index side_px = 240;
const Bounds study{450180.0, 4895520.0 - 10.0 * side_px, 450180.0 + 10.0 * side_px, 4895520.0};
const Grid grid("", {study.min_x, study.max_y}, 10, 10, side_px, side_px);
const PixelFrame frame{2, 0, 0, {0, 0, side_px, side_px}};
const std::vector<Role> roles = {Role::blue, Role::green, Role::red,
                                 Role::nir,  Role::swir1, Role::swir2};
constexpr Index red = 2, nir = 3;
constexpr int dates = 12;

struct Weather {
    std::string name;
    double cloud_share = 0.0;
    double thickness = 1.0;  ///< of every cloud; 0.3 lets seventy hundredths of the ground through
    double missed = 0.0;
    double false_share = 0.0;
};

struct Summer {
    std::vector<Raster<float>> looks;
    std::vector<int> days;
    Raster<float> truth;
};

Raster<float> expose(const Acquisition& scene, const GroundTile& ground, const Weather& sky) {
    const Exposure exposure(scene, study);
    PixelSky over = exposure.sky_over(frame);
    for (float& cloud : over.cloud) cloud *= static_cast<float>(sky.thickness);
    for (float& shadow : over.shadow) shadow *= static_cast<float>(sky.thickness);
    const QualityBands quality = quality_bands(exposure, ground, frame, over);
    Raster<float> look(grid, static_cast<Index>(roles.size()));
    for (std::size_t b = 0; b < roles.size(); ++b) {
        const std::vector<float> values =
            exposure.reflectance(ground, frame, over, static_cast<int>(roles[b]));
        for (std::size_t i = 0; i < values.size(); ++i)
            look.band_data(static_cast<Index>(b))[i] =
                is_bad(MaskKind::scl, quality.scl[i], {}) ? no_data : values[i];
    }
    return look;
}

Summer make_summer(const Weather& sky, std::uint64_t seed) {
    const SimulatedLandscape landscape(study, {}, seed);
    const Window cells{0, 0, 2 * side_px, 2 * side_px};
    const GroundTile ground =
        draw_ground(landscape, {study.min_x, study.max_y}, cells.pad(blur_margin_cells), 2020);
    AcquisitionPlan plan;
    plan.years = {2020};
    plan.dates_per_year = dates;
    plan.sensors = SensorChoice::sentinel2;
    plan.cloud_share = sky.cloud_share;
    plan.missed_cloud = sky.missed;
    plan.false_cloud = sky.false_share;
    Summer summer;
    for (const Acquisition& scene : plan_acquisitions(plan, seed)) {
        summer.looks.push_back(expose(scene, ground, sky));
        summer.days.push_back(day_of_year(scene.date));
    }
    Acquisition calm;
    calm.date = {2020, 7, 16};
    calm.seed = seed;
    const Exposure exposure(calm, study);
    PixelSky clear;
    const auto pixels = static_cast<std::size_t>(side_px * side_px);
    clear.cloud.assign(pixels, 0.0F), clear.shadow.assign(pixels, 0.0F);
    clear.haze.assign(pixels, 0.0F);
    summer.truth = Raster<float>(grid, static_cast<Index>(roles.size()));
    for (std::size_t b = 0; b < roles.size(); ++b) {
        const auto values = exposure.reflectance(ground, frame, clear, static_cast<int>(roles[b]));
        std::copy(values.begin(), values.end(), summer.truth.band_data(static_cast<Index>(b)));
    }
    return summer;
}

/// Squares and sums over pixels with a value.
struct Errors {
    double squares = 0.0, values = 0.0, ndvi = 0.0, pixels = 0.0, empty = 0.0;

    void add(const Raster<float>& made, const Raster<float>& truth) {
        const auto index = [](const Raster<float>& image, Index i) {
            const double r = static_cast<double>(image.band_data(red)[i]);
            const double n = static_cast<double>(image.band_data(nir)[i]);
            return (n - r) / (n + r);
        };
        for (Index i = 0; i < grid.size(); ++i) {
            if (std::isnan(made.band_data(0)[i])) {
                empty += 1.0;
                continue;
            }
            for (Index b = 0; b < truth.bands(); ++b) {
                const double off = static_cast<double>(made.band_data(b)[i]) -
                                   static_cast<double>(truth.band_data(b)[i]);
                squares += off * off;
                values += 1.0;
            }
            ndvi += index(made, i) - index(truth, i);
            pixels += 1.0;
        }
    }
};

Raster<float> make(const Summer& summer, const std::string& method, double outlier_sigma) {
    std::vector<Raster<float>> looks = summer.looks;
    if (outlier_sigma > 0.0) mask_outliers(looks, roles, outlier_sigma);
    const CompositeRule rule = parse_composite_rule(method);
    if (rule.method != CompositeMethod::best_pixel) return composite(looks, rule);
    BestPixelRule best;
    best.target_day = rule.target_day;
    return best_pixels(looks, summer.days, best, 0);
}

}  // namespace

int main(int argc, char** argv) {
    const int seeds = argc > 1 ? std::atoi(argv[1]) : 3;
    const std::vector<Weather> skies = {{"no clouds"},
                                        {"clouds, right masks", 0.4},
                                        {"clouds, 10 % missed, 5 % false", 0.4, 1.0, 0.10, 0.05},
                                        {"thin clouds, half missed", 0.4, 0.3, 0.50, 0.05}};
    const std::vector<std::pair<std::string, double>> methods = {
        {"median", 0},  {"mean", 0},   {"percentile:25", 0}, {"medoid", 0}, {"geomedian", 0},
        {"bap:198", 0}, {"median", 3}, {"mean", 3},          {"medoid", 3}, {"geomedian", 3}};
    fmt::print("| method |");
    for (const Weather& sky : skies) fmt::print(" {} |", sky.name);
    fmt::print("\n|---|");
    for (std::size_t s = 0; s < skies.size(); ++s) fmt::print("---|");
    fmt::print("\n");
    std::vector<std::vector<Errors>> errors(methods.size(), std::vector<Errors>(skies.size()));
    for (std::size_t s = 0; s < skies.size(); ++s)
        for (int seed = 1; seed <= seeds; ++seed) {
            const Summer summer = make_summer(skies[s], static_cast<std::uint64_t>(seed));
            for (std::size_t m = 0; m < methods.size(); ++m)
                errors[m][s].add(make(summer, methods[m].first, methods[m].second), summer.truth);
        }
    for (std::size_t m = 0; m < methods.size(); ++m) {
        fmt::print("| {}{} |", methods[m].first, methods[m].second > 0 ? ", outliers masked" : "");
        for (const Errors& e : errors[m])
            fmt::print(" {:.4f} ({:+.3f}) |", std::sqrt(e.squares / e.values), e.ndvi / e.pixels);
        fmt::print("\n");
    }
    return 0;
}
