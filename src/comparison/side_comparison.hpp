#pragma once
#include <string>
#include <vector>

#include "base/table.hpp"
#include "comparison/interval.hpp"

namespace borderlens {

/// What both sides give for one zone, band, period and metric; a side without a row has NaNs.
struct SidePair {
    std::string zone;
    std::string band;
    std::string period;
    std::string metric;
    std::string unit;
    Interval a;
    Interval b;
    double n_a = no_value;
    double n_b = no_value;
};

/// Names of the two sides in the input.
struct SideNames {
    std::string a = "a";
    std::string b = "b";
};

/// Pairs the rows of a tidy table (columns zone, side, band, period, metric, value, unit, low,
/// high, n; only metric, value and side or zone are needed), in the order of first appearance.
/// Where every zone carries its own side's name ("a_0-5", "b 0-5", "0-5_a", or the side alone), the
/// name is cut off ("0-5", "all"), and the side may be left to it.
/// Rows without a side are left out. errors: input errors name unknown sides, doubled rows, unequal
/// units, a low limit above the high one.
std::vector<SidePair> pair_sides(const Table& table, const SideNames& names = {});

/// Side against side: columns zone, band, period, metric, then a, b, difference, log_ratio,
/// asymmetry, each with _low and _high, n_a, n_b, quality_flag, unit. The flag is "ok" or names,
/// separated by ";", what may explain a difference other than the ground:
///   one_sided        only one side has a value
///   no_interval      a side has no interval
///   unequal_n        one side rests on more than three times as many observations
///   few              a side rests on fewer than 30 observations
///   unequal_quality  the sides' valid looks, cloud or filling (rows of metrics valid_looks,
///                    cloud_share, filled_share of the same zone and period) differ clearly
///   negative         a value is below zero: ratio and asymmetry mean nothing
Table compare_sides(const std::vector<SidePair>& pairs);

}  // namespace borderlens
