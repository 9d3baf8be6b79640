#pragma once
#include <map>
#include <string>

#include "stages/study.hpp"

namespace borderlens {

/// When a period stands for: its middle, and the season it belongs to (the month it begins in).
struct PeriodTime {
    double year = 0.0;
    int season = 0;
};

/// By name, of every period the study names.
std::map<std::string, PeriodTime> period_times(const Study& study);

}  // namespace borderlens
