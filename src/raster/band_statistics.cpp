#include "raster/band_statistics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "raster/lane_sums_kernel.hpp"
#include "raster/pixel_types.hpp"

namespace borderlens {
namespace {

double total(const std::array<double, LaneSums::lanes>& parts) {
    double sum = 0.0;
    for (const double part : parts) sum += part;
    return sum;
}

}  // namespace

BandStatistics joined(const BandStatistics& a, const BandStatistics& b) {
    if (a.count == 0 || b.count == 0) return a.count == 0 ? b : a;
    const double n = static_cast<double>(a.count), m = static_cast<double>(b.count);
    const double apart = b.mean - a.mean;
    return {a.count + b.count, std::min(a.minimum, b.minimum), std::max(a.maximum, b.maximum),
            a.mean + apart * m / (n + m), a.squares + b.squares + apart * apart * n * m / (n + m)};
}

template <typename T>
BandStatistics measure_band(const T* band, Index rows, Index cols, Index stride,
                            const std::optional<T>& none) {
    double about = 0.0;
    for (Index row = 0; row < rows && about == 0.0; ++row)
        for (Index col = 0; col < cols && about == 0.0; ++col) {
            const T value = band[row * stride + col];
            if (value == value && !(none && value == *none)) about = static_cast<double>(value);
        }
    LaneSums found(about, none ? static_cast<double>(*none) : NAN);
    std::vector<double> line(static_cast<std::size_t>(cols));
    for (Index row = 0; row < rows; ++row) {
        std::copy_n(band + row * stride, cols, line.data());
        found.add_row(line.data(), cols);
    }
    const double count = total(found.counts), sum = total(found.sums);
    if (count == 0.0) return {};
    return {static_cast<Index>(count), *std::min_element(found.lows.begin(), found.lows.end()),
            *std::max_element(found.highs.begin(), found.highs.end()), about + sum / count,
            std::max(0.0, total(found.squares) - sum * sum / count)};
}

#define BORDERLENS_INSTANTIATE(T) \
    template BandStatistics measure_band(const T*, Index, Index, Index, const std::optional<T>&);
BORDERLENS_PIXEL_TYPES(BORDERLENS_INSTANTIATE)
#undef BORDERLENS_INSTANTIATE

}  // namespace borderlens
