// Where change gathers: Moran's I of change between the first and the last period, and the squares
// that stand out with their neighbours.
#include <cmath>

#include "base/parallel.hpp"
#include "comparison/effect_data.hpp"
#include "comparison/spatial_autocorrelation.hpp"
#include "io/crs.hpp"
#include "io/table_file.hpp"
#include "stages/stages.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_squares.hpp"

namespace borderlens {
namespace {

// chosen: enough to see places of a fiftieth of the zone, few enough for 999 permutations of each.
constexpr Index most_squares = 2500;
constexpr Index neighbour_count = 8;  // the squares around one, as a queen moves
constexpr double least_fill = 0.25;   // chosen: of a square's ground in both periods

struct Places {
    std::vector<std::size_t> square;
    std::vector<double> x_km, y_km, change;
};

/// Squares with a value in both periods.
Places changes_of(const SquareSums& ground, const SquareQuantity& first, const SquareQuantity& last,
                  double full_px) {
    Places places;
    for (std::size_t i = 0; i < first.value.size(); ++i) {
        const double change = last.value[i] - first.value[i];
        if (std::isnan(change) || std::min(first.weight[i], last.weight[i]) < least_fill * full_px)
            continue;
        places.square.push_back(i);
        places.x_km.push_back(ground.x_km[i] / ground.pixels[i]);
        places.y_km.push_back(ground.y_km[i] / ground.pixels[i]);
        places.change.push_back(change);
    }
    return places;
}

struct HotSpotTables {
    TableRows global;
    TableRows local;
};

const char* kind_of(int quadrant) {
    switch (quadrant) {
        case 1:
            return "gain among gains";
        case 2:
            return "loss among gains";
        case 3:
            return "loss among losses";
        default:
            return "gain among losses";
    }
}

HotSpotTables spots_of(const StudyRun& run, const PeriodSquares& first, const PeriodSquares& last,
                       const SideMetric& metric, const std::optional<SideConfusions>& accuracy,
                       double full_px) {
    HotSpotTables tables;
    const Places places = changes_of(last.sums, square_quantity(first.sums, metric, accuracy),
                                     square_quantity(last.sums, metric, accuracy), full_px);
    if (static_cast<Index>(places.change.size()) <= neighbour_count) return tables;
    const Neighbours neighbours = nearest_neighbours(places.x_km, places.y_km, neighbour_count);
    const MoranTest test = moran(places.change, neighbours, 999, run.study.seed);
    if (std::isnan(test.i)) return tables;
    const std::string span = first.period + "-" + last.period;
    tables.global.text("period", span);
    tables.global.text("metric", metric.name);
    tables.global.number("moran_i", test.i);
    tables.global.number("expected", test.expected);
    tables.global.number("z", test.z);
    tables.global.number("p", test.p);
    tables.global.number("square_km", last.sums.scheme.square_km);
    tables.global.number("n", static_cast<double>(places.change.size()));
    const std::vector<LocalMoran> local =
        local_moran(places.change, neighbours, 999, run.study.seed);
    std::vector<double> p;
    for (const LocalMoran& one : local) p.push_back(one.p);
    const std::vector<double> adjusted = false_discovery_adjusted(p);
    // All places in one call: making a transformation costs more than using it.
    std::vector<Point> lonlat;
    for (std::size_t i = 0; i < local.size(); ++i)
        lonlat.push_back({places.x_km[i] * 1000.0, places.y_km[i] * 1000.0});
    lonlat = transform_points(run.study.crs, lonlat_crs(), std::move(lonlat));
    for (std::size_t i = 0; i < local.size(); ++i) {
        if (!(local[i].p < 0.05) || local[i].quadrant == 0) continue;
        const std::size_t square = places.square[i];
        const double pixels = last.sums.pixels[square];
        const double distance_km = last.sums.distance_km[square] / pixels;
        tables.local.text("period", span);
        tables.local.text("metric", metric.name);
        tables.local.text("kind", kind_of(local[i].quadrant));
        tables.local.text("side", distance_km >= 0.0 ? "a" : "b");
        tables.local.number("along_km", last.sums.along_km[square] / pixels);
        tables.local.number("signed_distance_km", distance_km);
        tables.local.number("change", places.change[i]);
        tables.local.text("unit", metric.unit);
        tables.local.number("local_moran_i", local[i].i);
        tables.local.number("p", local[i].p);
        tables.local.number("p_adjusted", adjusted[i]);
        tables.local.number("lon", lonlat[i].x);
        tables.local.number("lat", lonlat[i].y);
    }
    return tables;
}

void find(const StudyRun& run) {
    const StudyGround ground = read_ground(run.folder);
    const BorderLine line = study_border(run.study, ground.grid);
    const SideCells cells = read_side_cells(run, "cells");
    const std::vector<SideMetric> metrics = side_metrics(cells.names);
    const std::vector<StudyPeriod> periods = composite_periods(run);
    const auto squares_in = [&](const StudyPeriod& period) {
        return read_squares(run, ground, line, period.name, cells.names, most_squares);
    };
    const PeriodSquares first = squares_in(periods.front()), last = squares_in(periods.back());
    const double full_px =
        std::pow(first.sums.scheme.square_km * 1000.0, 2.0) / ground.grid.pixel_area_m2();
    std::vector<HotSpotTables> parts(metrics.size());
    parallel_for(static_cast<Index>(metrics.size()), [&](Index m) {
        const std::size_t i = static_cast<std::size_t>(m);
        parts[i] = spots_of(run, first, last, metrics[i], cells.accuracy, full_px);
    });
    HotSpotTables all;
    for (const HotSpotTables& part : parts) {
        all.global.append(part.global);
        all.local.append(part.local);
    }
    write_table(
        run.folder.file(table_path("autocorrelation")),
        all.global.table({"period", "metric", "moran_i", "expected", "z", "p", "square_km", "n"}),
        true);
    write_table(
        run.folder.file(table_path("hot_spots")),
        all.local.table({"period", "metric", "kind", "side", "along_km", "signed_distance_km",
                         "change", "unit", "local_moran_i", "p", "p_adjusted", "lon", "lat"}),
        true);
}

}  // namespace

std::vector<Unit> find_hot_spots(const StudyRun& run) {
    if (!run.study.border || run.study.scenes.paths.empty()) return {};
    if (composite_periods(run).size() < 2) return {};
    Unit unit{.name = "all", .outputs = {table_path("autocorrelation"), table_path("hot_spots")}};
    unit.inputs.add(run.study.comparison.cell_km).add(static_cast<double>(run.study.seed));
    depend_on_tile_layers(unit.inputs, run, read_ground(run.folder));
    depend_on(unit.inputs, run.folder, {table_path("cells"), table_path("accuracy_samples")});
    unit.work = [&run] { find(run); };
    return {unit};
}

}  // namespace borderlens
