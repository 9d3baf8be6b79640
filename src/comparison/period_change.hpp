#pragma once
#include <optional>
#include <string>
#include <vector>

namespace borderlens {

/// A change between periods: the mean of those after minus the mean of those before.
struct PeriodChange {
    std::string name;
    std::vector<std::size_t> before;  ///< positions of periods
    std::vector<std::size_t> after;
};

/// The changes of a study: `first_to_last`; with an event `event_<year>` (periods with year < event
/// are before) and, where two or more lie before it, `before_<year>`: the later half of those
/// minus the earlier half, a placebo in time that should find nothing. Years ascend; none with
/// fewer than two.
std::vector<PeriodChange> period_changes(const std::vector<double>& years,
                                         std::optional<double> event);

/// The change of each place, NaN where a period it needs has no value: the same ground is compared
/// with itself, so that what does not change with time, seen or not, falls out. `values` has one
/// vector a period, one value a place.
/// src: difference in discontinuities, Grembi, Nannicini, Troiano 2016, American Economic Journal:
/// Applied Economics 8; on places seen before and after it is the discontinuity of their change.
std::vector<double> changed_values(const std::vector<std::vector<double>>& values,
                                   const PeriodChange& change);
/// The least weight a place has in any period of the change.
std::vector<double> least_weights(const std::vector<std::vector<double>>& weights,
                                  const PeriodChange& change);

}  // namespace borderlens
