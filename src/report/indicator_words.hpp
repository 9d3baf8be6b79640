#pragma once
#include <vector>

#include "report/indicator_dictionary.hpp"

namespace borderlens {

/// Words for a column, or for all columns of a beginning or an end.
struct IndicatorWord {
    const char* column;  ///< whole name, or its beginning where it ends in '*', or its end
    ColumnMeaning meaning;
};

/// Places, periods, land, objects, scenes.
const std::vector<IndicatorWord>& words_of_land();
/// Estimates across the line and over time, and the tests behind them.
const std::vector<IndicatorWord>& words_of_effects();
/// Nodes, travel, links between cities, corridors and their scenarios.
const std::vector<IndicatorWord>& words_of_network();

/// Sources that many columns share.
inline const char* const by_bootstrap =
    "resampled in blocks along the border; with reference points also the map's errors";
inline const char* const from_map = "land-use map of the study";

}  // namespace borderlens
