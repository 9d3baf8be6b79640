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
#include "stages/study_towns.hpp"
#include "stages/study_units.hpp"

namespace borderlens {
namespace {

/// Cells of one tile: by distance band, by administrative unit and by town.
struct TileCells {
    BorderCells bands;
    BorderCells units;
    BorderCells towns;
};

/// What the study wants measured beside distance bands and segments.
struct NamedGround {
    std::vector<StudyUnit> units;
    std::vector<Town> towns;
};

TileCells cells_of_tile(const StudyRun& run, const std::string& period, const Grid& grid,
                        const Tile& tile, const NamedGround& named) {
    const TileLayers layers = read_tile_layers(run, period, grid, tile);
    const BorderField field{layers.signed_distance_m, layers.along_m};
    const double cell_km = run.study.comparison.cell_km;
    const auto sum = [&](const ZoneMap& zones) {
        return sum_cells(
            {layers.classes, zones, layers.along_m, layers.looks, layers.filled, layers.values},
            cell_km);
    };
    TileCells cells{sum(band_map(field, run.study.border->bands_km)), {}, {}};
    if (!named.units.empty())
        cells.units = sum(unit_map(field, burn_units(named.units, layers.along_m.grid())));
    if (!named.towns.empty())
        cells.towns = sum(unit_map(field, burn_towns(named.towns, grid, tile.window)));
    return cells;
}

void measure_study_zones(const StudyRun& run) {
    const StudyGround ground = read_ground(run.folder);
    NamedGround named{read_units(run.study), {}};
    if (run.study.towns.wanted) named.towns = read_towns(run, ground);
    std::vector<PeriodCells> by_band, by_unit, by_town;
    for (const StudyPeriod& period : composite_periods(run)) {
        by_band.push_back({period.name, {}});
        by_unit.push_back({period.name, {}});
        by_town.push_back({period.name, {}});
        // Summed in tile order: the same for any number of threads.
        std::vector<TileCells> parts(ground.tiles.size());
        parallel_for(static_cast<Index>(parts.size()), [&](Index i) {
            const std::size_t t = static_cast<std::size_t>(i);
            parts[t] = cells_of_tile(run, period.name, ground.grid, ground.tiles[t], named);
        });
        for (const TileCells& part : parts) {
            by_band.back().cells += part.bands;
            by_unit.back().cells += part.units;
            by_town.back().cells += part.towns;
        }
    }
    const CellNames names{study_model(run)->lens_model.forest.legend, value_names(run.study)};
    const double pixel_area_m2 = ground.grid.pixel_area_m2();
    write_table(run.folder.file(table_path("cells")), cell_table(by_band, names), true);
    std::vector<Measure> measures = zone_measures(run.study, by_band, names, pixel_area_m2);
    const auto add_named = [&](const char* table, const std::vector<std::string>& zones,
                               const std::vector<PeriodCells>& cells) {
        write_table(run.folder.file(table_path(table)), cell_table(cells, names), true);
        const std::vector<Measure> more = unit_measures(zones, cells, names, pixel_area_m2);
        measures.insert(measures.end(), more.begin(), more.end());
    };
    if (!named.units.empty()) add_named("unit_cells", names_of(named.units), by_unit);
    if (run.study.towns.wanted) add_named("town_cells", names_of(named.towns), by_town);
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
    if (run.study.towns.wanted) {
        depend_on_towns(unit.inputs, run, ground);
        unit.outputs.push_back(table_path("town_cells"));
    }
    depend_on_tile_layers(unit.inputs, run, ground);
    unit.work = [&run] { measure_study_zones(run); };
    return {unit};
}

}  // namespace borderlens
