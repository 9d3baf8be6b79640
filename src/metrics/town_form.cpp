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

/// Where the neighbourhood of a built-up pixel is even: grey or bright; 0 elsewhere.
Raster<ClassCode> even_cores(const Raster<std::uint8_t>& built_up, const LocalStatistics& local,
                             const TownFormOptions& options) {
    Raster<ClassCode> cores(built_up.grid());
    std::vector<float> levels;
    for (std::size_t i = 0; i < cores.values().size(); ++i) {
        const double mean = static_cast<double>(local.mean.values()[i]);
        const double deviation = static_cast<double>(local.deviation.values()[i]);
        if (built_up.values()[i] == 0 || !(deviation < options.even_variation * mean)) continue;
        cores.values()[i] = grey;
        levels.push_back(local.mean.values()[i]);
    }
    const double limit = options.bright_factor * median_of(std::move(levels));
    for (std::size_t i = 0; i < cores.values().size(); ++i)
        if (cores.values()[i] != 0 && static_cast<double>(local.mean.values()[i]) > limit)
            cores.values()[i] = bright;
    return cores;
}

std::uint8_t form_of(const Component& core, const TownFormOptions& options) {
    const double cells = static_cast<double>(core.cells);
    if (cells * options.pixel_size_m * options.pixel_size_m < options.least_core_m2)
        return form::fine_grained;
    const double shape = static_cast<double>(core.perimeter_sides) / least_perimeter_sides(cells);
    return core.code == bright && shape <= options.most_shape ? form::big_roof : form::hardstand;
}

}  // namespace

Raster<std::uint8_t> built_up_forms(const Raster<std::uint8_t>& built_up,
                                    const Raster<float>& brightness,
                                    const TownFormOptions& options) {
    const Index side = window_px(options.window_m, options.pixel_size_m);
    const LocalStatistics local = local_statistics(brightness, 0, side);
    const LabelledComponents cores =
        label_components(even_cores(built_up, local, options), Connectivity::four);
    Raster<std::uint8_t> of_core(built_up.grid());
    for (std::size_t i = 0; i < of_core.values().size(); ++i)
        if (const std::int32_t label = cores.labels.values()[i]; label > 0)
            of_core.values()[i] =
                form_of(cores.components[static_cast<std::size_t>(label - 1)], options);

    Raster<std::uint8_t> forms(built_up.grid());
    const Index reach = side / 2;
    for (Index row = 0; row < forms.rows(); ++row)
        for (Index col = 0; col < forms.cols(); ++col) {
            if (built_up(row, col) == 0) continue;
            forms(row, col) = form::fine_grained;
            // Rims of large objects: their pixels have other ground in their neighbourhoods.
            double nearest = options.even_variation;
            for (Index r = std::max<Index>(0, row - reach);
                 r <= std::min(forms.rows() - 1, row + reach); ++r)
                for (Index c = std::max<Index>(0, col - reach);
                     c <= std::min(forms.cols() - 1, col + reach); ++c) {
                    const std::uint8_t form = of_core(r, c);
                    if (form != form::big_roof && form != form::hardstand) continue;
                    const double mean = static_cast<double>(local.mean(r, c));
                    const double away =
                        std::abs(static_cast<double>(brightness(row, col)) - mean) / mean;
                    if (!(away < nearest)) continue;
                    nearest = away;
                    forms(row, col) = form;
                }
        }
    return forms;
}

}  // namespace borderlens
