#include "imagery/quality.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "imagery/sensors.hpp"
#include "raster/mat.hpp"

namespace borderlens {
namespace {

bool bit(std::uint32_t value, int position) {
    return (value >> position & 1U) != 0;
}

int field(std::uint32_t value, int position) {
    return static_cast<int>(value >> position & 3U);
}

bool is_bad_scl(std::uint32_t value, const MaskRules& rules) {
    switch (value) {
        case 4:
        case 5:
        case 6:
        case 7:
            return false;
        case 2:
            return !rules.keep_dark;
        case 11:
            return !rules.keep_snow;
        default:
            return true;  // no data, defective, shadow, clouds, cirrus
    }
}

bool is_bad_qa_pixel(std::uint32_t value, const MaskRules& rules) {
    const QaPixel qa = decode_qa_pixel(value);
    return qa.fill || qa.dilated_cloud || qa.cirrus || qa.cloud || qa.cloud_shadow ||
           (qa.snow && !rules.keep_snow);
}

bool is_bad_bqa(std::uint32_t value, const MaskRules& rules) {
    constexpr int high = 3;
    if (bit(value, 0)) return true;  // fill, in both
    if (value < 8192U)               // Collection 1
        return bit(value, 4) || field(value, 5) == high || field(value, 7) == high ||
               field(value, 11) == high || (field(value, 9) == high && !rules.keep_snow);
    return bit(value, 1) || field(value, 14) >= 2 || field(value, 12) == high ||
           (field(value, 10) == high && !rules.keep_snow);
}

}  // namespace

QaPixel decode_qa_pixel(std::uint32_t value) {
    return {bit(value, 0),   bit(value, 1),    bit(value, 2),    bit(value, 3),
            bit(value, 4),   bit(value, 5),    bit(value, 6),    bit(value, 7),
            field(value, 8), field(value, 10), field(value, 12), field(value, 14)};
}

bool is_bad(MaskKind kind, double value, const MaskRules& rules) {
    if (!(value >= 0.0 && value < 4294967296.0)) return true;
    if (kind == MaskKind::cloud_probability) return value >= rules.cloud_probability;
    const auto code = static_cast<std::uint32_t>(value);
    switch (kind) {
        case MaskKind::scl:
            return is_bad_scl(code, rules);
        case MaskKind::qa_pixel:
            return is_bad_qa_pixel(code, rules);
        case MaskKind::bqa:
            return is_bad_bqa(code, rules);
        case MaskKind::cfmask:
            return code == 2 || code >= 4 || (code == 3 && !rules.keep_snow);
        case MaskKind::hls_fmask:
            return code == 255 || bit(code, 1) || bit(code, 2) || bit(code, 3) ||
                   (bit(code, 4) && !rules.keep_snow);
        case MaskKind::qa_radsat:  // asked band by band: see saturation_bits
            return false;
        default:
            return value != 0.0;
    }
}

Raster<std::uint8_t> bad_pixels(const Raster<float>& quality, MaskKind kind,
                                const MaskRules& rules) {
    Raster<std::uint8_t> bad(quality.grid());
    for (std::size_t i = 0; i < bad.values().size(); ++i)
        bad.values()[i] = is_bad(kind, static_cast<double>(quality.values()[i]), rules) ? 1 : 0;
    return bad;
}

Raster<std::uint8_t> bad_pixels(const Raster<std::uint16_t>& quality, MaskKind kind,
                                const MaskRules& rules) {
    // Pixels are many, numbers are few: each is judged once.
    const auto& numbers = quality.values();
    const std::size_t highest =
        numbers.empty() ? 0 : *std::max_element(numbers.begin(), numbers.end());
    std::vector<std::uint8_t> is_bad_number(highest + 1);
    for (std::size_t number = 0; number <= highest; ++number)
        is_bad_number[number] = is_bad(kind, static_cast<double>(number), rules) ? 1 : 0;
    Raster<std::uint8_t> bad(quality.grid());
    for (std::size_t i = 0; i < numbers.size(); ++i) bad.values()[i] = is_bad_number[numbers[i]];
    return bad;
}

std::uint32_t saturation_bits(const std::string& sensor_name, Role role) {
    const Sensor* sensor = find_sensor(sensor_name);
    const SensorBand* band = sensor == nullptr ? nullptr : sensor->find(role);
    if (band == nullptr || sensor->name == "sentinel-2") return 0;
    const int number = std::stoi(std::string(band->name.substr(1)));
    const bool oli = sensor->name == "landsat-8" || sensor->name == "landsat-9";
    if (number > 9) return 0;  // the thermal bands of TIRS have no bit
    return 1U << (number - 1) | 1U << (oli ? 11 : 9);
}

void dilate(Raster<std::uint8_t>& bad, double radius_px) {
    if (!(radius_px >= 0.5)) return;
    const int reach = static_cast<int>(std::floor(radius_px));
    cv::Mat disc(2 * reach + 1, 2 * reach + 1, CV_8U);
    for (int y = -reach; y <= reach; ++y)
        for (int x = -reach; x <= reach; ++x)
            disc.at<std::uint8_t>(y + reach, x + reach) =
                x * x + y * y <= radius_px * radius_px ? 1 : 0;
    cv::Mat mat = as_mat(bad.view());
    cv::Mat grown;
    cv::dilate(mat, grown, disc, cv::Point(-1, -1), 1, cv::BORDER_CONSTANT, cv::Scalar(0));
    grown.copyTo(mat);
}

Raster<std::uint8_t> spectral_cloud_mask(RasterView<const float> blue,
                                         RasterView<const float> green, RasterView<const float> red,
                                         RasterView<const float> nir, const Grid& grid,
                                         double shadow_reach_px) {
    Raster<std::uint8_t> cloud(grid), dark(grid);
    for (Index row = 0; row < grid.rows(); ++row)
        for (Index col = 0; col < grid.cols(); ++col) {
            const float b = blue(row, col), g = green(row, col), r = red(row, col),
                        n = nir(row, col);
            if (!(std::isfinite(b) && std::isfinite(g) && std::isfinite(r) && std::isfinite(n)))
                continue;
            const float mean = (b + g + r) / 3.0f;
            const float whiteness =
                mean <= 0.0f
                    ? 10.0f
                    : (std::abs(b - mean) + std::abs(g - mean) + std::abs(r - mean)) / mean;
            const float ndvi = n + r == 0.0f ? 0.0f : (n - r) / (n + r);
            const float haze = b - 0.5f * r - 0.08f;  // equation 3
            // Without a thermal band a brightness floor keeps pale soil out.
            constexpr float brightness_floor = 0.18f;  // chosen: above dry soil in blue
            cloud(row, col) =
                ndvi < 0.8f && whiteness < 0.7f && haze > 0.0f && b > brightness_floor;
            dark(row, col) = n < 0.12f && g < 0.12f;  // chosen: below dry vegetation in shade
        }
    Raster<std::uint8_t> near = cloud;
    dilate(near, shadow_reach_px);
    for (std::size_t i = 0; i < cloud.values().size(); ++i)
        if (near.values()[i] != 0 && dark.values()[i] != 0) cloud.values()[i] = 1;
    return cloud;
}

}  // namespace borderlens
