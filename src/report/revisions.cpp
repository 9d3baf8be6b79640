#include "report/revisions.hpp"

#include <cmath>
#include <set>
#include <tuple>

#include "report/named_table.hpp"

namespace borderlens {
namespace {

struct Revision {
    std::string period, metric, figure;
    double before = 0.0, after = 0.0;
    std::string method_before, method_after;

    auto key() const {
        return std::tie(period, metric, figure, before, after, method_before, method_after);
    }
};

Table table_of_revisions(const std::vector<Revision>& revisions) {
    std::vector<std::string> period, metric, figure, method_before, method_after;
    std::vector<double> before, after, change;
    for (const Revision& one : revisions) {
        period.push_back(one.period);
        metric.push_back(one.metric);
        figure.push_back(one.figure);
        before.push_back(one.before);
        after.push_back(one.after);
        change.push_back(one.after - one.before);
        method_before.push_back(one.method_before);
        method_after.push_back(one.method_after);
    }
    Table table;
    table.set("period", period);
    table.set("metric", metric);
    table.set("figure", figure);
    table.set("before", before);
    table.set("after", after);
    table.set("change", change);
    table.set("method_before", method_before);
    table.set("method_after", method_after);
    return table;
}

std::vector<Revision> revisions_in(const Table& table) {
    std::vector<Revision> revisions;
    if (!has_all(table, {"period", "metric", "figure", "before", "after", "method_before",
                         "method_after"}))
        return revisions;
    const auto period = table.texts("period"), metric = table.texts("metric"),
               figure = table.texts("figure"), method_before = table.texts("method_before"),
               method_after = table.texts("method_after");
    for (std::size_t i = 0; i < period.size(); ++i)
        revisions.push_back({period[i], metric[i], figure[i], table.numbers("before")[i],
                             table.numbers("after")[i], method_before[i], method_after[i]});
    return revisions;
}

}  // namespace

Table reported_figures(const Table& comparison, const FigureMethod& made_with) {
    std::vector<std::string> period, metric, figure, method, scenes;
    std::vector<double> value;
    if (has_all(comparison, {"zone", "band", "period", "metric", "a", "b", "difference"})) {
        const auto zones = comparison.texts("zone"), bands = comparison.texts("band"),
                   periods = comparison.texts("period"), metrics = comparison.texts("metric");
        for (std::size_t i = 0; i < periods.size(); ++i) {
            if (zones[i] != "all" || bands[i] != "all") continue;
            for (const char* name : {"a", "b", "difference"}) {
                period.push_back(periods[i]);
                metric.push_back(metrics[i]);
                figure.push_back(name);
                value.push_back(comparison.numbers(name)[i]);
                method.push_back(made_with.method);
                const auto used = made_with.scenes.find(periods[i]);
                scenes.push_back(used == made_with.scenes.end() ? "none" : used->second);
            }
        }
    }
    Table table;
    table.set("period", period);
    table.set("metric", metric);
    table.set("figure", figure);
    table.set("value", value);
    table.set("method", method);
    table.set("scenes", scenes);
    return table;
}

Table revisions_of(const Table& earlier, const Table& figures_before, const Table& figures_now) {
    constexpr double rounding = 1e-6;  // chosen: far below what any share or index is told to
    std::vector<Revision> revisions = revisions_in(earlier);
    const std::vector<std::string> columns = {"period", "metric", "figure",
                                              "value",  "method", "scenes"};
    if (has_all(figures_before, columns) && has_all(figures_now, columns)) {
        const auto texts = [](const Table& table, const char* name) { return table.texts(name); };
        std::map<std::tuple<std::string, std::string, std::string>, std::size_t> old;
        const auto old_period = texts(figures_before, "period"),
                   old_metric = texts(figures_before, "metric"),
                   old_figure = texts(figures_before, "figure"),
                   old_method = texts(figures_before, "method"),
                   old_scenes = texts(figures_before, "scenes");
        for (std::size_t i = 0; i < old_period.size(); ++i)
            old[{old_period[i], old_metric[i], old_figure[i]}] = i;
        const auto period = texts(figures_now, "period"), metric = texts(figures_now, "metric"),
                   figure = texts(figures_now, "figure"), method = texts(figures_now, "method"),
                   scenes = texts(figures_now, "scenes");
        for (std::size_t i = 0; i < period.size(); ++i) {
            const auto found = old.find({period[i], metric[i], figure[i]});
            if (found == old.end()) continue;
            const std::size_t o = found->second;
            if (old_method[o] == method[i] || old_scenes[o] != scenes[i]) continue;
            const double before = figures_before.numbers("value")[o];
            const double after = figures_now.numbers("value")[i];
            if (!(std::abs(after - before) > rounding)) continue;
            revisions.push_back(
                {period[i], metric[i], figure[i], before, after, old_method[o], method[i]});
        }
    }
    // A report that is made again, after a kill or on request, tells nothing twice.
    std::vector<Revision> kept;
    std::set<
        std::tuple<std::string, std::string, std::string, double, double, std::string, std::string>>
        told;
    for (const Revision& one : revisions)
        if (told.insert(one.key()).second) kept.push_back(one);
    return table_of_revisions(kept);
}

}  // namespace borderlens
