#pragma once
#include <vector>

#include "raster/components.hpp"
#include "raster/geometry.hpp"

namespace borderlens {

/// The outlines of labelled cells as polygons along cell sides, in the raster's coordinates:
/// geometry i holds the polygons of label i + 1, for i = 0 .. count - 1. Outer rings run
/// counter-clockwise, holes clockwise; where a label's cells meet at a corner only, rings part
/// there, so that every polygon is simple and a patch of 8 neighbours may have several.
/// Corners on straight sides are left out.
/// in:  labels 0 (none) or 1 .. count.
/// time: sides of the outlines; memory: their corners.
std::vector<Geometry> outlines(const Raster<std::int32_t>& labels, Index count);

/// The outlines of components in order of their numbers.
std::vector<Geometry> outlines(const LabelledComponents& found);

}  // namespace borderlens
