#include "features/terrain.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace borderlens {
namespace {

// Chosen: what lies in its own shadow or near it is lit as if the sun stood 6 degrees above it.
constexpr double least_incidence = 0.1;
constexpr std::size_t least_pixels = 1000;  // chosen: the slope of a line to a few hundredths

}  // namespace

double Gradients::slope_deg(Index pixel) const {
    const double rise = std::hypot(static_cast<double>(east.band_data()[pixel]),
                                   static_cast<double>(north.band_data()[pixel]));
    return std::atan(rise) * 180.0 / std::numbers::pi;
}

double Gradients::incidence(Index pixel, const SunDirection& sun) const {
    const double to_east = static_cast<double>(east.band_data()[pixel]);
    const double to_north = static_cast<double>(north.band_data()[pixel]);
    return (sun.up - to_east * sun.east - to_north * sun.north) /
           std::sqrt(1.0 + to_east * to_east + to_north * to_north);
}

Gradients gradients_of(const Raster<float>& height_m, double pixel_width_m, double pixel_height_m) {
    const Grid& grid = height_m.grid();
    Gradients result{Raster<float>(grid), Raster<float>(grid)};
    for (Index row = 0; row < grid.rows(); ++row)
        for (Index col = 0; col < grid.cols(); ++col) {
            const auto height = [&](Index down, Index right) {
                return static_cast<double>(
                    height_m(std::clamp<Index>(row + down, 0, grid.rows() - 1),
                             std::clamp<Index>(col + right, 0, grid.cols() - 1)));
            };
            const double across = height(-1, 1) + 2.0 * height(0, 1) + height(1, 1) -
                                  height(-1, -1) - 2.0 * height(0, -1) - height(1, -1);
            const double up = height(-1, -1) + 2.0 * height(-1, 0) + height(-1, 1) - height(1, -1) -
                              2.0 * height(1, 0) - height(1, 1);
            result.east(row, col) = static_cast<float>(across / (8.0 * pixel_width_m));
            result.north(row, col) = static_cast<float>(up / (8.0 * pixel_height_m));
        }
    return result;
}

double SlopeLight::factor(double incidence) const {
    if (std::isnan(incidence)) return 1.0;
    return (sun.up + diffuse) / (std::max(incidence, least_incidence) + diffuse);
}

std::optional<SlopeLight> fit_slope_light(const SunDirection& sun,
                                          const std::vector<double>& brightness,
                                          const std::vector<double>& incidence) {
    const double count = static_cast<double>(brightness.size());
    if (brightness.size() < least_pixels) return std::nullopt;
    double mean_x = 0.0, mean_y = 0.0, xx = 0.0, xy = 0.0;
    for (std::size_t i = 0; i < brightness.size(); ++i) {
        mean_x += incidence[i] / count;
        mean_y += brightness[i] / count;
    }
    for (std::size_t i = 0; i < brightness.size(); ++i) {
        xx += (incidence[i] - mean_x) * (incidence[i] - mean_x);
        xy += (incidence[i] - mean_x) * (brightness[i] - mean_y);
    }
    if (!(xy > 0.0) || sun.up < least_incidence) return std::nullopt;
    // brightness = a + b incidence, c = a / b
    return SlopeLight{sun, std::max(0.0, mean_y * xx / xy - mean_x)};
}

void level_light(FeatureStack& image, const Gradients& gradients, const SlopeLight& light) {
    for (Index i = 0; i < image.values.grid().size(); ++i) {
        const float factor = static_cast<float>(light.factor(gradients.incidence(i, light.sun)));
        for (Index b = 0; b < image.values.bands(); ++b) image.values.band_data(b)[i] *= factor;
    }
}

}  // namespace borderlens
