#pragma once
#include <optional>
#include <string>
#include <vector>

#include "border/border_line.hpp"
#include "comparison/period_change.hpp"
#include "metrics/border_squares.hpp"
#include "stages/side_series.hpp"

namespace borderlens {

/// Squares along the border in one period, read from the run's layers tile by tile.
struct PeriodSquares {
    std::string period;
    SquareSums sums;
};
// chosen: a thousand squares a kilometre of bandwidth on lines of some ten kilometres; on longer
// ones larger squares say the same, since bandwidths grow with them
inline constexpr Index effect_squares = 40000;
/// Squares of at least the study's cell_km, at most `most` of them.
PeriodSquares read_squares(const StudyRun& run, const StudyGround& ground, const BorderLine& line,
                           const std::string& period, const CellNames& names, Index most);

/// One quantity in each square and what it rests on.
struct SquareQuantity {
    std::vector<double> value;   ///< NaN where there is none
    std::vector<double> weight;  ///< pixels
};
/// Shares are area-adjusted where the study has reference points.
SquareQuantity square_quantity(const SquareSums& sums, const SideMetric& metric,
                               const std::optional<SideConfusions>& accuracy);
/// The change of a quantity in each square: mean of the periods after minus mean of those before,
/// where every one of them has a value; it weighs as much as the least seen of them.
SquareQuantity change_in_squares(const std::vector<SquareQuantity>& periods,
                                 const PeriodChange& change);
/// Each class's share on the map, [class][square]; NaN in squares without a class.
std::vector<std::vector<double>> mapped_shares_of(const SquareSums& sums);

}  // namespace borderlens
