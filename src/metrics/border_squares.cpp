#include "metrics/border_squares.hpp"

#include <algorithm>
#include <cmath>

namespace borderlens {
namespace {

Index steps(double length_km, double step_km) {
    return std::max<Index>(1, static_cast<Index>(std::ceil(length_km / step_km - 1e-9)));
}

}  // namespace

Index SquareScheme::across() const {
    return steps(zone_km, square_km);
}

Index SquareScheme::along() const {
    return steps(length_km, square_km);
}

Index SquareScheme::square_of(double signed_distance_m, double along_m) const {
    const double from_line_km = std::abs(signed_distance_m) / 1000.0;
    if (!(from_line_km <= zone_km) || std::isnan(along_m)) return -1;
    const Index out =
        std::min(across() - 1, static_cast<Index>(std::floor(from_line_km / square_km)));
    const Index column = signed_distance_m >= 0.0 ? across() + out : across() - 1 - out;
    const Index row =
        std::clamp<Index>(static_cast<Index>(along_m / 1000.0 / square_km), 0, along() - 1);
    return row * 2 * across() + column;
}

SquareScheme square_scheme(double zone_km, double length_km, double least_km, Index most) {
    const double evenly_km = std::sqrt(2.0 * zone_km * length_km / static_cast<double>(most));
    return {std::max(least_km, evenly_km), zone_km, length_km};
}

SquareSums::SquareSums(const SquareScheme& cut, std::size_t classes, std::size_t layers)
    : scheme(cut) {
    const std::vector<double> zeros(static_cast<std::size_t>(cut.count()), 0.0);
    pixels = distance_km = along_km = x_km = y_km = classed_px = zeros;
    class_px.assign(classes, zeros);
    value_sum.assign(layers, zeros);
    value_px.assign(layers, zeros);
}

void SquareSums::add(const SquareLayers& tile) {
    const Grid& grid = tile.signed_distance_m.grid();
    for (Index row = 0; row < grid.rows(); ++row)
        for (Index col = 0; col < grid.cols(); ++col) {
            const double distance_m = static_cast<double>(tile.signed_distance_m(row, col));
            const double along_m = static_cast<double>(tile.along_m(row, col));
            const Index found = scheme.square_of(distance_m, along_m);
            if (found < 0) continue;
            const std::size_t square = static_cast<std::size_t>(found);
            const Point place = grid.center(row, col);
            pixels[square] += 1.0;
            distance_km[square] += distance_m / 1000.0;
            along_km[square] += along_m / 1000.0;
            x_km[square] += place.x / 1000.0;
            y_km[square] += place.y / 1000.0;
            if (const std::int32_t position = tile.classes(row, col); position >= 0) {
                classed_px[square] += 1.0;
                class_px[static_cast<std::size_t>(position)][square] += 1.0;
            }
            for (std::size_t layer = 0; layer < tile.values.size(); ++layer) {
                const double value = static_cast<double>((*tile.values[layer])(row, col));
                if (std::isnan(value)) continue;
                value_sum[layer][square] += value;
                value_px[layer][square] += 1.0;
            }
        }
}

}  // namespace borderlens
