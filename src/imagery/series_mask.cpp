#include "imagery/series_mask.hpp"

#include <algorithm>
#include <cmath>

#include "base/median.hpp"

namespace borderlens {
namespace {

constexpr std::size_t least_looks = 5;  // chosen: below, the median itself may be a cloud
constexpr double least_step = 0.04;     // Tmask's threshold [reflectance]
constexpr double normal_per_mad = 1.4826;

Index band_of(const std::vector<Role>& roles, std::initializer_list<Role> wanted) {
    for (const Role role : wanted)
        for (std::size_t b = 0; b < roles.size(); ++b)
            if (roles[b] == role) return static_cast<Index>(b);
    return -1;
}

struct Series {
    double median = 0.0;
    double step = 0.0;  ///< farther off than this is far
};

/// False with too few looks.
bool describe(const std::vector<Raster<float>>& looks, Index band, Index pixel, double sigma,
              std::vector<double>& values, Series& series) {
    values.clear();
    for (const Raster<float>& look : looks)
        if (const float value = look.band_data(band)[pixel]; !std::isnan(value))
            values.push_back(static_cast<double>(value));
    if (values.size() < least_looks) return false;
    series.median = median(values);
    for (double& value : values) value = std::abs(value - series.median);
    series.step = std::max(sigma * normal_per_mad * median(values), least_step);
    return true;
}

}  // namespace

Index mask_outliers(std::vector<Raster<float>>& looks, const std::vector<Role>& roles,
                    double sigma) {
    const Index bright = band_of(roles, {Role::green, Role::blue, Role::red});
    const Index dark = band_of(roles, {Role::nir, Role::nir_narrow});
    const Index darker = band_of(roles, {Role::swir1});
    if (looks.size() < least_looks) return 0;
    std::vector<double> values;
    Index masked = 0;
    for (Index i = 0; i < looks.front().grid().size(); ++i) {
        Series green, nir, swir;
        const bool clouds = bright >= 0 && describe(looks, bright, i, sigma, values, green);
        const bool shadows = dark >= 0 && describe(looks, dark, i, sigma, values, nir) &&
                             (darker < 0 || describe(looks, darker, i, sigma, values, swir));
        if (!clouds && !shadows) continue;
        for (Raster<float>& look : looks) {
            const auto value = [&](Index band) {
                return static_cast<double>(look.band_data(band)[i]);
            };
            const bool cloud = clouds && value(bright) > green.median + green.step;
            const bool shadow = shadows && value(dark) < nir.median - nir.step &&
                                (darker < 0 || value(darker) < swir.median - swir.step);
            if (!cloud && !shadow) continue;
            ++masked;
            for (Index band = 0; band < look.bands(); ++band) look.band_data(band)[i] = no_data;
        }
    }
    return masked;
}

}  // namespace borderlens
