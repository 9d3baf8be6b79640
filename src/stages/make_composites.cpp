// One composite per tile and period: every scene straight onto the study's grid, masked, then the
// middle of the looks.
#include <algorithm>
#include <memory>
#include <mutex>

#include "imagery/common_support.hpp"
#include "io/mosaic.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "stages/composite_blocks.hpp"
#include "stages/period_composite.hpp"
#include "stages/readable_files.hpp"
#include "stages/scene_fit.hpp"
#include "stages/stages.hpp"
#include "stages/study_ground.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_periods.hpp"
#include "stages/study_scenes.hpp"

namespace borderlens {
namespace {

/// The plans with what fit_scenes has found; read once, when the first unit is worked on.
class FittedPlans {
  public:
    FittedPlans(const StudyRun& run, Grid grid, std::vector<PeriodPlan> plans)
        : m_run(run), m_grid(std::move(grid)), m_plans(std::move(plans)) {}

    const std::vector<PeriodPlan>& as_planned() const { return m_plans; }

    std::shared_ptr<const std::vector<PeriodPlan>> fitted() const {
        std::call_once(m_once, [&] {
            auto made = std::make_shared<std::vector<PeriodPlan>>(m_plans);
            for (PeriodPlan& one : *made)
                one.plan = with_fits(std::move(one.plan),
                                     read_table(m_run.folder.file(scene_fit_path(one.period.name))),
                                     m_grid);
            m_fitted = made;
        });
        return m_fitted;
    }

  private:
    const StudyRun& m_run;
    Grid m_grid;
    std::vector<PeriodPlan> m_plans;
    mutable std::once_flag m_once;
    mutable std::shared_ptr<const std::vector<PeriodPlan>> m_fitted;
};

void paste(const Raster<float>& part, const Window& at, const Window& window,
           Raster<float>& whole) {
    for (Index band = 0; band < part.bands(); ++band)
        for (Index row = 0; row < at.rows; ++row)
            std::copy_n(
                part.view(band).row(row), at.cols,
                whole.view(band).row(at.row0 - window.row0 + row) + (at.col0 - window.col0));
}

struct TileOutputs {
    std::string composite;
    std::string fine = "";      ///< own support, where the composite is on a wider one; "" = none
    std::string temporal = "";  ///< "" = none
};

void write_bands(const std::string& path, const Raster<float>& bands,
                 std::vector<std::string> names) {
    RasterOptions options{.overwrite = true};
    options.band_descriptions = std::move(names);
    write_raster(path, bands, options);
}

void make_tile(const RunFolder& folder, const PeriodComposer& composer, const Grid& grid,
               const Window& window, Index support_px, const TileOutputs& outputs) {
    const std::vector<std::string> names = composer.band_names();
    const Index bands = static_cast<Index>(names.size());
    const Index halo = outputs.fine.empty() ? 0 : support_halo_px(support_px);
    // The common support looks beyond the tile: made with a margin, then cut.
    const Window padded = window.pad(halo);
    Raster<float> tile(grid.crop(padded), bands, no_data);
    for_each_window(composer.windows(grid, padded), [&](const Window& part) {
        paste(composer.block(grid, part), part, padded, tile);
    });
    if (outputs.fine.empty()) {
        write_bands(folder.file(outputs.composite), tile, names);
    } else {
        Raster<float> own(grid.crop(window), bands);
        for (Index band = 0; band < bands; ++band)
            for (Index row = 0; row < window.rows; ++row)
                std::copy_n(tile.view(band).row(row + halo) + halo, window.cols,
                            own.view(band).row(row));
        write_bands(folder.file(outputs.fine), own, names);
        write_bands(folder.file(outputs.composite), on_support(tile, window, support_px), names);
    }
    if (outputs.temporal.empty()) return;
    FeatureStack whole;
    std::mutex guard;
    for_each_window(composer.windows(grid, window), [&](const Window& at) {
        const FeatureStack part = composer.temporal(grid, at);
        const std::lock_guard<std::mutex> lock(guard);
        if (whole.names.empty()) {
            whole.names = part.names;
            whole.values =
                Raster<float>(grid.crop(window), static_cast<Index>(part.names.size()), no_data);
        }
        paste(part.values, at, window, whole.values);
    });
    write_bands(folder.file(outputs.temporal), whole.values, whole.names);
}

void write_scene_table(const StudyRun& run) {
    write_table(run.folder.file(table_path("scenes")), scene_table(run.study, run.scenes()), true);
    note_readable(run);
}

}  // namespace

std::vector<Unit> list_scenes(const StudyRun& run) {
    if (run.study.scenes.paths.empty()) return {};
    Unit unit{.name = "all"};
    for (const Scene& scene : run.scenes()) {
        unit.inputs.add(scene.path).add(scene.problem);
        if (scene.problem.empty()) describe_scene(scene, unit.inputs);
    }
    unit.outputs = {table_path("scenes")};
    unit.work = [&run] { write_scene_table(run); };
    return {unit};
}

std::vector<Unit> make_composites(const StudyRun& run) {
    const Study& study = run.study;
    if (!study.border || study.scenes.paths.empty()) return {};
    const StudyGround ground = read_ground(run.folder);
    const auto all = std::make_shared<const FittedPlans>(run, ground.grid, period_plans(run));
    const std::vector<PeriodPlan>& plans = all->as_planned();
    const Index support_px = common_support_px(study, plans);
    const double support_m = static_cast<double>(support_px) * study.pixel_size_m;
    std::vector<std::string> scenes_of_plan;  // read once, though every period may ask for all
    for (const PeriodPlan& plan : plans) {
        Fingerprint scenes;
        depend_on(scenes, run.folder, {"grid.json", scene_fit_path(plan.period.name)});
        for (const Scene& scene : plan.plan.scenes) describe_scene(scene, scenes);
        scenes_of_plan.push_back(scenes.hex());
    }
    std::vector<Unit> units;
    for (std::size_t i = 0; i < plans.size(); ++i) {
        const PeriodPlan& one = plans[i];
        const std::string& period = one.period.name;
        const bool coarsened =
            support_px > 1 && one.finest_m > 0.0 && one.finest_m * 1.5 < support_m;
        Fingerprint common;
        // What fills gaps comes from the other periods too.
        for (std::size_t k = 0; k < plans.size(); ++k)
            if (k == i || study.composites.fill != "none") common.add(scenes_of_plan[k]);
        describe_plan(study, one.plan, common);
        common.add(study.composites.fill).add(coarsened ? static_cast<double>(support_px) : 1.0);
        for (const std::string& name : study.composites.temporal) common.add(name);
        for (const Tile& tile : ground.tiles) {
            Unit unit{.name = tile.name + "/" + period,
                      .tile = tile.name,
                      .period = period,
                      .inputs = common};
            TileOutputs outputs{composite_path(period, tile.name)};
            if (coarsened) outputs.fine = fine_composite_path(period, tile.name);
            if (!study.composites.temporal.empty())
                outputs.temporal = temporal_path(period, tile.name);
            for (const std::string& path : {outputs.composite, outputs.fine, outputs.temporal})
                if (!path.empty()) unit.outputs.push_back(path);
            unit.work = [&run, all, i, grid = ground.grid, window = tile.window, support_px,
                         outputs] {
                make_tile(run.folder, PeriodComposer(run.study, all->fitted(), i), grid, window,
                          support_px, outputs);
            };
            units.push_back(std::move(unit));
        }
    }
    return units;
}

std::vector<Unit> join_composites(const StudyRun& run) {
    const Study& study = run.study;
    if (!study.border || study.scenes.paths.empty()) return {};
    std::vector<Unit> units;
    for (const StudyPeriod& period : composite_periods(run)) {
        Unit unit{.name = period.name, .period = period.name};
        depend_on(unit.inputs, run.folder, period.composites);
        unit.outputs = {composite_mosaic_path(period.name)};
        unit.work = [&run, period] {
            std::vector<std::string> tiles;
            for (const std::string& path : period.composites)
                tiles.push_back(run.folder.file(path));
            write_mosaic(run.folder.file(composite_mosaic_path(period.name)), tiles);
        };
        units.push_back(std::move(unit));
    }
    return units;
}

}  // namespace borderlens
