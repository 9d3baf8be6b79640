#include "imagery/best_pixel.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "base/error.hpp"

namespace borderlens {
namespace {

constexpr double unit_m = 30.0;  // the pixels White et al. count in

/// 1 where every band has a value.
cv::Mat complete_pixels(const Raster<float>& look) {
    cv::Mat seen(static_cast<int>(look.rows()), static_cast<int>(look.cols()), CV_8U);
    for (Index row = 0; row < look.rows(); ++row)
        for (Index col = 0; col < look.cols(); ++col) {
            bool complete = true;
            for (Index band = 0; band < look.bands(); ++band)
                complete = complete && !std::isnan(look(band, row, col));
            seen.at<std::uint8_t>(static_cast<int>(row), static_cast<int>(col)) = complete ? 1 : 0;
        }
    return seen;
}

double day_score(int day, const BestPixelRule& rule) {
    constexpr double year_days = 365.25;
    const double apart = std::abs(static_cast<double>(day - rule.target_day));
    const double off = std::min(apart, year_days - apart) / rule.day_sigma;
    return std::exp(-0.5 * off * off);
}

double distance_score(double distance_m, const BestPixelRule& rule) {
    const double required = rule.required_distance_m / unit_m;
    const double distance = std::min(distance_m / unit_m, required);
    return 1.0 / (1.0 + std::exp(-0.2 * (distance - 0.5 * required)));
}

}  // namespace

Index best_pixel_reach_px(const BestPixelRule& rule, double pixel_size_m) {
    return static_cast<Index>(std::ceil(rule.required_distance_m / pixel_size_m));
}

Raster<float> best_pixels(const std::vector<Raster<float>>& looks,
                          const std::vector<int>& days_of_year, const BestPixelRule& rule,
                          Index pad_px) {
    if (looks.empty() || looks.size() != days_of_year.size())
        throw internal_error("{} looks with {} days", looks.size(), days_of_year.size());
    const Grid& padded = looks.front().grid();
    const Index bands = looks.front().bands();
    const Window core{pad_px, pad_px, padded.rows() - 2 * pad_px, padded.cols() - 2 * pad_px};
    Raster<float> result(padded.crop(core), bands + 1, no_data);
    std::fill_n(result.band_data(bands), core.size(), 0.0F);
    std::vector<double> best(static_cast<std::size_t>(core.size()), -1.0);
    for (std::size_t k = 0; k < looks.size(); ++k) {
        const cv::Mat seen = complete_pixels(looks[k]);
        cv::Mat distance_px;
        cv::distanceTransform(seen, distance_px, cv::DIST_L2, cv::DIST_MASK_PRECISE);
        const double for_day = day_score(days_of_year[k], rule);
        for (Index row = 0; row < core.rows; ++row)
            for (Index col = 0; col < core.cols; ++col) {
                const int r = static_cast<int>(row + pad_px), c = static_cast<int>(col + pad_px);
                if (seen.at<std::uint8_t>(r, c) == 0) continue;
                const Index at = row * core.cols + col;
                result.band_data(bands)[at] += 1.0F;
                const double distance_m =
                    static_cast<double>(distance_px.at<float>(r, c)) * padded.pixel_width();
                const double score = for_day + distance_score(distance_m, rule);
                if (!(score > best[static_cast<std::size_t>(at)])) continue;
                best[static_cast<std::size_t>(at)] = score;
                for (Index band = 0; band < bands; ++band)
                    result.band_data(band)[at] = looks[k](band, row + pad_px, col + pad_px);
            }
    }
    return result;
}

}  // namespace borderlens
