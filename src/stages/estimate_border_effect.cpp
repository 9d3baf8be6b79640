// The jump at the line itself: for every period and quantity, pooled, by segment and at points of
// the line, with lines moved into each side for comparison.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/parallel.hpp"
#include "base/random.hpp"
#include "border/line_pieces.hpp"
#include "comparison/effect_data.hpp"
#include "comparison/placebo_border.hpp"
#include "comparison/spatial_autocorrelation.hpp"
#include "io/crs.hpp"
#include "io/table_file.hpp"
#include "stages/side_series.hpp"
#include "stages/stages.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_squares.hpp"

namespace borderlens {
namespace {

constexpr Index placebo_least = 100;  // chosen: observations a side of a moved line
constexpr Index picture_bins = 20;    // chosen: bins a side, as many as a chart can show

/// One quantity in one period.
struct Subject {
    const StudyRun& run;
    const PeriodSquares& squares;
    const SideMetric& metric;
    EffectData data;
    std::optional<SharpnessEstimate> map = {};  ///< what mapped shares were divided by
    std::string note = "";
};

struct Tables {
    TableRows effects;
    TableRows points;
    TableRows placebos;
};

DiscontinuityOptions options_of(double donut_km) {
    DiscontinuityOptions options;
    options.donut = donut_km;
    options.variance = Variance::hc3;  // with clusters: CR3, which holds with few of them
    return options;
}

double distinct(const std::vector<Index>& clusters) {
    return static_cast<double>(std::set<Index>(clusters.begin(), clusters.end()).size());
}

void describe(TableRows& rows, const Subject& subject, const std::string& zone, double from_km,
              double to_km, const std::string& method) {
    rows.text("zone", zone);
    rows.number("from_km", from_km);
    rows.number("to_km", to_km);
    rows.text("period", subject.squares.period);
    rows.text("metric", subject.metric.name);
    rows.text("method", method);
}

void add_estimate(TableRows& rows, const EffectEstimate& conventional, const EffectEstimate& robust,
                  double p_adjusted, double placebo_p) {
    rows.number("effect", robust.estimate);
    rows.number("effect_low", robust.ci_low);
    rows.number("effect_high", robust.ci_high);
    rows.number("se", robust.se);
    rows.number("p", robust.p);
    rows.number("p_adjusted", p_adjusted);
    rows.number("placebo_p", placebo_p);
    rows.number("conventional", conventional.estimate);
}

void add_support(TableRows& rows, const Subject& subject, double level_a, double level_b,
                 double bandwidth_a_km, double bandwidth_b_km, double n_a, double n_b,
                 double clusters, const std::string& note) {
    rows.number("level_a", level_a);
    rows.number("level_b", level_b);
    rows.number("bandwidth_a_km", bandwidth_a_km);
    rows.number("bandwidth_b_km", bandwidth_b_km);
    rows.number("n_a", n_a);
    rows.number("n_b", n_b);
    rows.number("clusters", clusters);
    rows.text("unit", subject.metric.unit);
    rows.text("note", note);
}

/// What the reference samples leave open in a jump that was divided by the map's sharpness.
double map_error_variance(const Subject& subject, const EffectEstimate& effect) {
    return subject.map ? sharpened_variance(effect.estimate, *subject.map) : 0.0;
}

EffectEstimate no_effect() {
    return {no_value, no_value, no_value, no_value, no_value, no_value};
}

std::string joined(const std::vector<std::string>& notes) {
    return fmt::format("{}", fmt::join(notes, "; "));
}

void add_placebos(const Subject& subject, const PlaceboBorders& lines, double donut_km,
                  TableRows& rows) {
    const auto row = [&](const char* side, double shift_km, const EffectEstimate& effect, Index n,
                         double p) {
        rows.text("period", subject.squares.period);
        rows.text("metric", subject.metric.name);
        rows.number("donut_km", donut_km);
        rows.text("side", side);
        rows.number("shift_km", shift_km);
        rows.number("effect", effect.estimate);
        rows.number("effect_low", effect.ci_low);
        rows.number("effect_high", effect.ci_high);
        rows.number("z", effect.z);
        rows.number("p", effect.p);
        rows.number("n", static_cast<double>(n));
        rows.number("permutation_p", p);
        rows.text("unit", subject.metric.unit);
    };
    row("border", 0.0, lines.border.robust, lines.border.n_h_left + lines.border.n_h_right,
        lines.p);
    for (const PlaceboEffect& one : lines.placebos)
        row(one.shift > 0.0 ? "a" : "b", one.shift, one.robust, one.n_h, no_value);
}

/// The fitted lines within the bandwidth and the means of the squares by distance.
void add_points(const Subject& subject, const DiscontinuityData& rows,
                const DiscontinuityResult& found, DiscontinuityOptions options, TableRows& points) {
    const auto row = [&](const char* kind, double distance_km, double value, double low,
                         double high, double n) {
        points.text("period", subject.squares.period);
        points.text("metric", subject.metric.name);
        points.text("kind", kind);
        points.text("side", distance_km > 0.0 || (distance_km == 0.0 && !std::signbit(distance_km))
                                ? "a"
                                : "b");
        points.number("signed_distance_km", distance_km);
        points.number("value", value);
        points.number("low", low);
        points.number("high", high);
        points.number("n", n);
        points.text("unit", subject.metric.unit);
    };
    for (const EffectBin& bin : effect_bins(rows, picture_bins))
        row("mean", bin.distance_km, bin.mean, bin.low, bin.high, static_cast<double>(bin.n));
    options.bandwidths = found.bandwidths;
    options.derivative = 1;
    const DiscontinuityResult slope = estimate_discontinuity(rows, options);
    for (const double share : {-1.0, -0.0})
        row("fit", share * found.bandwidths.h_left,
            found.level_left + share * found.bandwidths.h_left * slope.level_left, no_value,
            no_value, static_cast<double>(found.n_h_left));
    for (const double share : {0.0, 1.0})
        row("fit", share * found.bandwidths.h_right,
            found.level_right + share * found.bandwidths.h_right * slope.level_right, no_value,
            no_value, static_cast<double>(found.n_h_right));
}

/// The whole line in one estimate.
void add_pooled(const Subject& subject, double donut_km, Tables& tables) {
    const double whole_km = subject.squares.sums.scheme.length_km;
    const char* method = donut_km > 0.0 ? "distance_donut" : "distance";
    const ClusterLength length = cluster_length(subject.data, subject.squares.sums.scheme);
    const DiscontinuityData rows = with_clusters(subject.data, length.km);
    const DiscontinuityOptions options = options_of(donut_km);
    describe(tables.effects, subject, "all", 0.0, whole_km, method);
    try {
        const double step = subject.run.study.comparison.placebo_step_km;
        const PlaceboBorders lines = placebo_borders(
            rows, options,
            placebo_shifts(rows, 0.0, step > 0.0 ? step : 0.1 * subject.run.study.border->zone_km,
                           placebo_least));
        const DiscontinuityResult& found = lines.border;
        const double clusters = distinct(rows.cluster);
        const EffectEstimate robust = few_cluster_inference(
            found.robust, map_error_variance(subject, found.robust), clusters - 1.0);
        std::vector<std::string> notes = found.notes;
        if (!subject.note.empty()) notes.push_back(subject.note);
        if (length.too_few)
            notes.push_back("border too short for clusters that are independent of each other");
        add_estimate(tables.effects, found.conventional, robust, no_value, lines.p);
        add_support(tables.effects, subject, found.level_right, found.level_left,
                    found.bandwidths.h_right, found.bandwidths.h_left,
                    static_cast<double>(found.n_h_right), static_cast<double>(found.n_h_left),
                    clusters, joined(notes));
        add_placebos(subject, lines, donut_km, tables.placebos);
        if (donut_km == 0.0) add_points(subject, rows, found, options, tables.points);
    } catch (const Error& error) {
        // A quantity that does not vary, or too little ground: an answer, not a fault.
        if (error.kind() != Error::Kind::input) throw;
        add_estimate(tables.effects, no_effect(), no_effect(), no_value, no_value);
        add_support(tables.effects, subject, no_value, no_value, no_value, no_value, no_value,
                    no_value, no_value, error.what());
    }
}

void add_segments(const Subject& subject, double segment_km, TableRows& effects) {
    std::vector<SegmentEffect> segments =
        segment_effects(subject.data.rows, subject.data.along_km, segment_km,
                        options_of(subject.run.study.comparison.donut_km));
    const double clusters_each = segment_km / subject.squares.sums.scheme.square_km;
    std::vector<double> p;
    for (SegmentEffect& segment : segments) {
        if (segment.estimated)
            segment.result.robust = few_cluster_inference(
                segment.result.robust, map_error_variance(subject, segment.result.robust),
                clusters_each - 1.0);
        p.push_back(segment.estimated ? segment.result.robust.p : no_value);
    }
    const std::vector<double> adjusted = false_discovery_adjusted(p);
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const SegmentEffect& segment = segments[i];
        if (!segment.estimated) continue;
        const DiscontinuityResult& found = segment.result;
        describe(effects, subject, segment_name(static_cast<Index>(i), segment_km), segment.from_km,
                 segment.to_km, "distance");
        add_estimate(effects, found.conventional, found.robust, adjusted[i], no_value);
        add_support(effects, subject, found.level_right, found.level_left, found.bandwidths.h_right,
                    found.bandwidths.h_left, static_cast<double>(found.n_h_right),
                    static_cast<double>(found.n_h_left), std::floor(clusters_each), subject.note);
    }
}

/// The squares beside one stretch of the line: on a long line the others only cost time, and pilot
/// windows that are shares of all data would grow with it.
PlaneData near_place(const Subject& subject, double at_km, double segment_km) {
    const double reach_km = 2.0 * subject.run.study.border->zone_km + segment_km;
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
void add_line_points(const Subject& subject, const BorderLine& line, double segment_km,
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
    for (const PointEffect& point : points) {
        // Clusters are the places along the line within reach.
        const double clusters = 2.0 * point.bandwidth_km / subject.squares.sums.scheme.square_km;
        robust.push_back(few_cluster_inference(
            point.robust, map_error_variance(subject, point.robust), clusters - 1.0));
        p.push_back(point.estimated ? robust.back().p : no_value);
    }
    const std::vector<double> adjusted = false_discovery_adjusted(p);
    for (std::size_t i = 0; i < points.size(); ++i) {
        const PointEffect& point = points[i];
        if (!point.estimated) continue;
        describe(effects, subject, "at km " + to_text(middle_km[i]), middle_km[i], middle_km[i],
                 "location");
        add_estimate(effects, point.conventional, robust[i], adjusted[i], no_value);
        add_support(effects, subject, no_value, no_value, point.bandwidth_km, point.bandwidth_km,
                    static_cast<double>(point.n_right), static_cast<double>(point.n_left), no_value,
                    subject.note);
    }
}

/// Mapped shares as true ones, wherever the map errs alike; values may lie a little below 0.
void sharpen(const SquareSums& sums, const SideMetric& metric, const SideConfusions& accuracy,
             SquareQuantity& quantity, Subject& subject) {
    std::vector<double> mapped;
    const double all = std::accumulate(sums.classed_px.begin(), sums.classed_px.end(), 0.0);
    for (const auto& counts : sums.class_px)
        mapped.push_back(std::accumulate(counts.begin(), counts.end(), 0.0) / std::max(all, 1.0));
    SharpnessEstimate map =
        map_sharpness(accuracy.together, mapped, static_cast<std::size_t>(metric.target),
                      derive_seed(subject.run.study.seed, metric.name));
    if (map.is_blunt) {
        subject.note = "as mapped: the map hardly tells this class from the rest";
        return;
    }
    for (double& value : quantity.value) value = map.best.true_share(value);
    subject.map = std::move(map);
}

Tables estimate_one(const StudyRun& run, const PeriodSquares& squares, const SideMetric& metric,
                    const std::optional<SideConfusions>& accuracy, const BorderLine& line) {
    Subject subject{run, squares, metric, {}};
    SquareQuantity quantity = square_quantity(squares.sums, metric, std::nullopt);
    if (accuracy && metric.is_share()) sharpen(squares.sums, metric, *accuracy, quantity, subject);
    subject.data = effect_data(squares.sums, quantity.value, quantity.weight);
    Tables tables;
    const auto& outcome = subject.data.rows.outcome;
    const auto [low, high] = std::minmax_element(outcome.begin(), outcome.end());
    if (outcome.empty() || !(*high > *low)) return tables;  // nothing that could jump
    const double segment_km = run.study.border->segment_km;
    add_pooled(subject, 0.0, tables);
    if (run.study.comparison.donut_km > 0.0)
        add_pooled(subject, run.study.comparison.donut_km, tables);
    add_segments(subject, segment_km, tables.effects);
    add_line_points(subject, line, segment_km, tables.effects);
    return tables;
}

void estimate(const StudyRun& run) {
    const StudyGround ground = read_ground(run.folder);
    const BorderLine line = study_border(run.study, ground.grid);
    const SideCells cells = read_side_cells(run, "cells");
    const std::vector<SideMetric> metrics = side_metrics(cells.names);
    Tables all;
    for (const StudyPeriod& period : composite_periods(run)) {
        const PeriodSquares squares =
            read_squares(run, ground, line, period.name, cells.names, effect_squares);
        std::vector<Tables> parts(metrics.size());
        parallel_for(static_cast<Index>(metrics.size()), [&](Index m) {
            const std::size_t i = static_cast<std::size_t>(m);
            parts[i] = estimate_one(run, squares, metrics[i], cells.accuracy, line);
        });
        for (const Tables& part : parts) {
            all.effects.append(part.effects);
            all.points.append(part.points);
            all.placebos.append(part.placebos);
        }
    }
    write_table(run.folder.file(table_path("border_effect")),
                all.effects.table({"zone",
                                   "from_km",
                                   "to_km",
                                   "period",
                                   "metric",
                                   "method",
                                   "effect",
                                   "effect_low",
                                   "effect_high",
                                   "se",
                                   "p",
                                   "p_adjusted",
                                   "placebo_p",
                                   "conventional",
                                   "level_a",
                                   "level_b",
                                   "bandwidth_a_km",
                                   "bandwidth_b_km",
                                   "n_a",
                                   "n_b",
                                   "clusters",
                                   "unit",
                                   "note"}),
                true);
    write_table(run.folder.file(table_path("border_effect_points")),
                all.points.table({"period", "metric", "kind", "side", "signed_distance_km", "value",
                                  "low", "high", "n", "unit"}),
                true);
    write_table(
        run.folder.file(table_path("placebo")),
        all.placebos.table({"period", "metric", "donut_km", "side", "shift_km", "effect",
                            "effect_low", "effect_high", "z", "p", "n", "permutation_p", "unit"}),
        true);
}

}  // namespace

std::vector<Unit> estimate_border_effect(const StudyRun& run) {
    const Study& study = run.study;
    if (!study.border || study.scenes.paths.empty()) return {};
    Unit unit{.name = "all",
              .outputs = {table_path("border_effect"), table_path("border_effect_points"),
                          table_path("placebo")}};
    unit.inputs.add(study.comparison.cell_km).add(study.border->segment_km);
    unit.inputs.add(study.comparison.donut_km).add(study.comparison.placebo_step_km);
    depend_on_tile_layers(unit.inputs, run, read_ground(run.folder));
    depend_on(unit.inputs, run.folder, {table_path("cells"), table_path("accuracy_samples")});
    unit.work = [&run] { estimate(run); };
    return {unit};
}

}  // namespace borderlens
