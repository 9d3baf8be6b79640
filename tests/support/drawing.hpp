#pragma once
#include <string>
#include <vector>

#include "raster/raster.hpp"

namespace borderlens::test {

/// A landscape drawn as lines of letters: '.' is no data, 'A' class 1, 'B' class 2, ...; digits
/// stand for themselves. Pixels of 10 m in no CRS with the corner at (0, 0).
Raster<ClassCode> draw(const std::vector<std::string>& lines, double pixel_size_m = 10.0);

/// The same as any number type: the value of a digit or letter, NaN for '.'.
Raster<float> draw_floats(const std::vector<std::string>& lines, double pixel_size_m = 10.0);

}  // namespace borderlens::test
