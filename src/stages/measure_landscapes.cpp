// How the ground is cut up on each side: patches, edges, their shapes and mixture, zone by zone.
#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "base/error.hpp"
#include "border/zones.hpp"
#include "comparison/side_comparison.hpp"
#include "comparison/student.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "metrics/landscape_measures.hpp"
#include "stages/cell_table.hpp"
#include "stages/stages.hpp"
#include "stages/study_model.hpp"
#include "stages/study_mosaic.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_units.hpp"

namespace borderlens {
namespace {

/// Zone id of every pixel of a piece of a tile.
using ZonesOf = std::function<ZoneMap(const BorderField&)>;

CodeSource zone_source(const StudyRun& run, const StudyGround& ground, const ZonesOf& zones_of) {
    return tile_source(
        run, ground, [](const Tile& tile) { return sides_path(tile.name); },
        [zones_of](const std::string& path, const Window& window) {
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

/// Pieces as replicates: the spread of their weighted mean, Student with pieces - 1 degrees.
/// Counts of patches are sums over pieces, no means, and get none.
/// src: ratio of means with equal clusters, Cochran 1977, section 6.3.
void add_intervals(std::vector<Measure>& rows, const std::vector<Measure>& pieces) {
    struct Replicates {
        std::vector<double> value, weight;
    };
    std::map<std::string, Replicates> by_place;
    const auto key = [](const Measure& row) {
        return row.side + "|" + row.band + "|" + row.metric;
    };
    for (const Measure& piece : pieces) {
        by_place[key(piece)].value.push_back(piece.value);
        by_place[key(piece)].weight.push_back(piece.n);
    }
    for (Measure& row : rows) {
        row.low = row.high = no_value;
        const auto found = by_place.find(key(row));
        const bool is_count = row.metric == "np" || row.metric.rfind("np ", 0) == 0;
        if (found == by_place.end() || is_count) continue;
        const Replicates& all = found->second;
        const double count = static_cast<double>(all.value.size());
        if (count < 3.0) continue;
        double weight = 0.0, sum = 0.0, squares = 0.0;
        for (std::size_t i = 0; i < all.value.size(); ++i) {
            weight += all.weight[i];
            sum += all.weight[i] * all.value[i];
        }
        for (std::size_t i = 0; i < all.value.size(); ++i)
            squares += std::pow(all.weight[i] * (all.value[i] - sum / weight), 2.0);
        const double se = std::sqrt(squares * count / (count - 1.0)) / weight;
        const double half = student_half_width(0.95, count - 1.0) * se;
        row.low = std::min(row.value, std::max(0.0, row.value - half));
        row.high = row.value + half;
    }
}

void measure_study_landscapes(const StudyRun& run) {
    const StudyGround ground = read_ground(run.folder);
    const StudyBorder& border = *run.study.border;
    const double length_km = study_border(run.study, ground.grid).length_m() / 1000.0;
    const std::vector<StudyUnit> units = read_units(run.study);
    Measurer measurer{run, ground};
    for (const LegendEntry& entry : study_model(run)->lens_model.forest.legend)
        measurer.class_names[entry.code] = entry.name;
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
        const std::vector<Measure> by_segment = of_scheme(segments, segments_of);
        std::vector<Measure> rows =
            of_scheme(sides, [&](const BorderField& field) { return band_map(field, whole); });
        add_intervals(rows, by_segment);
        all.insert(all.end(), rows.begin(), rows.end());
        rows = of_scheme(
            bands, [&](const BorderField& field) { return band_map(field, border.bands_km); });
        add_intervals(rows, of_scheme(piece_scheme(segments, bands), pieces_of));
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
    unit.inputs.add(run.study.border->segment_km);
    for (const double edge : run.study.border->bands_km) unit.inputs.add(edge);
    if (!run.study.border->units_path.empty())
        unit.inputs.add_file(run.study.border->units_path).add(run.study.border->units_field);
    std::vector<std::string> needed;
    for (const Tile& tile : ground.tiles) {
        needed.push_back(sides_path(tile.name));
        for (const StudyPeriod& period : composite_periods(run))
            needed.push_back(layer_path("land_use", period.name, tile.name));
    }
    depend_on(unit.inputs, run.folder, needed);
    unit.work = [&run] { measure_study_landscapes(run); };
    return {unit};
}

}  // namespace borderlens
