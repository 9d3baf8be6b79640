#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "comparison/border_bootstrap.hpp"
#include "comparison/map_sharpness.hpp"
#include "comparison/quality_flag.hpp"
#include "comparison/side_inference.hpp"
#include "stages/cell_table.hpp"
#include "stages/map_accuracy.hpp"

namespace borderlens {

/// What is compared between the sides: the share of a class or the mean of a value layer.
struct SideMetric {
    std::string name;  ///< "share_built_up", "ndvi_mean"
    std::string unit;
    std::ptrdiff_t target = -1;  ///< position of the class in the legend; -1 = a value layer
    std::size_t value = 0;       ///< position of the value layer
    bool is_share() const { return target >= 0; }
};

std::vector<SideMetric> side_metrics(const CellNames& names);

/// Everything the comparison tables are made from.
struct SideCells {
    CellNames names;
    std::vector<PeriodCells> periods;
    std::vector<double> years;               ///< of each period
    std::optional<SideConfusions> accuracy;  ///< where the study has reference points of use
    double cell_km = 0.0;
};

/// Reads tables/<table>.csv and the accuracy samples. A warning where those cannot be used.
SideCells read_side_cells(const StudyRun& run, const std::string& table);

/// One metric seen in the cells of one side in one period: bins along the border, area-adjusted
/// where the study has reference points.
struct SideSeries {
    BorderColumn column;
    std::vector<double> mapped;         ///< share of each class on the map, over all cells
    std::vector<double> mapped_target;  ///< of the metric's class, in each cell of the column
    double n = 0.0;                     ///< pixels
};

/// Which cells count: (part, bin); all of them put together at each place along the border.
using CellChoice = std::function<bool(int part, Index bin)>;
inline bool every_cell(int, Index) {
    return true;
}
/// The chosen cells alone.
SideCells chosen_cells(const SideCells& cells, const CellChoice& choice);
SideSeries side_series(const SideCells& cells, std::size_t period, int side,
                       const CellChoice& choice, const SideMetric& metric);

/// Mean looks and filled shares of the chosen cells of both sides.
SideQuality side_quality(const SideCells& cells, std::size_t period, const CellChoice& choice);

/// The estimate with map error, where it is known, and with what stands behind an absent class.
JointEstimate with_map_error(const SideCells& cells, const SideMetric& metric, const SideSeries& a,
                             const SideSeries& b, JointEstimate joint);

/// How sharply each side's map tells a class, by the mapped
/// shares given; none without reference points, for values and where a map is too blunt.
struct SideSharpness {
    SharpnessEstimate a;
    SharpnessEstimate b;
};
std::optional<SideSharpness> side_sharpness(const SideCells& cells, const SideMetric& metric,
                                            const std::vector<SideSeries>& series,
                                            std::uint64_t seed);

/// Side against side in one row of a table: its columns are `side_columns`.
struct SidesCompared {
    SideInference sides;
    SideQuality quality;
    double n_a = 0.0;  ///< cells
    double n_b = 0.0;
    std::string too_short;  ///< what to flag where the stretch is too short for its interval, or ""
    std::string unit;
};
void add_sides(TableRows& rows, const SidesCompared& compared);

/// a, b, difference, log_ratio, asymmetry, each with _low and _high; looks, filled share and n by
/// side, quality_flag, unit; after `first`.
std::vector<std::string> side_columns(std::vector<std::string> first);

/// What a row's intervals hold, in words.
std::string interval_holds(const SideCells& cells, const SideMetric& metric);

}  // namespace borderlens
