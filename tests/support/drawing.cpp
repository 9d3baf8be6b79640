#include "support/drawing.hpp"

namespace borderlens::test {
namespace {

Grid grid_of(const std::vector<std::string>& lines, double pixel_size_m) {
    return Grid("", {0.0, 0.0}, pixel_size_m, pixel_size_m, static_cast<Index>(lines.size()),
                static_cast<Index>(lines.at(0).size()));
}

int value_of(char letter) {
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'A' && letter <= 'Z') return letter - 'A' + 1;
    return -1;
}

}  // namespace

Raster<ClassCode> draw(const std::vector<std::string>& lines, double pixel_size_m) {
    Raster<ClassCode> raster(grid_of(lines, pixel_size_m));
    for (Index row = 0; row < raster.rows(); ++row)
        for (Index col = 0; col < raster.cols(); ++col) {
            const int value =
                value_of(lines[static_cast<std::size_t>(row)].at(static_cast<std::size_t>(col)));
            raster(row, col) = value < 0 ? no_class : static_cast<ClassCode>(value);
        }
    return raster;
}

Raster<float> draw_floats(const std::vector<std::string>& lines, double pixel_size_m) {
    Raster<float> raster(grid_of(lines, pixel_size_m));
    for (Index row = 0; row < raster.rows(); ++row)
        for (Index col = 0; col < raster.cols(); ++col) {
            const int value =
                value_of(lines[static_cast<std::size_t>(row)].at(static_cast<std::size_t>(col)));
            raster(row, col) = value < 0 ? no_data : static_cast<float>(value);
        }
    return raster;
}

}  // namespace borderlens::test
