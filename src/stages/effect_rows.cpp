#include "stages/effect_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "base/error.hpp"
#include "base/random.hpp"
#include "comparison/placebo_border.hpp"
#include "comparison/spatial_autocorrelation.hpp"
#include "stages/study_squares.hpp"

namespace borderlens {
namespace {

constexpr Index placebo_least = 100;  // chosen: observations a side of a moved line
// chosen: 19 lines are the fewest whose p can reach 5 %, and those next to the line and at the
// zone's edge are lost to placebo_least.
constexpr double placebo_steps = 25.0;
constexpr Index picture_bins = 20;  // chosen: bins a side, as many as a chart can show

DiscontinuityOptions options_of(double donut_km) {
    DiscontinuityOptions options;
    options.donut = donut_km;
    options.variance = Variance::hc3;  // with clusters: CR3, which holds with few of them
    return options;
}

double distinct(const std::vector<Index>& clusters) {
    return static_cast<double>(std::set<Index>(clusters.begin(), clusters.end()).size());
}

void describe(TableRows& rows, const EffectSubject& subject) {
    if (!subject.change.empty()) rows.text("change", subject.change);
    rows.text("period", subject.period);
    rows.text("metric", subject.metric.name);
}

EffectEstimate no_effect() {
    return {no_value, no_value, no_value, no_value, no_value, no_value};
}

void add_placebos(const EffectSubject& subject, const PlaceboBorders& lines, double donut_km,
                  TableRows& rows) {
    const auto row = [&](const char* side, double shift_km, const EffectEstimate& effect, Index n,
                         double p) {
        describe(rows, subject);
        rows.number("donut_km", donut_km);
        rows.text("side", side);
        rows.number("shift_km", std::round(shift_km * 1e9) / 1e9);  // a multiple of the step
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
void add_points(const EffectSubject& subject, const DiscontinuityData& rows,
                const DiscontinuityResult& found, DiscontinuityOptions options, TableRows& points) {
    const auto row = [&](const char* kind, double distance_km, double value, double low,
                         double high, double n) {
        points.text("period", subject.period);
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

/// The row with what one estimate says.
EffectRow with_result(EffectRow row, const DiscontinuityResult& found) {
    row.conventional = found.conventional;
    row.robust = found.robust;
    row.level_a = found.level_right;
    row.level_b = found.level_left;
    row.bandwidth_a_km = found.bandwidths.h_right;
    row.bandwidth_b_km = found.bandwidths.h_left;
    row.n_a = static_cast<double>(found.n_h_right);
    row.n_b = static_cast<double>(found.n_h_left);
    return row;
}

}  // namespace

void EffectTables::append(const EffectTables& other) {
    effects.append(other.effects);
    points.append(other.points);
    placebos.append(other.placebos);
}

std::vector<std::string> effect_columns(bool of_change) {
    std::vector<std::string> columns = {"zone", "from_km", "to_km"};
    if (of_change) columns.push_back("change");
    for (const char* column : {"period",
                               "metric",
                               "method",
                               "effect",
                               "effect_low",
                               "effect_high",
                               "se",
                               "p",
                               "p_adjusted",
                               "placebo_p",
                               "placebo_lines",
                               "conventional",
                               "level_a",
                               "level_b",
                               "bandwidth_a_km",
                               "bandwidth_b_km",
                               "n_a",
                               "n_b",
                               "clusters",
                               "unit",
                               "note"})
        columns.push_back(column);
    return columns;
}

std::vector<std::string> placebo_columns(bool of_change) {
    std::vector<std::string> columns;
    if (of_change) columns.push_back("change");
    for (const char* column : {"period", "metric", "donut_km", "side", "shift_km", "effect",
                               "effect_low", "effect_high", "z", "p", "n", "permutation_p", "unit"})
        columns.push_back(column);
    return columns;
}

void add_effect(TableRows& rows, const EffectSubject& subject, const EffectRow& row) {
    rows.text("zone", row.zone);
    rows.number("from_km", row.from_km);
    rows.number("to_km", row.to_km);
    describe(rows, subject);
    rows.text("method", row.method);
    rows.number("effect", row.robust.estimate);
    rows.number("effect_low", row.robust.ci_low);
    rows.number("effect_high", row.robust.ci_high);
    rows.number("se", row.robust.se);
    rows.number("p", row.robust.p);
    rows.number("p_adjusted", row.p_adjusted);
    rows.number("placebo_p", row.placebo_p);
    rows.number("placebo_lines", row.placebo_lines);
    rows.number("conventional", row.conventional.estimate);
    rows.number("level_a", row.level_a);
    rows.number("level_b", row.level_b);
    rows.number("bandwidth_a_km", row.bandwidth_a_km);
    rows.number("bandwidth_b_km", row.bandwidth_b_km);
    rows.number("n_a", row.n_a);
    rows.number("n_b", row.n_b);
    rows.number("clusters", row.clusters);
    rows.text("unit", subject.metric.unit);
    rows.text("note", row.note);
}

double map_error_variance(const EffectSubject& subject, const EffectEstimate& effect) {
    return subject.map ? sharpened_variance(effect.estimate, *subject.map) : 0.0;
}

void add_pooled_effect(const EffectSubject& subject, double donut_km, EffectTables& tables) {
    const ClusterLength length = cluster_length(subject.data, subject.scheme);
    const DiscontinuityData rows = with_clusters(subject.data, length.km);
    const DiscontinuityOptions options = options_of(donut_km);
    EffectRow row{.zone = "all",
                  .to_km = subject.scheme.length_km,
                  .method = donut_km > 0.0 ? "distance_donut" : "distance",
                  .conventional = no_effect(),
                  .robust = no_effect()};
    try {
        const double step = subject.study.comparison.placebo_step_km;
        const PlaceboBorders lines = placebo_borders(
            rows, options,
            placebo_shifts(rows, 0.0,
                           step > 0.0 ? step : subject.study.border->zone_km / placebo_steps,
                           placebo_least));
        const DiscontinuityResult& found = lines.border;
        if (std::isnan(found.robust.p)) throw input_error("does not vary near the line: no test");
        row = with_result(row, found);
        row.clusters = distinct(rows.cluster);
        row.robust = few_cluster_inference(found.robust, map_error_variance(subject, found.robust),
                                           row.clusters - 1.0);
        row.placebo_p = lines.p;
        row.placebo_lines = static_cast<double>(lines.placebos.size());
        std::vector<std::string> notes = found.notes;
        if (!subject.note.empty()) notes.push_back(subject.note);
        if (length.too_few)
            notes.push_back("border too short for clusters that are independent of each other");
        row.note = fmt::format("{}", fmt::join(notes, "; "));
        add_effect(tables.effects, subject, row);
        add_placebos(subject, lines, donut_km, tables.placebos);
        if (donut_km == 0.0) add_points(subject, rows, found, options, tables.points);
    } catch (const Error& error) {
        // A quantity that does not vary, or too little ground: an answer, not a fault.
        if (error.kind() != Error::Kind::input) throw;
        row.note = error.what();
        add_effect(tables.effects, subject, row);
    }
}

void add_segment_effects(const EffectSubject& subject, double segment_km, TableRows& effects) {
    std::vector<SegmentEffect> segments =
        segment_effects(subject.data.rows, subject.data.along_km, segment_km,
                        options_of(subject.study.comparison.donut_km));
    const double clusters_each = segment_km / subject.scheme.square_km;
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
        EffectRow row = with_result({.zone = segment_name(static_cast<Index>(i), segment_km),
                                     .from_km = segment.from_km,
                                     .to_km = segment.to_km,
                                     .method = "distance"},
                                    segment.result);
        row.p_adjusted = adjusted[i];
        row.clusters = std::floor(clusters_each);
        row.note = subject.note;
        add_effect(effects, subject, row);
    }
}

bool can_jump(const EffectData& data) {
    const auto& outcome = data.rows.outcome;
    const auto [low, high] = std::minmax_element(outcome.begin(), outcome.end());
    return !outcome.empty() && *high > *low;
}

void sharpen(const SquareSums& sums, const SideMetric& metric, const SideConfusions& accuracy,
             SquareQuantity& quantity, EffectSubject& subject) {
    std::vector<double> mapped;
    const double all = std::accumulate(sums.classed_px.begin(), sums.classed_px.end(), 0.0);
    for (const auto& counts : sums.class_px)
        mapped.push_back(std::accumulate(counts.begin(), counts.end(), 0.0) / std::max(all, 1.0));
    SharpnessEstimate map =
        map_sharpness(accuracy.together, mapped, static_cast<std::size_t>(metric.target),
                      derive_seed(subject.study.seed, metric.name));
    if (map.is_blunt) {
        subject.note = "as mapped: the map hardly tells this class from the rest";
        return;
    }
    for (double& value : quantity.value) value = map.best.true_share(value);
    subject.map = std::move(map);
}

}  // namespace borderlens
