#include "imagery/composite.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "base/error.hpp"
#include "imagery/geomedian_kernel.hpp"
#include "imagery/medoid_kernel.hpp"
#include "imagery/order_kernel.hpp"

namespace borderlens {
namespace {

std::vector<const float*> layers_of(const std::vector<Raster<float>>& looks, Index band) {
    std::vector<const float*> layers;
    for (const Raster<float>& look : looks) layers.push_back(look.band_data(band));
    return layers;
}

void mean_of_layers(const std::vector<const float*>& layers, Index count, float* out) {
    for (Index i = 0; i < count; ++i) {
        double sum = 0.0;
        Index looks = 0;
        for (const float* layer : layers) {
            if (std::isnan(layer[i])) continue;
            sum += static_cast<double>(layer[i]);
            ++looks;
        }
        out[i] = looks == 0 ? no_data : static_cast<float>(sum / static_cast<double>(looks));
    }
}

void count_any(const std::vector<Raster<float>>& looks, float* out) {
    const Index count = looks.front().grid().size();
    std::fill(out, out + count, 0.0f);
    constexpr Index strip = 64;  // chosen: mostly all clear or all cloud
    std::array<std::uint8_t, strip> seen;
    for (const Raster<float>& look : looks)
        for (Index start = 0; start < count; start += strip) {
            const Index here = std::min(strip, count - start);
            seen.fill(0);
            // Where the first band has all pixels the others need no look.
            bool open = true;
            for (Index band = 0; band < look.bands() && open; ++band) {
                const float* values = look.band_data(band) + start;
                for (std::size_t i = 0; i < static_cast<std::size_t>(here); ++i)
                    seen[i] |= static_cast<std::uint8_t>(values[i] == values[i]);
                open = std::memchr(seen.data(), 0, static_cast<std::size_t>(here)) != nullptr;
            }
            for (Index i = 0; i < here; ++i)
                out[start + i] += static_cast<float>(seen[static_cast<std::size_t>(i)]);
        }
}

void band_by_band(const std::vector<Raster<float>>& looks, const CompositeRule& rule,
                  Raster<float>& result) {
    const Index count = result.grid().size();
    for (Index band = 0; band + 1 < result.bands(); ++band) {
        const std::vector<const float*> layers = layers_of(looks, band);
        float* out = result.band_data(band);
        if (rule.method == CompositeMethod::median)
            median_of_layers(layers, count, out);
        else if (rule.method == CompositeMethod::mean)
            mean_of_layers(layers, count, out);
        else
            percentile_of_layers(layers, count, rule.percent, out);
    }
    count_any(looks, result.band_data(result.bands() - 1));
}

}  // namespace

Raster<float> day_of_year_band(const std::vector<Raster<float>>& looks,
                               const std::vector<int>& days_of_year, const CompositeRule& rule,
                               const Raster<float>& result) {
    if (looks.size() != days_of_year.size())
        throw internal_error("{} looks with {} days", looks.size(), days_of_year.size());
    const bool chosen =
        rule.method == CompositeMethod::medoid || rule.method == CompositeMethod::best_pixel;
    Raster<float> days(result.grid(), 1, no_data);
    for (Index i = 0; i < result.grid().size(); ++i) {
        double sum = 0.0, count = 0.0;
        for (std::size_t k = 0; k < looks.size(); ++k) {
            bool any = false, all = true;
            for (Index band = 0; band < looks[k].bands(); ++band) {
                const float value = looks[k].band_data(band)[i];
                any = any || !std::isnan(value);
                all = all && value == result.band_data(band)[i];
            }
            if (chosen ? !all : !any) continue;
            sum += days_of_year[k], count += 1.0;
            if (chosen) break;
        }
        if (count > 0.0) days.band_data()[i] = static_cast<float>(sum / count);
    }
    return days;
}

Raster<float> composite(const std::vector<Raster<float>>& looks, const CompositeRule& rule) {
    if (looks.empty()) throw internal_error("composite of no look");
    const Index bands = looks.front().bands();
    for (const Raster<float>& look : looks)
        if (look.bands() != bands || look.rows() != looks.front().rows() ||
            look.cols() != looks.front().cols())
            throw internal_error("composite of looks of different shape");
    Raster<float> result(looks.front().grid(), bands + 1, no_data);
    if (rule.method == CompositeMethod::medoid)
        medoid_of_looks(looks, result);
    else if (rule.method == CompositeMethod::geomedian)
        geomedian_of_looks(looks, result);
    else if (rule.method == CompositeMethod::best_pixel)
        throw internal_error("best pixels are chosen by best_pixels");
    else
        band_by_band(looks, rule, result);
    return result;
}

}  // namespace borderlens
