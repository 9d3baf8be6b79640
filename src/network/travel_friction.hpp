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

/// Friction that replaces the ground's in single cells of a raster, ordered by place.
class BurntCells {
  public:
    /// Keeps the lower friction where a cell comes twice; NaN (barrier) rules.
    void add(Index row, Index col, double friction);
    /// Writes what lies in the window into its friction.
    void burn(const Window& window, Raster<double>& friction) const;
    /// Makes what lies in the window unknown (NaN), whatever its friction.
    void blank(const Window& window, Raster<double>& values) const;
    bool empty() const { return m_rows.empty(); }

  private:
    template <typename Fn>
    void for_each_in(const Window& window, const Fn& fn) const;

    std::map<Index, std::map<Index, double>> m_rows;
};

}  // namespace borderlens
