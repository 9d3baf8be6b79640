#pragma once
#include <limits>
#include <string>

#include "base/no_value.hpp"

#include "base/table_rows.hpp"

namespace borderlens {

/// A number with its interval; NaN where there is none. The interval need not be symmetric.
struct Interval {
    double value = no_value;
    double low = no_value;
    double high = no_value;

    bool has_interval() const { return low <= high; }
    bool contains(double number) const { return low <= number && number <= high; }
};

/// a - b of two independent estimates from their own intervals ("method of variance estimates
/// recovery", MOVER): the distance to each limit joins the distances of a and b to the limits that
/// push the same way. Limits NaN where either interval is missing.
/// src: Zou and Donner 2008, Statistics in Medicine 27, equations (5) and (6).
Interval difference_of(const Interval& a, const Interval& b);

/// a / b of two independent estimates, both >= 0 (a limit below 0 counts as 0), by MOVER-R, which
/// is Fieller's interval where both intervals are symmetric. The upper limit is infinite where b's
/// interval reaches 0; NaN where a or b is negative or b is 0.
/// src: Donner and Zou 2012, Statistical Methods in Medical Research 21, equation (9).
Interval ratio_of(const Interval& a, const Interval& b);

/// ln(a / b), a and b > 0, else NaN. A limit is NaN where the ratio's is 0 or infinite.
Interval log_ratio_of(const Interval& a, const Interval& b);

/// (a - b) / (a + b): -1 all on side b, 0 equal, 1 all on side a. It is (r - 1) / (r + 1) of the
/// ratio r, and so are its limits. Value NaN where a + b = 0; limits NaN where a or b is negative.
Interval asymmetry_of(const Interval& a, const Interval& b);

/// Columns <name>, <name>_low, <name>_high of a row.
void add_interval(TableRows& rows, const std::string& name, const Interval& interval);

}  // namespace borderlens
