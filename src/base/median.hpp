#pragma once
#include <vector>

namespace borderlens {

/// The middle value, of an even count the mean of the middle two; NaN of none.
double median(std::vector<double> values);

/// The middle value, of an even count the upper of the middle two; NaN of none.
double upper_median(std::vector<double> values);

}  // namespace borderlens
