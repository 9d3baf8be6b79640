#include "change/local_mean.hpp"

#include <algorithm>
#include <cmath>

namespace borderlens {
namespace {

/// Sums over windows of 2 r + 1 along one line whose elements are `step` apart.
void line_sums(const double* in, double* out, Index count, Index step, Index radius) {
    double sum = 0.0;
    for (Index i = 0; i < std::min(radius, count); ++i) sum += in[i * step];
    for (Index i = 0; i < count; ++i) {
        if (i + radius < count) sum += in[(i + radius) * step];
        if (i - radius - 1 >= 0) sum -= in[(i - radius - 1) * step];
        out[i * step] = sum;
    }
}

void square_sums(std::vector<double>& values, Index rows, Index cols, Index radius) {
    std::vector<double> across(values.size());
    for (Index row = 0; row < rows; ++row)
        line_sums(values.data() + row * cols, across.data() + row * cols, cols, 1, radius);
    // Down the columns, all of a row at once: memory is passed in order.
    std::vector<double> sum(static_cast<std::size_t>(cols), 0.0);
    const auto add = [&](Index row, double sign) {
        for (Index col = 0; col < cols; ++col)
            sum[static_cast<std::size_t>(col)] +=
                sign * across[static_cast<std::size_t>(row * cols + col)];
    };
    for (Index row = 0; row < std::min(radius, rows); ++row) add(row, 1.0);
    for (Index row = 0; row < rows; ++row) {
        if (row + radius < rows) add(row + radius, 1.0);
        if (row - radius - 1 >= 0) add(row - radius - 1, -1.0);
        std::copy(sum.begin(), sum.end(), values.begin() + row * cols);
    }
}

}  // namespace

Plane local_mean(const Plane& plane, Index radius_px) {
    Plane sums(plane.rows, plane.cols), counts(plane.rows, plane.cols);
    bool all_valid = true;
    for (std::size_t i = 0; i < plane.size(); ++i) {
        const bool valid = std::isfinite(plane[i]);
        all_valid = all_valid && valid;
        sums[i] = valid ? plane[i] : 0.0;
        counts[i] = valid ? 1.0 : 0.0;
    }
    square_sums(sums.values, plane.rows, plane.cols, radius_px);
    if (all_valid) {
        const auto reach = [&](Index i, Index count) {
            return static_cast<double>(std::min(count - 1, i + radius_px) -
                                       std::max<Index>(0, i - radius_px) + 1);
        };
        for (Index row = 0; row < plane.rows; ++row)
            for (Index col = 0; col < plane.cols; ++col)
                sums[static_cast<std::size_t>(row * plane.cols + col)] /=
                    reach(row, plane.rows) * reach(col, plane.cols);
        return sums;
    }
    square_sums(counts.values, plane.rows, plane.cols, radius_px);
    for (std::size_t i = 0; i < sums.size(); ++i)
        sums[i] = counts[i] > 0.5 ? sums[i] / counts[i] : std::nan("");
    return sums;
}

LocalMoments local_moments(const Plane& a, const Plane& b, Index radius_px) {
    Plane aa = a, bb = b, ab = a;
    for (std::size_t i = 0; i < a.size(); ++i) {
        aa[i] = a[i] * a[i];
        bb[i] = b[i] * b[i];
        ab[i] = a[i] * b[i];
    }
    const Plane mean_a = local_mean(a, radius_px), mean_b = local_mean(b, radius_px);
    LocalMoments moments{local_mean(aa, radius_px), local_mean(bb, radius_px),
                         local_mean(ab, radius_px)};
    for (std::size_t i = 0; i < a.size(); ++i) {
        moments.variance_a[i] = std::max(0.0, moments.variance_a[i] - mean_a[i] * mean_a[i]);
        moments.variance_b[i] = std::max(0.0, moments.variance_b[i] - mean_b[i] * mean_b[i]);
        moments.covariance[i] -= mean_a[i] * mean_b[i];
    }
    return moments;
}

}  // namespace borderlens
