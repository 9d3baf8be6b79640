#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/table.hpp"
#include "metrics/metrics.hpp"

namespace borderlens {

/// Which metrics a report on zones carries: names of the registry.
struct MetricChoice {
    std::vector<std::string> landscape = {"np", "ed", "lpi", "shdi", "contag"};
    std::vector<std::string> of_class = {"np",      "pd",     "ed",       "lpi", "area_mn",
                                         "area_am", "enn_mn", "cohesion", "ai"};

    /// What has to be measured for them.
    LandscapeOptions options(LandscapeOptions base) const;
};

/// Tidy rows of one landscape, ready to be given zone, side, band and period: metric "shdi" for the
/// landscape, "ed built_up" for a class; n = classed cells. Classes without a name are "class 7".
/// Undefined values are left out.
std::vector<Measure> landscape_measures(const Landscape& landscape, const MetricChoice& choice,
                                        const std::map<std::int32_t, std::string>& class_names);

}  // namespace borderlens
