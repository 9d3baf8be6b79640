#pragma once
#include <string>
#include <vector>

#include "imagery/scene.hpp"

namespace borderlens {

/// The scenes of a Sentinel-2 product (.SAFE), one per granule, from the text of its MTD_MSIL1C.xml
/// or MTD_MSIL2A.xml. `files` are all paths inside the product. Every role comes from the finest
/// image there is (JPEG 2000 or TIFF). Reflectance = (number + offset) / quantification, both from
/// the metadata (Products Specification Document 14, BOA_ADD_OFFSET and RADIO_ADD_OFFSET per band);
/// number 0 is no data, the metadata's SATURATED value is saturated.
/// An input error names what is missing.
std::vector<Scene> parse_safe(const std::string& text, const std::string& path,
                              const std::vector<std::string>& files);

/// -1000 from processing baseline 04.00 on, 0 before: the offset of products whose metadata say the
/// baseline ("04.00", "N0511") only. `none` if the text is not understood.
double offset_of_baseline(const std::string& baseline, double none = 0.0);

}  // namespace borderlens
