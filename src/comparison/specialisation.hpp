#pragma once
#include <vector>

namespace borderlens {

/// Amounts of each activity in each place, [place][activity], all >= 0 and of one unit.
using ActivityTable = std::vector<std::vector<double>>;

/// Location quotients: a place's share of an activity in its own sum over the activity's share in
/// the sum of all places. 1 = as everywhere, 2 = twice as much; NaN where a sum is zero.
/// src: Florence 1939; Isard 1960, Methods of Regional Analysis, chapter 5.
ActivityTable location_quotients(const ActivityTable& amounts);

/// Half the sum of absolute differences of two places' shares: 0 = the same mix, 1 = nothing in
/// common; NaN for a place without any activity. Square and symmetric.
/// src: Krugman 1991, Geography and Trade, chapter 2 (halved to 0..1).
ActivityTable mix_dissimilarity(const ActivityTable& amounts);

}  // namespace borderlens
