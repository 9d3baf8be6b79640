#include "stages/study_gates.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/error.hpp"
#include "base/log.hpp"
#include "border/line_pieces.hpp"
#include "io/crs.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "network/crossing_waits.hpp"

namespace borderlens {
namespace {

constexpr double mouth_reach_m = 2000.0;  // chosen: no river or strip along a border is wider

/// Crossings as the table has them, one a row of its own id and mode.
struct CrossingRows {
    std::vector<StudyGate> gates;
    std::vector<Point> lonlat;
};

CrossingRows read_rows(const StudyNetwork& network) {
    CrossingRows rows;
    const Table table = read_table(network.crossings_path);
    try {
        const CrossingTable waits(table, 0);
        const auto size = static_cast<std::size_t>(table.rows());
        const auto ids = table.texts(table.has("id") ? "id" : "crossing_id");
        const auto names = table.has("name") ? table.texts("name") : ids;
        const auto modes = table.has("mode") ? table.texts("mode") : std::vector<std::string>(size);
        const std::set<std::string> wanted(network.border_crossings.begin(),
                                           network.border_crossings.end());
        std::set<std::pair<std::string, std::string>> known;
        for (std::size_t i = 0; i < size; ++i) {
            if (!wanted.empty() && wanted.count(ids[i]) == 0) continue;
            if (!known.emplace(ids[i], modes[i]).second) continue;  // an earlier year's wait
            const CrossingWait& wait = waits.at(ids[i], modes[i]);
            const double published_h = wait.mean_h();
            StudyGate gate;
            gate.id = ids[i];
            gate.name = names[i];
            gate.mode = modes[i];
            gate.wait_h = published_h;
            gate.wait_known = !std::isnan(published_h);
            if (!gate.wait_known)
                gate.wait_h = network.unknown_wait_h.value_or(waits.typical_wait_h(modes[i]));
            if (wait.gauge_change_h > 0.0) gate.gauge_change_h = wait.gauge_change_h;
            rows.gates.push_back(std::move(gate));
            rows.lonlat.push_back({table.numbers("lon")[i], table.numbers("lat")[i]});
        }
    } catch (const Error& error) {
        throw error.with_context(network.crossings_path);
    }
    return rows;
}

}  // namespace

std::vector<StudyGate> crossings_near(const Study& study, const BorderLine& line,
                                      const Grid& grid) {
    CrossingRows rows = read_rows(study.network);
    const std::vector<Point> places = transform_points(lonlat_crs(), grid.crs(), rows.lonlat);
    std::vector<StudyGate> near;
    for (std::size_t i = 0; i < places.size(); ++i) {
        StudyGate& gate = rows.gates[i];
        if (!std::isfinite(places[i].x) || !std::isfinite(places[i].y)) continue;
        const LinePosition at = line.locate(places[i]);
        gate.off_line_km = std::abs(at.signed_distance_m) / 1000.0;
        gate.on_line = grid.to_px(point_at(line, at.along_m));
        const bool on_grid = grid.window().contains(static_cast<Index>(std::floor(gate.on_line.y)),
                                                    static_cast<Index>(std::floor(gate.on_line.x)));
        if (on_grid && gate.off_line_km <= study.ground_access.snap_km)
            near.push_back(std::move(gate));
    }
    return near;
}

std::vector<StudyGate> study_gates(const Study& study, const BorderLine& line, const Grid& grid,
                                   const std::function<Raster<double>(const Window&)>& friction,
                                   const std::string& sides_path) {
    std::vector<StudyGate> opened;
    const Index reach = static_cast<Index>(std::ceil(mouth_reach_m / grid.pixel_width()));
    for (StudyGate& gate : crossings_near(study, line, grid)) {
        const Index row = static_cast<Index>(std::floor(gate.on_line.y)),
                    col = static_cast<Index>(std::floor(gate.on_line.x));
        const Window around =
            Window{row - reach, col - reach, 2 * reach + 1, 2 * reach + 1}.intersect(grid.window());
        gate.mouths = gate_over(gate.on_line, 0.0, around, friction(around),
                                read_floats(sides_path, {0}, around))
                          .cells;
        if (gate.mouths.empty()) {
            log_warning(
                "crossing {} ({}) opens nothing: no ground to go on within {:g} km on both "
                "sides",
                gate.id, gate.name, mouth_reach_m / 1000.0);
            continue;
        }
        if (!gate.wait_known)
            log_warning("crossing {} ({}) has no published wait: {:g} h stand in for it", gate.id,
                        gate.name, gate.wait_h);
        opened.push_back(std::move(gate));
    }
    if (opened.empty())
        throw input_error(
            "{}: access.ground: no crossing has ground to go on on both sides; look "
            "at the speeds of the classes around them",
            study.path);
    return opened;
}

std::vector<CostGate> gates_with(const std::vector<StudyGate>& gates, double wait_factor) {
    std::vector<CostGate> made;
    for (const StudyGate& gate : gates)
        made.push_back({gate.mouths, wait_factor * gate.wait_h + gate.gauge_change_h});
    return made;
}

}  // namespace borderlens
