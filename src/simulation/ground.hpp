#pragma once
#include <vector>

#include "raster/window.hpp"
#include "simulation/landscape.hpp"
#include "simulation/spectra.hpp"

namespace borderlens {

/// Side of the small cells the ground is drawn in [m]: half of the finest pixel, so that a 10 m
/// pixel at an edge mixes what lies in it.
inline constexpr double ground_cell_m = 5.0;

/// A window of the ground in small cells, row 0 in the north.
struct GroundTile {
    Window window;  ///< in cells from the study's upper-left corner; may reach outside
    std::vector<SimulatedCell> cells;
    const SimulatedCell& at(Index row, Index col) const {
        return cells[static_cast<std::size_t>((row - window.row0) * window.cols + col -
                                              window.col0)];
    }
};

/// Draws a window; `upper_left` is the place of cell (0, 0)'s corner.
GroundTile draw_ground(const SimulatedLandscape& landscape, Point upper_left, const Window& window,
                       int year);

/// Mean reflectance of every material, object level and role on one day: what a sensor without air,
/// noise or blur would see.
class DayTable {
  public:
    DayTable(double day_of_year, double season_shift_days);
    float reflectance(Material material, std::uint8_t object, int role) const {
        return m_values[(static_cast<std::size_t>(material) * object_levels + object) *
                            simulated_roles +
                        static_cast<std::size_t>(role)];
    }
    /// Green cover of an object, 0..1.
    float cover(Material material, std::uint8_t object) const {
        return m_cover[static_cast<std::size_t>(material) * object_levels + object];
    }

  private:
    std::vector<float> m_values;
    std::vector<float> m_cover;
};

/// Reflectance of one cell in one role: the table's value times the spot's brightness.
inline float cell_reflectance(const DayTable& table, const SimulatedCell& cell, int role) {
    const float spot =
        static_cast<float>(cell.texture) * texture_unit * spectrum_of(cell.material).spot_cv;
    return table.reflectance(cell.material, cell.object, role) * (1.0F + spot);
}

}  // namespace borderlens
