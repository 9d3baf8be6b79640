#pragma once
#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "raster/raster.hpp"

namespace borderlens {

/// Neighbouring cells of one class in one row: columns begin .. end - 1.
struct Run {
    std::int32_t begin = 0;
    std::int32_t end = 0;
    std::int32_t code = 0;
    std::int32_t label = -1;  ///< the component it belongs to, once labelled
};

/// A strip of whole rows as runs, background left out: what components, core areas and nearest
/// neighbours are computed from. A class map holds far fewer runs than cells.
struct RunRows {
    Index row0 = 0;  ///< number of the strip's first row in the raster
    std::vector<Run> runs;
    std::vector<std::size_t> starts{0};  ///< rows + 1 positions in `runs`

    Index rows() const { return static_cast<Index>(starts.size()) - 1; }
    /// The runs of the strip's i-th row, left to right.
    std::span<const Run> row(Index i) const {
        return {runs.data() + first(i), first(i + 1) - first(i)};
    }
    std::span<Run> row(Index i) { return {runs.data() + first(i), first(i + 1) - first(i)}; }

  private:
    std::size_t first(Index i) const { return starts[static_cast<std::size_t>(i)]; }
};

/// Cuts the rows of a code raster into runs; cells of code `background` are in none.
/// T: std::int32_t or ClassCode.
template <typename T>
RunRows runs_of(RasterView<const T> codes, Index row0, T background);

/// Calls visit(i, j, overlap) for every run i of the upper row and j of the lower row that touch:
/// overlap > 0 cells share a side; overlap = 0, they touch at a corner only.
template <typename Visit>
void for_each_contact(std::span<const Run> upper, std::span<const Run> lower, Visit&& visit) {
    std::size_t first = 0;
    for (std::size_t j = 0; j < lower.size(); ++j) {
        while (first < upper.size() && upper[first].end < lower[j].begin) ++first;
        for (std::size_t i = first; i < upper.size() && upper[i].begin <= lower[j].end; ++i)
            visit(i, j,
                  static_cast<Index>(std::min(upper[i].end, lower[j].end) -
                                     std::max(upper[i].begin, lower[j].begin)));
    }
}

}  // namespace borderlens
