#include "comparison/border_bootstrap.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "base/random.hpp"

namespace borderlens {
namespace {

// chosen: fine enough that a block of an eighth of the border still has 32 possible shifts.
constexpr Index bin_count = 256;

/// Sums of one column in bins along the border, as running totals over two rounds of the border, so
/// that a stretch that wraps round is one subtraction.
struct BinnedColumn {
    std::vector<double> weighted;  ///< running sum of weight * value; size 2 * bins + 1
    std::vector<double> weight;
    std::vector<double> bin_means;  ///< NaN for empty bins
};

struct Reach {
    double from_km = 0.0;
    double to_km = 0.0;
};

void check(const BorderColumn& column) {
    const std::size_t cells = column.value.size();
    if (column.along_km.size() != cells || column.weight.size() != cells)
        throw input_error(
            "cells along the border: found {} values, {} places and {} weights, expected as many "
            "of each",
            cells, column.along_km.size(), column.weight.size());
    for (std::size_t i = 0; i < cells; ++i)
        if (!std::isfinite(column.along_km[i]) || !(column.weight[i] >= 0.0))
            throw input_error("cells along the border: cell {} has place {} and weight {}", i + 1,
                              column.along_km[i], column.weight[i]);
}

bool counts(const BorderColumn& column, std::size_t cell) {
    return column.weight[cell] > 0.0 && !std::isnan(column.value[cell]);
}

Reach reach_of(const std::vector<BorderColumn>& columns) {
    Reach reach{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    for (const BorderColumn& column : columns) {
        check(column);
        for (std::size_t i = 0; i < column.value.size(); ++i) {
            if (!counts(column, i)) continue;
            reach.from_km = std::min(reach.from_km, column.along_km[i]);
            reach.to_km = std::max(reach.to_km, column.along_km[i]);
        }
    }
    if (!(reach.to_km > reach.from_km))
        throw input_error(
            "cells along the border: expected valid cells at two or more places along the line");
    return reach;
}

BinnedColumn binned(const BorderColumn& column, const Reach& reach) {
    std::vector<double> weighted(bin_count, 0.0);
    std::vector<double> weight(bin_count, 0.0);
    const double scale = static_cast<double>(bin_count) / (reach.to_km - reach.from_km);
    for (std::size_t i = 0; i < column.value.size(); ++i) {
        if (!counts(column, i)) continue;
        const Index bin = std::min(
            bin_count - 1, static_cast<Index>((column.along_km[i] - reach.from_km) * scale));
        weighted[bin] += column.weight[i] * column.value[i];
        weight[bin] += column.weight[i];
    }
    BinnedColumn result{{0.0}, {0.0}, {}};
    for (Index k = 0; k < 2 * bin_count; ++k) {
        result.weighted.push_back(result.weighted.back() + weighted[k % bin_count]);
        result.weight.push_back(result.weight.back() + weight[k % bin_count]);
    }
    for (Index k = 0; k < bin_count; ++k)
        result.bin_means.push_back(weight[k] > 0.0 ? weighted[k] / weight[k] : no_value);
    return result;
}

/// Means of all columns over randomly drawn stretches that together are as long as the border.
std::vector<double> one_replicate(const std::vector<BinnedColumn>& columns, Index block_bins,
                                  Random& random) {
    std::vector<double> weighted(columns.size(), 0.0);
    std::vector<double> weight(columns.size(), 0.0);
    for (Index left = bin_count; left > 0; left -= block_bins) {
        const Index start = random.below(bin_count);
        const Index end = start + std::min(left, block_bins);
        for (std::size_t c = 0; c < columns.size(); ++c) {
            weighted[c] += columns[c].weighted[end] - columns[c].weighted[start];
            weight[c] += columns[c].weight[end] - columns[c].weight[start];
        }
    }
    for (std::size_t c = 0; c < columns.size(); ++c)
        weighted[c] = weight[c] > 0.0 ? weighted[c] / weight[c] : no_value;
    return weighted;
}

/// Bins that hold a value, on average over the columns that have any.
double mean_filled(const std::vector<std::vector<double>>& series) {
    double filled = 0.0;
    double columns = 0.0;
    for (const auto& values : series) {
        const auto empty = std::count_if(values.begin(), values.end(),
                                         [](double value) { return std::isnan(value); });
        if (empty == bin_count) continue;
        filled += static_cast<double>(bin_count - empty);
        columns += 1.0;
    }
    return filled / columns;
}

/// Covariance over the replicates in which both columns have a value.
double covariance_of(const std::vector<std::vector<double>>& replicates, std::size_t a,
                     std::size_t b) {
    double n = 0.0, sum_a = 0.0, sum_b = 0.0;
    for (const auto& replicate : replicates) {
        if (std::isnan(replicate[a] + replicate[b])) continue;
        n += 1.0;
        sum_a += replicate[a];
        sum_b += replicate[b];
    }
    double products = 0.0;
    for (const auto& replicate : replicates) {
        if (std::isnan(replicate[a] + replicate[b])) continue;
        products += (replicate[a] - sum_a / n) * (replicate[b] - sum_b / n);
    }
    return n > 1.0 ? products / (n - 1.0) : no_value;
}

}  // namespace

BorderBootstrap bootstrap_border(const std::vector<BorderColumn>& columns,
                                 const BootstrapOptions& options) {
    const Reach reach = reach_of(columns);
    const double border_km = reach.to_km - reach.from_km;
    const double bin_km = border_km / static_cast<double>(bin_count);
    std::vector<BinnedColumn> bins;
    std::vector<std::vector<double>> series;
    for (const BorderColumn& column : columns) {
        bins.push_back(binned(column, reach));
        series.push_back(bins.back().bin_means);
    }

    BorderBootstrap result;
    result.variogram = fit_border_variogram(series, bin_km);
    result.variogram.bin_km = border_km / mean_filled(series);
    const double wanted =
        options.block_km > 0.0 ? options.block_km : block_length_km(result.variogram, border_km);
    const Index block_bins = std::clamp<Index>(std::llround(wanted / bin_km), 1, bin_count / 2);
    result.block_km = static_cast<double>(block_bins) * bin_km;
    result.border_too_short = border_km < 30.0 * result.variogram.range_km;
    result.blocks = static_cast<double>(bin_count) / static_cast<double>(block_bins);
    result.degrees = std::max(1.0, result.blocks - 1.0);

    for (const BinnedColumn& column : bins)
        result.means.push_back(column.weight[bin_count] > 0.0
                                   ? column.weighted[bin_count] / column.weight[bin_count]
                                   : no_value);
    result.replicates.resize(static_cast<std::size_t>(std::max(2, options.replicates)));
    parallel_for(static_cast<Index>(result.replicates.size()), [&](Index replicate) {
        Random random(derive_seed(options.seed, "border bootstrap", replicate));
        result.replicates[replicate] = one_replicate(bins, block_bins, random);
    });

    const double whole = result.variogram.variance_of_mean(border_km);
    const double block = result.variogram.variance_of_mean(result.block_km);
    const double resampled = (block - whole) / result.blocks;
    result.correction = resampled > 0.0 ? std::clamp(whole / resampled, 1.0, 3.0) : 3.0;
    result.covariance.assign(columns.size(), std::vector<double>(columns.size(), 0.0));
    for (std::size_t a = 0; a < columns.size(); ++a)
        for (std::size_t b = 0; b <= a; ++b)
            result.covariance[a][b] = result.covariance[b][a] =
                result.correction * covariance_of(result.replicates, a, b);
    return result;
}

}  // namespace borderlens
