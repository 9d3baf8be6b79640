// What happened between the periods: since when each pixel is built up (or, where built-up ground
// is no class of the study, of its class), and what became what on each side.
#include <map>
#include <utility>

#include "change/pair_counts.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "stages/report_pictures.hpp"
#include "stages/stages.hpp"
#include "stages/study_model.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_periods.hpp"

namespace borderlens {
namespace {

constexpr std::int32_t side_a = 1, side_b = 2, no_side = 0;

/// 1 = never built up, 2 + p = since period p; without built-up ground among the classes 1 = the
/// same class throughout, 2 + p = of its last class since period p.
Legend since_legend(const std::vector<StudyPeriod>& periods, bool of_built_up) {
    std::vector<std::string> names;
    for (const StudyPeriod& period : periods) names.push_back(period.name);
    Legend legend = {
        {1, of_built_up ? "never built up" : "same class throughout", {230, 230, 230}}};
    for (LegendEntry entry : since_period_legend(names, of_built_up)) {
        const std::string& period = names[static_cast<std::size_t>(entry.code) - 2];
        entry.name = !of_built_up      ? "of its class since " + period
                     : entry.code == 2 ? "built up in " + period + " or before"
                                       : "built up since " + period;
        legend.push_back(entry);
    }
    return legend;
}

/// Pixels of one tile by their classes in all periods; which of them are settled and since when.
TransitionCounts change_of_tile(const StudyRun& run, const std::vector<StudyPeriod>& periods,
                                const Tile& tile, int built_up_code) {
    const Raster<float> sides = read_floats(run.folder.file(sides_path(tile.name)), {0});
    Raster<std::int32_t> zones(sides.grid(), 1, no_side);
    for (std::size_t i = 0; i < zones.values().size(); ++i)
        if (sides.values()[i] == sides.values()[i])
            zones.values()[i] = sides.values()[i] >= 0.0F ? side_a : side_b;
    const bool of_built_up = built_up_code != no_code;
    std::vector<Raster<std::int32_t>> maps;
    Raster<ClassCode> since(sides.grid());
    Raster<std::int32_t> before(sides.grid(), 1, no_code);
    for (std::size_t p = 0; p < periods.size(); ++p) {
        maps.push_back(
            read_codes(run.folder.file(layer_path("land_use", periods[p].name, tile.name))));
        for (std::size_t i = 0; i < since.values().size(); ++i) {
            const std::int32_t code = maps.back().values()[i];
            if (code == no_code || (of_built_up && since.values()[i] > 1)) continue;
            const std::int32_t last = std::exchange(before.values()[i], code);
            if (of_built_up ? code == built_up_code : last != no_code && last != code)
                since.values()[i] = static_cast<ClassCode>(p + 2);
            else if (last == no_code)
                since.values()[i] = 1;
        }
    }
    write_raster(run.folder.file(change_path(tile.name)), since,
                 {.band_descriptions = {of_built_up ? "built up since" : "of its class since"},
                  .no_data = no_class,
                  .legend = since_legend(periods, of_built_up),
                  .overwrite = true});
    return count_transitions(maps, &zones, no_code);
}

Table transition_table(const TransitionCounts& counts, const std::vector<StudyPeriod>& periods,
                       const Legend& legend, double pixel_area_m2) {
    std::map<int, std::string> names;
    for (const LegendEntry& entry : legend) names[entry.code] = entry.name;
    std::vector<std::string> side, from_period, to_period, from, to;
    std::vector<double> area_km2, pixels;
    for (const auto& [zone, intervals] : counts.zones) {
        if (zone == no_side) continue;
        for (std::size_t k = 0; k < intervals.size(); ++k)
            for (const auto& [pair, count] : intervals[k]) {
                side.push_back(zone == side_a ? "a" : "b");
                from_period.push_back(periods[k].name);
                to_period.push_back(periods[k + 1].name);
                from.push_back(names.at(pair.first));
                to.push_back(names.at(pair.second));
                area_km2.push_back(static_cast<double>(count) * pixel_area_m2 / 1e6);
                pixels.push_back(static_cast<double>(count));
            }
    }
    Table table;
    table.set("side", side);
    table.set("from_period", from_period);
    table.set("to_period", to_period);
    table.set("from", from);
    table.set("to", to);
    table.set("area_km2", area_km2);
    table.set("pixels", pixels);
    return table;
}

void detect(const StudyRun& run) {
    const StudyGround ground = read_ground(run.folder);
    const std::vector<StudyPeriod> periods = composite_periods(run);
    const Legend legend = study_model(run)->lens_model.forest.legend;
    int built_up_code = no_code;
    for (const LegendEntry& entry : legend)
        if (entry.name == "built_up") built_up_code = entry.code;
    TransitionCounts counts;
    for (const Tile& tile : ground.tiles)
        counts += change_of_tile(run, periods, tile, built_up_code);
    write_table(run.folder.file(table_path("transitions")),
                transition_table(counts, periods, legend, ground.grid.pixel_area_m2()), true);
}

}  // namespace

std::vector<Unit> detect_change(const StudyRun& run) {
    if (!run.study.border || run.study.scenes.paths.empty()) return {};
    const std::vector<StudyPeriod> periods = composite_periods(run);
    if (periods.size() < 2) return {};
    Unit unit{.name = "all", .outputs = {table_path("transitions")}};
    std::vector<std::string> needed;
    for (const Tile& tile : read_ground(run.folder).tiles) {
        unit.outputs.push_back(change_path(tile.name));
        needed.push_back(sides_path(tile.name));
        for (const StudyPeriod& period : periods)
            needed.push_back(layer_path("land_use", period.name, tile.name));
    }
    depend_on(unit.inputs, run.folder, needed);
    unit.work = [&run] { detect(run); };
    return {unit};
}

}  // namespace borderlens
