#include "comparison/expansion_measures.hpp"

#include <cmath>

#include "base/error.hpp"
#include "comparison/interval.hpp"

namespace borderlens {
namespace {

constexpr ExpansionType types[] = {ExpansionType::infill, ExpansionType::edge,
                                   ExpansionType::outlying};

/// band < 0 = the whole width.
void add_side(const ExpansionInterval& interval, int side, int band, const std::string& band_name,
              double pixel_area_m2, std::vector<Measure>& measures) {
    BuiltPixels built;
    for (const auto& [key, pixels] : interval.built)
        if (key.first == side && (band < 0 || key.second == band)) {
            built.before += pixels.before;
            built.after += pixels.after;
            built.all += pixels.all;
        }
    std::vector<NewPatch> patches;
    for (const PlacedPatch& placed : interval.patches)
        if (placed.side == side && (band < 0 || placed.band == band))
            patches.push_back(placed.patch);
    const auto add = [&](const std::string& metric, double value, const char* unit, double n) {
        measures.push_back({"all", side == 0 ? "a" : "b", band_name, interval.period, metric, value,
                            unit, no_value, no_value, n});
    };
    const double pixel_km2 = pixel_area_m2 / 1e6;
    add("built_before", built.before * pixel_km2, "km2", built.all);
    add("built_after", built.after * pixel_km2, "km2", built.all);
    const LandConsumption rates =
        land_consumption(built.before, built.after, interval.population_before[side],
                         interval.population_after[side], interval.years);
    add("land_consumption_rate", rates.land_consumption_rate, "1/a", built.before);
    if (band < 0 && std::isfinite(rates.population_growth_rate)) {
        add("population_growth_rate", rates.population_growth_rate, "1/a",
            interval.population_before[side]);
        add("lcrpgr", rates.ratio, "1", built.before);
    }
    for (const ExpansionType type : types) {
        double count = 0.0, cells = 0.0;
        for (const NewPatch& patch : patches)
            if (patch.type == type) {
                count += 1.0;
                cells += static_cast<double>(patch.cells);
            }
        add(std::string("new_patches_") + name_of(type), count, "patches", built.all);
        add(std::string("new_area_") + name_of(type), cells * pixel_km2, "km2", built.all);
    }
    const MeanIndex mean = mean_index(patches);
    const double count = static_cast<double>(patches.size());
    add("mean_expansion_index", mean.plain, "%", count);
    add("area_weighted_expansion_index", mean.area_weighted, "%", count);
}

}  // namespace

std::vector<Measure> expansion_measures(const std::vector<ExpansionInterval>& intervals,
                                        const std::vector<std::string>& bands,
                                        double pixel_area_m2) {
    std::vector<Measure> measures;
    for (int band = -1; band < static_cast<int>(bands.size()); ++band)
        for (const ExpansionInterval& interval : intervals)
            for (const int side : {0, 1})
                add_side(interval, side, band,
                         band < 0 ? "all" : bands[static_cast<std::size_t>(band)], pixel_area_m2,
                         measures);
    return measures;
}

SidePopulation::SidePopulation(const Table& table) {
    const std::vector<std::string> sides = table.texts("side");
    const std::vector<double>& years = table.numbers("year");
    const std::vector<double>& population = table.numbers("population");
    for (std::size_t row = 0; row < sides.size(); ++row) {
        if (sides[row] != "a" && sides[row] != "b")
            throw input_error("row {}: side is '{}', expected a or b", row + 1, sides[row]);
        if (!std::isfinite(years[row]) || !(population[row] > 0.0))
            throw input_error("row {}: year {} and population {}, expected a year and a number > 0",
                              row + 1, years[row], population[row]);
        if (!m_by_year[sides[row] == "a" ? 0 : 1].emplace(years[row], population[row]).second)
            throw input_error("row {}: side {} has year {} twice", row + 1, sides[row], years[row]);
    }
}

double SidePopulation::at(int side, double year) const {
    const auto& known = m_by_year[side];
    const auto next = known.lower_bound(year);
    if (next == known.end()) return no_value;
    if (next->first == year) return next->second;
    if (next == known.begin()) return no_value;
    const auto before = std::prev(next);
    const double part = (year - before->first) / (next->first - before->first);
    return before->second * std::pow(next->second / before->second, part);
}

}  // namespace borderlens
