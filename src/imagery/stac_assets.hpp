#pragma once
#include <string>
#include <utility>
#include <vector>

#include "base/document.hpp"
#include "imagery/role.hpp"
#include "imagery/sensors.hpp"

namespace borderlens {

/// A band that an asset of a STAC item holds, and what the item says of its numbers.
struct AssetBand {
    Role role = Role::red;
    Index band = 0;                     ///< 0-based in the asset's file
    const Document* numbers = nullptr;  ///< entry with scale, offset, nodata; null if none
};

/// The band of an asset that is a file of one band, found by the asset's own name, then by the
/// names in eo:bands or (STAC 1.1) bands: those of the sensor, of Earth Search, USGS and Planetary
/// Computer, roles and common names. Empty for files of several bands and for what is no band.
/// `sensor` may be null: a platform that is not in the registry.
std::vector<AssetBand> band_of_asset(const std::string& key, const Document& asset,
                                     const Sensor* sensor);

/// The bands of an asset whose file holds several, each named in eo:bands or bands; pictures
/// ("visual", "overview", "thumbnail") are left out.
std::vector<AssetBand> bands_of_stack(const std::string& key, const Document& asset,
                                      const Sensor* sensor);

/// "scale", "offset" or "nodata" of such an entry, or "raster:scale" as STAC 1.1 has it; null where
/// it is not a number.
const Document* number_of(const Document* band, const std::string& name);

/// The asset's name without the resolution Copernicus Data Space adds ("B02_10m"), and that
/// resolution in metres, 0 where the name says none.
std::pair<std::string, int> key_and_metres(const std::string& key);

/// The text of a node; "" where there is none.
std::string text_of(const Document* node);

}  // namespace borderlens
