#include "report/news.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/csv.hpp"
#include "base/median.hpp"

namespace borderlens {
namespace {

using Names = std::set<std::string>;

Names names_in(const Table& table, const std::string& column) {
    if (!table.has(column)) return {};
    const std::vector<std::string> texts = table.texts(column);
    return {texts.begin(), texts.end()};
}

std::vector<std::string> added(const Names& before, const Names& now) {
    std::vector<std::string> names;
    std::set_difference(now.begin(), now.end(), before.begin(), before.end(),
                        std::back_inserter(names));
    return names;
}

/// A row of a table as an object.
Document row_of(const Table& table, std::size_t row) {
    Document object = Document::object();
    for (const Column& column : table.columns())
        object.set(column.name,
                   column.is_number ? Document(column.numbers[row]) : Document(column.texts[row]));
    return object;
}

/// Metres between two places some kilometres apart at most.
double metres_between(double lon_a, double lat_a, double lon_b, double lat_b) {
    constexpr double m_per_degree = 111195.0;  // of a sphere of 6371 km
    const double shrink = std::cos(lat_a * M_PI / 180.0);
    return std::hypot((lon_a - lon_b) * shrink, lat_a - lat_b) * m_per_degree;
}

/// Whether the run before had an object of this kind here: the centre of one lies within the
/// circle of the other's area.
bool was_known(const Table& before, const Table& now, std::size_t row) {
    if (before.rows() == 0) return false;
    const auto number = [](const Table& table, const char* column, std::size_t r) {
        return table.numbers(column)[r];
    };
    const auto radius_m = [](double area_ha) { return std::sqrt(area_ha * 1e4 / M_PI); };
    const std::string kind = now.texts("kind")[row];
    const std::vector<std::string> kinds = before.texts("kind");
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        if (kinds[i] != kind) continue;
        const double reach =
            radius_m(std::max(number(before, "area_ha", i), number(now, "area_ha", row)));
        if (metres_between(number(before, "lon", i), number(before, "lat", i),
                           number(now, "lon", row), number(now, "lat", row)) <= reach)
            return true;
    }
    return false;
}

using RowOfPeriod = std::map<std::string, std::size_t>;

/// Rows of the comparison by zone, band and metric, then by period.
std::map<std::vector<std::string>, RowOfPeriod> series_of(const Table& comparison) {
    std::map<std::vector<std::string>, RowOfPeriod> series;
    if (comparison.rows() == 0) return series;
    const auto zone = comparison.texts("zone"), band = comparison.texts("band"),
               metric = comparison.texts("metric"), period = comparison.texts("period");
    for (std::size_t i = 0; i < zone.size(); ++i)
        series[{zone[i], band[i], metric[i]}][period[i]] = i;
    return series;
}

Document place_of(const std::vector<std::string>& key) {
    Document object = Document::object();
    object.set("zone", key[0]);
    object.set("band", key[1]);
    object.set("metric", key[2]);
    return object;
}

/// The newest period's asymmetry outside the interval the newest one before had.
Document departures(const RunState& before, const RunState& now) {
    Document found = Document::list();
    const auto known = series_of(before.comparison);
    for (const auto& [key, rows] : series_of(now.comparison)) {
        const auto earlier = known.find(key);
        if (earlier == known.end() || rows.rbegin()->first <= earlier->second.rbegin()->first)
            continue;  // no period has been added
        const std::size_t then = earlier->second.rbegin()->second, last = rows.rbegin()->second;
        const double value = now.comparison.numbers("asymmetry")[last];
        const double low = before.comparison.numbers("asymmetry_low")[then];
        const double high = before.comparison.numbers("asymmetry_high")[then];
        if (!(value < low || value > high)) continue;
        Document one = place_of(key);
        one.set("period", rows.rbegin()->first);
        one.set("asymmetry", value);
        one.set("period_before", earlier->second.rbegin()->first);
        one.set("asymmetry_before", before.comparison.numbers("asymmetry")[then]);
        one.set("low_before", low);
        one.set("high_before", high);
        found.append(one);
    }
    return found;
}

/// Towns whose last step was larger than their earlier ones; at least three periods are needed.
Document fast_towns(const RunState& before, const RunState& now, const NewsLimits& limits) {
    Document found = Document::list();
    if (now.towns.rows() == 0) return found;
    std::map<std::string, std::map<std::string, std::size_t>> rows;
    const auto town = now.towns.texts("town"), period = now.towns.texts("period");
    for (std::size_t i = 0; i < town.size(); ++i) rows[town[i]][period[i]] = i;
    const Names known = names_in(before.towns, "period");
    const std::vector<double>& built_up = now.towns.numbers("built_up_km2");
    for (const auto& [id, by_period] : rows) {
        const std::string last = by_period.rbegin()->first;
        if (by_period.size() < 3 || known.count(last) > 0) continue;
        std::vector<double> steps;  // km2 a year where periods are years, else km2 a period
        double earlier_year = 0.0, earlier_km2 = 0.0, growth_km2 = 0.0;
        for (const auto& [name, row] : by_period) {
            double year = earlier_year + 1.0;
            parse_number(name, year);
            growth_km2 = built_up[row] - earlier_km2;
            if (name != by_period.begin()->first)
                steps.push_back(growth_km2 / std::max(1e-9, year - earlier_year));
            earlier_year = year;
            earlier_km2 = built_up[row];
        }
        const double latest = steps.back();
        steps.pop_back();
        const double usual = median(steps);
        if (!(growth_km2 >= limits.least_growth_km2 && latest > limits.growth_factor * usual))
            continue;
        Document one = Document::object();
        one.set("town", id);
        one.set("name", now.towns.texts("name")[by_period.rbegin()->second]);
        one.set("period", last);
        one.set("growth_km2", growth_km2);
        one.set("growth_km2_per_year", latest);
        one.set("usual_km2_per_year", usual);
        found.append(one);
    }
    return found;
}

/// What came in since the run before.
struct Arrivals {
    Names periods;  ///< that were not there before
    Names touched;  ///< periods with scenes that are new
};

Arrivals arrivals_of(const RunState& before, const RunState& now) {
    Arrivals found;
    const Names known_scenes = names_in(before.scenes, "scene");
    if (now.scenes.rows() > 0)
        for (std::size_t i = 0; i < static_cast<std::size_t>(now.scenes.rows()); ++i)
            if (known_scenes.count(now.scenes.texts("scene")[i]) == 0)
                found.touched.insert(now.scenes.texts("period")[i]);
    for (const std::string& period :
         added(names_in(before.comparison, "period"), names_in(now.comparison, "period")))
        found.periods.insert(period);
    return found;
}

/// Why a figure or an object of a period known before is another one now.
std::string cause_of(const RunState& before, const RunState& now, const Arrivals& arrivals,
                     const std::string& period) {
    if (before.method != now.method) return "method";
    if (arrivals.touched.count(period) > 0) return "scenes";
    if (before.model != now.model) return "model";
    return arrivals.periods.empty() && arrivals.touched.empty() ? "settings" : "later periods";
}

/// Objects nobody has been told of: news where their period is new or has new scenes, else older
/// ground seen otherwise, which is no news of the land.
struct NewObjects {
    Document news = Document::list();
    Document revised = Document::list();
};

NewObjects new_objects(const RunState& before, const RunState& now, const Arrivals& arrivals,
                       const NewsLimits& limits) {
    NewObjects found;
    const bool dated = now.objects.has("since");
    for (std::size_t i = 0; i < static_cast<std::size_t>(now.objects.rows()); ++i) {
        const double probability = now.objects.numbers("probability")[i];
        if (probability < limits.least_probability || was_known(before.objects, now.objects, i))
            continue;
        Document row = row_of(now.objects, i);
        const std::string since = dated ? now.objects.texts("since")[i] : "";
        if (!dated || arrivals.periods.count(since) + arrivals.touched.count(since) > 0) {
            found.news.append(std::move(row));
        } else {
            row.set("cause", cause_of(before, now, arrivals, since));
            found.revised.append(std::move(row));
        }
    }
    return found;
}

Document revisions(const RunState& before, const RunState& now, const Arrivals& arrivals,
                   const NewsLimits& limits) {
    Document found = Document::list();
    const auto known = series_of(before.comparison);
    for (const auto& [key, rows] : series_of(now.comparison)) {
        const auto earlier = known.find(key);
        if (earlier == known.end()) continue;
        for (const auto& [period, row] : rows) {
            const auto then = earlier->second.find(period);
            if (then == earlier->second.end()) continue;
            const double was = before.comparison.numbers("asymmetry")[then->second];
            const double is = now.comparison.numbers("asymmetry")[row];
            if (!(std::abs(is - was) >= limits.least_revision)) continue;
            Document one = place_of(key);
            one.set("period", period);
            one.set("asymmetry", is);
            one.set("asymmetry_before", was);
            one.set("cause", cause_of(before, now, arrivals, period));
            found.append(one);
        }
    }
    return found;
}

}  // namespace

Document document_of(const RunState& state) {
    Document document = Document::object();
    document.set("method", state.method);
    document.set("model", state.model);
    document.set("comparison", to_csv(state.comparison));
    document.set("objects", to_csv(state.objects));
    document.set("towns", to_csv(state.towns));
    document.set("scenes", to_csv(state.scenes));
    return document;
}

RunState run_state_of(const Document& document) {
    const auto table = [&](const char* name) {
        const std::string& text = document.at(name).as_text();
        return text.find_first_not_of("\n") == std::string::npos ? Table() : parse_csv(text, name);
    };
    return {table("comparison"),
            table("objects"),
            table("towns"),
            table("scenes"),
            document.at("method").as_text(),
            document.at("model").as_text()};
}

Document news_between(const RunState* before, const RunState& now, const NewsLimits& limits) {
    const bool first = before == nullptr;
    const RunState& then = first ? now : *before;
    Document news = Document::object();
    const Arrivals arrivals = arrivals_of(then, now);
    const NewObjects objects = new_objects(then, now, arrivals, limits);
    const Document sides = departures(then, now), towns = fast_towns(then, now, limits);
    news.set("first_run", first);
    news.set("alerts", objects.news.size() + sides.size() + towns.size());
    news.set("new_periods",
             added(names_in(then.comparison, "period"), names_in(now.comparison, "period")));
    news.set("new_scenes", added(names_in(then.scenes, "scene"), names_in(now.scenes, "scene")));
    news.set("objects", objects.news);
    news.set("asymmetry", sides);
    news.set("towns", towns);
    news.set("revised", revisions(then, now, arrivals, limits));
    news.set("revised_objects", objects.revised);
    return news;
}

}  // namespace borderlens
