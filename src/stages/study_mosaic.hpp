#pragma once
#include <functional>
#include <string>

#include "raster/code_mosaic.hpp"
#include "stages/study_ground.hpp"

namespace borderlens {

/// The tiles of a run as one source of codes, read window by window. `path_of` is relative to the
/// run folder, `read` gives a window of a file.
CodeSource tile_source(const StudyRun& run, const StudyGround& ground,
                       const std::function<std::string(const Tile&)>& path_of,
                       const std::function<Raster<std::int32_t>(
                           const Tile&, const std::string& path, const Window& window)>& read);

/// Land use of one period.
CodeSource class_source(const StudyRun& run, const StudyGround& ground, const std::string& period);

}  // namespace borderlens
