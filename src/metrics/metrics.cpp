#include "metrics/metrics.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/parallel.hpp"

namespace borderlens {
namespace {

constexpr MetricLevel all_levels[] = {MetricLevel::patch, MetricLevel::class_level,
                                      MetricLevel::landscape};

/// The families, one file each: a new metric is a row there, a new family a line here.
std::vector<Metric> of_level(MetricLevel level) {
    std::vector<Metric> chosen;
    for (const auto family :
         {area_edge_metrics, shape_metrics, core_metrics, aggregation_metrics, diversity_metrics})
        for (Metric& metric : family())
            if (metric.level == level) chosen.push_back(std::move(metric));
    if (level == MetricLevel::patch) return chosen;
    for (Metric& metric : distribution_metrics(metrics_of(MetricLevel::patch)))
        if (metric.level == level) chosen.push_back(std::move(metric));
    return chosen;
}

}  // namespace

const std::vector<Metric>& metrics_of(MetricLevel level) {
    // Three statics: the higher levels are built from the patch metrics.
    static const std::vector<Metric> patch_metrics = of_level(MetricLevel::patch);
    if (level == MetricLevel::patch) return patch_metrics;
    static const std::vector<Metric> class_metrics = of_level(MetricLevel::class_level);
    static const std::vector<Metric> landscape_metrics = of_level(MetricLevel::landscape);
    return level == MetricLevel::class_level ? class_metrics : landscape_metrics;
}

std::string metric_level_name(MetricLevel level) {
    switch (level) {
        case MetricLevel::patch:
            return "patch";
        case MetricLevel::class_level:
            return "class";
        default:
            return "landscape";
    }
}

MetricLevel metric_level(const std::string& name) {
    for (const MetricLevel level : all_levels)
        if (metric_level_name(level) == name) return level;
    throw input_error("level '{}': expected patch, class or landscape", name);
}

std::vector<const Metric*> choose_metrics(MetricLevel level,
                                          const std::vector<std::string>& names) {
    std::vector<const Metric*> chosen;
    std::vector<std::string> known;
    for (const Metric& metric : metrics_of(level)) {
        known.push_back(metric.name);
        if (names.empty() || std::find(names.begin(), names.end(), metric.name) != names.end())
            chosen.push_back(&metric);
    }
    for (const std::string& name : names)
        if (std::find(known.begin(), known.end(), name) == known.end())
            throw input_error("no metric '{}' at {} level; there are: {}", name,
                              metric_level_name(level), fmt::join(known, ", "));
    return chosen;
}

LandscapeOptions options_for(const std::vector<const Metric*>& metrics, LandscapeOptions options) {
    const auto needed = [&](MetricNeeds needs) {
        return std::any_of(metrics.begin(), metrics.end(),
                           [&](const Metric* metric) { return metric->needs == needs; });
    };
    options.with_shape = needed(MetricNeeds::shape);
    options.with_core = needed(MetricNeeds::core);
    options.with_neighbours = needed(MetricNeeds::neighbours);
    return options;
}

std::vector<std::vector<double>> patch_values_of(const Landscape& landscape) {
    const std::vector<Metric>& metrics = metrics_of(MetricLevel::patch);
    std::vector<std::vector<double>> values(metrics.size());
    parallel_for(static_cast<Index>(metrics.size()), [&](Index m) {
        const Metric& metric = metrics[static_cast<std::size_t>(m)];
        std::vector<double>& column = values[static_cast<std::size_t>(m)];
        column.reserve(landscape.patches.size());
        for (std::size_t i = 0; i < landscape.patches.size(); ++i)
            column.push_back(metric.value(landscape, i));
    });
    return values;
}

Table metric_table(const Landscape& landscape, MetricLevel level,
                   const std::vector<const Metric*>& metrics) {
    Table table;
    std::size_t rows = 1;
    if (level == MetricLevel::patch) {
        rows = landscape.patches.size();
        std::vector<double> codes, numbers;
        for (const Patch& patch : landscape.patches) {
            codes.push_back(patch.code);
            numbers.push_back(static_cast<double>(numbers.size() + 1));
        }
        table.set("class", std::move(codes));
        table.set("patch", std::move(numbers));
    } else if (level == MetricLevel::class_level) {
        rows = landscape.classes.size();
        std::vector<double> codes;
        for (const ClassSums& sums : landscape.classes) codes.push_back(sums.code);
        table.set("class", std::move(codes));
    }
    std::vector<std::vector<double>> columns(metrics.size());
    parallel_for(static_cast<Index>(metrics.size()), [&](Index m) {
        const Metric& metric = *metrics[static_cast<std::size_t>(m)];
        for (std::size_t i = 0; i < rows; ++i)
            columns[static_cast<std::size_t>(m)].push_back(metric.value(landscape, i));
    });
    for (std::size_t m = 0; m < metrics.size(); ++m)
        table.set(metrics[m]->name, std::move(columns[m]));
    return table;
}

Table metric_registry() {
    std::vector<std::string> name, level, formula, unit, range, source;
    for (const MetricLevel one : all_levels)
        for (const Metric& metric : metrics_of(one)) {
            name.push_back(metric.name);
            level.push_back(metric_level_name(one));
            formula.push_back(metric.formula);
            unit.push_back(metric.unit);
            range.push_back(metric.range);
            source.push_back(metric.source);
        }
    Table table;
    table.set("name", std::move(name));
    table.set("level", std::move(level));
    table.set("formula", std::move(formula));
    table.set("unit", std::move(unit));
    table.set("range", std::move(range));
    table.set("source", std::move(source));
    return table;
}

double least_perimeter_sides(double cells) {
    // n x n is the largest square inside; the rest makes one more row, or a row and a column.
    double n = std::floor(std::sqrt(cells));
    if (n * n > cells) --n;
    const double rest = cells - n * n;
    return rest == 0.0 ? 4.0 * n : rest <= n ? 4.0 * n + 2.0 : 4.0 * n + 4.0;
}

}  // namespace borderlens
