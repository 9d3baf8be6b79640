// Side against side, band by band and through time: every number with an interval that carries what
// varies along the border and, where reference points were given, what the maps get wrong.
#include <cmath>
#include <limits>
#include <map>
#include <optional>

#include "base/error.hpp"
#include "base/log.hpp"
#include "border/zones.hpp"
#include "comparison/side_changes.hpp"
#include "comparison/side_inference.hpp"
#include "io/table_file.hpp"
#include "stages/cell_table.hpp"
#include "stages/map_accuracy.hpp"
#include "stages/stages.hpp"
#include "stages/study_model.hpp"
#include "stages/study_paths.hpp"

namespace borderlens {
namespace {

/// One metric seen in the cells of one side, band and period.
struct Series {
    BorderColumn column;
    std::vector<std::vector<double>> class_share;  ///< [class][cell], for map error
    double n = 0.0;
};

struct Metric {
    std::string name;
    std::ptrdiff_t target = -1;  ///< position of the class; -1 = NDVI
    bool is_share() const { return target >= 0; }
};

/// band < 0 = the whole width: cells of all bands at one place are put together.
Series series_of(const BorderCells& cells, int side, int band, const Metric& metric,
                 const Legend& legend, const std::optional<MapAccuracy>& accuracy, double cell_km) {
    std::map<Index, CellSums> bins;
    for (const auto& [key, cell] : cells)
        if (std::get<0>(key) == side && (band < 0 || std::get<1>(key) == band))
            bins[std::get<2>(key)] += cell;
    Series series;
    series.class_share.resize(legend.size());
    for (const auto& [bin, cell] : bins) {
        const double weight = metric.is_share() ? cell.pixels : cell.ndvi_px;
        if (weight <= 0.0) continue;
        series.column.along_km.push_back((static_cast<double>(bin) + 0.5) * cell_km);
        series.column.weight.push_back(weight);
        series.n += weight;
        if (!metric.is_share()) {
            series.column.value.push_back(cell.ndvi_sum / cell.ndvi_px);
            continue;
        }
        for (std::size_t c = 0; c < legend.size(); ++c) {
            const auto found = cell.class_px.find(legend[c].code);
            series.class_share[c].push_back(
                found == cell.class_px.end() ? 0.0 : found->second / cell.pixels);
        }
    }
    if (metric.is_share())
        series.column.value = accuracy
                                  ? adjusted_cells(series.class_share, accuracy->confusion,
                                                   static_cast<std::size_t>(metric.target))
                                  : series.class_share[static_cast<std::size_t>(metric.target)];
    return series;
}

/// Mapped shares of the classes over all cells of a series.
std::vector<double> mapped_shares(const Series& series) {
    std::vector<double> shares(series.class_share.size(), 0.0);
    for (std::size_t c = 0; c < shares.size(); ++c)
        for (std::size_t i = 0; i < series.class_share[c].size(); ++i)
            shares[c] += series.class_share[c][i] * series.column.weight[i] / series.n;
    return shares;
}

double mean_looks(const BorderCells& cells, int side, int band) {
    double sum = 0.0, count = 0.0;
    for (const auto& [key, cell] : cells)
        if (std::get<0>(key) == side && (band < 0 || std::get<1>(key) == band)) {
            sum += cell.looks_sum;
            count += cell.looks_px;
        }
    return count > 0.0 ? sum / count : 0.0;
}

/// Sides seen so differently often that this alone may make them look different.
constexpr double unequal_looks_ratio = 1.5;  // chosen: a third of the looks missing on one side

std::string quality_flag(const BorderCells& cells, int band, const BorderBootstrap& bootstrap,
                         double n_a, double n_b) {
    std::string flag;
    const auto add = [&](const char* word) {
        flag += (flag.empty() ? "" : ";") + std::string(word);
    };
    if (n_a <= 0.0 || n_b <= 0.0) add("one_sided");
    const double a = mean_looks(cells, 0, band), b = mean_looks(cells, 1, band);
    if (std::max(a, b) > unequal_looks_ratio * std::min(a, b)) add("unequal_quality");
    if (bootstrap.border_too_short) add("border_too_short");
    return flag.empty() ? "ok" : flag;
}

/// Columns of one result table, filled row by row.
class Rows {
  public:
    void text(const std::string& column, const std::string& value) {
        at(m_texts, column).push_back(value);
    }
    void number(const std::string& column, double value) { at(m_numbers, column).push_back(value); }
    void interval(const std::string& column, const Interval& interval) {
        number(column, interval.value);
        number(column + "_low", interval.low);
        number(column + "_high", interval.high);
    }
    Table table() const {
        Table made;
        for (const std::string& column : m_order) {
            if (m_texts.count(column) > 0)
                made.set(column, m_texts.at(column));
            else
                made.set(column, m_numbers.at(column));
        }
        return made;
    }

  private:
    template <typename Map>
    typename Map::mapped_type& at(Map& map, const std::string& column) {
        if (map.count(column) == 0) m_order.push_back(column);
        return map[column];
    }
    std::vector<std::string> m_order;
    std::map<std::string, std::vector<std::string>> m_texts;
    std::map<std::string, std::vector<double>> m_numbers;
};

struct Comparer {
    const StudyRun& run;
    const std::vector<PeriodCells>& periods;
    const Legend& legend;
    const std::optional<MapAccuracy>& accuracy;
    Rows comparison;
    Rows trend;

    void compare(const Metric& metric, int band, const std::string& band_name) {
        std::vector<BorderColumn> columns;
        std::vector<Series> series;
        for (const PeriodCells& period : periods)
            for (const int side : {0, 1}) {
                series.push_back(series_of(period.cells, side, band, metric, legend, accuracy,
                                           run.study.comparison.cell_km));
                columns.push_back(series.back().column);
            }
        BootstrapOptions options;
        options.replicates = static_cast<int>(run.study.comparison.bootstrap_count);
        options.seed = run.study.seed;
        const BorderBootstrap bootstrap = bootstrap_border(columns, options);
        for (std::size_t p = 0; p < periods.size(); ++p)
            add_comparison(metric, band, band_name, p, series, bootstrap);
        if (periods.size() > 1) add_trend(metric, band_name, bootstrap);
    }

    void add_comparison(const Metric& metric, int band, const std::string& band_name, std::size_t p,
                        const std::vector<Series>& series, const BorderBootstrap& bootstrap) {
        const Series &a = series[2 * p], &b = series[2 * p + 1];
        JointEstimate joint = joint_estimate(bootstrap, 2 * p, 2 * p + 1);
        if (accuracy && metric.is_share() && a.n > 0.0 && b.n > 0.0) {
            const MapErrorVariance error =
                map_error_of(mapped_shares(a), mapped_shares(b), accuracy->confusion,
                             static_cast<std::size_t>(metric.target));
            joint = with_variation(joint, error.variance_a, error.variance_b, error.covariance,
                                   error.degrees);
        }
        const SideInference sides = side_inference(joint, metric.is_share());
        comparison.text("zone", "all");
        comparison.text("band", band_name);
        comparison.text("period", periods[p].period);
        comparison.text("metric", metric.name);
        comparison.interval("a", sides.a);
        comparison.interval("b", sides.b);
        comparison.interval("difference", sides.difference);
        comparison.interval("log_ratio", sides.log_ratio);
        comparison.interval("asymmetry", sides.asymmetry);
        comparison.number("n_a", a.n);
        comparison.number("n_b", b.n);
        comparison.text("quality_flag", quality_flag(periods[p].cells, band, bootstrap, a.n, b.n));
        comparison.text("unit", "1");
        comparison.text("interval_holds", accuracy && metric.is_share()
                                              ? "variation along the border, map error"
                                              : "variation along the border");
    }

    /// First against last period, and the years before against those after the study's event.
    void add_trend(const Metric& metric, const std::string& band_name,
                   const BorderBootstrap& bootstrap) {
        std::vector<double> years;
        for (const Period& period : run.study.periods)
            for (const PeriodCells& cells : periods)
                if (cells.period == period.name) years.push_back(period.first.year);
        const SidePeriods layout = side_periods(years);
        const std::size_t last = periods.size() - 1;
        const std::string span = periods.front().period + "-" + periods.back().period;
        add_contrast(metric, band_name, span, "change_of_difference",
                     interval_of(difference_change(bootstrap, layout, 0, last)));
        add_contrast(metric, band_name, span, "change_of_asymmetry",
                     interval_of(asymmetry_change(bootstrap, layout, 0, last)));
        for (const auto& [side, side_columns] :
             {std::pair{"a", layout.column_a}, std::pair{"b", layout.column_b}})
            add_contrast(metric, band_name, span, std::string("slope_per_year_") + side,
                         interval_of(slope_of(bootstrap, years, side_columns)));
        const auto event = run.study.comparison.event_year;
        if (event && years.front() < *event && years.back() >= *event)
            add_contrast(metric, band_name, span,
                         fmt::format("difference_in_differences_{}", *event),
                         interval_of(event_study(bootstrap, layout, *event).effect));
    }

    void add_contrast(const Metric& metric, const std::string& band_name, const std::string& span,
                      const std::string& what, const Interval& interval) {
        trend.text("zone", "all");
        trend.text("side", "");
        trend.text("band", band_name);
        trend.text("period", span);
        trend.text("metric", metric.name + "." + what);
        trend.number("value", interval.value);
        trend.text("unit", what.rfind("slope", 0) == 0 ? "1/a" : "1");
        trend.number("low", interval.low);
        trend.number("high", interval.high);
        trend.number("n", static_cast<double>(periods.size()));
    }
};

void compare(const StudyRun& run) {
    const Legend legend = study_model(run)->lens_model.forest.legend;
    const std::vector<PeriodCells> periods =
        cells_of(read_table(run.folder.file(table_path("cells"))), legend);
    std::optional<MapAccuracy> accuracy = read_map_accuracy(run);
    if (accuracy) {
        try {
            target_shares(accuracy->confusion, 0);
        } catch (const Error& error) {
            log_warning("map error is left out of the intervals: {}", error.what());
            accuracy.reset();
        }
    }
    std::vector<Metric> metrics;
    for (std::size_t c = 0; c < legend.size(); ++c)
        metrics.push_back({"share_" + legend[c].name, static_cast<std::ptrdiff_t>(c)});
    metrics.push_back({"ndvi_mean", -1});
    const ZoneScheme bands = band_scheme(run.study.border->bands_km);
    Comparer comparer{run, periods, legend, accuracy, {}, {}};
    for (const Metric& metric : metrics) {
        comparer.compare(metric, -1, "all");
        for (std::size_t band = 0; 2 * band < bands.zones.size(); ++band)
            comparer.compare(metric, static_cast<int>(band), bands.zones[2 * band].band);
    }
    write_table(run.folder.file(table_path("comparison")), comparer.comparison.table(), true);
    write_table(run.folder.file(table_path("trend")), comparer.trend.table(), true);
}

}  // namespace

std::vector<Unit> compare_study_sides(const StudyRun& run) {
    const Study& study = run.study;
    if (!study.border || study.scenes.paths.empty()) return {};
    Unit unit{.name = "all", .outputs = {table_path("comparison"), table_path("trend")}};
    unit.inputs.add(static_cast<double>(study.comparison.bootstrap_count));
    unit.inputs.add(study.comparison.cell_km).add(static_cast<double>(study.seed));
    unit.inputs.add(static_cast<double>(study.comparison.event_year.value_or(0)));
    depend_on(unit.inputs, run.folder, {table_path("cells"), table_path("accuracy_samples")});
    unit.work = [&run] { compare(run); };
    return {unit};
}

}  // namespace borderlens
