#include "features/texture.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace borderlens {
namespace {

/// Count, sum and sum of squares of valid values in a run of pixels.
struct Moments {
    double count = 0.0;
    double sum = 0.0;
    double squares = 0.0;
    void operator+=(const Moments& other) {
        count += other.count;
        sum += other.sum;
        squares += other.squares;
    }
};

/// Column by column, the moments of the `side_px` rows about each pixel of a row.
std::vector<Moments> row_moments(RasterView<const float> view, Index row, Index reach) {
    std::vector<Moments> moments(static_cast<std::size_t>(view.cols));
    const Index first = std::max<Index>(0, row - reach);
    const Index last = std::min(view.rows - 1, row + reach);
    for (Index r = first; r <= last; ++r) {
        const float* values = view.row(r);
        for (Index col = 0; col < view.cols; ++col) {
            const double value = static_cast<double>(values[col]);
            if (std::isnan(value)) continue;
            moments[static_cast<std::size_t>(col)] += {1.0, value, value * value};
        }
    }
    return moments;
}

}  // namespace

LocalStatistics local_statistics(const Raster<float>& raster, Index band, Index side_px,
                                 Centre centre) {
    if (side_px < 1 || side_px % 2 == 0)
        throw input_error("texture window: found {} px, expected an odd number such as 3 or 7",
                          side_px);
    const Index reach = side_px / 2;
    const RasterView<const float> view = raster.view(band);
    LocalStatistics result{Raster<float>(raster.grid(), 1, no_data),
                           Raster<float>(raster.grid(), 1, no_data)};
    for (Index row = 0; row < view.rows; ++row) {
        const std::vector<Moments> columns = row_moments(view, row, reach);
        for (Index col = 0; col < view.cols; ++col) {
            if (centre == Centre::own && std::isnan(view(row, col))) continue;
            Moments all;
            const Index last = std::min(view.cols - 1, col + reach);
            for (Index c = std::max<Index>(0, col - reach); c <= last; ++c)
                all += columns[static_cast<std::size_t>(c)];
            if (all.count == 0.0) continue;
            const double mean = all.sum / all.count;
            const double variance = std::max(0.0, all.squares / all.count - mean * mean);
            result.mean(row, col) = static_cast<float>(mean);
            result.deviation(row, col) = static_cast<float>(std::sqrt(variance));
        }
    }
    return result;
}

}  // namespace borderlens
