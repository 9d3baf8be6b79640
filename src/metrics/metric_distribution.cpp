// Distributions: what patch metrics are like over the patches of a class or a landscape.
#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "metrics/metrics.hpp"

namespace borderlens {
namespace {

const std::string source = "McGarigal et al. 2023, FRAGSTATS v4, distribution statistics";
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// Values with the areas they are weighted with; undefined ones (NaN) do not count.
struct Sample {
    std::span<const double> values;
    std::span<const double> weights;
};

double mean(const Sample& sample) {
    double sum = 0.0, count = 0.0;
    for (const double value : sample.values)
        if (!std::isnan(value)) {
            sum += value;
            ++count;
        }
    return count > 0.0 ? sum / count : undefined;
}

double area_weighted_mean(const Sample& sample) {
    double sum = 0.0, weights = 0.0;
    for (std::size_t i = 0; i < sample.values.size(); ++i)
        if (!std::isnan(sample.values[i])) {
            sum += sample.values[i] * sample.weights[i];
            weights += sample.weights[i];
        }
    return weights > 0.0 ? sum / weights : undefined;
}

double median(const Sample& sample) {
    std::vector<double> sorted;
    sorted.reserve(sample.values.size());
    for (const double value : sample.values)
        if (!std::isnan(value)) sorted.push_back(value);
    if (sorted.empty()) return undefined;
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    if (sorted.size() % 2 == 1) return *middle;
    return 0.5 * (*middle + *std::max_element(sorted.begin(), middle));
}

double spread(const Sample& sample) {
    constexpr double huge = std::numeric_limits<double>::infinity();
    double low = huge, high = -huge;
    for (const double value : sample.values) {
        if (value < low) low = value;
        if (value > high) high = value;
    }
    return high >= low ? high - low : undefined;
}

double population_sd(const Sample& sample) {
    const double centre = mean(sample);
    double sum = 0.0, count = 0.0;
    for (const double value : sample.values)
        if (!std::isnan(value)) {
            sum += (value - centre) * (value - centre);
            ++count;
        }
    return count > 0.0 ? std::sqrt(sum / count) : undefined;
}

double variation(const Sample& sample) {
    const double centre = mean(sample);
    return centre != 0.0 ? 100.0 * population_sd(sample) / centre : undefined;
}

struct Statistic {
    const char* suffix;
    const char* formula;
    const char* unit;  ///< "" = that of the patch metric
    double (*of)(const Sample&);
};

constexpr Statistic statistics[] = {
    {"mn", "mean over patches", "", mean},
    {"am", "mean weighted with patch area", "", area_weighted_mean},
    {"md", "median over patches", "", median},
    {"ra", "greatest - least", "", spread},
    {"sd", "standard deviation of the population (divided by n)", "", population_sd},
    {"cv", "100 * sd / mean", "%", variation},
};

constexpr std::size_t area_metric = 0;  // the first patch metric is the patch's area

Sample patch_sample(const Landscape& map, std::size_t metric, std::size_t first,
                    std::size_t count) {
    return {std::span(map.patch_values[metric]).subspan(first, count),
            std::span(map.patch_values[area_metric]).subspan(first, count)};
}

/// Areas of disjunct cores in hectares.
std::vector<double> core_areas(const Landscape& map, std::size_t first_class, std::size_t count) {
    std::vector<double> areas;
    for (std::size_t c = first_class; c < first_class + count; ++c)
        for (const double cells : map.classes[c].disjunct_core_cells)
            areas.push_back(map.area_m2(cells) / 10000.0);
    return areas;
}

void add_patch_metric(std::vector<Metric>& all, const Metric& metric, std::size_t number) {
    for (const Statistic& statistic : statistics) {
        const std::string name = metric.name + "_" + statistic.suffix;
        const std::string formula = metric.name + ": " + statistic.formula;
        const std::string unit = *statistic.unit ? statistic.unit : metric.unit;
        const auto of = statistic.of;
        all.push_back({name, MetricLevel::class_level, metric.needs, formula, unit, "", source,
                       [number, of](const Landscape& map, std::size_t c) {
                           return of(patch_sample(map, number, map.classes[c].first_patch,
                                                  map.classes[c].patches));
                       }});
        all.push_back({name, MetricLevel::landscape, metric.needs, formula, unit, "", source,
                       [number, of](const Landscape& map, std::size_t) {
                           return of(patch_sample(map, number, 0, map.patches.size()));
                       }});
    }
}

void add_disjunct_cores(std::vector<Metric>& all) {
    for (const Statistic& statistic : statistics) {
        const std::string name = std::string("dcore_") + statistic.suffix;
        const std::string formula = std::string("area of disjunct cores: ") + statistic.formula;
        const std::string unit = *statistic.unit ? statistic.unit : "ha";
        const auto of = statistic.of;
        all.push_back({name, MetricLevel::class_level, MetricNeeds::core, formula, unit, "", source,
                       [of](const Landscape& map, std::size_t c) {
                           const std::vector<double> areas = core_areas(map, c, 1);
                           return of({areas, areas});
                       }});
        all.push_back({name, MetricLevel::landscape, MetricNeeds::core, formula, unit, "", source,
                       [of](const Landscape& map, std::size_t) {
                           const std::vector<double> areas = core_areas(map, 0, map.classes.size());
                           return of({areas, areas});
                       }});
    }
}

}  // namespace

std::vector<Metric> distribution_metrics(const std::vector<Metric>& patch_metrics) {
    std::vector<Metric> all;
    for (std::size_t m = 0; m < patch_metrics.size(); ++m) {
        const std::string& name = patch_metrics[m].name;
        // Perimeters and core counts have totals of their own (te, ndca).
        if (name != "perim" && name != "ncore") add_patch_metric(all, patch_metrics[m], m);
    }
    add_disjunct_cores(all);
    for (Metric& metric : all)
        metric.range = metric.name.ends_with("_cv") ? ">= 0" : "as its patch metric";
    return all;
}

}  // namespace borderlens
