#include "imagery/medoid_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "imagery/medoid_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace borderlens::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// distance[i] = Euclidean distance between looks a and b, each `bands` rows of `width` doubles;
/// width is a multiple of every vector's length.
void distances(const double* a, const double* b, Index bands, Index width, double* distance) {
    const hn::ScalableTag<double> d;
    const Index step = static_cast<Index>(hn::Lanes(d));
    for (Index i = 0; i < width; i += step) {
        auto sum = hn::Zero(d);
        for (Index band = 0; band < bands; ++band) {
            const auto difference =
                hn::Sub(hn::LoadU(d, a + band * width + i), hn::LoadU(d, b + band * width + i));
            sum = hn::Add(sum, hn::Mul(difference, difference));
        }
        hn::StoreU(hn::Sqrt(sum), d, distance + i);
    }
}

}  // namespace borderlens::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace borderlens {
namespace {

HWY_EXPORT(distances);

bool is_complete(const Raster<float>& look, Index pixel) {
    for (Index band = 0; band < look.bands(); ++band)
        if (std::isnan(look.band_data(band)[pixel])) return false;
    return true;
}

void take(const std::vector<Raster<float>>& looks, std::size_t best, Index pixel, double count,
          Raster<float>& result) {
    const Index bands = result.bands() - 1;
    for (Index band = 0; band < bands; ++band)
        result.band_data(band)[pixel] = count > 0 ? looks[best].band_data(band)[pixel] : no_data;
    result.band_data(bands)[pixel] = static_cast<float>(count);
}

constexpr Index strip_px = 128;  // chosen: 30 looks of 10 bands take 300 KiB, second-level cache

}  // namespace

void medoid_of_looks(const std::vector<Raster<float>>& looks, Raster<float>& result) {
    const Index bands = result.bands() - 1;
    const std::size_t n = looks.size();
    const auto at = [&](std::size_t look) {
        return look * static_cast<std::size_t>(bands * strip_px);
    };
    std::vector<double> values(at(n)), sums(n * strip_px), distance(strip_px);
    std::vector<char> complete(n * strip_px);
    const Index count = result.grid().size();
    for (Index start = 0; start < count; start += strip_px) {
        const Index here = std::min(strip_px, count - start);
        std::fill(sums.begin(), sums.end(), 0.0);
        for (std::size_t k = 0; k < n; ++k)
            for (Index i = 0; i < strip_px; ++i) {
                const bool whole = i < here && is_complete(looks[k], start + i);
                complete[k * strip_px + static_cast<std::size_t>(i)] = whole ? 1 : 0;
                for (Index band = 0; band < bands; ++band)
                    values[at(k) + static_cast<std::size_t>(band * strip_px + i)] =
                        whole ? static_cast<double>(looks[k].band_data(band)[start + i]) : 0.0;
            }
        for (std::size_t a = 0; a < n; ++a)
            for (std::size_t b = a + 1; b < n; ++b) {
                HWY_DYNAMIC_DISPATCH(distances)
                (values.data() + at(a), values.data() + at(b), bands, strip_px, distance.data());
                for (std::size_t i = 0; i < strip_px; ++i) {
                    const bool both = complete[a * strip_px + i] && complete[b * strip_px + i];
                    const double add = both ? distance[i] : 0.0;
                    sums[a * strip_px + i] += add;
                    sums[b * strip_px + i] += add;
                }
            }
        for (Index i = 0; i < here; ++i) {
            double least = std::numeric_limits<double>::infinity(), whole = 0;
            std::size_t best = 0;
            for (std::size_t k = 0; k < n; ++k) {
                const std::size_t place = k * strip_px + static_cast<std::size_t>(i);
                if (!complete[place]) continue;
                whole += 1;
                if (sums[place] < least) least = sums[place], best = k;
            }
            take(looks, best, start + i, whole, result);
        }
    }
}

void medoid_of_looks_plain(const std::vector<Raster<float>>& looks, Raster<float>& result) {
    const Index bands = result.bands() - 1;
    for (Index pixel = 0; pixel < result.grid().size(); ++pixel) {
        std::vector<std::size_t> whole;
        for (std::size_t k = 0; k < looks.size(); ++k)
            if (is_complete(looks[k], pixel)) whole.push_back(k);
        double least = std::numeric_limits<double>::infinity();
        std::size_t best = 0;
        for (const std::size_t a : whole) {
            double sum = 0.0;
            for (const std::size_t b : whole) {
                double squares = 0.0;
                for (Index band = 0; band < bands; ++band) {
                    const double difference = static_cast<double>(looks[a].band_data(band)[pixel]) -
                                              static_cast<double>(looks[b].band_data(band)[pixel]);
                    squares += difference * difference;
                }
                sum += std::sqrt(squares);
            }
            if (sum < least) least = sum, best = a;
        }
        take(looks, best, pixel, static_cast<double>(whole.size()), result);
    }
}

}  // namespace borderlens
#endif
