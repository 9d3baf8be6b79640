// Side against side, band by band, segment by segment and through time: every number with an
// interval that carries what varies along the border and, where reference points were given, what
// the maps get wrong.
#include <fmt/format.h>

#include <set>

#include "base/log.hpp"
#include "border/zones.hpp"
#include "comparison/side_changes.hpp"
#include "io/table_file.hpp"
#include "stages/compare_stretches.hpp"
#include "stages/stages.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_units.hpp"

namespace borderlens {
namespace {

/// One metric in one distance band, all periods and sides in one bootstrap.
struct Compared {
    SideMetric metric;
    std::string band;
    CellChoice choice;
    std::vector<SideSeries> series;  ///< period 1 side a, period 1 side b, period 2 side a, ...
    BorderBootstrap bootstrap;
    /// Through time, shares are mapped ones divided by the map's sharpness: adjusting by samples of
    /// all periods would draw the periods towards each other.
    std::optional<SideSharpness> sharpness;
    BorderBootstrap through_time;
    std::vector<double> mapped;  ///< mean of the metric's class in each series

    const SideSeries& at(std::size_t period, std::size_t side) const {
        return series[2 * period + side];
    }
};

/// Whether any two places along the border have a value in any period.
bool has_values(const SideCells& cells, const SideMetric& metric) {
    std::set<double> places;
    for (std::size_t p = 0; p < cells.periods.size(); ++p)
        for (const int side : {0, 1}) {
            const SideSeries series = side_series(cells, p, side, every_cell, metric);
            places.insert(series.column.along_km.begin(), series.column.along_km.end());
        }
    return places.size() > 1;
}

Compared resampled(const StudyRun& run, const SideCells& cells, const SideMetric& metric, int band,
                   const std::string& band_name) {
    Compared compared{metric, band_name, every_cell, {}, {}, {}, {}, {}};
    if (band >= 0) compared.choice = [band](int part, Index) { return part == band; };
    std::vector<BorderColumn> columns;
    for (std::size_t p = 0; p < cells.periods.size(); ++p)
        for (const int side : {0, 1}) {
            compared.series.push_back(side_series(cells, p, side, compared.choice, metric));
            columns.push_back(compared.series.back().column);
        }
    BootstrapOptions options;
    options.replicates = static_cast<int>(run.study.comparison.bootstrap_count);
    options.seed = run.study.seed;
    compared.bootstrap = bootstrap_border(columns, options);
    compared.sharpness = side_sharpness(cells, metric, compared.series, run.study.seed);
    if (metric.is_share()) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            columns[i].value = compared.series[i].mapped_target;
            compared.mapped.push_back(
                compared.series[i].mapped[static_cast<std::size_t>(metric.target)]);
            if (!compared.sharpness) continue;
            const SideSharpness& sides = *compared.sharpness;
            for (double& value : columns[i].value)
                value = (i % 2 == 0 ? sides.a : sides.b).best.true_share(value);
        }
        compared.through_time = bootstrap_border(columns, options);
    } else {
        compared.through_time = compared.bootstrap;
    }
    return compared;
}

struct Comparer {
    const StudyRun& run;
    const SideCells& cells;
    TableRows comparison = {};
    TableRows trend = {};
    TableRows event_study = {};

    void add_comparison(const Compared& compared, std::size_t p) {
        const SideMetric& metric = compared.metric;
        const SideSeries &a = compared.at(p, 0), &b = compared.at(p, 1);
        const JointEstimate joint = with_map_error(
            cells, metric, a, b, joint_estimate(compared.bootstrap, 2 * p, 2 * p + 1));
        comparison.text("zone", "all");
        comparison.text("band", compared.band);
        comparison.text("period", cells.periods[p].period);
        comparison.text("metric", metric.name);
        add_sides(
            comparison,
            {side_inference(joint, metric.is_share()), side_quality(cells, p, compared.choice), a.n,
             b.n, compared.bootstrap.border_too_short ? "border_too_short" : "", metric.unit});
        comparison.text("interval_holds", interval_holds(cells, metric));
    }

    /// First against last period, and the years before against those after the study's event.
    void add_trend(const Compared& compared) {
        const BorderBootstrap& bootstrap = compared.through_time;
        const SidePeriods layout = side_periods(cells.years);
        const std::size_t last = cells.periods.size() - 1;
        const std::string per_year =
            compared.metric.unit == "1" ? "1/a" : compared.metric.unit + "/a";
        add_contrast(compared, "change_of_difference", compared.metric.unit,
                     difference_change(bootstrap, layout, 0, last));
        add_contrast(compared, "change_of_asymmetry", "1",
                     asymmetry_change(bootstrap, layout, 0, last));
        for (const auto& [side, columns] :
             {std::pair{"a", layout.column_a}, std::pair{"b", layout.column_b}})
            add_contrast(compared, std::string("slope_per_year_") + side, per_year,
                         slope_of(bootstrap, cells.years, columns));
        const auto event = run.study.comparison.event_year;
        if (!event || cells.years.front() >= *event || cells.years.back() < *event) return;
        const EventStudy study = borderlens::event_study(bootstrap, layout, *event);
        add_contrast(compared, fmt::format("difference_in_differences_{}", *event),
                     compared.metric.unit, study.effect);
        if (!study.slope_before.coefficients.empty())
            add_contrast(compared, "slope_of_difference_before_event", per_year,
                         study.slope_before);
        for (std::size_t p = 0; p < cells.periods.size(); ++p)
            add_event_value(compared, p, study.reference,
                            difference_change(bootstrap, layout, study.reference, p));
    }

    static Interval interval(const Compared& compared, const Contrast& contrast) {
        if (!compared.sharpness) return interval_of(contrast);
        return interval_of(with_sharpness(contrast, compared.mapped, compared.sharpness->a,
                                          compared.sharpness->b));
    }

    /// What the intervals of contrasts through time hold.
    std::string holds(const Compared& compared) const {
        if (!cells.accuracy || !compared.metric.is_share()) return "variation along the border";
        return compared.sharpness ? "variation along the border, map error"
                                  : "variation along the border; as mapped, the map is too blunt "
                                    "for more";
    }

    void add_contrast(const Compared& compared, const std::string& what, const std::string& unit,
                      const Contrast& contrast) {
        const Interval found = interval(compared, contrast);
        trend.text("zone", "all");
        trend.text("side", "");
        trend.text("band", compared.band);
        trend.text("period", cells.periods.front().period + "-" + cells.periods.back().period);
        trend.text("metric", compared.metric.name + "." + what);
        trend.number("value", found.value);
        trend.text("unit", unit);
        trend.number("low", found.low);
        trend.number("high", found.high);
        trend.number("n", static_cast<double>(cells.periods.size()));
        trend.text("interval_holds", holds(compared));
    }

    void add_event_value(const Compared& compared, std::size_t p, std::size_t reference,
                         const Contrast& contrast) {
        event_study.text("band", compared.band);
        event_study.text("metric", compared.metric.name);
        event_study.text("period", cells.periods[p].period);
        event_study.number("year", cells.years[p]);
        event_study.number("event_year", *run.study.comparison.event_year);
        event_study.text("reference_period", cells.periods[reference].period);
        add_interval(event_study, "effect",
                     p == reference ? Interval{0.0, 0.0, 0.0} : interval(compared, contrast));
        event_study.text("unit", compared.metric.unit);
    }
};

bool has_event_study(const Study& study) {
    return study.comparison.event_year.has_value();
}

void compare(const StudyRun& run) {
    const SideCells cells = read_side_cells(run, "cells");
    const ZoneScheme bands = band_scheme(run.study.border->bands_km);
    Comparer comparer{run, cells};
    std::vector<BorderVariogram> variograms;
    for (const SideMetric& metric : side_metrics(cells.names))
        for (int band = -1; 2 * band < static_cast<int>(bands.zones.size()); ++band) {
            const std::string name =
                band < 0 ? "all" : bands.zones[static_cast<std::size_t>(2 * band)].band;
            if (!has_values(cells, metric)) {
                log_warning("{}: no pixel of the zone has a value; not compared", metric.name);
                variograms.emplace_back();
                break;
            }
            const Compared compared = resampled(run, cells, metric, band, name);
            for (std::size_t p = 0; p < cells.periods.size(); ++p)
                comparer.add_comparison(compared, p);
            if (cells.periods.size() > 1) comparer.add_trend(compared);
            if (band < 0) variograms.push_back(compared.bootstrap.variogram);
        }
    const auto write = [&](const char* name, Table table) {
        // One period has no trend: the table is there, with its columns and no row.
        if (table.columns().empty())
            for (const char* column :
                 {"zone", "side", "band", "period", "metric", "value", "unit", "low", "high", "n"})
                table.set(column, std::vector<double>());
        write_table(run.folder.file(table_path(name)), table, true);
    };
    std::vector<std::string> columns = side_columns({"zone", "band", "period", "metric"});
    columns.push_back("interval_holds");
    write("comparison", comparer.comparison.table(columns));
    write("trend", comparer.trend.table({"zone", "side", "band", "period", "metric", "value",
                                         "unit", "low", "high", "n", "interval_holds"}));
    write("segments", segment_table(cells, run.study.border->segment_km, variograms));
    if (has_event_study(run.study))
        write("event_study", comparer.event_study.table({"band", "metric", "period", "year",
                                                         "event_year", "reference_period", "effect",
                                                         "effect_low", "effect_high", "unit"}));
    if (!run.study.border->units_path.empty())
        write("units", unit_table(read_side_cells(run, "unit_cells"),
                                  names_of(read_units(run.study)), variograms));
    if (!run.study.towns.wanted) return;
    const SideCells town_cells = read_side_cells(run, "town_cells");
    const std::vector<Town> towns = read_towns(run, read_ground(run.folder));
    write("town_shares", unit_table(town_cells, names_of(towns), variograms));
    write("town_comparison", town_pair_table(town_cells, towns, variograms));
}

}  // namespace

std::vector<Unit> compare_study_sides(const StudyRun& run) {
    const Study& study = run.study;
    if (!study.border || study.scenes.paths.empty()) return {};
    Unit unit{.name = "all",
              .outputs = {table_path("comparison"), table_path("trend"), table_path("segments")}};
    if (has_event_study(study)) unit.outputs.push_back(table_path("event_study"));
    unit.inputs.add(static_cast<double>(study.comparison.bootstrap_count));
    unit.inputs.add(study.comparison.cell_km).add(static_cast<double>(study.seed));
    unit.inputs.add(study.border->segment_km);
    unit.inputs.add(static_cast<double>(study.comparison.event_year.value_or(0)));
    depend_on(unit.inputs, run.folder, {table_path("cells"), table_path("accuracy_samples")});
    if (!study.border->units_path.empty()) {
        unit.outputs.push_back(table_path("units"));
        depend_on(unit.inputs, run.folder, {table_path("unit_cells")});
    }
    if (study.towns.wanted) {
        unit.outputs.push_back(table_path("town_shares"));
        unit.outputs.push_back(table_path("town_comparison"));
        depend_on(unit.inputs, run.folder, {table_path("town_cells")});
        depend_on_towns(unit.inputs, run, read_ground(run.folder));
    }
    unit.work = [&run] { compare(run); };
    return {unit};
}

}  // namespace borderlens
