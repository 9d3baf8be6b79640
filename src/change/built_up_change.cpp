#include "change/built_up_change.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "base/error.hpp"
#include "base/median.hpp"
#include "base/parallel.hpp"
#include "change/local_mean.hpp"

namespace borderlens {
namespace {

constexpr Index pixel_radius = 2;       // 5 x 5 px: a house block at 10 m, and misregistration
constexpr Index structure_radius = 7;   // 15 x 15 px: the reach of one building site
constexpr Index surround_radius = 30;   // 61 x 61 px: haze and season change slower than that
constexpr double most_step2 = 100.0;    // 10 deviations: one bright roof shall not fill the mean
constexpr double vegetated_ndvi = 0.2;  // below it NDVI no longer tells built-up from bare
constexpr double normal_deviation = 1.482602218505602;  // standard over median deviation
constexpr Index sample_px = 200000;                     // chosen: ranks to 1/200000
constexpr Index block_px = 512;
constexpr std::size_t feature_count = 6;
constexpr double least_reflectance = 1e-3;  // keeps logarithms of dark water finite

/// Everything a block's features are made of.
struct Quantities {
    std::array<Plane, 3> step, contrast;
    Plane tint, ndvi, pattern_change, nir_change;
    Plane brightness_variance, nir_variance;
};

/// Earlier bands, and later bands brought to their level.
struct Bands {
    std::vector<Plane> before, after;
};

Bands bands_of(const ImagePair& pair, const BuiltUpScales& scales) {
    Bands bands;
    const Index rows = pair.before.rows(), cols = pair.before.cols();
    for (Index band = 0; band < built_up_bands; ++band) {
        const auto& line = scales.lines[static_cast<std::size_t>(band)];
        Plane before(rows, cols), after(rows, cols);
        for (std::size_t i = 0; i < before.size(); ++i) {
            before[i] = pair.before.band_data(band)[i];
            after[i] = pair.after.band_data(band)[i] * line.slope + line.intercept;
        }
        bands.before.push_back(std::move(before));
        bands.after.push_back(std::move(after));
    }
    // A pixel without data in one band or date has none at all.
    for (std::size_t i = 0; i < bands.before[0].size(); ++i) {
        bool valid = true;
        for (std::size_t b = 0; b < bands.before.size(); ++b)
            valid = valid && std::isfinite(bands.before[b][i]) && std::isfinite(bands.after[b][i]);
        if (valid) continue;
        for (std::size_t b = 0; b < bands.before.size(); ++b)
            bands.before[b][i] = bands.after[b][i] = std::nan("");
    }
    return bands;
}

Plane combine(const Plane& a, const Plane& b, double (*fn)(double, double)) {
    Plane result(a.rows, a.cols);
    for (std::size_t i = 0; i < a.size(); ++i) result[i] = fn(a[i], b[i]);
    return result;
}

Plane brightness_of(const std::vector<Plane>& bands) {
    Plane sum(bands[0].rows, bands[0].cols);
    for (std::size_t i = 0; i < sum.size(); ++i)
        sum[i] = (bands[built_blue][i] + bands[built_green][i] + bands[built_red][i]) / 3.0;
    return sum;
}

/// 0 = same pattern, 1 = unrelated; `usual` variance keeps flat ground from counting noise.
Plane dissimilarity(const LocalMoments& moments, double usual) {
    Plane result(moments.variance_a.rows, moments.variance_a.cols);
    for (std::size_t i = 0; i < result.size(); ++i) {
        const double both = moments.variance_a[i] + moments.variance_b[i];
        result[i] = both + usual > 0.0
                        ? std::max(0.0, both - 2.0 * moments.covariance[i]) / (both + usual)
                        : (std::isnan(both) ? both : 0.0);
    }
    return result;
}

Quantities quantities_of(const ImagePair& pair, const BuiltUpScales& scales) {
    const Bands bands = bands_of(pair, scales);
    const auto less = [](double a, double b) { return b - a; };
    Quantities q;
    for (std::size_t b = 0; b < 3; ++b) {
        const Plane step = combine(bands.before[b], bands.after[b], less);
        q.step[b] = local_mean(step, pixel_radius);
        q.contrast[b] = combine(local_mean(step, surround_radius), q.step[b], less);
    }
    const auto log_ratio = [](double a, double b) {
        return std::log(std::max(a, least_reflectance) / std::max(b, least_reflectance));
    };
    const auto tint = [&](const std::vector<Plane>& date) {
        Plane red_edge = local_mean(date[built_red_edge], pixel_radius);
        Plane swir = local_mean(date[built_swir], pixel_radius);
        for (std::size_t i = 0; i < swir.size(); ++i)
            swir[i] = std::isnan(swir[i]) ? swir[i] : log_ratio(red_edge[i], swir[i]);
        return swir;
    };
    q.tint = combine(tint(bands.before), tint(bands.after), less);
    q.ndvi = local_mean(combine(bands.after[built_red], bands.after[built_nir],
                                [](double red, double nir) {
                                    const double sum = std::max(nir + red, least_reflectance);
                                    return std::isnan(nir + red) ? nir + red : (nir - red) / sum;
                                }),
                        pixel_radius);
    LocalMoments brightness =
        local_moments(brightness_of(bands.before), brightness_of(bands.after), pixel_radius);
    LocalMoments nir = local_moments(bands.before[built_nir], bands.after[built_nir], pixel_radius);
    q.pattern_change =
        local_mean(dissimilarity(brightness, scales.brightness_variance), structure_radius);
    q.nir_change = dissimilarity(nir, scales.nir_variance);
    q.brightness_variance = std::move(brightness.variance_a);
    q.nir_variance = std::move(nir.variance_a);
    // The ground between valid neighbours is not a pixel of its own.
    for (std::size_t i = 0; i < q.tint.size(); ++i)
        if (std::isnan(bands.before[0][i])) q.tint[i] = std::nan("");
    return q;
}

double square_in(const BuiltUpScales::Spread& spread, double value) {
    const double z = (value - spread.middle) / spread.deviation;
    return z * z;
}

std::array<Plane, feature_count> features_of(const Quantities& q, const BuiltUpScales& scales) {
    Plane change(q.tint.rows, q.tint.cols), contrast = change, bare = change, tint = change;
    for (std::size_t i = 0; i < change.size(); ++i) {
        double step2 = 0.0, contrast2 = 0.0;
        for (std::size_t b = 0; b < 3; ++b) {
            step2 += square_in(scales.step[b], q.step[b][i]);
            contrast2 += square_in(scales.contrast[b], q.contrast[b][i]);
        }
        change[i] = std::isnan(step2) ? step2 : std::min(step2, most_step2);
        contrast[i] = contrast2;
        bare[i] = std::isnan(q.ndvi[i]) ? q.ndvi[i] : -std::max(q.ndvi[i], vegetated_ndvi);
        tint[i] = square_in(scales.tint, q.tint[i]);
    }
    return {contrast, local_mean(change, structure_radius), q.pattern_change, q.nir_change, bare,
            tint};
}

/// Blocks with halo; at most 100 of them, evenly spread over the scene.
struct SampledBlock {
    Window core, halo;
};
std::vector<SampledBlock> sampled_blocks(const PairSource& source) {
    std::vector<SampledBlock> all;
    const Window extent = source.grid.window();
    for (Index row = 0; row < extent.rows; row += block_px)
        for (Index col = 0; col < extent.cols; col += block_px) {
            const Window core = Window{row, col, block_px, block_px}.intersect(extent);
            all.push_back({core, core.pad(built_up_halo_px).intersect(extent)});
        }
    const std::size_t step = (all.size() + 99) / 100;
    std::vector<SampledBlock> taken;
    for (std::size_t i = step / 2; i < all.size(); i += step) taken.push_back(all[i]);
    return taken;
}

/// A regular sample of each block's core of the planes made from it; joined in block order.
std::vector<std::vector<double>> sample_blocks(
    const PairSource& source, std::size_t columns,
    const std::function<std::vector<Plane>(const ImagePair&)>& planes_of) {
    const auto blocks = sampled_blocks(source);
    Index pixels = 0;
    for (const SampledBlock& block : blocks) pixels += block.core.size();
    const Index step =
        std::max<Index>(1, static_cast<Index>(std::sqrt(static_cast<double>(pixels) / sample_px)));
    std::vector<std::vector<std::vector<double>>> slots(blocks.size());
    parallel_for(static_cast<Index>(blocks.size()), [&](Index number) {
        const SampledBlock& block = blocks[static_cast<std::size_t>(number)];
        const auto planes = planes_of(source.read(block.halo));
        auto& slot = slots[static_cast<std::size_t>(number)];
        slot.resize(columns);
        for (Index row = block.core.row0; row < block.core.row_end(); row += step)
            for (Index col = block.core.col0; col < block.core.col_end(); col += step) {
                const std::size_t i = static_cast<std::size_t>(
                    (row - block.halo.row0) * block.halo.cols + col - block.halo.col0);
                for (std::size_t c = 0; c < columns; ++c) slot[c].push_back(planes[c][i]);
            }
    });
    std::vector<std::vector<double>> joined(columns);
    for (const auto& slot : slots)
        for (std::size_t c = 0; c < columns; ++c)
            joined[c].insert(joined[c].end(), slot[c].begin(), slot[c].end());
    return joined;
}

double median_of_finite(std::vector<double> values) {
    std::erase_if(values, [](double value) { return !std::isfinite(value); });
    return values.empty() ? 0.0 : upper_median(std::move(values));
}

BuiltUpScales::Spread spread_of(const std::vector<double>& values) {
    BuiltUpScales::Spread spread;
    spread.middle = median_of_finite(values);
    std::vector<double> away = values;
    for (double& value : away) value = std::abs(value - spread.middle);
    // Identical images have no spread at all: nothing then counts as a deviation.
    const double deviation = normal_deviation * median_of_finite(std::move(away));
    spread.deviation = deviation > 0.0 ? deviation : std::numeric_limits<double>::infinity();
    return spread;
}

/// Line that brings the later values to mean and spread of the earlier ones, on the pixels that
/// follow it; five rounds settle it.
BuiltUpScales::Line trimmed_line(const std::vector<double>& before,
                                 const std::vector<double>& after) {
    BuiltUpScales::Line line;
    std::vector<bool> used;
    for (std::size_t i = 0; i < before.size(); ++i)
        used.push_back(std::isfinite(before[i]) && std::isfinite(after[i]));
    for (int round = 0; round < 5; ++round) {
        double n = 0, sx = 0, sy = 0, sxx = 0, syy = 0;
        for (std::size_t i = 0; i < before.size(); ++i) {
            if (!used[i]) continue;
            n += 1, sx += after[i], sy += before[i];
            sxx += after[i] * after[i], syy += before[i] * before[i];
        }
        const double vx = sxx / n - sx / n * sx / n, vy = syy / n - sy / n * sy / n;
        if (!(n > 1.0 && vx > 0.0)) return line;
        line.slope = std::sqrt(std::max(0.0, vy) / vx);
        line.intercept = sy / n - line.slope * sx / n;
        std::vector<double> residuals;
        for (std::size_t i = 0; i < before.size(); ++i)
            residuals.push_back(before[i] - line.slope * after[i] - line.intercept);
        const auto spread = spread_of(residuals);
        if (std::isinf(spread.deviation)) return line;
        for (std::size_t i = 0; i < before.size(); ++i)
            used[i] = std::abs(residuals[i]) < 2.5 * spread.deviation;
    }
    return line;
}

}  // namespace

const std::vector<std::string>& built_up_features() {
    static const std::vector<std::string> names = {
        "colour against surroundings", "changed surroundings", "pattern of brightness",
        "pattern of near infrared",    "bare after",           "tint"};
    return names;
}

BuiltUpScales built_up_scales(const PairSource& source) {
    if (source.before_bands != built_up_bands || source.after_bands != built_up_bands)
        throw internal_error("new built-up needs {} bands at both dates", built_up_bands);
    BuiltUpScales scales;
    const auto raw = sample_blocks(source, 2 * built_up_bands, [&](const ImagePair& pair) {
        const Bands bands = bands_of(pair, scales);
        std::vector<Plane> planes = bands.before;
        planes.insert(planes.end(), bands.after.begin(), bands.after.end());
        return planes;
    });
    if (std::none_of(raw[0].begin(), raw[0].end(), [](double v) { return std::isfinite(v); }))
        throw input_error("no pixel is valid in all bands of both images: do they overlap?");
    for (std::size_t band = 0; band < static_cast<std::size_t>(built_up_bands); ++band)
        scales.lines[band] =
            trimmed_line(raw[band], raw[band + static_cast<std::size_t>(built_up_bands)]);
    const auto parts = sample_blocks(source, 9, [&](const ImagePair& pair) {
        Quantities q = quantities_of(pair, scales);
        std::vector<Plane> planes;
        for (Plane& plane : q.step) planes.push_back(std::move(plane));
        for (Plane& plane : q.contrast) planes.push_back(std::move(plane));
        planes.push_back(std::move(q.tint));
        planes.push_back(std::move(q.brightness_variance));
        planes.push_back(std::move(q.nir_variance));
        return planes;
    });
    for (std::size_t band = 0; band < 3; ++band) {
        scales.step[band] = spread_of(parts[band]);
        scales.contrast[band] = spread_of(parts[3 + band]);
    }
    scales.tint = spread_of(parts[6]);
    scales.brightness_variance = median_of_finite(parts[7]);
    scales.nir_variance = median_of_finite(parts[8]);
    auto features = sample_blocks(source, feature_count, [&](const ImagePair& pair) {
        auto planes = features_of(quantities_of(pair, scales), scales);
        return std::vector<Plane>(std::make_move_iterator(planes.begin()),
                                  std::make_move_iterator(planes.end()));
    });
    for (auto& sample : features) scales.features.emplace_back(std::move(sample));
    return scales;
}

Raster<float> built_up_probability(const ImagePair& pair, const Window& core,
                                   const BuiltUpScales& scales, const BuiltUpOptions& options) {
    const Quantities q = quantities_of(pair, scales);
    const auto features = features_of(q, scales);
    Raster<float> result(pair.before.grid().crop(core), 1, no_data);
    for (Index row = 0; row < core.rows; ++row)
        for (Index col = 0; col < core.cols; ++col) {
            const std::size_t i =
                static_cast<std::size_t>((core.row0 + row) * q.tint.cols + core.col0 + col);
            if (std::isnan(q.tint[i])) continue;
            double sum = 0.0;
            for (std::size_t f = 0; f < feature_count; ++f)
                sum += scales.features[f].rarity(features[f][i]);
            const double p = combined_p_value(sum, static_cast<int>(feature_count));
            double step2 = 0.0;
            for (std::size_t b = 0; b < 3; ++b) step2 += q.step[b][i] * q.step[b][i] / 3.0;
            // The significance is where change and no change are as likely; below a floor the
            // probability falls in proportion.
            double probability = 1.0 / (1.0 + p / options.significance);
            const double strength = std::min(std::sqrt(step2) / options.least_step,
                                             q.pattern_change[i] / options.least_dissimilarity);
            if (strength < 1.0) probability = std::min(probability, 0.5) * strength;
            result(row, col) = static_cast<float>(probability);
        }
    return result;
}

}  // namespace borderlens
