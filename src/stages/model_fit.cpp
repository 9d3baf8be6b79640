#include "stages/model_fit.hpp"

#include <algorithm>
#include <cmath>

#include "base/log.hpp"
#include "imagery/sun.hpp"
#include "io/crs.hpp"

namespace borderlens {
namespace {

// Chosen: 64 windows of 48 px see every part of a scene and are read in a second; 20,000 pixels
// place the means of a mixture to a hundredth of a deviation.
constexpr Index windows_across = 8;
constexpr Index window_px_side = 48;
constexpr std::size_t most_pixels = 20000;

std::vector<Window> spread_windows(const Grid& grid) {
    std::vector<Window> windows;
    const Index side_rows = std::min(grid.rows(), window_px_side);
    const Index side_cols = std::min(grid.cols(), window_px_side);
    // A scene smaller than all windows together is seen whole, once.
    const Index down = std::clamp<Index>(grid.rows() / side_rows, 1, windows_across);
    const Index across = std::clamp<Index>(grid.cols() / side_cols, 1, windows_across);
    for (Index i = 0; i < down; ++i)
        for (Index k = 0; k < across; ++k) {
            const Index row = (grid.rows() - side_rows) * (2 * i + 1) / (2 * down);
            const Index col = (grid.cols() - side_cols) * (2 * k + 1) / (2 * across);
            windows.push_back({row, col, side_rows, side_cols});
        }
    return windows;
}

/// Complete pixels of the windows.
struct Spread {
    std::vector<float> pixels;      ///< [row][band]
    std::vector<double> incidence;  ///< of the sun, per row; NaN = not known
    std::vector<double> slope_deg;
};

Spread spread_pixels(const Grid& grid, const TimeToFit& time, std::size_t bands,
                     const GradientReader& ground, const SunDirection& sun) {
    Spread spread;
    std::vector<float> one(bands);
    for (const Window& window : spread_windows(grid)) {
        const FeatureStack part = time.read(window);
        std::optional<Gradients> gradients;
        if (ground) gradients = ground(window);
        for (Index i = 0; i < part.values.grid().size(); ++i) {
            for (std::size_t b = 0; b < bands; ++b)
                one[b] = part.values.band_data(static_cast<Index>(b))[i];
            if (!std::all_of(one.begin(), one.end(), [](float v) { return std::isfinite(v); }))
                continue;
            spread.pixels.insert(spread.pixels.end(), one.begin(), one.end());
            spread.incidence.push_back(gradients ? gradients->incidence(i, sun) : std::nan(""));
            spread.slope_deg.push_back(gradients ? gradients->slope_deg(i) : std::nan(""));
        }
    }
    return spread;
}

/// Per band the value that one pixel in two hundred stays below; NaN without pixels.
std::vector<double> darkest_of(const std::vector<float>& pixels, std::size_t bands) {
    std::vector<double> darkest(bands, std::nan(""));
    const std::size_t rows = pixels.size() / bands;
    if (rows == 0) return darkest;
    std::vector<float> column(rows);
    for (std::size_t b = 0; b < bands; ++b) {
        for (std::size_t i = 0; i < rows; ++i) column[i] = pixels[i * bands + b];
        const auto place = column.begin() + static_cast<std::ptrdiff_t>(rows / 200);
        std::nth_element(column.begin(), place, column.end());
        darkest[b] = static_cast<double>(*place);
    }
    return darkest;
}

double latitude_of(const Grid& grid) {
    constexpr double middle_latitude_deg = 45.0;  // chosen: where nothing says where it lies
    if (grid.crs().empty()) return middle_latitude_deg;
    const auto place =
        transform_points(grid.crs(), lonlat_crs(), {grid.center(grid.rows() / 2, grid.cols() / 2)});
    return std::isfinite(place.front().y) ? place.front().y : middle_latitude_deg;
}

/// Directions of the scenes' sun are averaged: what a composite of them sees.
SunDirection mean_sun(const std::vector<Scene>& scenes, double latitude_deg) {
    SunDirection mean{0.0, 0.0, 0.0};
    const double count = static_cast<double>(scenes.size());
    for (const Scene& scene : scenes) {
        const SunDirection one = sun_direction(scene.date, latitude_deg);
        mean.east += one.east / count;
        mean.north += one.north / count;
        mean.up += one.up / count;
    }
    return mean;
}

/// Cosines are averaged likewise.
double zenith_of(const std::vector<Scene>& scenes, double latitude_deg) {
    double sum = 0.0;
    for (const Scene& scene : scenes)
        sum += std::cos(sun_zenith_deg(scene.date, latitude_deg) * M_PI / 180.0);
    return std::acos(sum / static_cast<double>(scenes.size())) * 180.0 / M_PI;
}

/// None where a scene has no date, by which its sun would be known.
std::optional<SlopeLight> light_of(const TimeToFit& time, const Spread& spread,
                                   const SunDirection& sun, std::size_t bands) {
    for (const Scene& scene : time.scenes)
        if (scene.date == Date{}) return std::nullopt;
    std::vector<double> brightness, incidence;
    for (std::size_t row = 0; row < spread.slope_deg.size(); ++row) {
        if (!(spread.slope_deg[row] > least_slope_deg)) continue;
        double sum = 0.0;
        for (std::size_t b = 0; b < bands; ++b)
            sum += static_cast<double>(spread.pixels[row * bands + b]);
        brightness.push_back(sum / static_cast<double>(bands));
        incidence.push_back(spread.incidence[row]);
    }
    return fit_slope_light(sun, brightness, incidence);
}

std::optional<Air> air_of(const TimeToFit& time, const LensModel& model, double latitude_deg,
                          const std::vector<float>& pixels) {
    const auto above = std::count_if(time.scenes.begin(), time.scenes.end(), [](const Scene& one) {
        return is_top_of_atmosphere(one.level);
    });
    if (above == 0) return std::nullopt;
    if (above < static_cast<std::ptrdiff_t>(time.scenes.size())) {
        log_warning(
            "{}: some scenes of its time are at the top of the atmosphere and some at the surface; "
            "without labels of the scene the map will be rough",
            time.scenes.front().path);
        return std::nullopt;
    }
    const std::vector<std::string> names = bands_of(model.forest);
    std::vector<Role> roles;
    for (const std::string& name : names) {
        const auto role = role_from_name(name);
        if (!role) return std::nullopt;
        roles.push_back(*role);
    }
    return air_over(roles, zenith_of(time.scenes, latitude_deg), darkest_of(pixels, names.size()));
}

/// Every n-th row, so that no more than `most` stay.
std::vector<float> thinned(const std::vector<float>& pixels, std::size_t bands, std::size_t most) {
    const std::size_t rows = pixels.size() / bands;
    const std::size_t step = std::max<std::size_t>(1, (rows + most - 1) / most);
    std::vector<float> kept;
    for (std::size_t row = 0; row < rows; row += step)
        kept.insert(kept.end(), pixels.begin() + static_cast<std::ptrdiff_t>(row * bands),
                    pixels.begin() + static_cast<std::ptrdiff_t>((row + 1) * bands));
    return kept;
}

/// Makes top-of-atmosphere reflectances those of the ground.
void take_off_air(FeatureStack& image, const Air& air) {
    for (Index b = 0; b < image.values.bands(); ++b)
        for (Index i = 0; i < image.values.grid().size(); ++i) {
            float& value = image.values.band_data(b)[i];
            value = ground_reflectance(air[static_cast<std::size_t>(b)], value);
        }
}

}  // namespace

ModelFit fit_model(const LensModel& model, const Grid& grid, const std::vector<TimeToFit>& times,
                   GradientReader ground) {
    const std::size_t bands = bands_of(model.forest).size();
    const double latitude_deg = latitude_of(grid);
    ModelFit fit;
    std::vector<float> all;
    for (const TimeToFit& time : times) {
        const SunDirection sun = mean_sun(time.scenes, latitude_deg);
        Spread spread = spread_pixels(grid, time, bands, ground, sun);
        // As measured, before the air is taken off: what the air adds is part of the light that
        // comes from everywhere.
        fit.lights.push_back(light_of(time, spread, sun, bands));
        if (const auto& light = fit.lights.back())
            for (std::size_t i = 0; i < spread.pixels.size(); ++i)
                spread.pixels[i] *= static_cast<float>(light->factor(spread.incidence[i / bands]));
        fit.airs.push_back(air_of(time, model, latitude_deg, spread.pixels));
        if (const auto& air = fit.airs.back())
            for (std::size_t i = 0; i < spread.pixels.size(); ++i)
                spread.pixels[i] = ground_reflectance((*air)[i % bands], spread.pixels[i]);
        const std::vector<float> few =
            thinned(spread.pixels, bands, std::max<std::size_t>(1, most_pixels / times.size()));
        all.insert(all.end(), few.begin(), few.end());
    }
    if (model.mixture) fit.mixture = adapted(*model.mixture, all);
    fit.ground = std::move(ground);
    return fit;
}

ModelFit no_fit(std::size_t times) {
    return {std::vector<std::optional<Air>>(times), std::vector<std::optional<SlopeLight>>(times),
            std::nullopt};
}

void use_fit(LensImages& images, const ModelFit& fit, const Window& window) {
    images.scene = fit.mixture;
    if (fit.ground) images.ground = fit.ground(window);
    for (std::size_t t = 0; t < images.images.size(); ++t) {
        if (fit.lights[t]) level_light(images.images[t], *images.ground, *fit.lights[t]);
        if (fit.airs[t]) take_off_air(images.images[t], *fit.airs[t]);
    }
}

}  // namespace borderlens
