#include "network/travel_friction.hpp"

#include <cmath>
#include <limits>
#include <string>

#include "base/error.hpp"

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

void BurntCells::add(Index row, Index col, double friction) {
    const auto [place, added] = m_rows[row].try_emplace(col, friction);
    if (!added && !std::isnan(place->second))
        place->second = std::isnan(friction) ? friction : std::min(place->second, friction);
}

template <typename Fn>
void BurntCells::for_each_in(const Window& window, const Fn& fn) const {
    for (auto row = m_rows.lower_bound(window.row0);
         row != m_rows.end() && row->first < window.row_end(); ++row)
        for (auto cell = row->second.lower_bound(window.col0);
             cell != row->second.end() && cell->first < window.col_end(); ++cell)
            fn(row->first - window.row0, cell->first - window.col0, cell->second);
}

void BurntCells::burn(const Window& window, Raster<double>& friction) const {
    for_each_in(window, [&](Index row, Index col, double value) { friction(row, col) = value; });
}

void BurntCells::blank(const Window& window, Raster<double>& values) const {
    for_each_in(window, [&](Index row, Index col, double) {
        values(row, col) = std::numeric_limits<double>::quiet_NaN();
    });
}

}  // namespace borderlens
