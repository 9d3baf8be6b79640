#pragma once
#include <optional>

#include "comparison/map_error.hpp"
#include "stages/study_periods.hpp"

namespace borderlens {

/// Reference points against the land-use maps of their periods: class codes as in the model.
struct MapAccuracy {
    Table samples;           ///< columns x, y, period, map, reference
    MapConfusion confusion;  ///< all periods together; classes are names
};

/// Reads tables/accuracy_samples.csv; none where the study has no reference points.
std::optional<MapAccuracy> read_map_accuracy(const StudyRun& run);

}  // namespace borderlens
