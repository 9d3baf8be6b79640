#pragma once
#include <string>
#include <vector>

#include "base/document.hpp"
#include "change/intensity.hpp"

namespace borderlens {

/// The report of `change transitions`: lists in the order of `classes`; matrices in cells.
Document document_of(const IntensityAnalysis& analysis, const std::vector<std::string>& classes,
                     const std::vector<double>& years);

}  // namespace borderlens
