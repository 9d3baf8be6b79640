#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/table.hpp"
#include "comparison/change_cells.hpp"

namespace borderlens {

/// What the cells stand for.
struct ChangeLabels {
    std::vector<std::string> classes;  ///< names, in the order of the counts
    std::vector<std::string> periods;  ///< names, one more than intervals
    std::vector<double> years;         ///< of the periods, ascending
    std::vector<std::string> bands;    ///< names of the distance bands
    double cell_km = 0.5;
    double pixel_area_m2 = 1.0;
};

struct ChangeMeasureOptions {
    int replicates = 500;
    std::uint64_t seed = 1;
};

/// Speed and kind of change by side and distance band ("all" = the whole width), one interval after
/// the other; period is "<earlier>-<later>". Rates a year are shares of the area they start from
/// (or end at, for gains), with intervals from resampling stretches of the border; NaN where there
/// is nothing to divide by. Metrics:
///   annual_change, uniform_annual_change (over all intervals)                    [1/a]
///   gain_<class>, loss_<class>                                                   [km2]
///   gain_intensity_<class>, loss_intensity_<class>                               [1/a]
///   quantity, exchange, shift, and each with _<class>: shares of the ground      [1]
///   for band "all" transition_intensity_<from>_to_<to>, uniform_transition_<to>  [1/a]
/// n = pixels the value rests on.
/// src: Aldwaik and Pontius 2012, Landscape and Urban Planning 106, eqs. 1-6; Pontius and
/// Santacruz 2014, International Journal of Remote Sensing 35.
std::vector<Measure> change_measures(const ChangeCells& cells, const ChangeLabels& labels,
                                     const ChangeMeasureOptions& options = {});

}  // namespace borderlens
