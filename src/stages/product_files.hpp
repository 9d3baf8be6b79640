#pragma once
#include <string>

namespace borderlens {

/// Whether a file is a Landsat product's metadata: "..._MTL.txt" or "MTL.txt", in any case.
bool is_mtl(const std::string& path);

/// Whether a file is a Sentinel-2 product's metadata, of today's names or those of before 2016.
bool is_safe_metadata(const std::string& path);

/// Whether a folder is named as Sentinel-2 or Landsat products are ("....SAFE",
/// "LC08_L2SP_148030_20200701_..."), whatever is in it.
bool is_product_folder(const std::string& folder);

}  // namespace borderlens
