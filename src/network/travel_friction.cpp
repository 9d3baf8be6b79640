#include "network/travel_friction.hpp"

#include <cmath>
#include <limits>
#include <string>

#include "base/error.hpp"
#include "network/walk.hpp"

namespace borderlens {

double walking_speed_kmh(const std::string& class_name) {
    static const std::map<std::string, double> speeds = {
        {"water", 0.0},         {"cropland", 2.5},    {"grass_steppe", 4.9}, {"shrub_forest", 3.2},
        {"wetland", 2.0},       {"bare_desert", 3.0}, {"salt_flat", 3.0},    {"built_up", 5.0},
        {"photovoltaics", 0.0}, {"snow", 1.6}};
    const auto found = speeds.find(class_name);
    return found == speeds.end() ? std::numeric_limits<double>::quiet_NaN() : found->second;
}

Raster<double> friction_of_classes(const Raster<std::int32_t>& codes, const SpeedTable& speeds) {
    constexpr double barrier = std::numeric_limits<double>::quiet_NaN();
    Raster<double> friction(codes.grid(), 1, barrier);
    std::int32_t last = no_code;
    double last_friction = barrier;
    for (std::size_t i = 0; i < codes.values().size(); ++i) {
        const std::int32_t code = codes.values()[i];
        if (code == no_code) continue;
        if (code != last) {
            const auto speed = speeds.find(code);
            if (speed == speeds.end()) {
                std::string known;
                for (const auto& [one, kmh] : speeds)
                    known += (known.empty() ? "" : ", ") + std::to_string(one);
                throw input_error("class {} has no speed; the table of speeds has {}", code, known);
            }
            last = code;
            last_friction = speed->second > 0.0 ? 1.0 / (1000.0 * speed->second) : barrier;
        }
        friction.values()[i] = last_friction;
    }
    return friction;
}

void slow_on_slopes(Raster<double>& friction, const Raster<double>& elevation_m, const Window& core,
                    double cell_width_m, double cell_height_m) {
    const auto height = [&](Index row, Index col, double otherwise) {
        if (row < 0 || col < 0 || row >= elevation_m.rows() || col >= elevation_m.cols())
            return otherwise;
        const double value = elevation_m(row, col);
        return std::isnan(value) ? otherwise : value;
    };
    const double level = tobler_speed_mps(0.0);
    for (Index row = 0; row < core.rows; ++row)
        for (Index col = 0; col < core.cols; ++col) {
            const Index r = core.row0 + row, c = core.col0 + col;
            const double here = elevation_m(r, c);
            if (std::isnan(here)) continue;
            double around[3][3];
            for (Index i = 0; i < 3; ++i)
                for (Index j = 0; j < 3; ++j) around[i][j] = height(r + i - 1, c + j - 1, here);
            const double east = (around[0][2] + 2.0 * around[1][2] + around[2][2] - around[0][0] -
                                 2.0 * around[1][0] - around[2][0]) /
                                (8.0 * cell_width_m);
            const double south = (around[2][0] + 2.0 * around[2][1] + around[2][2] - around[0][0] -
                                  2.0 * around[0][1] - around[0][2]) /
                                 (8.0 * cell_height_m);
            friction(row, col) *= level / tobler_speed_mps(std::hypot(east, south));
        }
}

void BurntCells::add(Index row, Index col, double friction) {
    const auto [place, added] = m_rows[row].try_emplace(col, friction);
    if (!added && !std::isnan(place->second))
        place->second = std::isnan(friction) ? friction : std::min(place->second, friction);
}

void BurntCells::burn(const Window& window, Raster<double>& friction) const {
    for (auto row = m_rows.lower_bound(window.row0);
         row != m_rows.end() && row->first < window.row_end(); ++row)
        for (auto cell = row->second.lower_bound(window.col0);
             cell != row->second.end() && cell->first < window.col_end(); ++cell)
            friction(row->first - window.row0, cell->first - window.col0) = cell->second;
}

}  // namespace borderlens
