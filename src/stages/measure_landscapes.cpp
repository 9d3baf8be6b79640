// How the ground is cut up on each side: patches, edges, their shapes and mixture, zone by zone,
// one unit a period.
#include <functional>
#include <limits>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "base/random.hpp"
#include "border/zones.hpp"
#include "comparison/replicate_intervals.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "metrics/landscape_measures.hpp"
#include "metrics/map_draw.hpp"
#include "stages/cell_table.hpp"
#include "stages/stages.hpp"
#include "stages/stored_maps.hpp"
#include "stages/study_model.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_units.hpp"

namespace borderlens {
namespace {

// chosen: eight draws know a deviation to a quarter of itself.
constexpr Index map_draws = 8;

/// Zone id of every pixel of a piece of a tile.
using ZonesOf = std::function<ZoneMap(const BorderField&)>;

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

ZoneMap piece_map(const ZoneMap& segments, const ZoneMap& bands, std::size_t band_zones) {
    ZoneMap pieces = segments;
    for (std::size_t i = 0; i < pieces.values().size(); ++i) {
        std::uint16_t& piece = pieces.values()[i];
        const std::uint16_t band = bands.values()[i];
        piece = piece == 0 || band == 0
                    ? std::uint16_t{0}
                    : static_cast<std::uint16_t>((piece - 1) / 2 * band_zones + band);
    }
    return pieces;
}

/// One way to cut the ground into zones.
struct Cut {
    ZoneScheme scheme;
    ZonesOf zones_of;
};

/// Zone ids as codes, as `sides` (signed distance and place along the line) tell them.
Raster<std::int32_t> zone_codes(const Raster<float>& sides, const ZonesOf& zones_of) {
    const auto band = [&](Index number) {
        const float* first = sides.band_data(number);
        return Raster<float>(sides.grid(), 1,
                             std::vector<float>(first, first + sides.grid().size()));
    };
    const ZoneMap zones = zones_of({band(0), band(1)});
    Raster<std::int32_t> codes(zones.grid());
    std::copy(zones.values().begin(), zones.values().end(), codes.values().begin());
    return codes;
}

/// One period's land use, as it is mapped and as its class probabilities leave it possible.
class PeriodLandscapes {
  public:
    PeriodLandscapes(const StudyRun& run, const StudyGround& ground, std::string period)
        : m_run(run),
          m_ground(ground),
          m_period(std::move(period)),
          m_maps(ground, 1 + map_draws, run.folder.file("landscapes")) {
        std::vector<std::int32_t> codes;
        for (const LegendEntry& entry :
             legend_of(lens_named("land_use"), study_model(run)->lens_model)) {
            m_class_names[entry.code] = entry.name;
            codes.push_back(entry.code);
        }
        m_maps.fill(
            [&](const Tile& tile, const Window& window) { return read(tile, window, codes); });
    }

    struct Measured {
        std::vector<Measure> mapped;
        std::vector<Measure> drawn;  ///< of all draws; none unless asked for
    };
    Measured measure(const Cut& cut, bool with_draws) const {
        StoredMaps<std::uint16_t> zones(m_ground, 1, m_run.folder.file("zones"));
        zones.fill([&](const Tile& tile, const Window& window) {
            return std::vector{
                zone_codes(read_floats(m_run.folder.file(sides_path(tile.name)), {0, 1}, window),
                           cut.zones_of)};
        });
        const CodeSource zone_ids = zones.source(0);
        Measured result{measure(0, zone_ids, cut.scheme), {}};
        for (Index draw = 1; with_draws && draw <= map_draws; ++draw)
            for (Measure& row : measure(draw, zone_ids, cut.scheme))
                result.drawn.push_back(std::move(row));
        return result;
    }

  private:
    /// The map and its draws.
    std::vector<Raster<std::int32_t>> read(const Tile& tile, const Window& window,
                                           const std::vector<std::int32_t>& codes) const {
        const auto file = [&](const std::string& path) { return m_run.folder.file(path); };
        std::vector<Raster<std::int32_t>> maps = {
            read_codes(file(layer_path("land_use", m_period, tile.name)), 0, window)};
        const Raster<float> shares =
            read_floats(file(probability_path("land_use", m_period, tile.name)), {}, window);
        const Window place{tile.window.row0 + window.row0, tile.window.col0 + window.col0,
                           window.rows, window.cols};
        for (Index draw = 0; draw < map_draws; ++draw)
            maps.push_back(draw_map(shares, codes, place,
                                    {derive_seed(m_run.study.seed, "map draw " + m_period,
                                                 static_cast<std::uint64_t>(draw))}));
        return maps;
    }

    std::vector<Measure> measure(Index map, const CodeSource& zone_ids,
                                 const ZoneScheme& scheme) const {
        const LandscapeOptions options =
            m_choice.options({.cell_size_m = m_ground.grid.pixel_size_m()});
        std::vector<Measure> rows;
        for (const auto& [id, landscape] :
             borderlens::measure_zones(m_maps.source(map), zone_ids, options, m_strips)) {
            const Zone& zone = scheme.zones[static_cast<std::size_t>(id - 1)];
            for (Measure& row : landscape_measures(landscape, m_choice, m_class_names)) {
                row.zone = zone.name;
                row.side = zone.side;
                row.band = zone.band;
                row.period = m_period;
                rows.push_back(std::move(row));
            }
        }
        return rows;
    }

    const StudyRun& m_run;
    const StudyGround& m_ground;
    const std::string m_period;
    StoredMaps<std::uint8_t> m_maps;  ///< 0: as mapped; then the draws
    const MetricChoice m_choice = {};
    /// As many periods as threads may be at work at once: together they keep half the budget.
    const StripOptions m_strips = {
        .cache_bytes = static_cast<Index>(m_run.study.memory_gib * 0x1p29) / thread_count()};
    std::map<std::int32_t, std::string> m_class_names;
};

void measure_period(const StudyRun& run, const StudyGround& ground, const std::string& period) {
    const StudyBorder& border = *run.study.border;
    const double length_km = study_border(run.study, ground.grid).length_m() / 1000.0;
    const std::vector<double> whole = {border.bands_km.front(), border.bands_km.back()};
    Cut sides{band_scheme(whole), [&](const BorderField& field) { return band_map(field, whole); }};
    for (Zone& side : sides.scheme.zones) side.band = "all";
    const Cut bands{band_scheme(border.bands_km),
                    [&](const BorderField& field) { return band_map(field, border.bands_km); }};
    const Cut segments{segment_scheme(length_km, border.segment_km), [&](const BorderField& field) {
                           return segment_map(field, length_km, border.segment_km);
                       }};
    const Cut pieces{piece_scheme(segments.scheme, bands.scheme), [&](const BorderField& field) {
                         return piece_map(segments.zones_of(field), bands.zones_of(field),
                                          bands.scheme.zones.size());
                     }};

    const PeriodLandscapes landscapes(run, ground, period);
    const std::vector<Measure> by_segment = landscapes.measure(segments, false).mapped;
    PeriodLandscapes::Measured by_side = landscapes.measure(sides, true);
    add_replicate_intervals(by_side.mapped, by_segment, by_side.drawn);
    std::vector<Measure> all = std::move(by_side.mapped);
    const auto add = [&](const std::vector<Measure>& rows) {
        all.insert(all.end(), rows.begin(), rows.end());
    };
    PeriodLandscapes::Measured by_band = landscapes.measure(bands, true);
    add_replicate_intervals(by_band.mapped, landscapes.measure(pieces, false).mapped,
                            by_band.drawn);
    add(by_band.mapped);
    add(by_segment);
    if (const std::vector<StudyUnit> units = read_units(run.study); !units.empty())
        add(landscapes
                .measure({unit_scheme(names_of(units)),
                          [&](const BorderField& field) {
                              return unit_map(field, burn_units(units, field.along_m.grid()));
                          }},
                         false)
                .mapped);
    write_table(run.folder.file(landscape_path(period)), table_of(all), true);
}

}  // namespace

std::vector<Unit> measure_landscapes(const StudyRun& run) {
    if (!run.study.border || run.study.scenes.paths.empty()) return {};
    const auto ground = std::make_shared<const StudyGround>(read_ground(run.folder));
    std::vector<Unit> units;
    for (const StudyPeriod& period : composite_periods(run)) {
        Unit unit{
            .name = period.name, .period = period.name, .outputs = {landscape_path(period.name)}};
        unit.inputs.add(run.study.border->segment_km).add(static_cast<double>(run.study.seed));
        for (const double edge : run.study.border->bands_km) unit.inputs.add(edge);
        if (!run.study.border->units_path.empty())
            unit.inputs.add_file(run.study.border->units_path).add(run.study.border->units_field);
        std::vector<std::string> needed;
        for (const Tile& tile : ground->tiles) {
            needed.push_back(sides_path(tile.name));
            needed.push_back(layer_path("land_use", period.name, tile.name));
            needed.push_back(probability_path("land_use", period.name, tile.name));
        }
        depend_on(unit.inputs, run.folder, needed);
        unit.work = [&run, ground, name = period.name] { measure_period(run, *ground, name); };
        units.push_back(std::move(unit));
    }
    return units;
}

}  // namespace borderlens
