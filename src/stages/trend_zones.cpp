// Greening and every other trend: a monotonic one and its slope for each zone's series.
#include <map>
#include <set>

#include "base/table_rows.hpp"
#include "comparison/trend.hpp"
#include "io/table_file.hpp"
#include "stages/map_trends.hpp"
#include "stages/period_times.hpp"
#include "stages/stages.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_periods.hpp"

namespace borderlens {
namespace {

struct Series {
    std::string zone, side, band, metric, unit;
    std::vector<double> year, value;
    std::vector<int> season;
};

/// Series in the order of their first row; shares and means only, areas say the same.
std::vector<Series> series_of(const Table& metrics, const Study& study) {
    const std::map<std::string, PeriodTime> times = period_times(study);
    const auto zone = metrics.texts("zone"), side = metrics.texts("side"),
               band = metrics.texts("band"), period = metrics.texts("period"),
               metric = metrics.texts("metric"), unit = metrics.texts("unit");
    std::map<std::string, std::size_t> places;
    std::vector<Series> all;
    for (std::size_t i = 0; i < zone.size(); ++i) {
        const bool wanted = metric[i].rfind("share_", 0) == 0 || metric[i].ends_with("_mean");
        if (!wanted || times.count(period[i]) == 0) continue;
        const auto [place, is_new] = places.try_emplace(
            zone[i] + "|" + side[i] + "|" + band[i] + "|" + metric[i], all.size());
        if (is_new) all.push_back({zone[i], side[i], band[i], metric[i], unit[i], {}, {}, {}});
        Series& series = all[place->second];
        series.year.push_back(times.at(period[i]).year);
        series.value.push_back(metrics.numbers("value")[i]);
        series.season.push_back(times.at(period[i]).season);
    }
    return all;
}

void trends(const StudyRun& run) {
    TableRows rows;
    for (const Series& series :
         series_of(read_table(run.folder.file(table_path("metrics"))), run.study)) {
        // Periods that begin in different months are seasons, compared with themselves only.
        const std::set<int> seasons(series.season.begin(), series.season.end());
        const bool seasonal = seasons.size() > 1 && seasons.size() < series.season.size();
        const TrendTest test =
            seasonal ? seasonal_kendall(series.value, series.season) : mann_kendall(series.value);
        const SenLine line = seasonal ? seasonal_sen_line(series.year, series.value, series.season)
                                      : sen_line(series.year, series.value);
        rows.text("zone", series.zone);
        rows.text("side", series.side);
        rows.text("band", series.band);
        rows.text("metric", series.metric);
        rows.text("test", seasonal ? "seasonal_kendall" : "mann_kendall");
        rows.number("sen_slope", line.slope.value);
        rows.number("sen_slope_low", line.slope.low);
        rows.number("sen_slope_high", line.slope.high);
        rows.text("unit", series.unit == "1" ? "1/a" : series.unit + "/a");
        rows.number("tau", test.tau);
        rows.number("p", test.p);
        rows.number("n", test.n);
    }
    write_table(run.folder.file(table_path("zone_trends")),
                rows.table({"zone", "side", "band", "metric", "test", "sen_slope", "sen_slope_low",
                            "sen_slope_high", "unit", "tau", "p", "n"}),
                true);
}

}  // namespace

std::vector<Unit> trend_zones(const StudyRun& run) {
    if (!run.study.border || run.study.scenes.paths.empty()) return {};
    if (composite_periods(run).size() < 3) return {};  // no trend from two values
    Unit unit{.name = "all", .outputs = {table_path("zone_trends")}};
    for (const Period& period : run.study.periods)
        unit.inputs.add(period.name).add(to_text(period.first)).add(to_text(period.last));
    depend_on(unit.inputs, run.folder, {table_path("metrics")});
    unit.work = [&run] { trends(run); };
    std::vector<Unit> units = {unit};
    if (const std::optional<Unit> pixels = pixel_trends_unit(run)) units.push_back(*pixels);
    return units;
}

}  // namespace borderlens
