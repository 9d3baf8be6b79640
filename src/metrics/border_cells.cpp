#include "metrics/border_cells.hpp"

#include <cmath>

namespace borderlens {
namespace {

void add_each(std::vector<double>& sum, const std::vector<double>& part) {
    if (sum.size() < part.size()) sum.resize(part.size(), 0.0);
    for (std::size_t i = 0; i < part.size(); ++i) sum[i] += part[i];
}

}  // namespace

CellSums& CellSums::operator+=(const CellSums& other) {
    pixels += other.pixels;
    for (const auto& [code, count] : other.class_px) class_px[code] += count;
    add_each(value_sum, other.value_sum);
    add_each(value_px, other.value_px);
    looks_sum += other.looks_sum;
    looks_px += other.looks_px;
    filled_px += other.filled_px;
    return *this;
}

BorderCells& operator+=(BorderCells& sum, const BorderCells& part) {
    for (const auto& [key, cell] : part) sum[key] += cell;
    return sum;
}

BorderCells sum_cells(const CellLayers& layers, double cell_km) {
    BorderCells cells;
    const std::size_t size = layers.classes.values().size();
    const std::size_t values = layers.values.size();
    for (std::size_t i = 0; i < size; ++i) {
        const int zone = layers.zones.values()[i];
        if (zone == 0) continue;
        const double along_km = static_cast<double>(layers.along_m.values()[i]) / 1000.0;
        CellSums& cell =
            cells[{(zone - 1) % 2, (zone - 1) / 2, static_cast<Index>(along_km / cell_km)}];
        cell.value_sum.resize(values, 0.0);
        cell.value_px.resize(values, 0.0);
        if (const ClassCode code = layers.classes.values()[i]; code != no_class) {
            cell.pixels += 1.0;
            cell.class_px[code] += 1.0;
        }
        for (std::size_t v = 0; v < values; ++v) {
            const double value = static_cast<double>(layers.values[v].values()[i]);
            if (std::isnan(value)) continue;
            cell.value_sum[v] += value;
            cell.value_px[v] += 1.0;
        }
        if (layers.looks.values().empty() || std::isnan(layers.looks.values()[i])) continue;
        cell.looks_sum += static_cast<double>(layers.looks.values()[i]);
        cell.looks_px += 1.0;
        if (!layers.filled.values().empty() && layers.filled.values()[i] > 0.0F)
            cell.filled_px += 1.0;
    }
    return cells;
}

}  // namespace borderlens
