// Numbers for every zone: pixels are summed into cells along the border, and zones are sums of
// cells.
#include <functional>

#include "base/parallel.hpp"
#include "border/zones.hpp"
#include "io/table_file.hpp"
#include "stages/cell_table.hpp"
#include "stages/stages.hpp"
#include "stages/study_model.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_units.hpp"

namespace borderlens {
namespace {

/// Cells of one tile: by distance band, and by administrative unit.
struct TileCells {
    BorderCells bands;
    BorderCells units;
};

TileCells cells_of_tile(const StudyRun& run, const std::string& period, const Grid& grid,
                        const Tile& tile, const std::vector<StudyUnit>& units) {
    const TileLayers layers = read_tile_layers(run, period, grid, tile);
    const BorderField field{layers.signed_distance_m, layers.along_m};
    const double cell_km = run.study.comparison.cell_km;
    const auto sum = [&](const ZoneMap& zones) {
        return sum_cells(
            {layers.classes, zones, layers.along_m, layers.looks, layers.filled, layers.values},
            cell_km);
    };
    TileCells cells{sum(band_map(field, run.study.border->bands_km)), {}};
    if (!units.empty())
        cells.units = sum(unit_map(field, burn_units(units, layers.along_m.grid())));
    return cells;
}

void measure_study_zones(const StudyRun& run) {
    const StudyGround ground = read_ground(run.folder);
    const std::vector<StudyUnit> units = read_units(run.study);
    std::vector<PeriodCells> by_band, by_unit;
    for (const StudyPeriod& period : composite_periods(run)) {
        by_band.push_back({period.name, {}});
        by_unit.push_back({period.name, {}});
        // Summed in tile order: the same for any number of threads.
        std::vector<TileCells> parts(ground.tiles.size());
        parallel_for(static_cast<Index>(parts.size()), [&](Index i) {
            const std::size_t t = static_cast<std::size_t>(i);
            parts[t] = cells_of_tile(run, period.name, ground.grid, ground.tiles[t], units);
        });
        for (const TileCells& part : parts) {
            by_band.back().cells += part.bands;
            by_unit.back().cells += part.units;
        }
    }
    const CellNames names{study_model(run)->lens_model.forest.legend, value_names(run.study)};
    const double pixel_area_m2 = ground.grid.pixel_area_m2();
    write_table(run.folder.file(table_path("cells")), cell_table(by_band, names), true);
    std::vector<Measure> measures = zone_measures(run.study, by_band, names, pixel_area_m2);
    if (!units.empty()) {
        write_table(run.folder.file(table_path("unit_cells")), cell_table(by_unit, names), true);
        const std::vector<Measure> of_units =
            unit_measures(names_of(units), by_unit, names, pixel_area_m2);
        measures.insert(measures.end(), of_units.begin(), of_units.end());
    }
    write_table(run.folder.file(table_path("metrics")), table_of(measures), true);
}

}  // namespace

std::vector<Unit> measure_zones(const StudyRun& run) {
    if (!run.study.border || run.study.scenes.paths.empty()) return {};
    const StudyGround ground = read_ground(run.folder);
    Unit unit{.name = "all", .outputs = {table_path("cells"), table_path("metrics")}};
    unit.inputs.add(run.study.comparison.cell_km).add(run.study.border->segment_km);
    for (const double edge : run.study.border->bands_km) unit.inputs.add(edge);
    if (!run.study.border->units_path.empty()) {
        unit.inputs.add_file(run.study.border->units_path).add(run.study.border->units_field);
        unit.outputs.push_back(table_path("unit_cells"));
    }
    depend_on_tile_layers(unit.inputs, run, ground);
    unit.work = [&run] { measure_study_zones(run); };
    return {unit};
}

}  // namespace borderlens
