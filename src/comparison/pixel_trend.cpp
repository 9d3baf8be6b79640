#include "comparison/pixel_trend.hpp"

#include <set>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "comparison/trend.hpp"

namespace borderlens {

Raster<float> pixel_trends(const std::vector<Raster<float>>& values,
                           const std::vector<double>& year, const std::vector<int>& season) {
    if (values.empty() || values.size() != year.size() || values.size() != season.size())
        throw internal_error("pixel trends of {} rasters, {} years, {} seasons", values.size(),
                             year.size(), season.size());
    const Grid& grid = values.front().grid();
    Raster<float> trends(grid, static_cast<Index>(pixel_trend_bands.size()), no_data);
    const bool seasonal = std::set<int>(season.begin(), season.end()).size() > 1;
    parallel_for(grid.rows(), [&](Index row) {
        std::vector<double> series(values.size());
        for (Index col = 0; col < grid.cols(); ++col) {
            for (std::size_t p = 0; p < values.size(); ++p)
                series[p] = static_cast<double>(values[p](row, col));
            const TrendTest test =
                seasonal ? seasonal_kendall(series, season) : mann_kendall(series);
            trends(3, row, col) = static_cast<float>(test.n);
            if (test.n < least_trend_values) continue;
            const SenLine line =
                seasonal ? seasonal_sen_line(year, series, season) : sen_line(year, series);
            trends(0, row, col) = static_cast<float>(line.slope.value);
            trends(1, row, col) = static_cast<float>(test.tau);
            trends(2, row, col) = static_cast<float>(test.p);
        }
    });
    return trends;
}

void TrendCounts::add(float slope, float tau, float p) {
    // All values equal: no trend, and nothing to test.
    if (std::isnan(slope)) return;
    pixels += 1.0;
    slope_sum += static_cast<double>(slope);
    const int sign = tau > 0.0F ? 1 : tau < 0.0F ? -1 : 0;
    by_p[{sign, std::isnan(p) ? 1.0F : p}] += 1.0;
}

TrendCounts& TrendCounts::operator+=(const TrendCounts& other) {
    pixels += other.pixels;
    slope_sum += other.slope_sum;
    for (const auto& [key, count] : other.by_p) by_p[key] += count;
    return *this;
}

double TrendCounts::share(int sign, double level) const {
    double count = 0.0;
    for (const auto& [key, pixels_there] : by_p)
        if (key.first == sign && static_cast<double>(key.second) <= level) count += pixels_there;
    return count / pixels;
}

double TrendCounts::discovery_level(double rate) const {
    std::map<double, double> by_p_alone;
    for (const auto& [key, count] : by_p) by_p_alone[static_cast<double>(key.second)] += count;
    double level = -1.0, rank = 0.0;
    for (const auto& [p, count] : by_p_alone) {
        rank += count;
        if (p <= rate * rank / pixels) level = p;
    }
    return level;
}

}  // namespace borderlens
