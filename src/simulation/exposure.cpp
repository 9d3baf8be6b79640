#include "simulation/exposure.hpp"

#include <algorithm>
#include <cmath>

#include "base/random.hpp"
#include "simulation/noise.hpp"

namespace borderlens {
namespace {

/// Weights of one pixel's cells along one axis. `first` is relative to the pixel's first cell.
struct Kernel {
    Index first = 0;
    std::vector<float> weights;
};

/// chosen: a Gaussian of half a pixel, whose modulation at the Nyquist frequency is
/// exp(-2 pi^2 0.5^2 0.5^2) = 0.29: Sentinel-2's 10 m bands are given 0.15 to 0.30 (Gascon et al.
/// 2017), Landsat 8's similar.
Kernel make_kernel(Index pixel_cells, double shift_cells) {
    const double sd = 0.5 * static_cast<double>(pixel_cells);
    const double middle = 0.5 * static_cast<double>(pixel_cells) + shift_cells;
    Kernel kernel;
    kernel.first = static_cast<Index>(std::floor(middle - 3.0 * sd));
    const auto last = static_cast<Index>(std::ceil(middle + 3.0 * sd));
    double sum = 0.0;
    std::vector<double> weights;
    for (Index k = kernel.first; k < last; ++k) {
        const double distance = (static_cast<double>(k) + 0.5 - middle) / sd;
        weights.push_back(std::exp(-0.5 * distance * distance));
        sum += weights.back();
    }
    for (const double weight : weights) kernel.weights.push_back(static_cast<float>(weight / sum));
    return kernel;
}

/// Reflectance of thick cloud by role: white, darker in the short-wave infrared (ice and droplets
/// absorb there; Gao et al. 1998).
constexpr Spectrum cloud_spectrum = {0.62F, 0.61F, 0.60F, 0.60F, 0.60F, 0.60F,
                                     0.60F, 0.60F, 0.60F, 0.42F, 0.30F};
/// Share of the light that comes from the sky and reaches a shadow, larger in the blue.
constexpr Spectrum sky_light = {0.42F, 0.38F, 0.33F, 0.28F, 0.26F, 0.24F,
                                0.23F, 0.22F, 0.21F, 0.14F, 0.12F};
/// Haze by role relative to blue: wavelength to the power -1.3 (Angstrom 1929).
constexpr Spectrum haze_by_role = {1.15F, 1.0F,  0.85F, 0.68F, 0.64F, 0.58F,
                                   0.54F, 0.50F, 0.48F, 0.21F, 0.14F};

}  // namespace

Exposure::Exposure(const Acquisition& scene, const Bounds& bounds)
    : m_scene(scene),
      m_bounds(bounds),
      m_sky(scene, bounds),
      m_day(day_of_year(scene.date), scene.season_shift_days) {}

Point Exposure::center(const PixelFrame& frame, Index row, Index col) const {
    const auto middle = [&](Index position, Index offset) {
        return (static_cast<double>(position * frame.pixel_cells + offset) +
                0.5 * static_cast<double>(frame.pixel_cells)) *
               ground_cell_m;
    };
    return {m_bounds.min_x + middle(col, frame.offset_col_cells),
            m_bounds.max_y - middle(row, frame.offset_row_cells)};
}

bool Exposure::is_outside(Point place) const {
    if (m_scene.outside_share <= 0.0) return false;
    const double u = (place.x - m_bounds.min_x) / (m_bounds.max_x - m_bounds.min_x);
    const double v = (place.y - m_bounds.min_y) / (m_bounds.max_y - m_bounds.min_y);
    return u > 1.0 - m_scene.outside_share + 0.2 * (v - 0.5);
}

template <typename CellValue>
std::vector<float> Exposure::blur(const GroundTile& tile, const PixelFrame& frame,
                                  const CellValue& value) const {
    const Window& px = frame.window;
    // The image shows at a pixel what lies `shift` to the east and north of it.
    const Kernel across = make_kernel(frame.pixel_cells, m_scene.shift_x_m / ground_cell_m);
    const Kernel down = make_kernel(frame.pixel_cells, -m_scene.shift_y_m / ground_cell_m);
    const Index row0 = px.row0 * frame.pixel_cells + frame.offset_row_cells + down.first;
    const Index row_end = (px.row_end() - 1) * frame.pixel_cells + frame.offset_row_cells +
                          down.first + static_cast<Index>(down.weights.size());
    std::vector<float> cells(static_cast<std::size_t>(tile.window.cols));
    std::vector<float> lines(static_cast<std::size_t>((row_end - row0) * px.cols));
    for (Index row = row0; row < row_end; ++row) {
        for (Index col = 0; col < tile.window.cols; ++col)
            cells[static_cast<std::size_t>(col)] = value(tile.at(row, tile.window.col0 + col));
        for (Index col = 0; col < px.cols; ++col) {
            const Index first = (px.col0 + col) * frame.pixel_cells + frame.offset_col_cells +
                                across.first - tile.window.col0;
            float sum = 0.0F;
            for (std::size_t k = 0; k < across.weights.size(); ++k)
                sum += across.weights[k] * cells[static_cast<std::size_t>(first) + k];
            lines[static_cast<std::size_t>((row - row0) * px.cols + col)] = sum;
        }
    }
    std::vector<float> out(static_cast<std::size_t>(px.size()));
    for (Index row = 0; row < px.rows; ++row)
        for (Index col = 0; col < px.cols; ++col) {
            float sum = 0.0F;
            for (std::size_t k = 0; k < down.weights.size(); ++k)
                sum += down.weights[k] *
                       lines[static_cast<std::size_t>(
                           (row * frame.pixel_cells + static_cast<Index>(k)) * px.cols + col)];
            out[static_cast<std::size_t>(row * px.cols + col)] = sum;
        }
    return out;
}

PixelSky Exposure::sky_over(const PixelFrame& frame) const {
    PixelSky sky;
    const Window& px = frame.window;
    std::vector<double> xs;
    for (Index col = px.col0; col < px.col_end(); ++col)
        xs.push_back(center(frame, px.row0, col).x);
    const auto append = [](std::vector<float>& to, const std::vector<double>& values,
                           double times) {
        for (const double value : values) to.push_back(static_cast<float>(times * value));
    };
    for (Index row = px.row0; row < px.row_end(); ++row) {
        const double y = center(frame, row, px.col0).y;
        append(sky.cloud, m_sky.cloud(xs, y), 1.0);
        append(sky.shadow, m_sky.shadow(xs, y), 1.0);
        append(sky.haze, m_sky.haze(xs, y), m_scene.haze);
    }
    return sky;
}

std::vector<float> Exposure::reflectance(const GroundTile& tile, const PixelFrame& frame,
                                         const PixelSky& sky, int role) const {
    std::vector<float> values = blur(tile, frame, [&](const SimulatedCell& cell) {
        return cell_reflectance(m_day, cell, role);
    });
    const auto at = static_cast<std::size_t>(role);
    const std::uint64_t noise_seed = derive_seed(m_scene.seed, "noise", role);
    const double width = m_bounds.max_x - m_bounds.min_x;
    for (Index row = 0; row < frame.window.rows; ++row)
        for (Index col = 0; col < frame.window.cols; ++col) {
            const Index pixel_row = frame.window.row0 + row, pixel_col = frame.window.col0 + col;
            const Point place = center(frame, pixel_row, pixel_col);
            const auto i = static_cast<std::size_t>(row * frame.window.cols + col);
            if (is_outside(place)) {
                values[i] = no_data;
                continue;
            }
            const double across = (place.x - m_bounds.min_x) / width - 0.5;
            const double light = m_scene.brightness * (1.0 + m_scene.brightness_slope * across);
            const auto cloud = static_cast<double>(sky.cloud[i]);
            const auto shadow = static_cast<double>(sky.shadow[i]);
            const double haze =
                static_cast<double>(sky.haze[i]) * static_cast<double>(haze_by_role[at]);
            double seen = static_cast<double>(values[i]) * light *
                          (1.0 - shadow * (1.0 - static_cast<double>(sky_light[at])));
            seen = seen * (1.0 - haze) + haze;
            seen = seen * (1.0 - cloud) + cloud * static_cast<double>(cloud_spectrum[at]);
            // chosen: noise of 0.001 plus 0.4 %: signal-to-noise of about 100 at reflectance 0.15,
            // the order of both sensors' requirements.
            const double noise = 0.001 + 0.004 * seen;
            values[i] =
                static_cast<float>(seen + noise * place_normal(noise_seed, pixel_row, pixel_col));
        }
    return values;
}

std::vector<float> Exposure::temperature(const GroundTile& tile, const PixelFrame& frame,
                                         const PixelSky& sky) const {
    std::vector<float> values = blur(
        tile, frame, [](const SimulatedCell& cell) { return spectrum_of(cell.material).kelvin; });
    // Warmest in July, 14 K cooler in April and October.
    const double season = -14.0 * std::pow(std::abs(day_of_year(m_scene.date) - 200.0) / 95.0, 2.0);
    const std::uint64_t noise_seed = derive_seed(m_scene.seed, "noise", 100);
    for (Index row = 0; row < frame.window.rows; ++row)
        for (Index col = 0; col < frame.window.cols; ++col) {
            const Index pixel_row = frame.window.row0 + row, pixel_col = frame.window.col0 + col;
            const auto i = static_cast<std::size_t>(row * frame.window.cols + col);
            const Point place = center(frame, pixel_row, pixel_col);
            if (is_outside(place)) {
                values[i] = no_data;
                continue;
            }
            const auto cloud = static_cast<double>(sky.cloud[i]);
            const double ground =
                static_cast<double>(values[i]) + season - 4.0 * static_cast<double>(sky.shadow[i]);
            values[i] = static_cast<float>(ground * (1.0 - cloud) + 262.0 * cloud +
                                           0.3 * place_normal(noise_seed, pixel_row, pixel_col));
        }
    return values;
}

}  // namespace borderlens
