#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/table.hpp"
#include "metrics/zonal.hpp"
#include "raster/blocks.hpp"
#include "raster/components.hpp"

namespace borderlens {

/// Sum, mean and spread of a value raster's valid cells in a zone.
struct ValueSums {
    Index cells = 0;
    double mean = 0.0;
    double squares = 0.0;  ///< sum of squared deviations from the mean
    double low = 0.0;
    double high = 0.0;

    void add(double value);
    ValueSums& operator+=(const ValueSums& other);
    /// Of the population; NaN without cells.
    double standard_deviation() const;
};

/// What one zone holds, in cells and cell sides.
struct ZoneSum {
    std::map<std::int32_t, Index> cells;  ///< of each class
    SideCounts sides;                     ///< between cells of the zone, each side once
    Index boundary_sides = 0;  ///< to other zones, cells without class and the map's edge
    std::map<std::string, ValueSums> values;  ///< of each value layer by name

    ZoneSum& operator+=(const ZoneSum& other);

    Index classed_cells() const;
    /// Cells of the zone's classes, a share of all classed ones: 0 for a class it does not have,
    /// NaN for a zone without classes.
    double share(std::int32_t code) const;
    /// Sides between different classes, all of them or those of one class.
    Index edge_sides() const;
    Index edge_sides(std::int32_t code) const;
};

/// Sums of all zones of a map; adding those of two parts gives those of the whole, in any grouping
/// (means and deviations to rounding).
struct ZoneSums {
    std::map<std::int32_t, ZoneSum> zones;

    ZoneSums& operator+=(const ZoneSums& other);
    /// Area, share and edge of one zone as tidy rows (metrics ca, pland, te, ed by class; ta, te,
    /// ed, value means), ready to be given zone, side, band and period. `name_of` names a class.
    std::vector<Measure> measures(std::int32_t zone, double cell_size_m,
                                  const std::map<std::int32_t, std::string>& class_names) const;
};

/// A named raster of values on the same cells.
struct ValueLayer {
    std::string name;
    ValueReader read;
};

/// Sums zones over the blocks of `part`, several threads at a time. Every side is counted with its
/// left or upper cell, so blocks and parts never count it twice; a side to a cell beyond `part`
/// belongs to the part that holds the left or upper cell. Halo cells are read, not counted.
/// in:  classes and zones (no_code = none) on the same cells.
ZoneSums sum_zones(const CodeSource& classes, const CodeSource& zones,
                   const std::vector<ValueLayer>& values, const Window& part, Index block_px = 512);

}  // namespace borderlens
