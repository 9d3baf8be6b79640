#include "comparison/border_variogram.hpp"

#include <algorithm>
#include <cmath>

namespace borderlens {
namespace {

struct Lag {
    double distance_km = 0.0;
    double semivariance = 0.0;
    double pairs = 0.0;
};

/// Values in units of their standard deviation; empty where they do not vary.
std::vector<double> standardised(const std::vector<double>& values) {
    double sum = 0.0;
    double count = 0.0;
    for (const double value : values)
        if (!std::isnan(value)) {
            sum += value;
            ++count;
        }
    double squares = 0.0;
    for (const double value : values)
        if (!std::isnan(value)) squares += (value - sum / count) * (value - sum / count);
    if (count < 3.0 || squares <= 0.0) return {};
    const double deviation = std::sqrt(squares / (count - 1.0));
    std::vector<double> result;
    for (const double value : values) result.push_back((value - sum / count) / deviation);
    return result;
}

std::vector<Lag> empirical(const std::vector<std::vector<double>>& series, double bin_km) {
    std::size_t longest = 0;
    for (const auto& values : series) longest = std::max(longest, values.size());
    // Lags beyond a third of the line rest on too few independent pairs.
    std::vector<Lag> lags(longest / 3 + 1);
    for (const auto& values : series) {
        const std::vector<double> z = standardised(values);
        for (std::size_t k = 1; k < lags.size(); ++k)
            for (std::size_t i = 0; i + k < z.size(); ++i) {
                const double step = z[i + k] - z[i];
                if (std::isnan(step)) continue;
                lags[k].semivariance += 0.5 * step * step;
                lags[k].pairs += 1.0;
            }
    }
    std::vector<Lag> used;
    for (std::size_t k = 1; k < lags.size(); ++k) {
        if (lags[k].pairs < 1.0) continue;
        used.push_back(
            {static_cast<double>(k) * bin_km, lags[k].semivariance / lags[k].pairs, lags[k].pairs});
    }
    return used;
}

/// Least squares of nugget and sill, none negative, at a given range; returns the misfit.
double fit_at(const std::vector<Lag>& lags, double range_km, double& nugget, double& sill) {
    double w = 0.0, wx = 0.0, wxx = 0.0, wy = 0.0, wxy = 0.0;
    for (const Lag& lag : lags) {
        const double weight = lag.pairs / lag.distance_km;
        const double x = 1.0 - std::exp(-lag.distance_km / range_km);
        w += weight;
        wx += weight * x;
        wxx += weight * x * x;
        wy += weight * lag.semivariance;
        wxy += weight * x * lag.semivariance;
    }
    const double determinant = w * wxx - wx * wx;
    nugget = determinant > 1e-12 * w * wxx ? (wy * wxx - wx * wxy) / determinant : wy / w;
    sill = determinant > 1e-12 * w * wxx ? (w * wxy - wx * wy) / determinant : 0.0;
    if (nugget < 0.0) {
        nugget = 0.0;
        sill = wxy / wxx;
    }
    if (sill < 0.0) {
        sill = 0.0;
        nugget = wy / w;
    }
    double misfit = 0.0;
    for (const Lag& lag : lags) {
        const double model = nugget + sill * (1.0 - std::exp(-lag.distance_km / range_km));
        const double miss = lag.semivariance - model;
        misfit += lag.pairs / lag.distance_km * miss * miss;
    }
    return misfit;
}

/// Mean of exp(-lag / range) over all pairs of places of a stretch.
double mean_likeness(double range_km, double length_km) {
    if (range_km <= 0.0) return 0.0;
    const double u = range_km / length_km;
    return 2.0 * u * (1.0 - u * (1.0 - std::exp(-1.0 / u)));
}

/// Mean over the places of a stretch of the square of their own mean of exp(-lag / range).
double mean_square_likeness(double range_km, double length_km) {
    if (range_km <= 0.0) return 0.0;
    const double u = range_km / length_km, end = std::exp(-1.0 / u);
    return u * u * (4.0 - 8.0 * u * (1.0 - end) + u * (1.0 - end * end) + 2.0 * end);
}

}  // namespace

double BorderVariogram::variance_of_mean(double length_km) const {
    return nugget * std::min(1.0, bin_km / length_km) + sill * mean_likeness(range_km, length_km);
}

double BorderVariogram::variance_degrees(double length_km) const {
    // Of the correlations between all pairs of places of the stretch: their mean, the mean of their
    // squares, and the mean square of each place's own mean. A place is wholly like itself.
    const double alike = sill / (nugget + sill), own = std::min(1.0, bin_km / length_km);
    // Beyond a hundred lengths the limit, 2.5 degrees, is reached and differences would cancel.
    const double range = std::min(range_km, 100.0 * length_km);
    const double smooth = mean_likeness(range, length_km);
    const double mean = alike * smooth + (1.0 - alike) * own;
    const double mean_square =
        alike * alike * mean_likeness(0.5 * range, length_km) + (1.0 - alike * alike) * own;
    const double of_places = alike * alike * mean_square_likeness(range, length_km) +
                             (1.0 - alike) * own * (2.0 * alike * smooth + (1.0 - alike) * own);
    return (1.0 - mean) * (1.0 - mean) / (mean_square - 2.0 * of_places + mean * mean);
}

BorderVariogram fit_border_variogram(const std::vector<std::vector<double>>& series,
                                     double bin_km) {
    BorderVariogram best;
    best.bin_km = bin_km;
    const std::vector<Lag> lags = empirical(series, bin_km);
    if (lags.size() < 4) return best;
    double least = -1.0;
    const double longest_km = lags.back().distance_km;
    // Ranges in steps of a tenth, from half a bin (as good as none) to the longest lag.
    for (double range_km = 0.5 * bin_km; range_km <= longest_km; range_km *= 1.1) {
        double nugget = 0.0;
        double sill = 0.0;
        const double misfit = fit_at(lags, range_km, nugget, sill);
        if (least >= 0.0 && misfit >= least) continue;
        least = misfit;
        best.nugget = nugget;
        best.sill = sill;
        best.range_km = sill > 0.0 ? range_km : 0.0;
    }
    return best;
}

double block_length_km(const BorderVariogram& variogram, double border_km) {
    const double wanted = std::max(6.0 * variogram.range_km, 2.0 * variogram.bin_km);
    return std::min(wanted, border_km / 8.0);
}

}  // namespace borderlens
