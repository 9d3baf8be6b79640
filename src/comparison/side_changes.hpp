#pragma once
#include <vector>

#include "comparison/side_inference.hpp"

namespace borderlens {

/// Both sides over periods: columns a and b of one bootstrap for each period, in order of time.
struct SidePeriods {
    std::vector<double> time;  ///< of each period [year], ascending
    std::vector<std::size_t> column_a;
    std::vector<std::size_t> column_b;
};

/// Bootstrap columns laid out as period 1 side a, period 1 side b, period 2 side a, ...
SidePeriods side_periods(const std::vector<double>& time);

/// One period's value of an event study.
struct EventValue {
    double time = 0.0;
    Interval effect;  ///< (a - b) now minus (a - b) in the reference period
};

struct EventStudy {
    Contrast effect;            ///< difference in differences: mean after minus mean before
    Contrast slope_before;      ///< of a - b per year before the event: 0 under parallel trends
    std::size_t reference = 0;  ///< the last period before the event
    std::vector<EventValue> values;  ///< 0 with no width in the reference period
};

/// How side a changed more than side b around an event (periods with time < event are before).
/// errors: input error without a period on either side of the event. slope_before is NaN with fewer
/// than two periods before.
/// src: difference in differences with a pre-trend check, e.g. Roth et al. 2023, Journal of
/// Econometrics 235.
EventStudy event_study(const BorderBootstrap& bootstrap, const SidePeriods& periods, double event);

/// Asymmetry index (a - b) / (a + b) of a later minus that of an earlier period; first-order (delta
/// method) variance from the bootstrap's covariance.
Contrast asymmetry_change(const BorderBootstrap& bootstrap, const SidePeriods& periods,
                          std::size_t earlier, std::size_t later);

/// (a - b) of a later minus that of an earlier period.
Contrast difference_change(const BorderBootstrap& bootstrap, const SidePeriods& periods,
                           std::size_t earlier, std::size_t later);

/// Least-squares slope per year of a column's means over the periods.
Contrast slope_of(const BorderBootstrap& bootstrap, const std::vector<double>& time,
                  const std::vector<std::size_t>& columns);

}  // namespace borderlens
