#pragma once
#include <string>
#include <vector>

#include "raster/components.hpp"
#include "raster/raster.hpp"

namespace borderlens {

/// States of a cell at one date.
inline constexpr ClassCode cell_open = 1;
inline constexpr ClassCode cell_built = 2;

enum class ExpansionType { infill, edge, outlying };
const char* name_of(ExpansionType type);

/// One patch of cells that became built, and what lay around it before.
struct NewPatch {
    Index cells = 0;
    Index ring_built = 0;  ///< ring cells that were built before
    Index ring_open = 0;   ///< ring cells that were not
    double index = 0.0;    ///< landscape expansion index, 0..100 [%]
    ExpansionType type = ExpansionType::outlying;
};

struct Expansion {
    LabelledComponents found;  ///< new patches; components in the order of `patches`
    std::vector<NewPatch> patches;
    Index built_before = 0;  ///< cells with a state at both dates
    Index built_after = 0;
    double mean_index = 0.0;           ///< of all patches; NaN without any
    double area_weighted_index = 0.0;  ///< NaN without any patch
};

/// New patches between two dates with their expansion index: the share of the ring around a patch
/// that was built before. Ring: cells that touch the patch by side or corner (reach_px <= 1), or
/// whose centre lies within reach_px of a patch cell's centre. Cells without a state (0) at the
/// earlier date and cells beyond the grid are in no ring. infill: index > 50; edge: 0 < index <=
/// 50; outlying: 0. src: Liu et al. 2010, Landscape Ecology 25, eq. 1 and its class limits.
Expansion find_expansion(const Raster<ClassCode>& before, const Raster<ClassCode>& after,
                         Connectivity connectivity, double reach_px);

struct MeanIndex {
    double plain = 0.0;          ///< each patch counts once
    double area_weighted = 0.0;  ///< patches count by their cells
};
/// NaN without any patch.
MeanIndex mean_index(const std::vector<NewPatch>& patches);

/// New patches of maps too large for memory, strip by strip: the same patches as find_expansion,
/// in the same order, without their labels. Sources give cell_open, cell_built or no_code (any
/// other code is no state); both have the same rows and columns.
struct NewPatches {
    std::vector<Component> components;
    std::vector<NewPatch> patches;
};
NewPatches find_new_patches(const CodeSource& before, const CodeSource& after,
                            Connectivity connectivity, double reach_px,
                            const StripOptions& strips = {});

/// Sustainable development indicator 11.3.1; each rate NaN where undefined.
struct LandConsumption {
    double land_consumption_rate = 0.0;   ///< (built_after - built_before) / built_before / years
    double population_growth_rate = 0.0;  ///< ln(population_after / population_before) / years
    double ratio = 0.0;                   ///< NaN without population growth
};

/// years > 0, else all rates are NaN; populations NaN = unknown.
/// src: UN-Habitat 2021, SDG indicator metadata 11.3.1.
LandConsumption land_consumption(double built_before, double built_after, double population_before,
                                 double population_after, double years);

}  // namespace borderlens
