#pragma once
#include <string>
#include <vector>

#include "raster/raster.hpp"

namespace borderlens {

/// A code of a published land-cover map and the land_use class it stands for.
struct MapCode {
    int code = 0;
    std::string meaning;  ///< as the map's legend calls it
    ClassCode land = 0;   ///< land_use code; 0 = no class of ours alone, gives no label
};

/// The legend of a published land-cover map as a source of weak labels.
struct MapLegend {
    std::string name;  ///< what a study or `train --legend` calls it
    std::string title;
    std::string source;
    std::vector<MapCode> codes;
    /// The land_use class of a code; 0 for codes without one and unknown codes.
    ClassCode land_of(int code) const;
};

/// worldcover, dynamic_world, esri, glc_fcs30, clcd.
const std::vector<MapLegend>& all_map_legends();
/// An input error lists the names there are.
const MapLegend& map_legend_named(const std::string& name);

}  // namespace borderlens
