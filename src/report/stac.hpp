#pragma once
#include <string>
#include <vector>

#include "base/document.hpp"
#include "imagery/date.hpp"
#include "raster/grid.hpp"
#include "raster/legend.hpp"

namespace borderlens {

/// A file an item points to.
struct StacAsset {
    std::string key;  ///< "land_use"
    std::string title;
    std::string href;  ///< relative to the item
    std::string media_type;
    std::string role;    ///< "data", "metadata", "overview"
    Legend legend = {};  ///< of class rasters
};

inline constexpr const char* cog_media_type =
    "image/tiff; application=geotiff; profile=cloud-optimized";

/// One tile of one period.
struct StacItem {
    std::string id;
    std::string collection;
    Bounds lonlat;
    Grid grid;     ///< of the tile
    int epsg = 0;  ///< 0 = none; its WKT is given instead
    Period period;
    std::vector<StacAsset> assets;
};

/// src: STAC 1.0.0 with the extensions projection 1.0.0 and classification 1.1.0.
Document stac_item(const StacItem& item);

/// The collection of a run; items: their file names beside it.
Document stac_collection(const std::string& id, const std::string& title,
                         const std::string& description, const Bounds& lonlat,
                         const std::vector<Period>& periods, const std::vector<std::string>& items,
                         const std::vector<StacAsset>& assets);

}  // namespace borderlens
