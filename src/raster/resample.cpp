#include "raster/resample.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace borderlens {
namespace {

/// Half width of the kernel at full resolution [px].
double radius_of(Resampling method) {
    return method == Resampling::nearest ? 0.5 : method == Resampling::bilinear ? 1.0 : 2.0;
}

double kernel(Resampling method, double distance) {
    const double d = std::abs(distance);
    if (method == Resampling::bilinear) return d < 1.0 ? 1.0 - d : 0.0;
    // Keys 1981 with a = -0.5.
    if (d < 1.0) return (1.5 * d - 2.5) * d * d + 1.0;
    if (d < 2.0) return ((-0.5 * d + 2.5) * d - 4.0) * d + 2.0;
    return 0.0;
}

// Grids written by different programs differ in the last digits; within this they are one grid.
constexpr double same_place_px = 1e-4;  // chosen: far below any geolocation error, 1 mm at 10 m

/// Weights of the source pixels first .. first + count - 1 along one axis.
struct Taps {
    Index first = 0;
    Index count = 0;
    std::array<float, 4> near{};  ///< enough where the kernel is not stretched
    std::vector<float> wide;      ///< else
    const float* weights() const { return wide.empty() ? near.data() : wide.data(); }
};

/// Fills `taps`; none where the place is outside. low, high: the source pixels there are.
void taps_at(double position, double scale, Resampling method, Index low, Index high, Taps& taps) {
    taps.count = 0;
    taps.wide.clear();
    if (!(position >= static_cast<double>(low) - same_place_px &&
          position <= static_cast<double>(high) + same_place_px))
        return;
    const double center = position - 0.5;
    const double nearest = std::round(center);
    const bool on_pixel = std::abs(center - nearest) < same_place_px && scale < 1.0 + same_place_px;
    if (method == Resampling::nearest || on_pixel) {
        const Index at = method == Resampling::nearest
                             ? static_cast<Index>(std::floor(position + same_place_px))
                             : static_cast<Index>(nearest);
        taps.first = std::clamp(at, low, high - 1);
        taps.count = 1;
        taps.near[0] = 1.0f;
        return;
    }
    const double stretch = std::max(1.0, scale);
    const double reach = radius_of(method) * stretch;
    taps.first = std::max(low, static_cast<Index>(std::ceil(center - reach)));
    taps.count =
        std::min(high - 1, static_cast<Index>(std::floor(center + reach))) - taps.first + 1;
    const bool fits = taps.count <= static_cast<Index>(taps.near.size());
    if (!fits) taps.wide.resize(static_cast<std::size_t>(taps.count));
    float* weights = fits ? taps.near.data() : taps.wide.data();
    double sum = 0.0;
    for (Index i = 0; i < taps.count; ++i)
        sum += kernel(method, (static_cast<double>(taps.first + i) - center) / stretch);
    for (Index i = 0; i < taps.count; ++i)
        weights[i] = static_cast<float>(
            kernel(method, (static_cast<double>(taps.first + i) - center) / stretch) / sum);
}

float weighted(RasterView<const float> source, const Window& window, const Taps& x, const Taps& y) {
    const float* across = x.weights();
    const float* down = y.weights();
    float sum = 0.0f;
    for (Index j = 0; j < y.count; ++j) {
        if (down[j] == 0.0f) continue;
        const float* row = source.row(y.first + j - window.row0) + x.first - window.col0;
        float row_sum = 0.0f;
        for (Index i = 0; i < x.count; ++i)
            if (across[i] != 0.0f) row_sum += across[i] * row[i];
        sum += down[j] * row_sum;
    }
    return sum;
}

void resample_separable(RasterView<const float> source, const Window& window, const PixelMap& map,
                        Resampling method, RasterView<float> target) {
    std::vector<Taps> across(static_cast<std::size_t>(map.cols));
    for (Index col = 0; col < map.cols; ++col)
        taps_at(map.x_at(0, col), map.scale_x, method, window.col0, window.col_end(),
                across[static_cast<std::size_t>(col)]);
    std::vector<Taps> down(static_cast<std::size_t>(map.rows));
    for (Index row = 0; row < map.rows; ++row)
        taps_at(map.y_at(row, 0), map.scale_y, method, window.row0, window.row_end(),
                down[static_cast<std::size_t>(row)]);
    // First along the rows that some target row needs, then down the columns.
    std::vector<float> lines(static_cast<std::size_t>(window.rows * map.cols), no_data);
    std::vector<char> needed(static_cast<std::size_t>(window.rows), 0);
    for (const Taps& taps : down)
        for (Index j = 0; j < taps.count; ++j)
            if (taps.weights()[j] != 0.0f)
                needed[static_cast<std::size_t>(taps.first - window.row0 + j)] = 1;
    for (Index row = 0; row < window.rows; ++row) {
        if (!needed[static_cast<std::size_t>(row)]) continue;
        float* line = lines.data() + row * map.cols;
        const float* from = source.row(row) - window.col0;
        for (Index col = 0; col < map.cols; ++col) {
            const Taps& taps = across[static_cast<std::size_t>(col)];
            if (taps.count == 0) continue;
            const float* weights = taps.weights();
            float sum = 0.0f;
            for (Index i = 0; i < taps.count; ++i)
                if (weights[i] != 0.0f) sum += weights[i] * from[taps.first + i];
            line[col] = sum;
        }
    }
    for (Index row = 0; row < map.rows; ++row) {
        const Taps& taps = down[static_cast<std::size_t>(row)];
        float* to = target.row(row);
        std::fill(to, to + map.cols, taps.count == 0 ? no_data : 0.0f);
        for (Index j = 0; j < taps.count; ++j) {
            const float weight = taps.weights()[j];
            if (weight == 0.0f) continue;
            const float* line = lines.data() + (taps.first - window.row0 + j) * map.cols;
            for (Index col = 0; col < map.cols; ++col) to[col] += weight * line[col];
        }
    }
}

/// Source pixels that touch a target pixel along one axis; none where its centre lies outside.
struct Span {
    Index first = 0;
    Index end = 0;
    bool empty() const { return first == end; }
};

Span span_at(double position, double reach, Index low, Index high) {
    if (!(position >= static_cast<double>(low) && position <= static_cast<double>(high))) return {};
    return {std::max(low, static_cast<Index>(std::floor(position - reach))),
            std::min(high, static_cast<Index>(std::floor(position + reach)) + 1)};
}

/// Of a span that is not empty. Its ends are asked first: most spans have nothing else.
bool any_in(const std::uint8_t* row, const Span& span) {
    std::uint8_t any = row[span.first] | row[span.end - 1];
    for (Index i = span.first + 1; i < span.end - 1; ++i) any |= row[i];
    return any != 0;
}

/// Whether each touches one pixel, the one behind that of the span before.
bool are_neighbours(const std::vector<Span>& spans) {
    for (std::size_t i = 0; i < spans.size(); ++i)
        if (spans[i].end != spans[i].first + 1 ||
            spans[i].first != spans[0].first + static_cast<Index>(i))
            return false;
    return !spans.empty();
}

void touch_separable(RasterView<const std::uint8_t> source, const Window& window,
                     const std::vector<Span>& across, const std::vector<Span>& down,
                     RasterView<std::uint8_t> target) {
    const std::size_t cols = across.size();
    const bool one_to_one = are_neighbours(across);
    // First along the rows, then down the columns.
    std::vector<std::uint8_t> lines(static_cast<std::size_t>(window.rows) * cols);
    for (Index row = 0; row < window.rows; ++row) {
        std::uint8_t* line = lines.data() + static_cast<std::size_t>(row) * cols;
        const std::uint8_t* from = source.row(row) - window.col0;
        if (one_to_one)
            std::transform(from + across[0].first, from + across[0].first + cols, line,
                           [](std::uint8_t bad) { return bad != 0 ? 1 : 0; });
        else
            for (std::size_t col = 0; col < cols; ++col)
                line[col] = across[col].empty() || any_in(from, across[col]) ? 1 : 0;
    }
    for (std::size_t row = 0; row < down.size(); ++row) {
        std::uint8_t* to = target.row(static_cast<Index>(row));
        std::fill(to, to + cols, down[row].empty() ? std::uint8_t{1} : std::uint8_t{0});
        for (Index r = down[row].first; r < down[row].end; ++r) {
            const std::uint8_t* line =
                lines.data() + static_cast<std::size_t>(r - window.row0) * cols;
            for (std::size_t col = 0; col < cols; ++col) to[col] |= line[col];
        }
    }
}

}  // namespace

bool PixelMap::aligned() const {
    if (!separable || rows == 0 || cols == 0) return false;
    const auto on_pixels = [](const std::vector<double>& places) {
        for (std::size_t i = 0; i < places.size(); ++i) {
            const double expected = std::floor(places[0]) + 0.5 + static_cast<double>(i);
            if (!(std::abs(places[i] - expected) < same_place_px)) return false;
        }
        return true;
    };
    return on_pixels(x) && on_pixels(y);
}

Window footprint(const PixelMap& map, Resampling method) {
    double low_x = HUGE_VAL, high_x = -HUGE_VAL, low_y = HUGE_VAL, high_y = -HUGE_VAL;
    for (const double x : map.x)
        if (!std::isnan(x)) low_x = std::min(low_x, x), high_x = std::max(high_x, x);
    for (const double y : map.y)
        if (!std::isnan(y)) low_y = std::min(low_y, y), high_y = std::max(high_y, y);
    // Far beyond any raster; keeps the conversion to whole numbers defined.
    constexpr double limit = 4e9;
    if (!(low_x <= high_x && low_y <= high_y) || std::abs(low_x) > limit ||
        std::abs(high_x) > limit || std::abs(low_y) > limit || std::abs(high_y) > limit)
        return {};
    const double reach_x = radius_of(method) * std::max(1.0, map.scale_x) + 1.0;
    const double reach_y = radius_of(method) * std::max(1.0, map.scale_y) + 1.0;
    const Index col0 = static_cast<Index>(std::floor(low_x - reach_x));
    const Index row0 = static_cast<Index>(std::floor(low_y - reach_y));
    return {row0, col0, static_cast<Index>(std::ceil(high_y + reach_y)) - row0,
            static_cast<Index>(std::ceil(high_x + reach_x)) - col0};
}

void resample(RasterView<const float> source, const Window& window, const PixelMap& map,
              Resampling method, RasterView<float> target) {
    if (map.separable) {
        resample_separable(source, window, map, method, target);
        return;
    }
    Taps across, down;
    for (Index row = 0; row < map.rows; ++row)
        for (Index col = 0; col < map.cols; ++col) {
            taps_at(map.x_at(row, col), map.scale_x, method, window.col0, window.col_end(), across);
            taps_at(map.y_at(row, col), map.scale_y, method, window.row0, window.row_end(), down);
            target(row, col) = across.count == 0 || down.count == 0
                                   ? no_data
                                   : weighted(source, window, across, down);
        }
}

void touch(RasterView<const std::uint8_t> source, const Window& window, const PixelMap& map,
           double reach_px, RasterView<std::uint8_t> target) {
    const double reach_x = std::max(0.5 * map.scale_x, reach_px) - same_place_px;
    const double reach_y = std::max(0.5 * map.scale_y, reach_px) - same_place_px;
    const auto span_x = [&](double x) {
        return span_at(x, reach_x, window.col0, window.col_end());
    };
    const auto span_y = [&](double y) {
        return span_at(y, reach_y, window.row0, window.row_end());
    };
    if (map.separable) {
        std::vector<Span> across, down;
        for (const double x : map.x) across.push_back(span_x(x));
        for (const double y : map.y) down.push_back(span_y(y));
        touch_separable(source, window, across, down, target);
        return;
    }
    for (Index row = 0; row < map.rows; ++row)
        for (Index col = 0; col < map.cols; ++col) {
            const Span x = span_x(map.x_at(row, col)), y = span_y(map.y_at(row, col));
            bool bad = x.empty() || y.empty();
            for (Index r = y.first; r < y.end && !bad; ++r)
                bad = any_in(source.row(r - window.row0) - window.col0, x);
            target(row, col) = bad ? 1 : 0;
        }
}

}  // namespace borderlens
