#include "change/phase_shift.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>
#include <opencv2/imgproc.hpp>

#include "base/median.hpp"
#include "base/parallel.hpp"
#include "raster/mat.hpp"

namespace borderlens {
namespace {

using Complex = std::complex<double>;
constexpr Index window_px = 512;          // chosen: hundreds of details, a second of work
constexpr double high_pass_px = 10.0;     // chosen: drops illumination and haze, keeps structure
constexpr double upsampling = 50.0;       // chosen: 1/50 px, below what the noise allows
constexpr double clear_peak = 0.03;       // chosen: noise peaks of 512 px windows stay below 0.015
constexpr double least_amplitude = 1e-4;  // chosen: of the strongest; keeps real images whole
constexpr double half_search_px = 0.75;   // the integer peak is off by 0.5 px at most

/// Zero-mean, high-passed and faded to 0 at its edges.
cv::Mat prepared(RasterView<const float> view) {
    cv::Mat image = as_mat(view).clone();
    double sum = 0.0;
    Index count = 0;
    for (int r = 0; r < image.rows; ++r)
        for (int c = 0; c < image.cols; ++c)
            if (std::isfinite(image.at<float>(r, c))) sum += image.at<float>(r, c), ++count;
    const float mean = count > 0 ? static_cast<float>(sum / static_cast<double>(count)) : 0.0F;
    for (int r = 0; r < image.rows; ++r)
        for (int c = 0; c < image.cols; ++c)
            if (!std::isfinite(image.at<float>(r, c))) image.at<float>(r, c) = mean;
    cv::Mat smooth, window, result;
    cv::GaussianBlur(image, smooth, cv::Size(), high_pass_px, high_pass_px, cv::BORDER_REFLECT);
    image -= smooth;
    cv::createHanningWindow(window, image.size(), CV_32F);
    cv::Mat(image.mul(window)).convertTo(result, CV_64F);
    return result;
}

/// Phases of the cross spectrum where both images hold any signal. Smooth images have none at high
/// frequencies: their phases are rounding, which full whitening would make as loud as the rest.
cv::Mat cross_phases(const cv::Mat& before, const cv::Mat& after) {
    cv::Mat a, b, cross;
    cv::dft(before, a, cv::DFT_COMPLEX_OUTPUT);
    cv::dft(after, b, cv::DFT_COMPLEX_OUTPUT);
    cv::mulSpectrums(b, a, cross, 0, true);
    std::vector<double> lengths;
    for (int r = 0; r < cross.rows; ++r)
        for (int c = 0; c < cross.cols; ++c) {
            const auto& value = cross.at<cv::Vec2d>(r, c);
            lengths.push_back(std::hypot(value[0], value[1]));
        }
    const double floor = least_amplitude * *std::max_element(lengths.begin(), lengths.end());
    double used = 0.0;
    for (int r = 0; r < cross.rows; ++r)
        for (int c = 0; c < cross.cols; ++c) {
            auto& value = cross.at<cv::Vec2d>(r, c);
            const double length = std::hypot(value[0], value[1]);
            const bool signal = length > floor && length > 0.0;
            value = signal ? value / length : cv::Vec2d(0.0, 0.0);
            used += signal ? 1.0 : 0.0;
        }
    // So that equal images give a peak of 1 however few frequencies they hold.
    if (used > 0.0) cross *= static_cast<double>(cross.total()) / used;
    return cross;
}

double frequency(int k, int size) {
    return static_cast<double>(k <= (size - 1) / 2 ? k : k - size) / size;
}

/// The inverse transform of `cross` at a few shifts of rows and columns only.
cv::Mat correlation_at(const cv::Mat& cross, const std::vector<double>& row_shifts,
                       const std::vector<double>& col_shifts) {
    const std::size_t rows = row_shifts.size(), cols = col_shifts.size();
    std::vector<Complex> partial(rows * static_cast<std::size_t>(cross.cols));
    for (std::size_t i = 0; i < rows; ++i)
        for (int r = 0; r < cross.rows; ++r) {
            const Complex turn =
                std::polar(1.0, 2.0 * M_PI * frequency(r, cross.rows) * row_shifts[i]);
            for (int c = 0; c < cross.cols; ++c) {
                const auto& value = cross.at<cv::Vec2d>(r, c);
                partial[i * static_cast<std::size_t>(cross.cols) + static_cast<std::size_t>(c)] +=
                    Complex(value[0], value[1]) * turn;
            }
        }
    cv::Mat result(static_cast<int>(rows), static_cast<int>(cols), CV_64F);
    for (std::size_t j = 0; j < cols; ++j) {
        std::vector<Complex> turns;
        for (int c = 0; c < cross.cols; ++c)
            turns.push_back(std::polar(1.0, 2.0 * M_PI * frequency(c, cross.cols) * col_shifts[j]));
        for (std::size_t i = 0; i < rows; ++i) {
            Complex sum = 0.0;
            for (std::size_t c = 0; c < turns.size(); ++c)
                sum += partial[i * turns.size() + c] * turns[c];
            result.at<double>(static_cast<int>(i), static_cast<int>(j)) =
                sum.real() / static_cast<double>(cross.rows) / cross.cols;
        }
    }
    return result;
}

}  // namespace

ImageShift phase_shift(RasterView<const float> before, RasterView<const float> after,
                       Index max_shift_px) {
    const cv::Mat cross = cross_phases(prepared(before), prepared(after));
    cv::Mat surface;
    cv::dft(cross, surface, cv::DFT_INVERSE | cv::DFT_SCALE | cv::DFT_REAL_OUTPUT);
    const int rows = surface.rows, cols = surface.cols;
    const int reach_rows = static_cast<int>(std::min<Index>(max_shift_px, (rows - 1) / 2));
    const int reach_cols = static_cast<int>(std::min<Index>(max_shift_px, (cols - 1) / 2));
    ImageShift shift;
    double best = -1.0;
    for (int r = -reach_rows; r <= reach_rows; ++r)
        for (int c = -reach_cols; c <= reach_cols; ++c) {
            const double value = surface.at<double>((r + rows) % rows, (c + cols) % cols);
            if (value > best) best = value, shift.rows = r, shift.cols = c;
        }
    const int steps = static_cast<int>(half_search_px * upsampling);
    std::vector<double> row_shifts, col_shifts;
    for (int k = -steps; k <= steps; ++k) {
        row_shifts.push_back(shift.rows + k / upsampling);
        col_shifts.push_back(shift.cols + k / upsampling);
    }
    const cv::Mat fine = correlation_at(cross, row_shifts, col_shifts);
    cv::Point place;
    cv::minMaxLoc(fine, nullptr, &shift.peak, nullptr, &place);
    shift.rows = row_shifts[static_cast<std::size_t>(place.y)];
    shift.cols = col_shifts[static_cast<std::size_t>(place.x)];
    return shift;
}

ImageShift global_shift(const PairSource& source, Index max_shift_px) {
    const Index rows = source.grid.rows(), cols = source.grid.cols();
    const auto starts = [](Index size) {
        if (size <= window_px) return std::vector<Index>{0};
        if (size <= 2 * window_px) return std::vector<Index>{0, size - window_px};
        return std::vector<Index>{0, (size - window_px) / 2, size - window_px};
    };
    std::vector<Window> windows;
    for (const Index row : starts(rows))
        for (const Index col : starts(cols))
            windows.push_back(
                Window{row, col, window_px, window_px}.intersect(source.grid.window()));
    const Index bands = std::min<Index>({3, source.before_bands, source.after_bands});
    std::vector<ImageShift> shifts(windows.size() * static_cast<std::size_t>(bands));
    parallel_for(static_cast<Index>(windows.size()), [&](Index i) {
        const ImagePair pair = source.read(windows[static_cast<std::size_t>(i)]);
        for (Index band = 0; band < bands; ++band)
            shifts[static_cast<std::size_t>(i * bands + band)] =
                phase_shift(pair.before.view(band), pair.after.view(band), max_shift_px);
    });
    std::vector<double> row_shifts, col_shifts, peaks;
    for (const ImageShift& shift : shifts) {
        if (!(shift.peak > clear_peak)) continue;
        row_shifts.push_back(shift.rows);
        col_shifts.push_back(shift.cols);
        peaks.push_back(shift.peak);
    }
    if (peaks.empty()) return {0.0, 0.0, std::numeric_limits<double>::quiet_NaN()};
    return {upper_median(col_shifts), upper_median(row_shifts), upper_median(peaks)};
}

}  // namespace borderlens
