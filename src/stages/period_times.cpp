#include "stages/period_times.hpp"

namespace borderlens {

std::map<std::string, PeriodTime> period_times(const Study& study) {
    std::map<std::string, PeriodTime> times;
    for (const Period& period : study.periods) {
        const auto in_years = [](const Date& date) {
            return date.year + (date.month - 1) / 12.0 + (date.day - 1) / 365.25;
        };
        times[period.name] = {0.5 * (in_years(period.first) + in_years(period.last)),
                              period.first.month};
    }
    return times;
}

}  // namespace borderlens
