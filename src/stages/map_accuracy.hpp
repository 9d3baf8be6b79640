#pragma once
#include <functional>
#include <optional>

#include "comparison/map_error.hpp"
#include "raster/legend.hpp"
#include "stages/study_periods.hpp"

namespace borderlens {

/// Reference points against the land-use maps of their periods: class codes as in the model.
struct MapAccuracy {
    Table samples;           ///< columns x, y, period, map, reference
    MapConfusion confusion;  ///< all periods together; classes are names
};

/// Counts of the chosen samples, all periods together. Rows count what their points are worth: the
/// effective sample size under unequal weights (Kish 1965, section 11.7).
MapConfusion confusion_of(const Table& samples, const Legend& legend,
                          const std::function<bool(std::size_t sample)>& choice);

/// Reads tables/accuracy_samples.csv; none where the study has no reference points.
std::optional<MapAccuracy> read_map_accuracy(const StudyRun& run);

}  // namespace borderlens
