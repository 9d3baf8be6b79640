#include "metrics/town_form.hpp"

#include <algorithm>
#include <cmath>

#include "features/texture.hpp"
#include "metrics/metrics.hpp"
#include "raster/components.hpp"

namespace borderlens {
namespace {

constexpr ClassCode grey = 1, bright = 2;

Index window_px(double side_m, double pixel_size_m) {
    const Index px = std::max<Index>(3, std::llround(side_m / pixel_size_m));
    return px % 2 == 0 ? px + 1 : px;
}

double median_of(std::vector<float> values) {
    if (values.empty()) return 0.0;
    const auto middle = values.begin() + static_cast<Index>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return static_cast<double>(*middle);
}

/// Brightness of the even ground each built-up pixel belongs to; NaN where it belongs to none. A
/// pixel belongs to an even neighbourhood of its own or of a neighbour whose mean it comes near:
/// so roofs keep their rims.
Raster<float> even_brightness(const Raster<std::uint8_t>& built_up, const Raster<float>& brightness,
                              const TownFormOptions& options) {
    const Index side = window_px(options.window_m, options.pixel_size_m);
    const LocalStatistics local = local_statistics(brightness, 0, side);
    const Index reach = side / 2;
    const double limit = options.even_variation;
    Raster<float> even(built_up.grid(), 1, no_data);
    for (Index row = 0; row < even.rows(); ++row)
        for (Index col = 0; col < even.cols(); ++col) {
            if (built_up(row, col) == 0) continue;
            const double own = static_cast<double>(brightness(row, col));
            double nearest = limit;
            for (Index r = std::max<Index>(0, row - reach);
                 r <= std::min(even.rows() - 1, row + reach); ++r)
                for (Index c = std::max<Index>(0, col - reach);
                     c <= std::min(even.cols() - 1, col + reach); ++c) {
                    const double mean = static_cast<double>(local.mean(r, c));
                    if (!(static_cast<double>(local.deviation(r, c)) < limit * mean)) continue;
                    const double away = std::abs(own - mean) / mean;
                    if (!(away < nearest)) continue;
                    nearest = away;
                    even(row, col) = local.mean(r, c);
                }
        }
    return even;
}

/// Even built-up pixels by brightness; 0 elsewhere.
Raster<ClassCode> even_ground(const Raster<std::uint8_t>& built_up, const Raster<float>& brightness,
                              const TownFormOptions& options) {
    const Raster<float> level = even_brightness(built_up, brightness, options);
    std::vector<float> levels;
    for (const float value : level.values())
        if (!std::isnan(value)) levels.push_back(value);
    const double limit = options.bright_factor * median_of(std::move(levels));
    Raster<ClassCode> even(built_up.grid());
    for (std::size_t i = 0; i < even.values().size(); ++i)
        if (!std::isnan(level.values()[i]))
            even.values()[i] = static_cast<double>(level.values()[i]) > limit ? bright : grey;
    return even;
}

std::uint8_t form_of(const Component& object, const TownFormOptions& options) {
    const double cells = static_cast<double>(object.cells);
    if (cells * options.pixel_size_m * options.pixel_size_m < options.least_object_m2)
        return form::fine_grained;
    const double shape = static_cast<double>(object.perimeter_sides) / least_perimeter_sides(cells);
    return object.code == bright && shape <= options.most_shape ? form::big_roof : form::hardstand;
}

}  // namespace

Raster<std::uint8_t> built_up_forms(const Raster<std::uint8_t>& built_up,
                                    const Raster<float>& brightness,
                                    const TownFormOptions& options) {
    const LabelledComponents objects =
        label_components(even_ground(built_up, brightness, options), Connectivity::four);
    Raster<std::uint8_t> forms(built_up.grid());
    for (std::size_t i = 0; i < forms.values().size(); ++i) {
        if (built_up.values()[i] == 0) continue;
        const std::int32_t label = objects.labels.values()[i];
        forms.values()[i] =
            label == 0 ? form::fine_grained
                       : form_of(objects.components[static_cast<std::size_t>(label - 1)], options);
    }
    return forms;
}

}  // namespace borderlens
