// How fast and in which way land changed and towns grew on each side, by distance from the border.
#include <algorithm>
#include <cmath>
#include <optional>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "border/zones.hpp"
#include "comparison/change_measures.hpp"
#include "comparison/expansion_measures.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "raster/code_mosaic.hpp"
#include "stages/stages.hpp"
#include "stages/study_model.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_periods.hpp"

namespace borderlens {
namespace {

/// The middle of a period as a decimal year.
double year_of(const StudyRun& run, const std::string& name) {
    for (const Period& period : run.study.periods) {
        if (period.name != name) continue;
        const double middle =
            static_cast<double>(day_number(period.first) + day_number(period.last)) / 2.0;
        return 1970.0 + middle / 365.2425;
    }
    throw internal_error("no period is named {}", name);
}

ChangeLabels labels_of(const StudyRun& run, const std::vector<StudyPeriod>& periods,
                       const Legend& legend, const Grid& grid) {
    ChangeLabels labels;
    for (const LegendEntry& entry : legend) labels.classes.push_back(entry.name);
    for (const StudyPeriod& period : periods) {
        labels.periods.push_back(period.name);
        labels.years.push_back(year_of(run, period.name));
    }
    const ZoneScheme bands = band_scheme(run.study.border->bands_km);
    for (std::size_t i = 0; i < bands.zones.size(); i += 2)
        labels.bands.push_back(bands.zones[i].band);
    labels.cell_km = run.study.comparison.cell_km;
    labels.pixel_area_m2 = grid.pixel_area_m2();
    return labels;
}

/// Bands signed distance and place along the line, one by one.
std::pair<Raster<float>, Raster<float>> distances_of(const StudyRun& run, const Tile& tile) {
    const std::string path = run.folder.file(sides_path(tile.name));
    return {read_floats(path, {0}), read_floats(path, {1})};
}

ChangeCells cells_of_tiles(const StudyRun& run, const StudyGround& ground,
                           const std::vector<StudyPeriod>& periods, const std::string& lens,
                           const Legend& legend) {
    std::vector<int> codes;
    for (const LegendEntry& entry : legend) codes.push_back(entry.code);
    // Added in tile order: the same for any number of threads.
    std::vector<ChangeCells> parts(ground.tiles.size());
    parallel_for(static_cast<Index>(parts.size()), [&](Index i) {
        const Tile& tile = ground.tiles[static_cast<std::size_t>(i)];
        std::vector<Raster<ClassCode>> maps;
        for (const StudyPeriod& period : periods)
            maps.push_back(read_classes(run.folder.file(layer_path(lens, period.name, tile.name))));
        const auto [distance_m, along_m] = distances_of(run, tile);
        parts[static_cast<std::size_t>(i)] =
            sum_change_cells(maps, codes, distance_m, along_m, run.study.border->bands_km,
                             run.study.comparison.cell_km);
    });
    ChangeCells cells;
    for (const ChangeCells& part : parts) cells += part;
    return cells;
}

/// Built or open, of all tiles of a period as one map; ground outside the border zone has no state.
CodeSource states_of(const StudyRun& run, const StudyGround& ground, const std::string& lens,
                     const std::string& period, int built_code) {
    std::vector<CodeTile> tiles;
    for (const Tile& tile : ground.tiles) {
        const std::string map = run.folder.file(layer_path(lens, period, tile.name));
        const std::string sides = run.folder.file(sides_path(tile.name));
        tiles.push_back(
            {tile.window,
             {tile.window.rows, tile.window.cols, [=](const Window& window) {
                  const Raster<ClassCode> classes = read_classes(map, 0, window);
                  const Raster<float> distance_m = read_floats(sides, {0}, window);
                  Raster<std::int32_t> states(classes.grid(), 1, no_code);
                  for (std::size_t i = 0; i < states.values().size(); ++i)
                      if (classes.values()[i] != no_class && !std::isnan(distance_m.values()[i]))
                          states.values()[i] =
                              classes.values()[i] == built_code ? cell_built : cell_open;
                  return states;
              }}});
    }
    return mosaic_of(ground.grid.rows(), ground.grid.cols(), std::move(tiles));
}

/// Patches whose centroid lies in a distance band, in their order.
std::vector<PlacedPatch> place(const StudyRun& run, const StudyGround& ground,
                               const NewPatches& found) {
    std::vector<std::vector<PlacedPatch>> parts(ground.tiles.size());
    parallel_for(static_cast<Index>(parts.size()), [&](Index i) {
        const Tile& tile = ground.tiles[static_cast<std::size_t>(i)];
        std::optional<std::pair<Raster<float>, Raster<float>>> sides;
        for (std::size_t p = 0; p < found.patches.size(); ++p) {
            const Index row = std::llround(found.components[p].centroid_row());
            const Index col = std::llround(found.components[p].centroid_col());
            if (!tile.window.contains(row, col)) continue;
            if (!sides) sides = distances_of(run, tile);
            const auto key = cell_at(sides->first(row - tile.window.row0, col - tile.window.col0),
                                     sides->second(row - tile.window.row0, col - tile.window.col0),
                                     run.study.border->bands_km, run.study.comparison.cell_km);
            if (key)
                parts[static_cast<std::size_t>(i)].push_back(
                    {std::get<0>(*key), std::get<1>(*key), found.patches[p]});
        }
    });
    std::vector<PlacedPatch> placed;
    for (const auto& part : parts) placed.insert(placed.end(), part.begin(), part.end());
    return placed;
}

/// Pixels built before and after in one interval of counts over {open, built}.
std::map<std::pair<int, int>, BuiltPixels> built_pixels(const ChangeCells& cells,
                                                        std::size_t interval, std::size_t built) {
    std::map<std::pair<int, int>, BuiltPixels> pixels;
    for (const auto& [key, counts] : cells.counts) {
        BuiltPixels& sum = pixels[{std::get<0>(key), std::get<1>(key)}];
        const SquareMatrix matrix = cells.matrix(counts, interval);
        for (std::size_t from = 0; from < cells.classes; ++from)
            for (std::size_t to = 0; to < cells.classes; ++to) {
                sum.all += matrix[from][to];
                if (from == built) sum.before += matrix[from][to];
                if (to == built) sum.after += matrix[from][to];
            }
    }
    return pixels;
}

std::vector<Measure> growth(const StudyRun& run, const StudyGround& ground,
                            const std::vector<StudyPeriod>& periods, const std::string& lens,
                            const ChangeLabels& labels) {
    const Legend legend = read_legend(
        run.folder.file(layer_path(lens, periods.front().name, ground.tiles.at(0).name)));
    std::size_t built = legend.size();
    for (std::size_t c = 0; c < legend.size(); ++c)
        if (legend[c].name == "built_up") built = c;
    if (built == legend.size()) return {};
    std::optional<SidePopulation> population;
    if (const std::string& path = run.study.comparison.population_path; !path.empty()) {
        try {
            population.emplace(read_table(path));
        } catch (const Error& error) {
            throw error.with_context(path);
        }
    }
    const ChangeCells cells = cells_of_tiles(run, ground, periods, lens, legend);
    std::vector<ExpansionInterval> intervals;
    for (std::size_t k = 0; k + 1 < periods.size(); ++k) {
        const int code = legend[built].code;
        ExpansionInterval interval;
        interval.period = labels.periods[k] + "-" + labels.periods[k + 1];
        interval.years = labels.years[k + 1] - labels.years[k];
        interval.patches =
            place(run, ground,
                  find_new_patches(states_of(run, ground, lens, periods[k].name, code),
                                   states_of(run, ground, lens, periods[k + 1].name, code),
                                   Connectivity::eight, 1.0));
        interval.built = built_pixels(cells, k, built);
        for (const int side : {0, 1}) {
            interval.population_before[side] =
                population ? population->at(side, labels.years[k]) : std::nan("");
            interval.population_after[side] =
                population ? population->at(side, labels.years[k + 1]) : std::nan("");
        }
        intervals.push_back(std::move(interval));
    }
    return expansion_measures(intervals, labels.bands, labels.pixel_area_m2);
}

/// The built-up lens where the study uses it: its maps are consistent through time.
std::string growth_lens(const StudyRun& run) {
    const auto& used = run.study.lenses;
    return std::find(used.begin(), used.end(), "built_up") != used.end() &&
                   lens_problem(lens_named("built_up"), *study_model(run)).empty()
               ? "built_up"
               : "land_use";
}

void measure_study_changes(const StudyRun& run) {
    const StudyGround ground = read_ground(run.folder);
    const std::vector<StudyPeriod> periods = composite_periods(run);
    const Legend legend = study_model(run)->lens_model.forest.legend;
    const ChangeLabels labels = labels_of(run, periods, legend, ground.grid);
    ChangeMeasureOptions options;
    options.replicates = static_cast<int>(run.study.comparison.bootstrap_count);
    options.seed = run.study.seed;
    const ChangeCells cells = cells_of_tiles(run, ground, periods, "land_use", legend);
    write_table(run.folder.file(table_path("intensity")),
                table_of(change_measures(cells, labels, options)), true);
    write_table(run.folder.file(table_path("expansion")),
                table_of(growth(run, ground, periods, growth_lens(run), labels)), true);
}

}  // namespace

std::vector<Unit> measure_changes(const StudyRun& run) {
    if (!run.study.border || run.study.scenes.paths.empty()) return {};
    const std::vector<StudyPeriod> periods = composite_periods(run);
    if (periods.size() < 2) return {};
    Unit unit{.name = "all", .outputs = {table_path("intensity"), table_path("expansion")}};
    unit.inputs.add(run.study.comparison.cell_km).add(static_cast<double>(run.study.seed));
    unit.inputs.add(static_cast<double>(run.study.comparison.bootstrap_count));
    if (const std::string& path = run.study.comparison.population_path; !path.empty())
        unit.inputs.add_file(path);
    for (const double edge : run.study.border->bands_km) unit.inputs.add(edge);
    std::vector<std::string> needed;
    for (const Tile& tile : read_ground(run.folder).tiles) {
        needed.push_back(sides_path(tile.name));
        for (const StudyPeriod& period : periods) {
            needed.push_back(layer_path("land_use", period.name, tile.name));
            const std::string lens = growth_lens(run);
            if (lens != "land_use") needed.push_back(layer_path(lens, period.name, tile.name));
        }
    }
    depend_on(unit.inputs, run.folder, needed);
    unit.work = [&run] { measure_study_changes(run); };
    return {unit};
}

}  // namespace borderlens
