#include "metrics/border_cells.hpp"

#include <algorithm>
#include <cmath>

namespace borderlens {

CellSums& CellSums::operator+=(const CellSums& other) {
    pixels += other.pixels;
    for (const auto& [code, count] : other.class_px) class_px[code] += count;
    ndvi_sum += other.ndvi_sum;
    ndvi_px += other.ndvi_px;
    looks_sum += other.looks_sum;
    looks_px += other.looks_px;
    return *this;
}

BorderCells& operator+=(BorderCells& sum, const BorderCells& part) {
    for (const auto& [key, cell] : part) sum[key] += cell;
    return sum;
}

BorderCells sum_cells(const CellLayers& layers, const std::vector<double>& bands_km,
                      double cell_km) {
    BorderCells cells;
    const std::size_t size = layers.classes.values().size();
    for (std::size_t i = 0; i < size; ++i) {
        const double distance_m = static_cast<double>(layers.signed_distance_m.values()[i]);
        if (std::isnan(distance_m)) continue;
        const double km = std::abs(distance_m) / 1000.0;
        if (km < bands_km.front() || km > bands_km.back()) continue;
        const auto above = std::upper_bound(bands_km.begin(), bands_km.end(), km);
        const int band = std::min(static_cast<int>(above - bands_km.begin()) - 1,
                                  static_cast<int>(bands_km.size()) - 2);
        const double along_km = static_cast<double>(layers.along_m.values()[i]) / 1000.0;
        CellSums& cell =
            cells[{distance_m >= 0.0 ? 0 : 1, band, static_cast<Index>(along_km / cell_km)}];
        if (const ClassCode code = layers.classes.values()[i]; code != no_class) {
            cell.pixels += 1.0;
            cell.class_px[code] += 1.0;
        }
        if (!layers.ndvi.values().empty() && !std::isnan(layers.ndvi.values()[i])) {
            cell.ndvi_sum += static_cast<double>(layers.ndvi.values()[i]);
            cell.ndvi_px += 1.0;
        }
        if (!layers.looks.values().empty() && !std::isnan(layers.looks.values()[i])) {
            cell.looks_sum += static_cast<double>(layers.looks.values()[i]);
            cell.looks_px += 1.0;
        }
    }
    return cells;
}

}  // namespace borderlens
