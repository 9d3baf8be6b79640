#include "stages/simulate_truth.hpp"

#include "stages/simulate_scenes.hpp"

namespace borderlens {
namespace {

constexpr Index truth_block_px = 240;

std::string truth_path(const SimulationOptions& options, const std::string& name) {
    return options.folder + "/truth/" + name + ".tif";
}

RasterOptions with_legend(RasterOptions options) {
    options.legend = land_legend();
    options.no_data = 0;
    return options;
}

}  // namespace

TruthWriter::TruthWriter(const SimulationOptions& options, const Grid& grid, int year)
    : m_grid(grid),
      m_classes(truth_path(options, "classes_" + std::to_string(year)), grid, 1,
                with_legend(simulated_raster(options))),
      m_built_up(truth_path(options, "built_up_" + std::to_string(year)), grid, 1,
                 simulated_raster(options)),
      m_photovoltaics(truth_path(options, "photovoltaics_" + std::to_string(year)), grid, 1,
                      simulated_raster(options)),
      m_counts(blocks_of(grid.window(), truth_block_px, 0).size()) {}

void TruthWriter::take(const SimulatedLandscape& landscape, const Block& block,
                       const GroundTile& tile) {
    const TruthTile truth = truth_of(tile, block.core);
    m_counts.at(static_cast<std::size_t>(block.number)) =
        count_truth(landscape, truth, m_grid.upper_left());
    const Grid grid = m_grid.crop(block.core);
    const auto mask_of = [&](ClassCode code) {
        std::vector<std::uint8_t> mask;
        for (const ClassCode one : truth.classes) mask.push_back(one == code ? 1 : 0);
        return Raster<std::uint8_t>(grid, 1, std::move(mask));
    };
    m_classes.write(block.core, Raster<std::uint8_t>(grid, 1, truth.classes));
    m_built_up.write(block.core, mask_of(land::built_up));
    m_photovoltaics.write(block.core, mask_of(land::photovoltaics));
}

void TruthWriter::finish() {
    m_classes.finish();
    m_built_up.finish();
    m_photovoltaics.finish();
}

TruthCounts TruthWriter::counts() const {
    TruthCounts total;
    for (const TruthCounts& counts : m_counts) total += counts;
    return total;
}

void write_change_years(const SimulationOptions& options, const SimulatedLandscape& landscape,
                        const Grid& grid) {
    const int first = options.plan.years.front(), last = options.plan.years.back();
    const RasterOptions raster = simulated_raster(options);
    RasterWriter<std::uint16_t> change(truth_path(options, "change_year"), grid, 1, raster);
    RasterWriter<std::uint16_t> built_up(truth_path(options, "built_up_year"), grid, 1, raster);
    RasterWriter<std::uint16_t> panels(truth_path(options, "photovoltaics_year"), grid, 1, raster);
    for_each_block(grid.window(), truth_block_px, 0, [&](const Block& block) {
        ChangeYears years = change_years(landscape, grid.upper_left(), block.core, first, last);
        const Grid part = grid.crop(block.core);
        change.write(block.core, {part, 1, std::move(years.change)});
        built_up.write(block.core, {part, 1, std::move(years.built_up)});
        panels.write(block.core, {part, 1, std::move(years.photovoltaics)});
    });
    change.finish();
    built_up.finish();
    panels.finish();
}

}  // namespace borderlens
