#include "features/fill_harmonic.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/error.hpp"
#include "features/temporal.hpp"

namespace borderlens {
namespace {

/// Value of the fit at a day; NaN without at least a yearly wave.
double fit_at(double day, const std::vector<double>& days, const std::vector<double>& values) {
    const std::vector<double> c = harmonic_coefficients(days, values);
    if (std::isnan(c[0]) || std::isnan(c[1])) return NAN;
    const double angle = 2.0 * std::numbers::pi * day / 365.25;
    double value = c[0] + c[1] * std::cos(angle) + c[2] * std::sin(angle);
    if (!std::isnan(c[3])) value += c[3] * std::cos(2.0 * angle) + c[4] * std::sin(2.0 * angle);
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    return std::clamp(value, *low, *high);
}

}  // namespace

Raster<float> fill_harmonic(const Raster<float>& target, Date day, const std::vector<Date>& dates,
                            const std::vector<Raster<float>>& looks) {
    const Index bands = target.bands() - 1, count = target.grid().size();
    if (looks.size() != dates.size())
        throw internal_error("{} looks with {} dates", looks.size(), dates.size());
    Raster<float> result(target.grid(), bands + 2, 0.0F);
    std::copy_n(target.band_data(), bands * count, result.band_data());
    std::copy_n(target.band_data(bands), count, result.band_data(bands + 1));
    const double at = static_cast<double>(day_number(day));
    std::vector<double> days, values, filled(static_cast<std::size_t>(bands));
    for (Index i = 0; i < count; ++i) {
        if (target.band_data(bands)[i] > 0.0F) continue;
        bool whole = true;
        for (Index band = 0; band < bands && whole; ++band) {
            days.clear(), values.clear();
            for (std::size_t k = 0; k < looks.size(); ++k) {
                const float value = looks[k].band_data(band)[i];
                if (std::isnan(value)) continue;
                days.push_back(static_cast<double>(day_number(dates[k])));
                values.push_back(static_cast<double>(value));
            }
            filled[static_cast<std::size_t>(band)] = fit_at(at, days, values);
            whole = !std::isnan(filled[static_cast<std::size_t>(band)]);
        }
        if (!whole) continue;
        for (Index band = 0; band < bands; ++band)
            result.band_data(band)[i] = static_cast<float>(filled[static_cast<std::size_t>(band)]);
        result.band_data(bands)[i] = filled_by_fit;
    }
    return result;
}

}  // namespace borderlens
