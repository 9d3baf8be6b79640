#include "lenses/new_panels.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

#include "simulation/spectra.hpp"

namespace borderlens {
namespace {

constexpr std::array<Role, 6> roles{Role::blue, Role::green, Role::red,
                                    Role::nir,  Role::swir1, Role::swir2};
constexpr std::size_t red = 2, nir = 3, swir1 = 4;

// Panels darken: fields that only bear another crop mostly do not in the short-wave infrared. Water
// is darker there than any panel.
constexpr double least_darkening = 0.85, darkest_swir1 = 0.08;
constexpr double greatest_greenness = 0.3;  // NDVI; grass grows between rows
// In parts of 5 % of the later reflectance: what panels of other makers leave, and what is near.
constexpr double misfit_of_panels = 1.0, misfit_of_neighbours = 2.0;
// Rows cover 0.4 to 0.85 of the ground with panels a quarter darker or brighter than their mean, as
// in the model's own recipe; what shows between them is at most 0.6 of the soil, half in shade.
constexpr double least_panels = 0.4, greatest_panels = 1.3;
constexpr double least_ground = 0.05, greatest_ground = 0.65;
constexpr double greatest_new_leaves = 0.1, greatest_lost_leaves = 1.1;

std::optional<std::array<Index, 6>> positions_of(const FeatureStack& image) {
    std::array<Index, 6> positions{};
    for (std::size_t k = 0; k < roles.size(); ++k) {
        const auto at = std::find(image.names.begin(), image.names.end(), role_name(roles[k]));
        if (at == image.names.end()) return std::nullopt;
        positions[k] = static_cast<Index>(at - image.names.begin());
    }
    return positions;
}

SixBands pixel(const FeatureStack& image, const std::array<Index, 6>& positions, Index i) {
    SixBands values{};
    for (std::size_t k = 0; k < values.size(); ++k)
        values[k] = static_cast<double>(image.values.band_data(positions[k])[i]);
    return values;
}

bool has_nan(const SixBands& values) {
    return std::any_of(values.begin(), values.end(), [](double v) { return std::isnan(v); });
}

float log_odds(const SixBands& former, const SixBands& later) {
    const bool darkened =
        later[swir1] < least_darkening * former[swir1] && later[swir1] > darkest_swir1;
    if (!darkened || later[nir] - later[red] > greatest_greenness * (later[nir] + later[red]))
        return panels_unlikely;
    const PanelFit fit = fit_panels(former, later);
    if (fit.misfit > misfit_of_neighbours) return panels_unlikely;
    // Of a former crop only the soil below stays: its leaves are taken off in the same measure.
    const double soil = fit.ground + fit.leaves;
    const bool fits = fit.misfit < misfit_of_panels && fit.panels > least_panels &&
                      fit.panels < greatest_panels && soil > least_ground &&
                      soil < greatest_ground && fit.leaves < greatest_new_leaves &&
                      fit.leaves > -greatest_lost_leaves;
    return fits ? panels_fit : panels_possible;
}

}  // namespace

PanelFit fit_panels(const SixBands& former, const SixBands& later) {
    const Spectrum& canopy = spectrum_of(Material::wheat).canopy;
    Eigen::Matrix<double, 6, 3> parts;
    Eigen::Matrix<double, 6, 1> seen;
    for (std::size_t k = 0; k < later.size(); ++k) {
        const auto role = static_cast<std::size_t>(roles[k]);
        const auto row = static_cast<Eigen::Index>(k);
        const double weight = 1.0 / (0.005 + 0.05 * std::max(0.0, later[k]));
        parts(row, 0) = weight * static_cast<double>(panel_spectrum()[role]);
        parts(row, 1) = weight * former[k];
        parts(row, 2) = weight * static_cast<double>(canopy[role]);
        seen(row) = weight * later[k];
    }
    // A grain of ridge keeps a former canopy equal to the leaves from having no answer.
    const Eigen::Matrix3d normal = parts.transpose() * parts + 1e-9 * Eigen::Matrix3d::Identity();
    const Eigen::Vector3d found = normal.ldlt().solve(parts.transpose() * seen);
    return {found(0), found(1), found(2), std::sqrt((seen - parts * found).squaredNorm() / 6.0)};
}

std::optional<Raster<float>> panels_came(const FeatureStack& former, const FeatureStack& later) {
    const auto before = positions_of(former), after = positions_of(later);
    if (!before || !after) return std::nullopt;
    Raster<float> result(later.values.grid(), 1, no_data);
    for (Index i = 0; i < result.grid().size(); ++i) {
        const SixBands then = pixel(former, *before, i), now = pixel(later, *after, i);
        if (!has_nan(then) && !has_nan(now)) result.band_data()[i] = log_odds(then, now);
    }
    return result;
}

}  // namespace borderlens
