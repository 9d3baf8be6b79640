// What each tile shows in each period: every lens looks at the tile through all periods together.
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
            m_fit.airs.resize(periods.size());
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
            m_fit = fit_model(model.lens_model, grid, times);
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
    images.scene = fit.mixture;
    for (std::size_t p = 0; p < periods.size(); ++p) {
        const JoinedBands bands = bands_of_period(run, model, periods[p]);
        images.years.push_back(periods[p].first_year);
        images.images.push_back(read_joined(bands, window));
        if (fit.airs[p]) take_off_air(images.images.back(), *fit.airs[p]);
        images.pixel_size_m = bands.grid.pixel_size_m();
    }
    return images;
}

/// Copies the core of a block's layer into the tile's.
template <typename T>
void paste(const Raster<T>& part, const Window& halo, const Window& core, const Window& tile,
           Raster<T>& whole) {
    for (Index band = 0; band < part.bands(); ++band)
        for (Index row = core.row0; row < core.row_end(); ++row)
            std::copy_n(part.view(band).row(row - halo.row0) + (core.col0 - halo.col0), core.cols,
                        whole.view(band).row(row - tile.row0) + (core.col0 - tile.col0));
}

void see_tile(const StudyRun& run, const StudyModel& model, const ModelFit& fit, const Lens& lens,
              const std::vector<StudyPeriod>& periods, const Grid& grid, const Tile& tile) {
    const Legend legend = legend_of(lens, model.lens_model);
    const Grid tile_grid = grid.crop(tile.window);
    std::vector<Raster<ClassCode>> classes(periods.size(), Raster<ClassCode>(tile_grid));
    std::vector<Raster<float>> probability(
        periods.size(), Raster<float>(tile_grid, static_cast<Index>(legend.size()), no_data));
    const Index halo_px = lens.halo_px(model.lens_model, grid.pixel_size_m());
    for_each_block(tile.window, lens_block_px, 0, [&](const Block& block) {
        const Window halo = block.core.pad(halo_px).intersect(grid.window());
        const std::vector<LensLayer> layers =
            lens.apply(images_of(run, model, fit, periods, halo), model.lens_model);
        for (std::size_t p = 0; p < layers.size(); ++p) {
            paste(layers[p].classes, halo, block.core, tile.window, classes[p]);
            paste(layers[p].probability, halo, block.core, tile.window, probability[p]);
        }
    });
    RasterOptions shares{.overwrite = true};
    for (const LegendEntry& entry : legend) shares.band_descriptions.push_back(entry.name);
    for (std::size_t p = 0; p < periods.size(); ++p) {
        const std::string& period = periods[p].name;
        write_raster(run.folder.file(layer_path(lens.name, period, tile.name)), classes[p],
                     {.no_data = no_class, .legend = legend, .overwrite = true});
        write_raster(run.folder.file(probability_path(lens.name, period, tile.name)),
                     probability[p], shares);
    }
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
    std::vector<Unit> units;
    for (const std::string& name : run.study.lenses) {
        const Lens& lens = lens_named(name);
        if (const std::string problem = lens_problem(lens, *model); !problem.empty()) {
            log_warning("lens {}: skipped: {}", name, problem);
            continue;
        }
        for (const Tile& tile : ground.tiles) {
            Unit unit{.name = name + "/" + tile.name, .tile = tile.name};
            unit.inputs.add(name).add(model->checksum);
            // Texture looks beyond the tile, so all tiles of the mosaics count as inputs.
            for (const StudyPeriod& period : periods) {
                depend_on(unit.inputs, run.folder, period.composites);
                unit.outputs.push_back(layer_path(name, period.name, tile.name));
                unit.outputs.push_back(probability_path(name, period.name, tile.name));
            }
            unit.work = [&run, &lens, model, fit, periods, grid = ground.grid, tile] {
                see_tile(run, *model, fit->of(run, *model, periods), lens, periods, grid, tile);
            };
            units.push_back(std::move(unit));
        }
    }
    return units;
}

}  // namespace borderlens
