#pragma once
#include <string>
#include <vector>

#include "change/pair_counts.hpp"

namespace borderlens {

/// Transition counts of class maps on one grid, read block by block; only cells with a class in all
/// maps (and in a zone, where `zones_path` is not "") count. An input error names the map whose
/// grid differs.
TransitionCounts read_transitions(const std::vector<std::string>& map_paths,
                                  const std::string& zones_path);

/// Years from "--years" values or, where there are none, from the date or year in each file name;
/// an input error says how to name them where that fails.
std::vector<double> years_of_maps(const std::vector<std::string>& map_paths,
                                  const std::vector<double>& given);

}  // namespace borderlens
