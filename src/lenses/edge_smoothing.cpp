#include "lenses/edge_smoothing.hpp"

#include <algorithm>
#include <cmath>

namespace borderlens {
namespace {

// Chosen: neighbours count fully within a field's own noise (some 10 % per band), hardly across a
// difference of 40 %; by distance a Gaussian of one and a half pixels.
constexpr double distance_sd_px = 1.5;
constexpr double log_difference_sd = 0.15;
constexpr float least_reflectance = 0.01F;

}  // namespace

Raster<float> smoothed_with_edges(const Raster<float>& probabilities, const FeatureStack& image) {
    const Index rows = probabilities.rows(), cols = probabilities.cols();
    const Index classes = probabilities.bands(), bands = image.values.bands();
    Raster<float> logs(image.values.grid(), bands);
    for (Index b = 0; b < bands; ++b)
        for (Index i = 0; i < rows * cols; ++i)
            logs.band_data(b)[i] =
                std::log(std::max(image.values.band_data(b)[i], least_reflectance));
    const double scale =
        1.0 / (2.0 * log_difference_sd * log_difference_sd * static_cast<double>(bands));
    Raster<float> result(probabilities.grid(), classes, no_data);
    std::vector<double> sums(static_cast<std::size_t>(classes));
    for (Index row = 0; row < rows; ++row)
        for (Index col = 0; col < cols; ++col) {
            if (std::isnan(probabilities(0, row, col))) continue;
            std::fill(sums.begin(), sums.end(), 0.0);
            double total = 0.0;
            const Index last_row = std::min(rows - 1, row + smoothing_halo_px);
            const Index last_col = std::min(cols - 1, col + smoothing_halo_px);
            for (Index r = std::max<Index>(0, row - smoothing_halo_px); r <= last_row; ++r)
                for (Index c = std::max<Index>(0, col - smoothing_halo_px); c <= last_col; ++c) {
                    if (std::isnan(probabilities(0, r, c))) continue;
                    double squares = 0.0;
                    for (Index b = 0; b < bands; ++b) {
                        const double apart = static_cast<double>(logs(b, r, c) - logs(b, row, col));
                        squares += apart * apart;
                    }
                    const double far =
                        static_cast<double>((r - row) * (r - row) + (c - col) * (c - col));
                    const double weight =
                        std::exp(-squares * scale - far / (2.0 * distance_sd_px * distance_sd_px));
                    total += weight;
                    for (Index k = 0; k < classes; ++k)
                        sums[static_cast<std::size_t>(k)] +=
                            weight * static_cast<double>(probabilities(k, r, c));
                }
            for (Index k = 0; k < classes; ++k)
                result(k, row, col) = static_cast<float>(sums[static_cast<std::size_t>(k)] / total);
        }
    return result;
}

}  // namespace borderlens
