#include "imagery/fill_gaps.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace borderlens {

Raster<float> fill_gaps(const Raster<float>& target, const std::vector<Raster<float>>& others) {
    const Index bands = target.bands() - 1, count = target.grid().size();
    for (const Raster<float>& other : others)
        if (other.bands() != target.bands() || other.grid().size() != count)
            throw internal_error("gaps of {} bands filled from {}", target.bands(), other.bands());
    Raster<float> result(target.grid(), bands + 2, 0.0f);
    std::copy_n(target.band_data(), bands * count, result.band_data());
    std::copy_n(target.band_data(bands), count, result.band_data(bands + 1));
    float* filled = result.band_data(bands);
    for (Index i = 0; i < count; ++i) {
        if (target.band_data(bands)[i] > 0.0f) continue;
        for (std::size_t n = 0; n < others.size(); ++n) {
            if (!(others[n].band_data(bands)[i] > 0.0f)) continue;
            for (Index band = 0; band < bands; ++band)
                result.band_data(band)[i] = others[n].band_data(band)[i];
            filled[i] = static_cast<float>(n + 1);
            break;
        }
    }
    return result;
}

std::vector<std::size_t> nearest_periods(const std::vector<Period>& periods, std::size_t wanted) {
    const auto middle = [&](std::size_t i) {
        return 0.5 *
               static_cast<double>(day_number(periods[i].first) + day_number(periods[i].last));
    };
    constexpr double month_days = 365.25 / 12.0;
    const auto months = [&](std::size_t i) {
        return std::lround(std::abs(middle(i) - middle(wanted)) / month_days);
    };
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < periods.size(); ++i)
        if (i != wanted) order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return months(a) != months(b) ? months(a) < months(b) : middle(a) < middle(b);
    });
    return order;
}

}  // namespace borderlens
