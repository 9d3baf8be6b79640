// What each tile shows in each period: all lenses look at the tile through all periods together.
#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>

#include "base/log.hpp"
#include "io/raster_file.hpp"
#include "raster/blocks.hpp"
#include "stages/joined_bands.hpp"
#include "stages/model_fit.hpp"
#include "stages/stages.hpp"
#include "stages/study_model.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_periods.hpp"
#include "stages/study_scenes.hpp"

namespace borderlens {
namespace {

// All periods and class probabilities of a block are in memory at once.
constexpr Index lens_block_px = 256;  // chosen: 12 periods x 10 classes take 32 MB

JoinedBands bands_of_period(const StudyRun& run, const StudyModel& model,
                            const StudyPeriod& period) {
    return choose_bands(join_bands({run.folder.file(composite_mosaic_path(period.name))}),
                        bands_of(model.lens_model.forest), "the study's model");
}

/// The shipped model fitted to the study's composites, once for all tiles and lenses.
class StudyFit {
  public:
    const ModelFit& of(const StudyRun& run, const StudyModel& model,
                       const std::vector<StudyPeriod>& periods) {
        std::call_once(m_once, [&] {
            m_fit = no_fit(periods.size());
            if (!model.is_shipped) return;
            std::vector<TimeToFit> times;
            Grid grid;
            for (const StudyPeriod& period : periods) {
                const JoinedBands bands = bands_of_period(run, model, period);
                grid = bands.grid;
                TimeToFit time;
                for (const Period& one : run.study.periods)
                    if (one.name == period.name) time.scenes = scenes_of(run.scenes(), one);
                time.read = [bands](const Window& window) { return read_joined(bands, window); };
                times.push_back(std::move(time));
            }
            m_fit = fit_model(model.lens_model, grid, times,
                              gradients_from(run.study.elevation_path, grid));
        });
        return m_fit;
    }

  private:
    std::once_flag m_once;
    ModelFit m_fit;
};

LensImages images_of(const StudyRun& run, const StudyModel& model, const ModelFit& fit,
                     const std::vector<StudyPeriod>& periods, const Window& window) {
    LensImages images;
    for (std::size_t p = 0; p < periods.size(); ++p) {
        const JoinedBands bands = bands_of_period(run, model, periods[p]);
        images.years.push_back(periods[p].first_year);
        images.images.push_back(read_joined(bands, window));
        images.pixel_size_m = bands.grid.pixel_size_m();
    }
    use_fit(images, fit, window);
    return images;
}

/// The files of one lens for a tile in one period. Pixels wait in them, not in memory, until all of
/// the tile is seen.
struct LayerFiles {
    RasterWriter<ClassCode> classes;
    RasterWriter<float> probability;

    void write(const LensLayer& layer, const Window& core, const Window& place) {
        classes.write(place, cropped(layer.classes, core));
        probability.write(place, cropped(layer.probability, core));
    }
    void finish() {
        classes.finish();
        probability.finish();
    }
};

/// What one lens makes of a tile: a pair of files a period.
struct LensFiles {
    const Lens& lens;
    std::vector<std::unique_ptr<LayerFiles>> periods;
};

LensFiles files_of(const StudyRun& run, const StudyModel& model, const Lens& lens,
                   const std::vector<StudyPeriod>& periods, const Grid& tile_grid,
                   const std::string& tile) {
    const Legend legend = legend_of(lens, model.lens_model);
    const Index classes = static_cast<Index>(legend.size());
    RasterOptions shares{.overwrite = true};
    for (const LegendEntry& entry : legend) shares.band_descriptions.push_back(entry.name);
    LensFiles files{lens, {}};
    for (const StudyPeriod& period : periods)
        files.periods.push_back(std::unique_ptr<LayerFiles>(
            new LayerFiles{{run.folder.file(layer_path(lens.name, period.name, tile)),
                            tile_grid,
                            1,
                            {.no_data = no_class, .legend = legend, .overwrite = true}},
                           {run.folder.file(probability_path(lens.name, period.name, tile)),
                            tile_grid, classes, shares}}));
    return files;
}

void see_tile(const StudyRun& run, const StudyModel& model, const ModelFit& fit,
              const std::vector<const Lens*>& lenses, const std::vector<StudyPeriod>& periods,
              const Grid& grid, const Tile& tile) {
    Index halo_px = 0;
    std::vector<LensFiles> files;
    for (const Lens* lens : lenses) {
        files.push_back(files_of(run, model, *lens, periods, grid.crop(tile.window), tile.name));
        halo_px = std::max(halo_px, lens->halo_px(model.lens_model, grid.pixel_size_m()));
    }
    for_each_block(tile.window, lens_block_px, 0, [&](const Block& block) {
        const Window halo = block.core.pad(halo_px).intersect(grid.window());
        LensImages images = images_of(run, model, fit, periods, halo);
        ask_forest(images, model.lens_model);
        for (LensFiles& one : files) {
            const std::vector<LensLayer> layers = one.lens.apply(images, model.lens_model);
            for (std::size_t p = 0; p < layers.size(); ++p)
                one.periods[p]->write(layers[p], block.core.relative_to(halo),
                                      block.core.relative_to(tile.window));
        }
    });
    for (LensFiles& one : files)
        for (const auto& period : one.periods) period->finish();
}

}  // namespace

std::string lens_problem(const Lens& lens, const StudyModel& model) {
    if (lens.name == "land_use") return "";
    const Legend& legend = model.lens_model.forest.legend;
    const bool known = std::any_of(legend.begin(), legend.end(), [&](const LegendEntry& entry) {
        return entry.name == lens.name;
    });
    return known ? "" : "the model knows no class named '" + lens.name + "'";
}

std::vector<Unit> apply_lenses(const StudyRun& run) {
    if (!run.study.border || run.study.scenes.paths.empty()) return {};
    const StudyGround ground = read_ground(run.folder);
    const std::vector<StudyPeriod> periods = composite_periods(run);
    const std::shared_ptr<const StudyModel> model = study_model(run);
    const auto fit = std::make_shared<StudyFit>();
    run.scenes();  // found here, before several threads ask for them
    std::vector<const Lens*> lenses;
    for (const std::string& name : run.study.lenses) {
        const Lens& lens = lens_named(name);
        if (const std::string problem = lens_problem(lens, *model); problem.empty())
            lenses.push_back(&lens);
        else
            log_warning("lens {}: skipped: {}", name, problem);
    }
    if (lenses.empty()) return {};
    Fingerprint common;
    common.add(model->checksum);
    for (const Lens* lens : lenses) common.add(lens->name);
    if (!run.study.elevation_path.empty()) common.add_file(run.study.elevation_path);
    // Texture looks beyond the tile, so all tiles of the mosaics count as inputs of each.
    for (const StudyPeriod& period : periods) depend_on(common, run.folder, period.composites);
    std::vector<Unit> units;
    for (const Tile& tile : ground.tiles) {
        // All lenses at once: they share the bands and what the forest says of them.
        Unit unit{.name = tile.name, .tile = tile.name, .inputs = common};
        for (const StudyPeriod& period : periods)
            for (const Lens* lens : lenses) {
                unit.outputs.push_back(layer_path(lens->name, period.name, tile.name));
                unit.outputs.push_back(probability_path(lens->name, period.name, tile.name));
            }
        unit.work = [&run, lenses, model, fit, periods, grid = ground.grid, tile] {
            see_tile(run, *model, fit->of(run, *model, periods), lenses, periods, grid, tile);
        };
        units.push_back(std::move(unit));
    }
    return units;
}

}  // namespace borderlens
