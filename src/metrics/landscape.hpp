#pragma once
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <vector>

#include "raster/components.hpp"

namespace borderlens {

/// How a landscape is measured. Defaults are those of FRAGSTATS v4.
struct LandscapeOptions {
    double cell_size_m = 1.0;
    Connectivity connectivity = Connectivity::eight;
    Index edge_depth_px = 1;      ///< core cells lie this far inside their patch
    bool count_boundary = false;  ///< te, ed: sides to background and the map's edge count as edge
    Index max_classes = 0;        ///< classes there could be, for rpr; 0 = not known
    bool with_shape = true;       ///< false leaves gyrate, circle, contig undefined and saves time
    bool with_core = true;        ///< likewise core areas
    bool with_neighbours = true;  ///< likewise enn
};

/// One patch in cells; lengths that were not asked for are NaN.
struct Patch {
    std::int32_t code = 0;
    Index cells = 0;
    Index perimeter_sides = 0;  ///< with background and the map's edge
    double gyration_px = std::numeric_limits<double>::quiet_NaN();
    double diameter_px = std::numeric_limits<double>::quiet_NaN();      ///< between cell corners
    double like_neighbours = std::numeric_limits<double>::quiet_NaN();  ///< summed 3 x 3 template
    double core_cells = std::numeric_limits<double>::quiet_NaN();
    double disjunct_cores = std::numeric_limits<double>::quiet_NaN();
    double nearest_px = std::numeric_limits<double>::quiet_NaN();  ///< to a patch of its class
};

/// One class: its patches are patches[first_patch] .. patches[first_patch + patches - 1].
struct ClassSums {
    std::int32_t code = 0;
    std::size_t first_patch = 0;
    std::size_t patches = 0;
    Index cells = 0;
    Index like_sides = 0;         ///< between two cells of the class, each once
    Index perimeter_sides = 0;    ///< to other classes, background and the map's edge
    std::vector<Index> sides_to;  ///< to each class of the landscape; 0 for itself
    Index edge_sides = 0;         ///< sum of sides_to
    std::vector<double> disjunct_core_cells;
};

/// A measured map: what every landscape metric is computed from. Classes ascend by code, patches by
/// class and then by first cell, row by row.
struct Landscape {
    LandscapeOptions options;
    std::vector<Patch> patches;
    std::vector<ClassSums> classes;
    Index cells = 0;
    Index edge_sides = 0;      ///< between different classes, each once
    Index boundary_sides = 0;  ///< to background and the map's edge
    /// Values of every patch metric, in the order of the registry: what distributions are made of.
    std::vector<std::vector<double>> patch_values;

    double area_m2(double in_cells) const {
        return in_cells * options.cell_size_m * options.cell_size_m;
    }
};

/// Measures a map. Throws an input error where no cell has a class.
Landscape measure_landscape(const CodeSource& source, const LandscapeOptions& options,
                            const StripOptions& strips = {});

/// Measures many landscapes of one map at once, one per zone: `zones` gives zone ids (`no_code` =
/// in none) on the same cells. Patches are cut at zone borders, which count as the landscape's
/// boundary. Zones without a classed cell are left out. Distances are in cells of one zone only.
std::map<std::int32_t, Landscape> measure_zones(const CodeSource& classes, const CodeSource& zones,
                                                const LandscapeOptions& options,
                                                const StripOptions& strips = {});

}  // namespace borderlens
