#pragma once
#include <string>
#include <vector>

#include "report/charts.hpp"

namespace borderlens {

/// A metric or class as people say it: "share_built_up" -> "built up share", "ndvi_mean" -> "mean
/// NDVI".
std::string in_words(const std::string& metric);

/// Plain sentences drawn from a comparison table and a trend table (as the stages write them),
/// strongest first, at most `most`. A difference is claimed only where its 95 % interval leaves out
/// zero; where none does, that is said.
std::vector<std::string> findings_of(const Table& comparison, const Table& trend,
                                     const SideLabels& sides, std::size_t most = 5);

}  // namespace borderlens
