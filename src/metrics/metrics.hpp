#pragma once
#include <functional>
#include <string>
#include <vector>

#include "base/table.hpp"
#include "metrics/landscape.hpp"

namespace borderlens {

enum class MetricLevel { patch, class_level, landscape };

/// What has to be measured before a metric can be computed, beyond areas and sides.
enum class MetricNeeds { areas, shape, core, neighbours };

/// One metric. `value` gets the landscape and the number of the patch or class (0 for the
/// landscape); NaN = undefined there.
struct Metric {
    std::string name;  ///< as FRAGSTATS names its column, in lower case
    MetricLevel level;
    MetricNeeds needs;
    std::string formula;
    std::string unit;
    std::string range;
    std::string source;
    std::function<double(const Landscape&, std::size_t)> value;
};

/// Families: one function each, defined in metrics/metric_<family>.cpp.
std::vector<Metric> area_edge_metrics();
std::vector<Metric> shape_metrics();
std::vector<Metric> core_metrics();
std::vector<Metric> aggregation_metrics();
std::vector<Metric> diversity_metrics();
/// Mean, area-weighted mean, median, range, standard deviation and variation of patch metrics.
std::vector<Metric> distribution_metrics(const std::vector<Metric>& patch_metrics);

/// All metrics of a level in the order their columns are written.
const std::vector<Metric>& metrics_of(MetricLevel level);
/// "patch", "class", "landscape"; an input error for other texts.
MetricLevel metric_level(const std::string& name);
std::string metric_level_name(MetricLevel level);

/// The level's metrics of these names (empty = all) in registry order; an input error lists the
/// names there are.
std::vector<const Metric*> choose_metrics(MetricLevel level, const std::vector<std::string>& names);
/// Turns measurements off that none of the metrics needs.
LandscapeOptions options_for(const std::vector<const Metric*>& metrics, LandscapeOptions options);

/// Values of all patch metrics, in registry order.
std::vector<std::vector<double>> patch_values_of(const Landscape& landscape);

/// One row a patch (columns class, patch, ...), class (class, ...) or one row for the landscape.
Table metric_table(const Landscape& landscape, MetricLevel level,
                   const std::vector<const Metric*>& metrics);

/// The registry as a table: name, level, formula, unit, range, source.
Table metric_registry();

/// Fewest sides around `cells` cells put together as closely as possible.
/// src: Milne 1991; McGarigal et al. 2023, FRAGSTATS v4, SHAPE and LSI.
double least_perimeter_sides(double cells);

}  // namespace borderlens
