#pragma once
#include <string>
#include <vector>

#include "base/table.hpp"

namespace borderlens {

/// Names of the two sides, for legends.
struct SideLabels {
    std::string a;
    std::string b;
};

/// Charts as inline SVG from the rows of a comparison table (columns band, period, metric, a,
/// a_low, a_high, b, ..., difference, ..., asymmetry, ...). Whiskers are 95 % intervals. Empty text
/// where no row fits.

/// Mirror plot: one metric by distance from the border, side b to the left, side a to the right.
std::string mirror_chart(const Table& comparison, const std::string& metric,
                         const std::string& period, const SideLabels& sides);

/// One metric of both sides over the periods, whole zone width.
std::string time_chart(const Table& comparison, const std::string& metric, const SideLabels& sides);

/// Asymmetry (a - b) / (a + b) of one metric over the periods, with the line of equality.
std::string asymmetry_chart(const Table& comparison, const std::string& metric,
                            const SideLabels& sides);

}  // namespace borderlens
