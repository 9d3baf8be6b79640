// How the ground is cut up on each side: patches, edges, their shapes and mixture, zone by zone.
#include <functional>
#include <limits>

#include "base/error.hpp"
#include "base/random.hpp"
#include "border/zones.hpp"
#include "comparison/replicate_intervals.hpp"
#include "comparison/side_comparison.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "metrics/landscape_measures.hpp"
#include "metrics/map_draw.hpp"
#include "stages/cell_table.hpp"
#include "stages/stages.hpp"
#include "stages/study_model.hpp"
#include "stages/study_mosaic.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_units.hpp"

namespace borderlens {
namespace {

// chosen: eight draws know a deviation to a quarter of itself.
constexpr std::uint64_t map_draws = 8;

/// Land use of a period as its class probabilities leave it possible.
CodeSource drawn_source(const StudyRun& run, const StudyGround& ground, const std::string& period,
                        const Legend& legend, std::uint64_t draw) {
    std::vector<std::int32_t> codes;
    for (const LegendEntry& entry : legend) codes.push_back(entry.code);
    const std::uint64_t seed = derive_seed(run.study.seed, "map draw " + period, draw);
    return tile_source(
        run, ground,
        [&](const Tile& tile) { return probability_path("land_use", period, tile.name); },
        [codes, seed](const Tile& tile, const std::string& path, const Window& window) {
            const Window place{tile.window.row0 + window.row0, tile.window.col0 + window.col0,
                               window.rows, window.cols};
            return draw_map(read_floats(path, {}, window), codes, place, {seed});
        });
}

/// Zone id of every pixel of a piece of a tile.
using ZonesOf = std::function<ZoneMap(const BorderField&)>;

CodeSource zone_source(const StudyRun& run, const StudyGround& ground, const ZonesOf& zones_of) {
    return tile_source(
        run, ground, [](const Tile& tile) { return sides_path(tile.name); },
        [zones_of](const Tile&, const std::string& path, const Window& window) {
            const Raster<float> sides = read_floats(path, {0, 1}, window);
            const auto band = [&](Index number) {
                const auto first = sides.values().begin() + number * sides.grid().size();
                return Raster<float>(sides.grid(), 1,
                                     std::vector<float>(first, first + sides.grid().size()));
            };
            const ZoneMap zones = zones_of({band(0), band(1)});
            Raster<std::int32_t> codes(zones.grid(), 1, no_code);
            for (std::size_t i = 0; i < codes.values().size(); ++i)
                if (zones.values()[i] != 0) codes.values()[i] = zones.values()[i];
            return codes;
        });
}

struct Measurer {
    const StudyRun& run;
    const StudyGround& ground;
    const MetricChoice choice = {};
    std::map<std::int32_t, std::string> class_names = {};

    /// Rows of all zones of a scheme in one period.
    std::vector<Measure> of_scheme(const CodeSource& classes, const std::string& period,
                                   const ZoneScheme& scheme, const ZonesOf& zones_of) const {
        const LandscapeOptions options =
            choice.options({.cell_size_m = ground.grid.pixel_size_m()});
        std::vector<Measure> rows;
        for (const auto& [id, landscape] :
             borderlens::measure_zones(classes, zone_source(run, ground, zones_of), options)) {
            const Zone& zone = scheme.zones[static_cast<std::size_t>(id - 1)];
            for (Measure& row : landscape_measures(landscape, choice, class_names)) {
                row.zone = zone.name;
                row.side = zone.side;
                row.band = zone.band;
                row.period = period;
                rows.push_back(std::move(row));
            }
        }
        return rows;
    }
};

/// Pieces of segment x band, so that a band's figures have an interval from its pieces.
ZoneScheme piece_scheme(const ZoneScheme& segments, const ZoneScheme& bands) {
    constexpr std::size_t most = std::numeric_limits<std::uint16_t>::max();
    if (segments.zones.size() / 2 * bands.zones.size() > most)
        throw input_error("{} border segments with {} bands are too many; make segment_km larger",
                          segments.zones.size() / 2, bands.zones.size() / 2);
    ZoneScheme pieces{"pieces", {}};
    for (std::size_t s = 0; 2 * s < segments.zones.size(); ++s)
        for (const Zone& band : bands.zones) {
            Zone piece = band;
            piece.id = static_cast<std::uint16_t>(pieces.zones.size() + 1);
            piece.name = segments.zones[2 * s].name;
            pieces.zones.push_back(piece);
        }
    return pieces;
}

void measure_study_landscapes(const StudyRun& run) {
    const StudyGround ground = read_ground(run.folder);
    const StudyBorder& border = *run.study.border;
    const double length_km = study_border(run.study, ground.grid).length_m() / 1000.0;
    const std::vector<StudyUnit> units = read_units(run.study);
    Measurer measurer{run, ground};
    const Legend legend = legend_of(lens_named("land_use"), study_model(run)->lens_model);
    for (const LegendEntry& entry : legend) measurer.class_names[entry.code] = entry.name;
    const std::vector<double> whole = {border.bands_km.front(), border.bands_km.back()};
    const ZoneScheme bands = band_scheme(border.bands_km),
                     segments = segment_scheme(length_km, border.segment_km);
    ZoneScheme sides = band_scheme(whole);
    for (Zone& side : sides.zones) side.band = "all";
    const ZonesOf segments_of = [&](const BorderField& field) {
        return segment_map(field, length_km, border.segment_km);
    };
    const ZonesOf pieces_of = [&](const BorderField& field) {
        ZoneMap pieces = segments_of(field);
        const ZoneMap of_band = band_map(field, border.bands_km);
        for (std::size_t i = 0; i < pieces.values().size(); ++i) {
            std::uint16_t& piece = pieces.values()[i];
            const std::uint16_t band = of_band.values()[i];
            if (piece == 0 || band == 0)
                piece = 0;
            else
                piece = static_cast<std::uint16_t>((piece - 1) / 2 * bands.zones.size() + band);
        }
        return pieces;
    };
    std::vector<Measure> all;
    for (const StudyPeriod& period : composite_periods(run)) {
        const CodeSource classes = class_source(run, ground, period.name);
        const auto of_scheme = [&](const ZoneScheme& scheme, const ZonesOf& zones_of) {
            return measurer.of_scheme(classes, period.name, scheme, zones_of);
        };
        const auto drawn = [&](const ZoneScheme& scheme, const ZonesOf& zones_of) {
            std::vector<Measure> rows;
            for (std::uint64_t draw = 0; draw < map_draws; ++draw)
                for (Measure& row :
                     measurer.of_scheme(drawn_source(run, ground, period.name, legend, draw),
                                        period.name, scheme, zones_of))
                    rows.push_back(std::move(row));
            return rows;
        };
        const ZonesOf sides_of = [&](const BorderField& field) { return band_map(field, whole); };
        const ZonesOf bands_of_field = [&](const BorderField& field) {
            return band_map(field, border.bands_km);
        };
        const std::vector<Measure> by_segment = of_scheme(segments, segments_of);
        std::vector<Measure> rows = of_scheme(sides, sides_of);
        add_replicate_intervals(rows, by_segment, drawn(sides, sides_of));
        all.insert(all.end(), rows.begin(), rows.end());
        rows = of_scheme(bands, bands_of_field);
        add_replicate_intervals(rows, of_scheme(piece_scheme(segments, bands), pieces_of),
                                drawn(bands, bands_of_field));
        all.insert(all.end(), rows.begin(), rows.end());
        all.insert(all.end(), by_segment.begin(), by_segment.end());
        if (units.empty()) continue;
        rows = of_scheme(unit_scheme(names_of(units)), [&](const BorderField& field) {
            return unit_map(field, burn_units(units, field.along_m.grid()));
        });
        all.insert(all.end(), rows.begin(), rows.end());
    }
    const Table table = table_of(all);
    write_table(run.folder.file(table_path("landscape")), table, true);
    write_table(run.folder.file(table_path("landscape_comparison")),
                compare_sides(pair_sides(table)), true);
}

}  // namespace

std::vector<Unit> measure_landscapes(const StudyRun& run) {
    if (!run.study.border || run.study.scenes.paths.empty()) return {};
    const StudyGround ground = read_ground(run.folder);
    Unit unit{.name = "all",
              .outputs = {table_path("landscape"), table_path("landscape_comparison")}};
    unit.inputs.add(run.study.border->segment_km).add(static_cast<double>(run.study.seed));
    for (const double edge : run.study.border->bands_km) unit.inputs.add(edge);
    if (!run.study.border->units_path.empty())
        unit.inputs.add_file(run.study.border->units_path).add(run.study.border->units_field);
    std::vector<std::string> needed;
    for (const Tile& tile : ground.tiles) {
        needed.push_back(sides_path(tile.name));
        for (const StudyPeriod& period : composite_periods(run)) {
            needed.push_back(layer_path("land_use", period.name, tile.name));
            needed.push_back(probability_path("land_use", period.name, tile.name));
        }
    }
    depend_on(unit.inputs, run.folder, needed);
    unit.work = [&run] { measure_study_landscapes(run); };
    return {unit};
}

}  // namespace borderlens
