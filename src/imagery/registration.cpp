#include "imagery/registration.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>

#include "base/error.hpp"
#include "base/median.hpp"
#include "raster/mat.hpp"

namespace borderlens {
namespace {

struct Pair {
    double reference;
    double image;
};

std::vector<Pair> valid_pairs(RasterView<const float> reference, RasterView<const float> image) {
    if (reference.rows != image.rows || reference.cols != image.cols)
        throw internal_error("images of {} x {} and {} x {} are compared", reference.cols,
                             reference.rows, image.cols, image.rows);
    std::vector<Pair> pairs;
    for (Index row = 0; row < reference.rows; ++row)
        for (Index col = 0; col < reference.cols; ++col) {
            const float a = reference(row, col), b = image(row, col);
            if (std::isfinite(a) && std::isfinite(b))
                pairs.push_back({static_cast<double>(a), static_cast<double>(b)});
        }
    return pairs;
}

/// Line through the pairs: gain = ratio of the standard deviations.
NormalisationLine major_axis(const std::vector<Pair>& pairs) {
    double mean_r = 0, mean_i = 0, var_r = 0, var_i = 0, together = 0;
    const double n = static_cast<double>(pairs.size());
    for (const Pair& pair : pairs) mean_r += pair.reference / n, mean_i += pair.image / n;
    for (const Pair& pair : pairs) {
        const double r = pair.reference - mean_r, i = pair.image - mean_i;
        var_r += r * r, var_i += i * i, together += r * i;
    }
    if (!(var_r > 0.0) || !(var_i > 0.0) || !(together > 0.0)) return {};
    const double gain = std::sqrt(var_r / var_i);
    return {gain, mean_r - gain * mean_i, static_cast<Index>(pairs.size())};
}

/// Value between pixels; NaN outside and beside missing ones.
double bilinear_at(RasterView<const float> image, double x, double y) {
    const Index col = static_cast<Index>(std::floor(x)), row = static_cast<Index>(std::floor(y));
    if (col < 0 || row < 0 || col + 1 >= image.cols || row + 1 >= image.rows)
        return std::numeric_limits<double>::quiet_NaN();
    const double u = x - static_cast<double>(col), v = y - static_cast<double>(row);
    const auto at = [&](Index r, Index c) { return static_cast<double>(image(r, c)); };
    return (1 - v) * ((1 - u) * at(row, col) + u * at(row, col + 1)) +
           v * ((1 - u) * at(row + 1, col) + u * at(row + 1, col + 1));
}

/// One Gauss-Newton step: by how much (dx, dy) should change so that image(x + d) comes nearest to
/// gain * reference(x) + bias. The slope is that of the moved image itself.
Point step_toward(RasterView<const float> reference, RasterView<const float> image, double dx,
                  double dy) {
    Eigen::Matrix4d normal = Eigen::Matrix4d::Zero();
    Eigen::Vector4d right = Eigen::Vector4d::Zero();
    for (Index row = 1; row + 1 < reference.rows; ++row)
        for (Index col = 1; col + 1 < reference.cols; ++col) {
            const double x = static_cast<double>(col) + dx, y = static_cast<double>(row) + dy;
            const double value = bilinear_at(image, x, y);
            const double across =
                0.5 * (bilinear_at(image, x + 1, y) - bilinear_at(image, x - 1, y));
            const double down = 0.5 * (bilinear_at(image, x, y + 1) - bilinear_at(image, x, y - 1));
            const double wanted = static_cast<double>(reference(row, col));
            if (!std::isfinite(value + across + down + wanted)) continue;
            const Eigen::Vector4d slopes(across, down, -wanted, -1.0);
            normal += slopes * slopes.transpose();
            right -= slopes * value;
        }
    const Eigen::Vector4d found = normal.fullPivLu().solve(right);
    return {found(0), found(1)};
}

/// The parts of a pixel, which the correlation peak gives only to a third of one.
void refine(RasterView<const float> reference, RasterView<const float> image, Shift& shift) {
    double dx = std::round(shift.dx_px), dy = std::round(shift.dy_px);
    for (int round = 0; round < 15; ++round) {
        const Point step = step_toward(reference, image, dx, dy);
        if (!(std::abs(step.x) < 1.0 && std::abs(step.y) < 1.0)) return;
        dx += step.x;
        dy += step.y;
        if (std::hypot(dx - shift.dx_px, dy - shift.dy_px) > 1.5) return;
        if (std::hypot(step.x, step.y) < 1e-3) break;
    }
    shift.dx_px = dx;
    shift.dy_px = dy;
}

}  // namespace

Shift estimate_shift(RasterView<const float> reference, RasterView<const float> image) {
    constexpr Index least_px = 16;
    const std::vector<Pair> pairs = valid_pairs(reference, image);
    if (reference.rows < least_px || reference.cols < least_px ||
        2 * static_cast<Index>(pairs.size()) < reference.rows * reference.cols)
        return {};
    double mean_r = 0, mean_i = 0;
    for (const Pair& pair : pairs)
        mean_r += pair.reference / static_cast<double>(pairs.size()),
            mean_i += pair.image / static_cast<double>(pairs.size());
    const cv::Size size(static_cast<int>(reference.cols), static_cast<int>(reference.rows));
    cv::Mat a(size, CV_64F), b(size, CV_64F), window;
    double varies = 0.0;
    for (int row = 0; row < size.height; ++row)
        for (int col = 0; col < size.width; ++col) {
            const float r = reference(row, col), i = image(row, col);
            // Pixels missing in one image say nothing in the other either.
            const bool valid = std::isfinite(r) && std::isfinite(i);
            a.at<double>(row, col) = valid ? static_cast<double>(r) - mean_r : 0.0;
            b.at<double>(row, col) = valid ? static_cast<double>(i) - mean_i : 0.0;
            varies += a.at<double>(row, col) * a.at<double>(row, col);
        }
    const double pixels = static_cast<double>(size.area());
    if (!(varies > 1e-10 * pixels * (1.0 + mean_r * mean_r))) return {};
    cv::createHanningWindow(window, size, CV_64F);
    Shift shift;
    const cv::Point2d found = cv::phaseCorrelate(a, b, window, &shift.response);
    shift.dx_px = found.x;
    shift.dy_px = found.y;
    refine(reference, image, shift);
    return shift;
}

NormalisationLine relative_normalisation(RasterView<const float> reference,
                                         RasterView<const float> image) {
    constexpr std::size_t fewest = 30;  // chosen: below, a line through noise
    constexpr int most_rounds = 20;
    const std::vector<Pair> all = valid_pairs(reference, image);
    std::vector<Pair> kept = all;
    NormalisationLine line;
    for (int round = 0; round < most_rounds; ++round) {
        if (kept.size() < fewest) return {};
        line = major_axis(kept);
        std::vector<double> distances;
        for (const Pair& pair : all)
            distances.push_back(std::abs(pair.reference - line.gain * pair.image - line.bias));
        // 1.4826: from the median absolute deviation to a normal's standard deviation.
        const double limit = 2.5 * 1.4826 * upper_median(distances) + 1e-12;
        std::vector<Pair> next;
        for (std::size_t i = 0; i < all.size(); ++i)
            if (distances[i] <= limit) next.push_back(all[i]);
        if (next.size() == kept.size() && round > 0) break;
        kept = std::move(next);
    }
    return line;
}

}  // namespace borderlens
