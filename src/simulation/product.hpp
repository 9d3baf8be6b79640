#pragma once
#include <string>
#include <vector>

#include "base/document.hpp"
#include "raster/grid.hpp"
#include "simulation/acquisition.hpp"

namespace borderlens {

/// What one raster file of a product holds.
enum class Content { role, quality, saturation, aerosol, temperature };

struct ProductFile {
    std::string path;  ///< relative to the product's folder
    Content content = Content::role;
    int role = 0;  ///< as in `Role`, where content is a role
    Index pixel_size_m = 10;
    std::string key;  ///< asset name or band name
};

/// Landsat's pixel edges lie 15 m to the upper left of the study's corner, in small cells.
inline constexpr Index landsat_offset_cells = -3;

/// One product as it will lie in a folder: real names, real layout.
struct Product {
    std::string name;    ///< product id
    std::string folder;  ///< relative to the scenes folder
    std::vector<ProductFile> files;
};

Product product_of(const Acquisition& scene);

/// Reflectance (or kelvin) to the number the product stores; NaN becomes 0, which is kept for no
/// data.
std::uint16_t stored_number(const Acquisition& scene, Content content, float value);

inline constexpr const char* simulated_notice =
    "SIMULATED by borderlens simulate: not an observation of the Earth";

/// The STAC item of a product in the words of Earth Search v1 (collection sentinel-2-l2a).
/// `footprint_lonlat`: closed ring, degrees. `grids`: one for each file, in order.
Document stac_item(const Acquisition& scene, const Product& product, const std::vector<Grid>& grids,
                   const std::vector<Point>& footprint_lonlat);

/// MTD_MSIL2A.xml and the granule's MTD_TL.xml of a .SAFE product.
std::string safe_metadata(const Acquisition& scene, const Product& product);
std::string safe_tile_metadata(const Acquisition& scene, const Product& product,
                               const Grid& grid_10m);
/// Where the granule's metadata and images lie in the .SAFE folder.
std::string safe_granule_folder(const Acquisition& scene);

/// <name>_MTL.txt of a Landsat Collection 2 Level-2 product.
std::string landsat_metadata(const Acquisition& scene, const Product& product, const Grid& grid,
                             const std::vector<Point>& footprint_lonlat);

/// "20170714", and the day of processing that the names carry (fixed, so that bytes are).
std::string compact_date(Date date);

}  // namespace borderlens
