// The jump at the line itself: for every period and quantity, and for what changed between periods;
// pooled, by segment and at points of the line, with lines moved into each side for comparison.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "border/line_pieces.hpp"
#include "comparison/effect_data.hpp"
#include "comparison/spatial_autocorrelation.hpp"
#include "io/crs.hpp"
#include "io/table_file.hpp"
#include "stages/effect_rows.hpp"
#include "stages/side_series.hpp"
#include "stages/stages.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_squares.hpp"

namespace borderlens {
namespace {

/// The squares beside one stretch of the line: on a long line the others only cost time, and pilot
/// windows that are shares of all data would grow with it.
PlaneData near_place(const EffectSubject& subject, double at_km, double segment_km) {
    const double reach_km = 2.0 * subject.study.border->zone_km + segment_km;
    const PlaneData& all = subject.data.plane;
    PlaneData near;
    for (std::size_t i = 0; i < all.x_km.size(); ++i) {
        if (std::abs(subject.data.along_km[i] - at_km) > reach_km) continue;
        near.x_km.push_back(all.x_km[i]);
        near.y_km.push_back(all.y_km[i]);
        near.on_right.push_back(all.on_right[i]);
        near.outcome.push_back(all.outcome[i]);
        near.weight.push_back(all.weight[i]);
        near.cluster.push_back(all.cluster[i]);
    }
    return near;
}

/// At the middle of each segment, free of the bias of distance at bends of the line.
void add_line_points(const EffectSubject& subject, const BorderLine& line, double segment_km,
                     TableRows& effects) {
    std::vector<double> middle_km;
    std::vector<PointEffect> points;
    for (double at = 0.5 * segment_km; at < line.length_m() / 1000.0; at += segment_km) {
        const Point place = point_at(line, at * 1000.0);
        const PlaneData near = near_place(subject, at, segment_km);
        middle_km.push_back(at);
        points.push_back(
            boundary_point_effects(near, {place.x / 1000.0}, {place.y / 1000.0}, {}).front());
    }
    std::vector<double> p;
    std::vector<EffectEstimate> robust;
    std::vector<bool> tested;
    for (const PointEffect& point : points) {
        // Clusters are the places along the line within reach.
        const double clusters = 2.0 * point.bandwidth_km / subject.scheme.square_km;
        robust.push_back(few_cluster_inference(
            point.robust, map_error_variance(subject, point.robust), clusters - 1.0));
        // What does not vary, such as a class that is absent here, is not tested.
        tested.push_back(point.estimated && !std::isnan(point.robust.p));
        p.push_back(tested.back() ? robust.back().p : no_value);
    }
    const std::vector<double> adjusted = false_discovery_adjusted(p);
    for (std::size_t i = 0; i < points.size(); ++i) {
        const PointEffect& point = points[i];
        if (!tested[i]) continue;
        add_effect(effects, subject,
                   {.zone = "at km " + to_text(middle_km[i]),
                    .from_km = middle_km[i],
                    .to_km = middle_km[i],
                    .method = "location",
                    .conventional = point.conventional,
                    .robust = robust[i],
                    .p_adjusted = adjusted[i],
                    .bandwidth_a_km = point.bandwidth_km,
                    .bandwidth_b_km = point.bandwidth_km,
                    .n_a = static_cast<double>(point.n_right),
                    .n_b = static_cast<double>(point.n_left),
                    .note = subject.note});
    }
}

/// The quantity in every square of one period, and what it means.
struct Quantity {
    SquareQuantity squares;
    EffectSubject subject;
};

Quantity quantity_of(const StudyRun& run, const PeriodSquares& squares, const SideMetric& metric,
                     const std::optional<SideConfusions>& accuracy) {
    Quantity quantity{square_quantity(squares.sums, metric, std::nullopt),
                      {.study = run.study,
                       .scheme = squares.sums.scheme,
                       .period = squares.period,
                       .metric = metric}};
    if (accuracy && metric.is_share())
        sharpen(squares.sums, metric, *accuracy, quantity.squares, quantity.subject);
    return quantity;
}

EffectTables effects_of(EffectSubject subject, const SquareSums& sums,
                        const SquareQuantity& quantity, const BorderLine* line) {
    subject.data = effect_data(sums, quantity.value, quantity.weight);
    EffectTables tables;
    if (!can_jump(subject.data)) return tables;
    const double segment_km = subject.study.border->segment_km;
    const double donut_km = subject.study.comparison.donut_km;
    add_pooled_effect(subject, 0.0, tables);
    if (donut_km > 0.0) add_pooled_effect(subject, donut_km, tables);
    add_segment_effects(subject, segment_km, tables.effects);
    if (line != nullptr) add_line_points(subject, *line, segment_km, tables.effects);
    return tables;
}

/// The jump of what changed in each square between periods: a difference in discontinuities.
EffectTables change_effects(const std::vector<Quantity>& periods, const SquareSums& sums,
                            const PeriodChange& change) {
    std::vector<SquareQuantity> series;
    for (const Quantity& period : periods) series.push_back(period.squares);
    EffectSubject subject = periods.back().subject;
    subject.change = change.name;
    subject.period = fmt::format("{} to {}", periods[change.before.front()].subject.period,
                                 periods[change.after.back()].subject.period);
    return effects_of(subject, sums, change_in_squares(series, change), nullptr);
}

void estimate(const StudyRun& run) {
    const StudyGround ground = read_ground(run.folder);
    const BorderLine line = study_border(run.study, ground.grid);
    const SideCells cells = read_side_cells(run, "cells");
    const std::vector<SideMetric> metrics = side_metrics(cells.names);
    const Index count = static_cast<Index>(metrics.size());
    std::vector<std::vector<Quantity>> series(metrics.size());
    std::optional<SquareSums> places;  // where squares are, the same in every period
    EffectTables levels, changes;
    const auto for_each_metric = [&](EffectTables& all, auto&& tables_of) {
        std::vector<EffectTables> parts(metrics.size());
        parallel_for(count, [&](Index m) {
            parts[static_cast<std::size_t>(m)] = tables_of(static_cast<std::size_t>(m));
        });
        for (const EffectTables& part : parts) all.append(part);
    };
    for (const StudyPeriod& period : composite_periods(run)) {
        const PeriodSquares squares =
            read_squares(run, ground, line, period.name, cells.names, effect_squares);
        for (std::size_t m = 0; m < metrics.size(); ++m)
            series[m].push_back(quantity_of(run, squares, metrics[m], cells.accuracy));
        for_each_metric(levels, [&](std::size_t m) {
            const Quantity& quantity = series[m].back();
            return effects_of(quantity.subject, squares.sums, quantity.squares, &line);
        });
        if (!places) places = squares.sums;
    }
    for (const PeriodChange& change : period_changes(cells.years, run.study.comparison.event_year))
        for_each_metric(changes,
                        [&](std::size_t m) { return change_effects(series[m], *places, change); });
    const auto write = [&](const char* name, const Table& table) {
        write_table(run.folder.file(table_path(name)), table, true);
    };
    write("border_effect", levels.effects.table(effect_columns(false)));
    write("border_effect_points",
          levels.points.table({"period", "metric", "kind", "side", "signed_distance_km", "value",
                               "low", "high", "n", "unit"}));
    write("placebo", levels.placebos.table(placebo_columns(false)));
    write("border_effect_change", changes.effects.table(effect_columns(true)));
    write("placebo_change", changes.placebos.table(placebo_columns(true)));
}

}  // namespace

std::vector<Unit> estimate_border_effect(const StudyRun& run) {
    const Study& study = run.study;
    if (!study.border || study.scenes.paths.empty()) return {};
    Unit unit{.name = "all",
              .outputs = {table_path("border_effect"), table_path("border_effect_points"),
                          table_path("placebo"), table_path("border_effect_change"),
                          table_path("placebo_change")}};
    unit.inputs.add(static_cast<double>(study.comparison.event_year.value_or(0)));
    unit.inputs.add(study.comparison.cell_km).add(study.border->segment_km);
    unit.inputs.add(study.comparison.donut_km).add(study.comparison.placebo_step_km);
    depend_on_tile_layers(unit.inputs, run, read_ground(run.folder));
    depend_on(unit.inputs, run.folder, {table_path("cells"), table_path("accuracy_samples")});
    unit.work = [&run] { estimate(run); };
    return {unit};
}

}  // namespace borderlens
