#include "metrics/landscape_measures.hpp"

#include <cmath>
#include <limits>

namespace borderlens {
namespace {

Measure measure_of(const Metric& metric, const std::string& of_class, double value, Index cells) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    return {"",    "",          "",   "",   metric.name + of_class,
            value, metric.unit, none, none, static_cast<double>(cells)};
}

}  // namespace

LandscapeOptions MetricChoice::options(LandscapeOptions base) const {
    std::vector<const Metric*> all = choose_metrics(MetricLevel::landscape, landscape);
    if (landscape.empty()) all.clear();
    if (!of_class.empty())
        for (const Metric* metric : choose_metrics(MetricLevel::class_level, of_class))
            all.push_back(metric);
    return options_for(all, base);
}

std::vector<Measure> landscape_measures(const Landscape& landscape, const MetricChoice& choice,
                                        const std::map<std::int32_t, std::string>& class_names) {
    std::vector<Measure> rows;
    if (!choice.landscape.empty())
        for (const Metric* metric : choose_metrics(MetricLevel::landscape, choice.landscape)) {
            const double value = metric->value(landscape, 0);
            if (!std::isnan(value)) rows.push_back(measure_of(*metric, "", value, landscape.cells));
        }
    if (choice.of_class.empty()) return rows;
    for (std::size_t c = 0; c < landscape.classes.size(); ++c) {
        const auto named = class_names.find(landscape.classes[c].code);
        const std::string name = named == class_names.end()
                                     ? fmt::format("class {}", landscape.classes[c].code)
                                     : named->second;
        for (const Metric* metric : choose_metrics(MetricLevel::class_level, choice.of_class)) {
            const double value = metric->value(landscape, c);
            if (!std::isnan(value))
                rows.push_back(measure_of(*metric, " " + name, value, landscape.cells));
        }
    }
    return rows;
}

}  // namespace borderlens
