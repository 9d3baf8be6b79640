#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "raster/raster.hpp"

namespace borderlens {

/// Speed on each class of ground [km/h]; 0 = cannot be crossed.
using SpeedTable = std::map<std::int32_t, double>;

/// Speed off the roads on a class of the land_use lens [km/h]; 0 = cannot be crossed, NaN = a name
/// it does not know. chosen: on foot, of the order of published friction surfaces (Weiss et al.
/// 2018, Nature 553): quick on steppe and in towns, slow in fields, woods and wetland; water and
/// fenced solar plants stop.
double walking_speed_kmh(const std::string& class_name);

/// Hours per metre from class codes; no data and classes of speed 0 are barriers (NaN). An input
/// error names a class without a speed.
Raster<double> friction_of_classes(const Raster<std::int32_t>& codes, const SpeedTable& speeds);

/// What slope does to speed off the roads: friction is divided by Tobler's speed on the cell's
/// steepest slope (Horn 1981, on 3 x 3 cells, uphill) over that on level ground. Unknown elevations
/// leave a cell as it is.
/// elevation_m covers `core` with a margin of one cell where there is one.
/// src: Tobler 1993, NCGIA report 93-1, used so by Weiss et al. 2018, Nature 553.
void slow_on_slopes(Raster<double>& friction, const Raster<double>& elevation_m, const Window& core,
                    double cell_width_m, double cell_height_m);

/// Friction that replaces the ground's in single cells of a raster, ordered by place.
class BurntCells {
  public:
    /// Keeps the lower friction where a cell comes twice; NaN (barrier) rules.
    void add(Index row, Index col, double friction);
    /// Writes what lies in the window into its friction.
    void burn(const Window& window, Raster<double>& friction) const;
    bool empty() const { return m_rows.empty(); }

  private:
    std::map<Index, std::map<Index, double>> m_rows;
};

}  // namespace borderlens
