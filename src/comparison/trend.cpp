#include "comparison/trend.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.hpp"
#include "base/median.hpp"
#include "comparison/normal.hpp"

namespace borderlens {
namespace {

double sign(double x) {
    return static_cast<double>((x > 0.0) - (x < 0.0));
}

/// Sums over the groups of equal values.
struct Ties {
    double pairs = 0.0;     ///< t (t - 1) / 2
    double variance = 0.0;  ///< t (t - 1) (2 t + 5)
};

Ties ties_of(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    Ties ties;
    for (std::size_t i = 0; i < values.size();) {
        std::size_t j = i;
        while (j < values.size() && values[j] == values[i]) ++j;
        const double t = static_cast<double>(j - i);
        ties.pairs += 0.5 * t * (t - 1.0);
        ties.variance += t * (t - 1.0) * (2.0 * t + 5.0);
        i = j;
    }
    return ties;
}

/// s, its variance and the pairs tau-b divides by, of one season (or the whole series).
struct Kendall {
    double n = 0.0;
    double s = 0.0;
    double variance = 0.0;
    double pairs = 0.0;
};

Kendall kendall_of(const std::vector<double>& all) {
    std::vector<double> values;
    for (const double value : all)
        if (!std::isnan(value)) values.push_back(value);
    Kendall result;
    result.n = static_cast<double>(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        for (std::size_t j = i + 1; j < values.size(); ++j) result.s += sign(values[j] - values[i]);
    const Ties ties = ties_of(values);
    const double n = result.n;
    result.variance = (n * (n - 1.0) * (2.0 * n + 5.0) - ties.variance) / 18.0;
    const double pairs = 0.5 * n * (n - 1.0);
    result.pairs = std::sqrt(pairs * (pairs - ties.pairs));
    return result;
}

TrendTest test_of(const Kendall& kendall) {
    TrendTest test{kendall.n, kendall.s, kendall.variance, no_value, no_value, no_value};
    if (kendall.n < 3.0 || !(kendall.variance > 0.0)) return test;
    if (kendall.pairs > 0.0) test.tau = kendall.s / kendall.pairs;
    // One is the step of s without ties: half of it on each side is the continuity correction.
    test.z = (kendall.s - sign(kendall.s)) / std::sqrt(kendall.variance);
    test.p = two_sided_p(test.z);
    return test;
}

std::map<int, std::vector<std::size_t>> by_season(std::size_t rows,
                                                  const std::vector<int>& season) {
    if (season.size() != rows)
        throw input_error("seasonal trend: found {} seasons for {} values", season.size(), rows);
    std::map<int, std::vector<std::size_t>> rows_of_season;
    for (std::size_t row = 0; row < rows; ++row) rows_of_season[season[row]].push_back(row);
    return rows_of_season;
}

Kendall seasonal_sum(const std::vector<double>& values, const std::vector<int>& season) {
    Kendall sum;
    for (const auto& [number, rows] : by_season(values.size(), season)) {
        std::vector<double> own;
        for (const std::size_t row : rows) own.push_back(values[row]);
        const Kendall part = kendall_of(own);
        sum.n += part.n;
        sum.s += part.s;
        sum.variance += part.variance;
        sum.pairs += part.pairs;
    }
    return sum;
}

void add_slopes(const std::vector<double>& time, const std::vector<double>& values,
                const std::vector<std::size_t>& rows, std::vector<double>& slopes) {
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = i + 1; j < rows.size(); ++j) {
            const double step = time[rows[j]] - time[rows[i]];
            const double rise = values[rows[j]] - values[rows[i]];
            if (step != 0.0 && !std::isnan(rise)) slopes.push_back(rise / step);
        }
}

SenLine line_of(std::vector<double> slopes, double variance, const std::vector<double>& time,
                const std::vector<double>& values, double confidence) {
    SenLine line;
    line.slope.value = median(slopes);
    if (std::isnan(line.slope.value)) return line;
    std::vector<double> rests;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!std::isnan(values[i])) rests.push_back(values[i] - line.slope.value * time[i]);
    line.intercept = median(rests);
    std::sort(slopes.begin(), slopes.end());
    const double count = static_cast<double>(slopes.size());
    const double reach = normal_half_width(confidence) * std::sqrt(std::max(0.0, variance));
    // Ranks from 1: M1 = (N - C) / 2 and M2 + 1 = (N + C) / 2 + 1, between whole ranks by line.
    const auto at_rank = [&](double rank) {
        if (rank < 1.0 || rank > count) return no_value;
        const auto below = static_cast<std::size_t>(std::floor(rank)) - 1;
        const std::size_t above = std::min(below + 1, slopes.size() - 1);
        const double part = rank - std::floor(rank);
        return (1.0 - part) * slopes[below] + part * slopes[above];
    };
    line.slope.low = at_rank(0.5 * (count - reach));
    line.slope.high = at_rank(0.5 * (count + reach) + 1.0);
    return line;
}

}  // namespace

TrendTest mann_kendall(const std::vector<double>& values) {
    return test_of(kendall_of(values));
}

TrendTest seasonal_kendall(const std::vector<double>& values, const std::vector<int>& season) {
    return test_of(seasonal_sum(values, season));
}

TrendTest seasonal_kendall_correlated(const std::vector<double>& values,
                                      const std::vector<int>& season,
                                      const std::vector<int>& cycle) {
    Kendall sum = seasonal_sum(values, season);
    const auto seasons = by_season(values.size(), season);
    if (cycle.size() != values.size())
        throw input_error("seasonal trend: found {} cycles for {} values", cycle.size(),
                          values.size());
    std::vector<std::map<int, double>> series;
    for (const auto& [number, rows] : seasons) {
        series.emplace_back();
        for (const std::size_t row : rows)
            if (!std::isnan(values[row])) series.back()[cycle[row]] = values[row];
    }
    // Ranks within a season, middle ranks for ties: Hirsch and Slack 1984, equations (8) and (9).
    std::vector<std::map<int, double>> ranks(series.size());
    for (std::size_t g = 0; g < series.size(); ++g)
        for (const auto& [i, x] : series[g]) {
            double rank = static_cast<double>(series[g].size()) + 1.0;
            for (const auto& [j, other] : series[g]) rank += sign(x - other);
            ranks[g][i] = 0.5 * rank;
        }
    for (std::size_t g = 0; g < series.size(); ++g)
        for (std::size_t h = 0; h < series.size(); ++h) {
            if (g == h) continue;
            if (series[g].size() != series[h].size())
                throw input_error(
                    "seasonal trend with correlated seasons: found {} and {} values in two "
                    "seasons, expected one for every season and cycle",
                    series[g].size(), series[h].size());
            const double n = static_cast<double>(series[g].size());
            double concordance = 0.0;
            double products = 0.0;
            for (const auto& [i, x] : series[g]) {
                const auto other = series[h].find(i);
                if (other == series[h].end())
                    throw input_error(
                        "seasonal trend with correlated seasons: cycle {} has no value in one "
                        "season",
                        i);
                products += ranks[g][i] * ranks[h][i];
                for (const auto& [j, y] : series[g]) {
                    const auto later = series[h].find(j);
                    if (j > i && later != series[h].end())
                        concordance += sign((y - x) * (later->second - other->second));
                }
            }
            sum.variance += (concordance + 4.0 * products - n * (n + 1.0) * (n + 1.0)) / 3.0;
        }
    return test_of(sum);
}

SenLine sen_line(const std::vector<double>& time, const std::vector<double>& values,
                 double confidence) {
    return seasonal_sen_line(time, values, std::vector<int>(values.size(), 0), confidence);
}

SenLine seasonal_sen_line(const std::vector<double>& time, const std::vector<double>& values,
                          const std::vector<int>& season, double confidence) {
    if (time.size() != values.size())
        throw input_error("trend: found {} times for {} values", time.size(), values.size());
    std::vector<double> slopes;
    for (const auto& [number, rows] : by_season(values.size(), season))
        add_slopes(time, values, rows, slopes);
    return line_of(slopes, seasonal_sum(values, season).variance, time, values, confidence);
}

}  // namespace borderlens
