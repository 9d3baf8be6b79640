#pragma once
#include <functional>
#include <string>
#include <vector>

#include "base/table.hpp"
#include "raster/geometry.hpp"
#include "raster/raster.hpp"

namespace borderlens {

/// Cell values for a window, NaN = no data; may be called from several threads.
using ValueReader = std::function<Raster<double>(const Window&)>;

struct ZonalOptions {
    /// Names as `zonal_statistics` documents them.
    std::vector<std::string> statistics = {"count", "mean"};
    /// Cells of which a polygon covers no more than this fraction are left out.
    double coverage_threshold = 0.0;
    /// false: a cell counts whole, however much of it is covered.
    bool weigh_by_coverage = true;
};

/// One row a polygon set, in their order: statistics of the cells it covers, each cell with the
/// fraction c covered.
///
/// count sum c; sum sum c v; mean; min, max of cells covered at all; variance, stdev (of the
/// population), cv = stdev / mean; median, quantile(p); mode, minority (most and least covered
/// value; of equal ones the greatest and the least); variety (number of values); frac (columns
/// frac_<value>: share of the count). With weights w: weighted_count, weighted_sum, weighted_mean,
/// weighted_variance, weighted_stdev, weighted_frac with c w in place of c; a cell without weight
/// makes them undefined. Undefined statistics are NaN.
///
/// Quantiles: values sorted, each with its c; with S_k = (k - 1) c_k + (n - 1) sum_{i<k} c_i the
/// value at p S_n is interpolated linearly between values (k = 1 .. n over distinct values).
/// in:  polygons in the grid's CRS; `weights` may be empty.
/// out: memory per thread is a strip of the polygon, plus its distinct values where a statistic
///      needs them.
/// src: definitions of exactextract (Baston; isciences.github.io/exactextract).
Table zonal_statistics(const std::vector<Geometry>& zones, const Grid& grid,
                       const ValueReader& values, const ValueReader& weights,
                       const ZonalOptions& options);

/// "count,mean,quantile(0.9)" cut at the commas outside brackets, names checked: an input error
/// lists the ones there are, or says that a statistic needs weights.
std::vector<std::string> parse_statistics(const std::string& text, bool has_weights);

}  // namespace borderlens
