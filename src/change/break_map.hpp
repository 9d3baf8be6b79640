#pragma once
#include <string>
#include <vector>

#include "change/break_detection.hpp"
#include "raster/raster.hpp"

namespace borderlens {

/// Bands of a map of breaks.
enum BreakBand {
    break_first_year,  ///< decimal year of the first observation after the first change; NaN = none
    break_last_year,   ///< the same of the last change
    break_magnitude,   ///< of the first change: root mean square over bands of the median step
                       ///< [reflectance]
    break_count,       ///< confirmed breaks; NaN = too few observations to tell
    break_observations  ///< clear observations
};
inline constexpr Index break_bands = 5;
const std::vector<std::string>& break_band_names();

/// Breaks of every pixel of a stack of dated looks on one grid, by continuous harmonic models.
/// looks: reflectances, one raster a date with the same bands (`bands` names them: blue does not
/// decide), NaN = masked; values outside 0 to 1 are left out; days: of the looks (since
/// 1970-01-01), ascending, of two looks of one day the first counts. Pixels with fewer than two
/// models' worth of observations get no count.
Raster<float> break_map(const std::vector<Raster<float>>& looks, const std::vector<double>& days,
                        const std::vector<std::string>& bands, const BreakOptions& options);

/// What a pixel was before and became after its first break, by class maps of other years: the last
/// map before and the first after it. years: of the maps, ascending; a whole year stands for its
/// middle. Bands from, to; 0 = no break, or no map on that side.
Raster<ClassCode> break_classes(const Raster<float>& breaks,
                                const std::vector<Raster<ClassCode>>& maps,
                                const std::vector<double>& years);

}  // namespace borderlens
