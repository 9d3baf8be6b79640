#include "comparison/change_cells.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace borderlens {
namespace {

constexpr int no_number = -1;

}  // namespace

ChangeCells& ChangeCells::operator+=(const ChangeCells& other) {
    if (counts.empty() && classes == 0) return *this = other;
    for (const auto& [key, theirs] : other.counts) {
        std::vector<std::uint32_t>& mine = counts[key];
        mine.resize(theirs.size(), 0);
        for (std::size_t i = 0; i < theirs.size(); ++i) mine[i] += theirs[i];
    }
    return *this;
}

SquareMatrix ChangeCells::matrix(const std::vector<std::uint32_t>& cell,
                                 std::size_t interval) const {
    SquareMatrix matrix(classes, std::vector<double>(classes, 0.0));
    for (std::size_t from = 0; from < classes; ++from)
        for (std::size_t to = 0; to < classes; ++to)
            matrix[from][to] = cell[(interval * classes + from) * classes + to];
    return matrix;
}

std::optional<CellKey> cell_at(float signed_distance_m, float along_m,
                               const std::vector<double>& bands_km, double cell_km) {
    if (std::isnan(signed_distance_m)) return std::nullopt;
    const double km = std::abs(static_cast<double>(signed_distance_m)) / 1000.0;
    if (km < bands_km.front() || km > bands_km.back()) return std::nullopt;
    const auto above = std::upper_bound(bands_km.begin(), bands_km.end(), km);
    const int band = std::min(static_cast<int>(above - bands_km.begin()) - 1,
                              static_cast<int>(bands_km.size()) - 2);
    const double along_km = static_cast<double>(along_m) / 1000.0;
    return CellKey{signed_distance_m >= 0.0F ? 0 : 1, band, static_cast<Index>(along_km / cell_km)};
}

ChangeCells sum_change_cells(const std::vector<Raster<ClassCode>>& maps,
                             const std::vector<int>& codes, const Raster<float>& signed_distance_m,
                             const Raster<float>& along_m, const std::vector<double>& bands_km,
                             double cell_km) {
    std::array<int, 256> number;
    number.fill(no_number);
    for (std::size_t c = 0; c < codes.size(); ++c)
        number[static_cast<std::size_t>(codes[c])] = static_cast<int>(c);
    ChangeCells cells;
    cells.classes = codes.size();
    cells.intervals = maps.size() - 1;
    const std::size_t size = cells.intervals * cells.classes * cells.classes;
    std::vector<std::size_t> at(maps.size());
    for (std::size_t i = 0; i < signed_distance_m.values().size(); ++i) {
        bool valid = true;
        for (std::size_t k = 0; k < maps.size() && valid; ++k) {
            const int c = number[maps[k].values()[i]];
            valid = c != no_number;
            if (valid) at[k] = static_cast<std::size_t>(c);
        }
        if (!valid) continue;
        const auto key =
            cell_at(signed_distance_m.values()[i], along_m.values()[i], bands_km, cell_km);
        if (!key) continue;
        std::vector<std::uint32_t>& cell = cells.counts[*key];
        if (cell.empty()) cell.assign(size, 0);
        for (std::size_t k = 0; k < cells.intervals; ++k)
            ++cell[(k * cells.classes + at[k]) * cells.classes + at[k + 1]];
    }
    return cells;
}

}  // namespace borderlens
