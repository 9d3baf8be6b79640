#include "stages/weak_labels.hpp"

#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "learning/label_noise.hpp"
#include "lenses/map_legends.hpp"
#include "simulation/materials.hpp"

namespace borderlens {
namespace {

/// Classes all maps agree on, `no_code` elsewhere.
Raster<std::int32_t> agreed_classes(const Grid& grid, const WeakLabelSource& source) {
    Raster<std::int32_t> agreed;
    for (std::size_t m = 0; m < source.maps.size(); ++m) {
        const MapLegend& legend =
            map_legend_named(source.legends[source.legends.size() == 1 ? 0 : m]);
        const Raster<std::int32_t> says = codes_on(
            grid, source.maps[m],
            [&](std::int32_t code) {
                const ClassCode land = legend.land_of(code);
                return land == 0 ? no_code : static_cast<std::int32_t>(land);
            },
            true);
        if (m == 0) {
            agreed = says;
            continue;
        }
        for (Index i = 0; i < grid.size(); ++i)
            if (says.band_data()[i] != agreed.band_data()[i]) agreed.band_data()[i] = no_code;
    }
    return agreed;
}

/// As many pixels of each class as there are, but no more than its even part of `most_rows`.
PlacedLabels drawn_labels(const Raster<std::int32_t>& agreed, const WeakLabelSource& source,
                          WeakLabelReport& report) {
    std::map<std::int32_t, std::vector<Index>> pixels_of;
    for (Index i = 0; i < agreed.grid().size(); ++i)
        if (agreed.band_data()[i] != no_code) pixels_of[agreed.band_data()[i]].push_back(i);
    PlacedLabels labels;
    const std::size_t even =
        static_cast<std::size_t>(source.most_rows) / std::max<std::size_t>(1, pixels_of.size());
    for (auto& [code, pixels] : pixels_of) {
        report.agreeing_px += static_cast<Index>(pixels.size());
        Random random(derive_seed(source.seed, "weak labels", code));
        const std::size_t count = std::min(pixels.size(), even);
        for (std::size_t i = 0; i < count; ++i)
            std::swap(pixels[i], pixels[i + static_cast<std::size_t>(random.below(
                                                static_cast<Index>(pixels.size() - i)))]);
        const int position = static_cast<int>(labels.legend.size());
        for (const LegendEntry& entry : land_legend())
            if (entry.code == code) labels.legend.push_back(entry);
        for (std::size_t i = 0; i < count; ++i) {
            const Index row = pixels[i] / agreed.cols(), col = pixels[i] % agreed.cols();
            labels.pixels.push_back(
                {row, col, block_number(agreed.grid(), row, col, source.block_px), position});
        }
    }
    return labels;
}

}  // namespace

Samples weak_samples(const JoinedBands& bands, const FeatureRecipe& recipe,
                     const WeakLabelSource& source, WeakLabelReport& report) {
    if (source.maps.empty()) throw input_error("no map to take labels from");
    if (source.legends.size() != 1 && source.legends.size() != source.maps.size())
        throw input_error("{} maps and {} legends, expected one legend a map or one for all",
                          source.maps.size(), source.legends.size());
    const std::string names = joined(source.maps);
    PlacedLabels labels = drawn_labels(agreed_classes(bands.grid, source), source, report);
    if (labels.pixels.empty())
        throw input_error(
            "{}: no pixel of {} is called the same class by every map and its neighbours; do they "
            "cover the same ground, and are the legends the maps' own?",
            names, bands.paths);
    const Samples all = samples_at(bands, recipe, std::move(labels), names, report.samples);
    report.sampled_px = all.rows();
    NoiseOptions noise;
    noise.seed = source.seed;
    const std::vector<Index> kept = believable_rows(all, noise);
    report.doubted_px = all.rows() - static_cast<Index>(kept.size());
    log_info("{}: {} pixels agree, {} drawn, {} of these left out as doubtful", names,
             report.agreeing_px, report.sampled_px, report.doubted_px);
    std::vector<Point> places;
    for (const Index row : kept)
        places.push_back(report.samples.places[static_cast<std::size_t>(row)]);
    report.samples.places = std::move(places);
    return all.select(kept).without_empty_classes();
}

}  // namespace borderlens
