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

/// Even built-up pixels by brightness; 0 elsewhere.
Raster<ClassCode> even_ground(const Raster<std::uint8_t>& built_up, const Raster<float>& brightness,
                              const TownFormOptions& options) {
    const LocalStatistics local =
        local_statistics(brightness, 0, window_px(options.window_m, options.pixel_size_m));
    Raster<ClassCode> even(built_up.grid());
    std::vector<float> levels;
    for (std::size_t i = 0; i < even.values().size(); ++i) {
        const double mean = static_cast<double>(local.mean.values()[i]);
        const double deviation = static_cast<double>(local.deviation.values()[i]);
        if (built_up.values()[i] == 0 || !(deviation < options.even_variation * mean)) continue;
        even.values()[i] = grey;
        levels.push_back(local.mean.values()[i]);
    }
    const double limit = options.bright_factor * median_of(std::move(levels));
    for (std::size_t i = 0; i < even.values().size(); ++i)
        if (even.values()[i] != 0 && static_cast<double>(local.mean.values()[i]) > limit)
            even.values()[i] = bright;
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
