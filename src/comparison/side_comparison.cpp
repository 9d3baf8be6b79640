#include "comparison/side_comparison.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "base/table_rows.hpp"
#include "comparison/quality_flag.hpp"

namespace borderlens {
namespace {

// chosen: interval widths go with 1 / sqrt(n), so three times n is a factor of 1.7 in precision.
constexpr double unequal_n_factor = 3.0;
// chosen: below 30 observations normal approximations of shares and means are doubtful.
constexpr double few_observations = 30.0;
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
        SideQuality quality;
        if (pair.metric == "valid_looks")
            quality = {pair.a.value, pair.b.value, no_value, no_value};
        else if (pair.metric == "cloud_share" || pair.metric == "filled_share")
            quality = {no_value, no_value, pair.a.value, pair.b.value};
        if (is_unequal(quality)) unequal[place_of(pair)] = true;
    }
    return unequal;
}

std::string flag_of(const SidePair& pair, bool unequal_quality) {
    QualityFlag flag;
    const bool one_sided = std::isnan(pair.a.value) || std::isnan(pair.b.value);
    flag.raise(one_sided, "one_sided");
    flag.raise(!one_sided && !(pair.a.has_interval() && pair.b.has_interval()), "no_interval");
    flag.raise(differ_by_factor(pair.n_a, pair.n_b, unequal_n_factor), "unequal_n");
    flag.raise(std::min(pair.n_a, pair.n_b) < few_observations, "few");
    flag.raise(unequal_quality, "unequal_quality");
    flag.raise(pair.a.value < 0.0 || pair.b.value < 0.0, "negative");
    return flag.text();
}

}  // namespace

Table compare_sides(const std::vector<SidePair>& pairs) {
    const std::map<Place, bool> unequal = unequal_places(pairs);
    TableRows rows;
    // Without pairs one empty row names the columns and is taken out again.
    const std::vector<SidePair> nothing(1);
    for (const SidePair& pair : pairs.empty() ? nothing : pairs) {
        rows.text("zone", pair.zone);
        rows.text("band", pair.band);
        rows.text("period", pair.period);
        rows.text("metric", pair.metric);
        add_interval(rows, "a", pair.a);
        add_interval(rows, "b", pair.b);
        add_interval(rows, "difference", difference_of(pair.a, pair.b));
        add_interval(rows, "log_ratio", log_ratio_of(pair.a, pair.b));
        add_interval(rows, "asymmetry", asymmetry_of(pair.a, pair.b));
        rows.number("n_a", pair.n_a);
        rows.number("n_b", pair.n_b);
        rows.text("quality_flag", flag_of(pair, unequal.count(place_of(pair)) > 0));
        rows.text("unit", pair.unit);
    }
    return pairs.empty() ? rows.table().select({}) : rows.table();
}

}  // namespace borderlens
