#pragma once
#include <functional>
#include <string>
#include <vector>

#include "change/phase_shift.hpp"
#include "imagery/scene.hpp"
#include "raster/raster.hpp"

namespace borderlens {

/// One date's image, wherever its numbers come from, readable on any grid.
struct DateImage {
    Grid grid;                       ///< its own
    std::vector<std::string> names;  ///< one a band: role or description, "" if there is none
    Index block_rows = 512;          ///< windows that are cheap to read
    Index block_cols = 512;
    /// Bands of a window of a target grid, resampled bilinearly where the grids differ; NaN = no
    /// data. Thread-safe.
    std::function<Raster<float>(const Grid& target, const Window& window)> read;
};

/// Bands (0-based; empty = all) of a multi-band raster.
DateImage open_raster_image(const std::string& path, const std::vector<Index>& bands);

/// Roles of a scene, on the grid of its finest band.
DateImage open_scene_image(const Scene& scene, const std::vector<Role>& roles);

/// A folder, archive or metadata file, as opposed to a plain raster.
bool names_scene(const std::string& path);

/// The one usable scene of a path; an input error where there is none or more than one.
Scene find_scene(const std::string& path);

/// Both images on the earlier one's grid, the later one read where the shift says that it lies.
PairSource pair_of(const DateImage& before, const DateImage& after, const ImageShift& shift);

}  // namespace borderlens
