// Hours off the roads: from every place of the study's ground to the nearest crossing of the border
// and to its far side, over the land-use map of the last period.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/log.hpp"
#include "base/no_value.hpp"
#include "base/row_table.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "io/vector_file.hpp"
#include "stages/cost_map.hpp"
#include "stages/hours_ground.hpp"
#include "stages/network_facts.hpp"
#include "stages/stages.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_periods.hpp"

namespace borderlens {
namespace {

constexpr Index isochrone_memory = Index{256} << 20;  // chosen: outlines of 16 million cells

/// Cost maps of one way to count: of a place on side a from the mouths on side b, and the reverse.
struct Across {
    CostMap to_a, to_b;

    /// Hours of a window by the side its cells lie on; NaN off the zone.
    template <typename Read>
    auto by_side(const Window& window, const Raster<float>& side, const Read& read) const {
        auto hours = read(to_a, window);
        const auto other = read(to_b, window);
        for (Index i = 0; i < window.size(); ++i)
            if (!(side.band_data()[i] > 0.0F)) hours.band_data()[i] = other.band_data()[i];
        return hours;
    }
};

class HoursMaps {
  public:
    HoursMaps(const StudyRun& run, HoursGround ground)
        : m_run(run),
          m_ground(std::move(ground)),
          // The widest moment holds three maps.
          m_memory(static_cast<Index>(run.study.memory_gib * 1073741824.0 / 3.0)) {}

    const HoursGround& ground() const { return m_ground; }
    const Grid& grid() const { return m_ground.travel.ground.grid; }

    /// Hours to the nearest crossing; nobody passes.
    CostMap to_border() const { return spread({true, true}, {}); }
    Across across(double wait_factor) const {
        const std::vector<CostGate> gates = gates_with(m_ground.gates, wait_factor);
        return {spread({false, true}, gates), spread({true, false}, gates)};
    }
    Raster<float> sides(const Window& window) const {
        return read_floats(m_ground.sides_path, {0}, window);
    }

  private:
    CostMap spread(std::array<bool, 2> from, const std::vector<CostGate>& gates) const {
        std::vector<SourceCell> sources;
        for (std::size_t g = 0; g < m_ground.gates.size(); ++g)
            for (std::size_t side = 0; side < 2; ++side) {
                const GroundCell mouth = m_ground.gates[g].mouths[side];
                if (from[side])
                    sources.push_back({mouth.row, mouth.col, static_cast<std::int32_t>(g + 1)});
            }
        CostOptions options;
        options.neighbours = static_cast<int>(m_run.study.ground_access.neighbours);
        options.gates = gates;
        options.rule = m_ground.rule;
        options.toward_sources =
            true;  // people go to the border: their way up is the one that counts
        return map_cost(m_ground.travel, sources, options, m_memory, m_run.folder.path());
    }

    const StudyRun& m_run;
    HoursGround m_ground;
    Index m_memory;
};

Raster<double> cost_in(const CostMap& map, const Window& window) {
    return map.cost(window);
}

/// What of one side lies within each limit.
struct Reached {
    std::vector<double> cells, built_up;
    double ground = 0.0, reached = 0.0, hours = 0.0;
};

/// Adds up by side what a way to count reaches, and writes its rows.
class ReachedTally {
  public:
    explicit ReachedTally(const HoursMaps& maps) : m_maps(maps) {
        for (const LegendEntry& entry : maps.ground().legend)
            if (entry.name == "built_up") m_built_up = entry.code;
    }

    void add(const std::string& waits, const std::vector<Window>& windows,
             const std::vector<double>& limits,
             const std::function<Raster<double>(const Window&)>& hours_of) {
        Reached sides[2];
        for (Reached& one : sides) one.cells = one.built_up = std::vector<double>(limits.size());
        for (const Window& window : windows) {
            const Raster<double> hours = hours_of(window);
            const Raster<float> side = m_maps.sides(window);
            const Raster<double> friction = m_maps.ground().travel.ground.friction(window);
            const Raster<std::int32_t> codes = read_codes(m_maps.ground().classes_path, 0, window);
            for (Index i = 0; i < window.size(); ++i) {
                if (std::isnan(side.band_data()[i]) || !std::isfinite(friction.band_data()[i]))
                    continue;
                Reached& one = sides[side.band_data()[i] > 0.0F ? 0 : 1];
                one.ground += 1.0;
                const double here = hours.band_data()[i];
                if (std::isnan(here)) continue;
                one.reached += 1.0;
                one.hours += here;
                for (std::size_t k = 0; k < limits.size(); ++k) {
                    if (here > limits[k]) continue;
                    one.cells[k] += 1.0;
                    if (codes.band_data()[i] == m_built_up) one.built_up[k] += 1.0;
                }
            }
        }
        const double cell_m2 = m_maps.grid().pixel_area_m2();
        for (std::size_t s = 0; s < 2; ++s) {
            const Reached& one = sides[s];
            for (std::size_t k = 0; k < limits.size(); ++k)
                m_rows.add({s == 0 ? "a" : "b", waits},
                           {limits[k], one.cells[k] * cell_m2 / 1e6, one.cells[k] / one.ground,
                            one.built_up[k] * cell_m2 / 1e6, no_value});
            m_rows.add({s == 0 ? "a" : "b", waits},
                       {no_value, one.reached * cell_m2 / 1e6, one.reached / one.ground, no_value,
                        one.hours / one.reached});
        }
    }

    Table table() const { return m_rows.table(); }

  private:
    const HoursMaps& m_maps;
    std::int32_t m_built_up = -1;
    RowTable m_rows{{"side", "waits"},
                    {"within_h", "area_km2", "share", "built_up_within_km2", "mean_h"}};
};

void write_hours(const StudyRun& run, const HoursMaps& maps, const CostMap& border,
                 const Across& across) {
    RasterOptions options;
    options.band_descriptions = {"border_h", "across_h", "crossing"};
    options.overwrite = true;
    RasterWriter<float> writer(run.folder.file(ground_hours_path()), maps.grid(), 3, options);
    for (const Window& window : border.windows) {
        Raster<float> bands(maps.grid().crop(window), 3, no_data);
        const Raster<float> side = maps.sides(window);
        const Raster<double> to_border = border.cost(window);
        const Raster<double> hours = across.by_side(window, side, cost_in);
        const auto gates = across.by_side(window, side, [](const CostMap& map, const Window& part) {
            return map.allocation(part);
        });
        for (Index i = 0; i < window.size(); ++i) {
            bands.band_data(0)[i] = static_cast<float>(to_border.band_data()[i]);
            if (std::isnan(side.band_data()[i])) continue;
            bands.band_data(1)[i] = static_cast<float>(hours.band_data()[i]);
            if (gates.band_data()[i] != 0)
                bands.band_data(2)[i] = static_cast<float>(gates.band_data()[i]);
        }
        writer.write(window, bands);
    }
    writer.finish();
}

Table gate_table(const HoursMaps& maps) {
    RowTable rows({"id", "name", "mode"},
                  {"crossing", "wait_h", "wait_published", "gauge_change_h", "off_line_km"});
    double number = 0.0;
    for (const StudyGate& gate : maps.ground().gates)
        rows.add({gate.id, gate.name, gate.mode},
                 {++number, gate.wait_h, gate.wait_known ? 1.0 : 0.0, gate.gauge_change_h,
                  gate.off_line_km});
    return rows.table();
}

/// Bands that hold anything, with the way they were counted.
void add_isochrones(const VectorLayer& found, const std::string& waits, VectorLayer& layer,
                    RowTable& rows) {
    const auto &from = found.attributes.numbers("from"), &to = found.attributes.numbers("to"),
               &area = found.attributes.numbers("area_km2");
    for (std::size_t k = 0; k < to.size(); ++k) {
        if (!(area[k] > 0.0)) continue;
        layer.geometries.push_back(found.geometries[k]);
        rows.add({waits}, {from[k], to[k], area[k]});
    }
}

void spread_study_hours(const StudyRun& run) {
    const HoursMaps maps(run, open_hours_ground(run));
    const std::vector<double>& limits = run.study.ground_access.isochrones_h;
    ReachedTally tally(maps);
    VectorLayer layer{"ground_isochrones", maps.grid().crs(), {}, {}};
    RowTable rows({"waits"}, {"from_h", "to_h", "area_km2"});
    const auto count = [&](const std::string& waits, const std::vector<Window>& windows,
                           const std::function<Raster<double>(const Window&)>& hours_of) {
        tally.add(waits, windows, limits, hours_of);
        add_isochrones(
            isochrones_of(maps.grid(), windows, hours_of, limits, 1.0, 1.0, isochrone_memory),
            waits, layer, rows);
    };
    const auto hours_across = [&](const Across& across) {
        return [&maps, &across](const Window& window) {
            Raster<double> hours = across.by_side(window, maps.sides(window), cost_in);
            const Raster<float> side = maps.sides(window);
            for (Index i = 0; i < window.size(); ++i)
                if (std::isnan(side.band_data()[i])) hours.band_data()[i] = no_value;
            return hours;
        };
    };
    {
        const CostMap border = maps.to_border();
        const Across across = maps.across(1.0);
        write_hours(run, maps, border, across);
        count("none", border.windows, border.cost);
        count("observed", border.windows, hours_across(across));
    }
    const Across doubled = maps.across(2.0);
    count("doubled", doubled.to_a.windows, hours_across(doubled));
    layer.attributes = rows.table();
    write_vector(run.folder.file(ground_isochrones_path()), {layer}, true);
    write_table(run.folder.file(table_path("ground_access")), tally.table(), true);
    write_table(run.folder.file(table_path("ground_crossings")), gate_table(maps), true);
}

}  // namespace

std::vector<Unit> spread_hours(const StudyRun& run) {
    const Study& study = run.study;
    const StudyGroundAccess& access = study.ground_access;
    if (!access.wanted) return {};
    if (const std::string missing = missing_for_ground_hours(study); !missing.empty()) {
        log_warning("hours over the ground ([access.ground]) are left out: {}", missing);
        return {};
    }
    const std::vector<StudyPeriod> periods = composite_periods(run);
    if (periods.empty()) return {};
    const StudyGround ground = read_ground(run.folder);
    if (crossings_near(study, study_border(study, ground.grid), ground.grid).empty()) {
        log_warning(
            "hours over the ground ([access.ground]) are left out: no crossing of {} lies "
            "within {:g} km of the border on this ground",
            study.network.crossings_path, access.snap_km);
        return {};
    }
    Unit unit{.name = "all",
              .outputs = {ground_hours_path(), ground_isochrones_path(),
                          table_path("ground_access"), table_path("ground_crossings")}};
    describe_network(study.network, unit.inputs);
    for (const std::string& path :
         {access.speeds_path, access.elevation_path, access.slope_curve_path})
        path.empty() ? unit.inputs.add("") : unit.inputs.add_file(path);
    for (const std::string& path : access.roads_paths) unit.inputs.add_file(path);
    unit.inputs.add(access.speed_field)
        .add(static_cast<double>(access.neighbours))
        .add(access.snap_km);
    for (const double hours : access.isochrones_h) unit.inputs.add(hours);
    describe_border(*study.border, unit.inputs);
    std::vector<std::string> needed = {sides_mosaic_path(),
                                       layer_mosaic_path("land_use", periods.back().name)};
    for (const Tile& tile : ground.tiles) {
        needed.push_back(sides_path(tile.name));
        needed.push_back(layer_path("land_use", periods.back().name, tile.name));
    }
    depend_on(unit.inputs, run.folder, needed);
    unit.work = [&run] { spread_study_hours(run); };
    return {unit};
}

}  // namespace borderlens
