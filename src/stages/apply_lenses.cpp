// What each tile shows in each period: the forest's shares per class, then every lens through all
// periods of the tile together.
#include <algorithm>
#include <cmath>
#include <memory>

#include "base/error.hpp"
#include "base/log.hpp"
#include "features/features.hpp"
#include "io/raster_file.hpp"
#include "learning/compiled_forest.hpp"
#include "lenses/persistence.hpp"
#include "raster/blocks.hpp"
#include "stages/classify_image.hpp"
#include "stages/joined_bands.hpp"
#include "stages/stages.hpp"
#include "stages/study_lenses.hpp"
#include "stages/study_model.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_periods.hpp"

namespace borderlens {
namespace {

constexpr Index block_px = 256;  // chosen: shares of 10 classes take 2.6 MB

/// Shares of the forest's classes in a window of one period's mosaic; NaN = no data.
Raster<float> class_shares(const StudyModel& model, const JoinedBands& bands,
                           const Window& window) {
    Raster<float> shares(bands.grid.crop(window), model.compiled.class_count(), no_data);
    CompiledForest::Wanted wanted;
    wanted.shares = true;
    for_each_block(window, block_px, 0, [&](const Block& block) {
        const Window halo = block.core.pad(halo_px(model.recipe)).intersect(bands.grid.window());
        const FeatureStack features = make_features(read_joined(bands, halo), model.recipe);
        std::vector<const float*> pointers;
        for (Index b = 0; b < features.values.bands(); ++b)
            pointers.push_back(features.values.band_data(b));
        const Index size = halo.size();
        const ForestAnswer answer = model.compiled.predict(pointers, size, wanted);
        for (Index c = 0; c < shares.bands(); ++c)
            for (Index row = 0; row < block.core.rows; ++row)
                std::copy_n(answer.shares.data() + c * size +
                                (block.core.row0 - halo.row0 + row) * halo.cols +
                                (block.core.col0 - halo.col0),
                            block.core.cols,
                            shares.view(c).row(block.core.row0 - window.row0 + row) +
                                (block.core.col0 - window.col0));
    });
    return shares;
}

Raster<float> band_of(const Raster<float>& shares, Index band) {
    return Raster<float>(
        shares.grid(), 1,
        std::vector<float>(shares.band_data(band), shares.band_data(band) + shares.grid().size()));
}

/// A lens on what stays once it is there: its layer for one period, 1 = other, 2 = present.
Raster<ClassCode> presence_layer(const Raster<std::uint8_t>& start, std::size_t period) {
    Raster<ClassCode> layer(start.grid());
    for (std::size_t i = 0; i < layer.values().size(); ++i)
        if (start.values()[i] > 0)
            layer.values()[i] = static_cast<std::size_t>(start.values()[i]) <= period + 1 ? 2 : 1;
    return layer;
}

struct PersistentClass {
    std::string lens;
    Index position = -1;  ///< in the forest's legend
    Raster<std::uint8_t> start;
};

/// The class with the largest share; classes that persist are there exactly when their lens says
/// so.
Raster<ClassCode> land_use_layer(const Raster<float>& shares, const Legend& legend,
                                 const std::vector<PersistentClass>& persistent,
                                 std::size_t period) {
    Raster<ClassCode> layer(shares.grid());
    for (Index i = 0; i < shares.grid().size(); ++i) {
        if (std::isnan(shares.band_data(0)[i])) continue;
        Index chosen = -1;
        for (Index c = 0; c < shares.bands(); ++c) {
            bool allowed = true;
            for (const PersistentClass& one : persistent) {
                if (one.position != c) continue;
                const std::size_t start = one.start.values()[static_cast<std::size_t>(i)];
                allowed = start > 0 && start <= period + 1;
            }
            if (allowed && (chosen < 0 || shares.band_data(c)[i] > shares.band_data(chosen)[i]))
                chosen = c;
        }
        // Present by the evidence of all periods, whatever this one alone would say.
        for (const PersistentClass& one : persistent) {
            const std::size_t start = one.start.values()[static_cast<std::size_t>(i)];
            if (start > 0 && start <= period + 1) chosen = one.position;
        }
        if (chosen >= 0)
            layer.values()[static_cast<std::size_t>(i)] =
                static_cast<ClassCode>(legend[static_cast<std::size_t>(chosen)].code);
    }
    return layer;
}

void apply_to_tile(const StudyRun& run, const StudyModel& model,
                   const std::vector<StudyPeriod>& periods, const Tile& tile) {
    std::vector<Raster<float>> shares;
    for (const StudyPeriod& period : periods) {
        const JoinedBands bands =
            choose_bands(join_bands({run.folder.file(composite_mosaic_path(period.name))}),
                         model.recipe.bands, "the study's model");
        shares.push_back(class_shares(model, bands, tile.window));
    }
    std::vector<PersistentClass> persistent;
    for (const StudyLens& lens : study_lenses(run.study, model.forest.legend)) {
        if (!lens.is_persistent || lens.position < 0) continue;
        std::vector<Raster<float>> probabilities;
        for (const Raster<float>& one : shares)
            probabilities.push_back(band_of(one, lens.position));
        persistent.push_back({lens.name, lens.position, persistent_start(probabilities)});
        for (std::size_t p = 0; p < periods.size(); ++p) {
            write_raster(run.folder.file(layer_path(lens.name, periods[p].name, tile.name)),
                         presence_layer(persistent.back().start, p),
                         {.no_data = no_class, .legend = lens.legend, .overwrite = true});
            write_raster(run.folder.file(probability_path(lens.name, periods[p].name, tile.name)),
                         probabilities[p],
                         {.band_descriptions = {lens.name + " probability"}, .overwrite = true});
        }
    }
    for (std::size_t p = 0; p < periods.size(); ++p)
        write_raster(run.folder.file(layer_path("land_use", periods[p].name, tile.name)),
                     land_use_layer(shares[p], model.forest.legend, persistent, p),
                     {.no_data = no_class, .legend = model.forest.legend, .overwrite = true});
}

}  // namespace

std::vector<Unit> apply_lenses(const StudyRun& run) {
    if (!run.study.border || run.study.scenes.paths.empty()) return {};
    const StudyGround ground = read_ground(run.folder);
    const std::vector<StudyPeriod> periods = composite_periods(run);
    const std::shared_ptr<const StudyModel> model = study_model(run);
    const std::vector<StudyLens> lenses = study_lenses(run.study, model->forest.legend);
    for (const StudyLens& lens : lenses)
        if (!lens.problem.empty()) log_warning("lens {}: skipped: {}", lens.name, lens.problem);
    Fingerprint common;
    common.add(model->checksum);
    for (const std::string& lens : run.study.lenses) common.add(lens);
    std::vector<Unit> units;
    for (const Tile& tile : ground.tiles) {
        Unit unit{.name = tile.name, .tile = tile.name, .inputs = common};
        // Texture looks beyond the tile, so all tiles of the mosaics count as inputs.
        for (const StudyPeriod& period : periods) {
            depend_on(unit.inputs, run.folder, period.composites);
            unit.outputs.push_back(layer_path("land_use", period.name, tile.name));
            for (const StudyLens& lens : lenses)
                if (lens.is_persistent && lens.problem.empty()) {
                    unit.outputs.push_back(layer_path(lens.name, period.name, tile.name));
                    unit.outputs.push_back(probability_path(lens.name, period.name, tile.name));
                }
        }
        unit.work = [&run, model, periods, tile] { apply_to_tile(run, *model, periods, tile); };
        units.push_back(std::move(unit));
    }
    return units;
}

}  // namespace borderlens
