#include "comparison/period_change.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace borderlens {
namespace {

std::vector<std::size_t> run_of(std::size_t first, std::size_t last) {
    std::vector<std::size_t> positions;
    for (std::size_t p = first; p < last; ++p) positions.push_back(p);
    return positions;
}

double mean_at(const std::vector<std::vector<double>>& values,
               const std::vector<std::size_t>& periods, std::size_t place) {
    double sum = 0.0;
    for (const std::size_t period : periods) sum += values[period][place];
    return sum / static_cast<double>(periods.size());
}

}  // namespace

std::vector<PeriodChange> period_changes(const std::vector<double>& years,
                                         std::optional<double> event) {
    std::vector<PeriodChange> changes;
    const std::size_t count = years.size();
    if (count < 2) return changes;
    changes.push_back({"first_to_last", {0}, {count - 1}});
    if (!event) return changes;
    const std::size_t split = static_cast<std::size_t>(
        std::lower_bound(years.begin(), years.end(), *event) - years.begin());
    if (split == 0 || split == count) return changes;
    changes.push_back({fmt::format("event_{}", *event), run_of(0, split), run_of(split, count)});
    // An odd period in the middle would be in neither half: it joins the later one.
    if (split > 1)
        changes.push_back(
            {fmt::format("before_{}", *event), run_of(0, split / 2), run_of(split / 2, split)});
    return changes;
}

std::vector<double> changed_values(const std::vector<std::vector<double>>& values,
                                   const PeriodChange& change) {
    std::vector<double> changed(values.at(change.after.front()).size());
    for (std::size_t place = 0; place < changed.size(); ++place)
        changed[place] =
            mean_at(values, change.after, place) - mean_at(values, change.before, place);
    return changed;
}

std::vector<double> least_weights(const std::vector<std::vector<double>>& weights,
                                  const PeriodChange& change) {
    std::vector<double> least = weights.at(change.after.front());
    for (const auto* periods : {&change.before, &change.after})
        for (const std::size_t period : *periods)
            for (std::size_t place = 0; place < least.size(); ++place)
                least[place] = std::min(least[place], weights[period][place]);
    return least;
}

}  // namespace borderlens
