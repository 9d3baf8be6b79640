#pragma once
#include <string>
#include <vector>

#include "features/feature_stack.hpp"

namespace borderlens {

/// The bands of one or more rasters on one grid, seen as one image.
struct JoinedBands {
    struct Source {
        std::string path;
        Index band = 0;
    };
    Grid grid;
    std::vector<std::string> names;  ///< band descriptions, else "band_1", ...; no name twice
    std::vector<Source> sources;     ///< per name
    std::string paths;               ///< as the user gave them, for messages
};

/// Opens headers. Bands that tell of the composite and not of the ground (day_of_year, filled,
/// valid_looks) are left out. A name met before gets the number of its raster, as in "nir@2". An
/// input error names the raster whose grid differs from the first one's.
JoinedBands join_bands(const std::vector<std::string>& paths);

/// The bands of these names, in this order; an input error lists what there is if one is missing.
/// Where either the image or whoever needs them has no descriptions but both count as many bands,
/// they are taken in the file's order, with a warning.
JoinedBands choose_bands(const JoinedBands& bands, const std::vector<std::string>& names,
                         const std::string& needed_by);

/// Reads a window of all bands. Thread-safe.
FeatureStack read_joined(const JoinedBands& bands, const Window& window);

}  // namespace borderlens
