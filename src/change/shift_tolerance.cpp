#include "change/shift_tolerance.hpp"

#include <algorithm>
#include <limits>

namespace borderlens {
namespace {

constexpr float nothing_near = std::numeric_limits<float>::infinity();

/// distance[c] of the earlier row's pixels c to the later row's pixels c + shift; NaN where one
/// has no data. Columns first .. last of the earlier row.
void row_distances(const Raster<float>& earlier, const Raster<float>& later,
                   const std::vector<double>& precision, Index row, Index later_row, Index shift,
                   Index first, Index last, std::vector<float>& distance) {
    std::fill(distance.begin() + first, distance.begin() + last, 0.0F);
    for (Index k = 0; k < earlier.bands(); ++k) {
        const float scale = static_cast<float>(precision[static_cast<std::size_t>(k)]);
        const float* a = earlier.view(k).row(row);
        const float* b = later.view(k).row(later_row);
        for (Index col = first; col < last; ++col) {
            const float variate = a[col] + b[col + shift];
            distance[static_cast<std::size_t>(col)] += scale * variate * variate;
        }
    }
}

}  // namespace

Raster<float> tolerant_chi_square(const Raster<float>& earlier, const Raster<float>& later,
                                  const std::vector<double>& precision, const Window& core,
                                  Index reach_px) {
    const Index rows = earlier.rows(), cols = earlier.cols();
    Raster<float> of_earlier(earlier.grid(), 1, nothing_near), of_later = of_earlier;
    std::vector<float> distance(static_cast<std::size_t>(cols));
    for (Index row = 0; row < rows; ++row)
        for (Index down = -reach_px; down <= reach_px; ++down) {
            const Index other = row + down;
            if (other < 0 || other >= rows) continue;
            for (Index right = -reach_px; right <= reach_px; ++right) {
                const Index first = std::max<Index>(0, -right),
                            last = cols - std::max<Index>(0, right);
                if (first >= last) continue;
                row_distances(earlier, later, precision, row, other, right, first, last, distance);
                float* from = of_earlier.view().row(row);
                float* to = of_later.view().row(other);
                // std::min keeps its first argument where the second is NaN.
                for (Index col = first; col < last; ++col) {
                    const float d = distance[static_cast<std::size_t>(col)];
                    from[col] = std::min(from[col], d);
                    to[col + right] = std::min(to[col + right], d);
                }
            }
        }
    Raster<float> result(earlier.grid().crop(core), 1, no_data);
    for (Index row = 0; row < core.rows; ++row)
        for (Index col = 0; col < core.cols; ++col) {
            const Index r = core.row0 + row, c = core.col0 + col;
            if (std::isnan(earlier(r, c) + later(r, c))) continue;
            result(row, col) = std::max(of_earlier(r, c), of_later(r, c));
        }
    return result;
}

}  // namespace borderlens
