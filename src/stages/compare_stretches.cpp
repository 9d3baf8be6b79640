#include "stages/compare_stretches.hpp"

#include <set>

#include "base/parallel.hpp"
#include "comparison/stretch_inference.hpp"

namespace borderlens {
namespace {

/// Length of border that the cells of both sides lie along.
double length_of(const SideSeries& a, const SideSeries& b, double cell_km) {
    std::set<double> places(a.column.along_km.begin(), a.column.along_km.end());
    places.insert(b.column.along_km.begin(), b.column.along_km.end());
    return static_cast<double>(places.size()) * cell_km;
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

/// The rows of one administrative unit, whose cells alone are given.
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
                const StretchEstimate stretch = stretch_estimate(
                    own.column, own.column, variograms[m], length_of(own, own, cells.cell_km));
                const SideInference both = side_inference(
                    with_map_error(cells, metric, own, own, stretch.joint), metric.is_share());
                const Interval value = side == 0 ? both.a : both.b;
                QualityFlag flag;
                flag.raise(stretch.too_short, "stretch_too_short");
                rows.text("zone", unit);
                rows.text("side", side == 0 ? "a" : "b");
                rows.text("band", "all");
                rows.text("period", cells.periods[p].period);
                rows.text("metric", metric.name);
                rows.number("value", value.value);
                rows.text("unit", metric.unit);
                rows.number("low", value.low);
                rows.number("high", value.high);
                rows.number("n", own.n);
                rows.text("quality_flag", flag.text());
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

}  // namespace borderlens
