#pragma once
#include <string>
#include <vector>

#include "base/document.hpp"
#include "imagery/scene.hpp"

namespace borderlens {

/// What a STAC document is: an Item, a FeatureCollection of items, a Catalog or Collection whose
/// links lead on, or something else.
enum class StacKind { item, item_collection, catalog, other };
StacKind stac_kind(const Document& document);

/// One STAC item of Sentinel-2 or Landsat, with the property and asset names of Earth Search (v0,
/// v1), Planetary Computer and USGS; or of any other platform whose assets say which band they are
/// and whose raster:bands give scale and offset. Files of several bands are read where an item has
/// none of one. `location` is the item's own path or address, for relative
/// hrefs. Addresses become GDAL's: http(s) -> /vsicurl/, s3:// -> /vsis3/.
/// Scale and offset: raster:bands where given, else the sensor's product. Sentinel-2's offset is
/// taken by processing baseline, and not applied a second time where the item says the provider has
/// done so (earthsearch:boa_offset_applied, sentinel:boa_offset_applied).
/// An input error names item and key.
Scene parse_stac_item(const Document& item, const std::string& location);

/// Addresses of the links to follow from a catalog or an item collection: "item", "child", "items",
/// "next".
std::vector<std::string> stac_links(const Document& catalog, const std::string& location);

/// A relative reference made whole against where it was read from, still as the user would write
/// it: a path or an address.
std::string resolve_reference(const std::string& reference, const std::string& location);

/// "https://..." -> "/vsicurl/https://...", "s3://bucket/key" -> "/vsis3/bucket/key"; else
/// unchanged.
std::string gdal_path(const std::string& address);

}  // namespace borderlens
