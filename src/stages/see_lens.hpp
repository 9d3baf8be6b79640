#pragma once
#include <string>
#include <vector>

namespace borderlens {

struct LensRun {
    std::string lens;
    std::vector<std::string> scenes;
    std::string model;           ///< "" = the shipped one
    std::string elevation = "";  ///< heights [m] on any grid, for the shipped model; "" = none
    std::string out;             ///< folder
    bool overwrite = false;
};

/// Looks at plain scenes of one or more dates: writes DATE.tif (classes), DATE_probability.tif (one
/// band per class) for each date and, for lenses that make objects, objects.gpkg. Scenes of one
/// date are laid side by side (the first with data wins).
void see_lens(const LensRun& run);

}  // namespace borderlens
