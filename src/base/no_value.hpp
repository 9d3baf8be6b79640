#pragma once
#include <limits>

namespace borderlens {

/// A number that is not known, in tables and elsewhere.
inline constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

}  // namespace borderlens
