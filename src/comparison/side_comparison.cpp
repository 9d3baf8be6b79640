#include "comparison/side_comparison.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace borderlens {
namespace {

// chosen: interval widths go with 1 / sqrt(n), so three times n is a factor of 1.7 in precision.
constexpr double unequal_n_factor = 3.0;
// chosen: below 30 observations normal approximations of shares and means are doubtful.
constexpr double few_observations = 30.0;
// chosen: half as many looks again change the noise of a median by more than a fifth.
constexpr double unequal_looks_factor = 1.5;
// chosen: a tenth of the ground seen on one side only.
constexpr double unequal_share_difference = 0.1;

using Place = std::tuple<std::string, std::string, std::string>;

Place place_of(const SidePair& pair) {
    return {pair.zone, pair.band, pair.period};
}

bool differ_by_factor(double a, double b, double factor) {
    return std::max(a, b) > factor * std::min(a, b);
}

/// Places whose images are clearly better on one side.
std::map<Place, bool> unequal_places(const std::vector<SidePair>& pairs) {
    std::map<Place, bool> unequal;
    for (const SidePair& pair : pairs) {
        bool differs = false;
        if (pair.metric == "valid_looks")
            differs = differ_by_factor(pair.a.value, pair.b.value, unequal_looks_factor);
        else if (pair.metric == "cloud_share" || pair.metric == "filled_share")
            differs = std::abs(pair.a.value - pair.b.value) > unequal_share_difference;
        if (differs) unequal[place_of(pair)] = true;
    }
    return unequal;
}

std::string flag_of(const SidePair& pair, bool unequal_quality) {
    std::string flag;
    const auto add = [&](bool raised, const char* name) {
        if (raised) flag += (flag.empty() ? "" : ";") + std::string(name);
    };
    const bool one_sided = std::isnan(pair.a.value) || std::isnan(pair.b.value);
    add(one_sided, "one_sided");
    add(!one_sided && !(pair.a.has_interval() && pair.b.has_interval()), "no_interval");
    add(differ_by_factor(pair.n_a, pair.n_b, unequal_n_factor), "unequal_n");
    add(std::min(pair.n_a, pair.n_b) < few_observations, "few");
    add(unequal_quality, "unequal_quality");
    add(pair.a.value < 0.0 || pair.b.value < 0.0, "negative");
    return flag.empty() ? "ok" : flag;
}

/// Three columns of one quantity.
struct IntervalColumns {
    std::vector<double> values;
    std::vector<double> lows;
    std::vector<double> highs;

    void add(const Interval& interval) {
        values.push_back(interval.value);
        lows.push_back(interval.low);
        highs.push_back(interval.high);
    }
    void put(Table& table, const std::string& name) const {
        table.set(name, values);
        table.set(name + "_low", lows);
        table.set(name + "_high", highs);
    }
};

}  // namespace

Table compare_sides(const std::vector<SidePair>& pairs) {
    const std::map<Place, bool> unequal = unequal_places(pairs);
    std::vector<std::string> zones, bands, periods, metrics, flags, units;
    std::vector<double> counts_a, counts_b;
    IntervalColumns a, b, difference, log_ratio, asymmetry;
    for (const SidePair& pair : pairs) {
        zones.push_back(pair.zone);
        bands.push_back(pair.band);
        periods.push_back(pair.period);
        metrics.push_back(pair.metric);
        units.push_back(pair.unit);
        a.add(pair.a);
        b.add(pair.b);
        difference.add(difference_of(pair.a, pair.b));
        log_ratio.add(log_ratio_of(pair.a, pair.b));
        asymmetry.add(asymmetry_of(pair.a, pair.b));
        counts_a.push_back(pair.n_a);
        counts_b.push_back(pair.n_b);
        flags.push_back(flag_of(pair, unequal.count(place_of(pair)) > 0));
    }
    Table table;
    table.set("zone", zones);
    table.set("band", bands);
    table.set("period", periods);
    table.set("metric", metrics);
    a.put(table, "a");
    b.put(table, "b");
    difference.put(table, "difference");
    log_ratio.put(table, "log_ratio");
    asymmetry.put(table, "asymmetry");
    table.set("n_a", counts_a);
    table.set("n_b", counts_b);
    table.set("quality_flag", flags);
    table.set("unit", units);
    return table;
}

}  // namespace borderlens
