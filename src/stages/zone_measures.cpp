// From cells to tidy rows: areas, shares, NDVI and looks by band, for the whole zone and by
// segment.
#include <cmath>
#include <functional>
#include <limits>

#include "base/no_value.hpp"
#include "border/zones.hpp"
#include "stages/cell_table.hpp"

namespace borderlens {
namespace {

void add_measures(const CellSums& sums, const Zone& zone, const std::string& period,
                  const CellNames& names, double pixel_area_m2, std::vector<Measure>& measures) {
    const auto add = [&](const std::string& metric, double value, const char* unit, double n) {
        measures.push_back(
            {zone.name, zone.side, zone.band, period, metric, value, unit, no_value, no_value, n});
    };
    for (const LegendEntry& entry : names.legend) {
        const auto found = sums.class_px.find(entry.code);
        const double count = found == sums.class_px.end() ? 0.0 : found->second;
        add("area_" + entry.name, count * pixel_area_m2 / 1e6, "km2", sums.pixels);
        add("share_" + entry.name, sums.pixels > 0.0 ? count / sums.pixels : no_value, "1",
            sums.pixels);
    }
    for (std::size_t v = 0; v < names.values.size(); ++v) {
        const double px = sums.value_px[v];
        add(names.values[v].name + "_mean", px > 0.0 ? sums.value_sum[v] / px : no_value,
            names.values[v].unit.c_str(), px);
    }
    const auto per_look_px = [&](double sum) {
        return sums.looks_px > 0.0 ? sum / sums.looks_px : no_value;
    };
    add("valid_looks", per_look_px(sums.looks_sum), "looks", sums.looks_px);
    add("filled_share", per_look_px(sums.filled_px), "1", sums.looks_px);
}

}  // namespace

std::string segment_name(Index segment, double segment_km) {
    const double from_km = static_cast<double>(segment) * segment_km;
    return "km " + to_text(from_km) + "-" + to_text(from_km + segment_km);
}

Index segment_of_bin(Index bin, double cell_km, double segment_km) {
    return static_cast<Index>((static_cast<double>(bin) + 0.5) * cell_km / segment_km);
}

std::vector<Measure> zone_measures(const Study& study, const std::vector<PeriodCells>& periods,
                                   const CellNames& names, double pixel_area_m2) {
    const ZoneScheme bands = band_scheme(study.border->bands_km);
    std::vector<Measure> measures;
    for (const PeriodCells& period : periods) {
        std::map<std::pair<int, int>, CellSums> by_band;  // (band, side); band -1 = whole width
        std::map<std::pair<Index, int>, CellSums> by_segment;
        for (const auto& [key, cell] : period.cells) {
            const auto& [side, band, bin] = key;
            by_band[{band, side}] += cell;
            by_band[{-1, side}] += cell;
            by_segment[{segment_of_bin(bin, study.comparison.cell_km, study.border->segment_km),
                        side}] += cell;
        }
        for (const auto& [key, sums] : by_band) {
            const char* side = key.second == 0 ? "a" : "b";
            const std::string band =
                key.first < 0 ? "all" : bands.zones[static_cast<std::size_t>(2 * key.first)].band;
            add_measures(sums, {0, "all", side, band}, period.period, names, pixel_area_m2,
                         measures);
        }
        for (const auto& [key, sums] : by_segment) {
            const std::string name = segment_name(key.first, study.border->segment_km);
            add_measures(sums, {0, name, key.second == 0 ? "a" : "b", "all"}, period.period, names,
                         pixel_area_m2, measures);
        }
    }
    return measures;
}

std::vector<Measure> unit_measures(const std::vector<std::string>& units,
                                   const std::vector<PeriodCells>& periods, const CellNames& names,
                                   double pixel_area_m2) {
    std::vector<Measure> measures;
    for (const PeriodCells& period : periods) {
        std::map<std::pair<int, int>, CellSums> by_unit;  // (unit, side)
        for (const auto& [key, cell] : period.cells)
            by_unit[{std::get<1>(key), std::get<0>(key)}] += cell;
        for (const auto& [key, sums] : by_unit)
            add_measures(
                sums,
                {0, units[static_cast<std::size_t>(key.first)], key.second == 0 ? "a" : "b", "all"},
                period.period, names, pixel_area_m2, measures);
    }
    return measures;
}

}  // namespace borderlens
