#include "stages/compare_stretches.hpp"

#include <set>

#include "base/parallel.hpp"
#include "comparison/stretch_inference.hpp"

namespace borderlens {
namespace {

// chosen: a hundred pairs are as many as a reader looks through.
constexpr std::size_t most_towns_a_side = 10;

/// Length of border that the cells of both sides lie along.
double length_of(const SideSeries& a, const SideSeries& b, double cell_km) {
    std::set<double> places(a.column.along_km.begin(), a.column.along_km.end());
    places.insert(b.column.along_km.begin(), b.column.along_km.end());
    return static_cast<double>(places.size()) * cell_km;
}

/// A place on one side by itself.
struct LonePlace {
    JointEstimate spatial;  ///< the place as both sides, without map error
    Interval value;         ///< with it
    bool too_short = false;
};

LonePlace lone_place(const SideCells& cells, const SideMetric& metric, int side,
                     const SideSeries& own, const BorderVariogram& variogram) {
    const StretchEstimate stretch =
        stretch_estimate(own.column, own.column, variogram, length_of(own, own, cells.cell_km));
    const SideInference both =
        side_inference(with_map_error(cells, metric, own, own, stretch.joint), metric.is_share());
    return {stretch.joint, side == 0 ? both.a : both.b, stretch.too_short};
}

/// A place on side a against one on side b that need not face it.
SideInference places_apart(const SideCells& cells, const SideMetric& metric, const SideSeries& a,
                           const LonePlace& on_a, const SideSeries& b, const LonePlace& on_b) {
    JointEstimate joint = on_a.spatial;
    joint.b = on_b.spatial.b;
    joint.variance_b = joint.covariance = 0.0;
    joint = with_variation(joint, 0.0, on_b.spatial.variance_b, 0.0, on_b.spatial.degrees);
    joint.trials_b = on_b.spatial.trials_b;
    SideInference sides =
        side_inference(with_map_error(cells, metric, a, b, joint), metric.is_share());
    sides.a = on_a.value;
    sides.b = on_b.value;
    return sides;
}

/// The rows of one segment, whose cells alone are given.
TableRows segment_rows(const SideCells& cells, Index segment, double segment_km,
                       const std::vector<BorderVariogram>& variograms) {
    TableRows rows;
    const std::vector<SideMetric> metrics = side_metrics(cells.names);
    for (std::size_t m = 0; m < metrics.size(); ++m)
        for (std::size_t p = 0; p < cells.periods.size(); ++p) {
            const SideMetric& metric = metrics[m];
            const SideSeries a = side_series(cells, p, 0, every_cell, metric);
            const SideSeries b = side_series(cells, p, 1, every_cell, metric);
            if (a.n + b.n <= 0.0) continue;
            const StretchEstimate stretch =
                stretch_estimate(a.column, b.column, variograms[m], length_of(a, b, cells.cell_km));
            const JointEstimate joint = with_map_error(cells, metric, a, b, stretch.joint);
            rows.text("zone", segment_name(segment, segment_km));
            rows.number("from_km", static_cast<double>(segment) * segment_km);
            rows.number("to_km", static_cast<double>(segment + 1) * segment_km);
            rows.text("period", cells.periods[p].period);
            rows.text("metric", metric.name);
            add_sides(rows,
                      {side_inference(joint, metric.is_share()), side_quality(cells, p, every_cell),
                       a.n, b.n, stretch.too_short ? "stretch_too_short" : "", metric.unit});
        }
    return rows;
}

/// The rows of one administrative unit or town, whose cells alone are given.
TableRows unit_rows(const SideCells& cells, const std::string& unit,
                    const std::vector<BorderVariogram>& variograms) {
    TableRows rows;
    const std::vector<SideMetric> metrics = side_metrics(cells.names);
    for (std::size_t m = 0; m < metrics.size(); ++m)
        for (std::size_t p = 0; p < cells.periods.size(); ++p)
            for (const int side : {0, 1}) {
                const SideMetric& metric = metrics[m];
                const SideSeries own = side_series(cells, p, side, every_cell, metric);
                if (own.n <= 0.0) continue;
                const LonePlace place = lone_place(cells, metric, side, own, variograms[m]);
                QualityFlag flag;
                flag.raise(place.too_short, "stretch_too_short");
                rows.text("zone", unit);
                rows.text("side", side == 0 ? "a" : "b");
                rows.text("band", "all");
                rows.text("period", cells.periods[p].period);
                rows.text("metric", metric.name);
                rows.number("value", place.value.value);
                rows.text("unit", metric.unit);
                rows.number("low", place.value.low);
                rows.number("high", place.value.high);
                rows.number("n", own.n);
                rows.text("quality_flag", flag.text());
            }
    return rows;
}

/// The rows of a town on side a against one on side b; parts of the cells are towns.
TableRows pair_rows(const SideCells& cells, const std::pair<int, int>& parts,
                    const std::vector<Town>& towns,
                    const std::vector<BorderVariogram>& variograms) {
    const auto in = [](int wanted) { return [wanted](int part, Index) { return part == wanted; }; };
    const SideCells own = chosen_cells(
        cells, [&](int part, Index) { return part == parts.first || part == parts.second; });
    TableRows rows;
    const std::vector<SideMetric> metrics = side_metrics(cells.names);
    for (std::size_t m = 0; m < metrics.size(); ++m)
        for (std::size_t p = 0; p < cells.periods.size(); ++p) {
            const SideMetric& metric = metrics[m];
            const SideSeries a = side_series(own, p, 0, in(parts.first), metric);
            const SideSeries b = side_series(own, p, 1, in(parts.second), metric);
            if (a.n <= 0.0 || b.n <= 0.0) continue;
            const LonePlace on_a = lone_place(cells, metric, 0, a, variograms[m]);
            const LonePlace on_b = lone_place(cells, metric, 1, b, variograms[m]);
            rows.text("town_a", towns[static_cast<std::size_t>(parts.first)].name);
            rows.text("town_b", towns[static_cast<std::size_t>(parts.second)].name);
            rows.text("period", cells.periods[p].period);
            rows.text("metric", metric.name);
            add_sides(rows,
                      {places_apart(cells, metric, a, on_a, b, on_b),
                       side_quality(own, p, every_cell), a.n, b.n,
                       on_a.too_short || on_b.too_short ? "stretch_too_short" : "", metric.unit});
        }
    return rows;
}

Table joined(std::size_t parts, const std::vector<std::string>& columns,
             const std::function<TableRows(std::size_t)>& make) {
    std::vector<TableRows> rows(parts);
    parallel_for(static_cast<Index>(parts), [&](Index i) {
        const std::size_t part = static_cast<std::size_t>(i);
        rows[part] = make(part);
    });
    TableRows all;
    for (const TableRows& part : rows) all.append(part);
    return all.table(columns);
}

}  // namespace

Table segment_table(const SideCells& cells, double segment_km,
                    const std::vector<BorderVariogram>& variograms) {
    std::set<Index> there;
    for (const PeriodCells& period : cells.periods)
        for (const auto& [key, cell] : period.cells)
            there.insert(segment_of_bin(std::get<2>(key), cells.cell_km, segment_km));
    const std::vector<Index> segments(there.begin(), there.end());
    return joined(segments.size(), side_columns({"zone", "from_km", "to_km", "period", "metric"}),
                  [&](std::size_t i) {
                      const SideCells own = chosen_cells(cells, [&](int, Index bin) {
                          return segment_of_bin(bin, cells.cell_km, segment_km) == segments[i];
                      });
                      return segment_rows(own, segments[i], segment_km, variograms);
                  });
}

Table unit_table(const SideCells& cells, const std::vector<std::string>& units,
                 const std::vector<BorderVariogram>& variograms) {
    return joined(units.size(),
                  {"zone", "side", "band", "period", "metric", "value", "unit", "low", "high", "n",
                   "quality_flag"},
                  [&](std::size_t unit) {
                      const SideCells own = chosen_cells(
                          cells, [&](int part, Index) { return part == static_cast<int>(unit); });
                      return unit_rows(own, units[unit], variograms);
                  });
}

Table town_pair_table(const SideCells& cells, const std::vector<Town>& towns,
                      const std::vector<BorderVariogram>& variograms) {
    const auto first_of = [&](const char* side) {
        std::vector<int> found;
        for (std::size_t t = 0; t < towns.size() && found.size() < most_towns_a_side; ++t)
            if (towns[t].side == side) found.push_back(static_cast<int>(t));
        return found;
    };
    std::vector<std::pair<int, int>> pairs;
    for (const int a : first_of("a"))
        for (const int b : first_of("b")) pairs.emplace_back(a, b);
    return joined(pairs.size(), side_columns({"town_a", "town_b", "period", "metric"}),
                  [&](std::size_t i) { return pair_rows(cells, pairs[i], towns, variograms); });
}

}  // namespace borderlens
