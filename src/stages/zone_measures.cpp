// From cells to tidy rows: areas, shares, NDVI and looks by band, for the whole zone and by
// segment.
#include <cmath>
#include <functional>
#include <limits>

#include "border/zones.hpp"
#include "stages/cell_table.hpp"

namespace borderlens {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

void add_measures(const CellSums& sums, const Zone& zone, const std::string& period,
                  const Legend& legend, double pixel_area_m2, std::vector<Measure>& measures) {
    const auto add = [&](const std::string& metric, double value, const char* unit, double n) {
        measures.push_back(
            {zone.name, zone.side, zone.band, period, metric, value, unit, none, none, n});
    };
    for (const LegendEntry& entry : legend) {
        const auto found = sums.class_px.find(entry.code);
        const double count = found == sums.class_px.end() ? 0.0 : found->second;
        add("area_" + entry.name, count * pixel_area_m2 / 1e6, "km2", sums.pixels);
        add("share_" + entry.name, sums.pixels > 0.0 ? count / sums.pixels : none, "1",
            sums.pixels);
    }
    add("ndvi_mean", sums.ndvi_px > 0.0 ? sums.ndvi_sum / sums.ndvi_px : none, "1", sums.ndvi_px);
    add("valid_looks", sums.looks_px > 0.0 ? sums.looks_sum / sums.looks_px : none, "looks",
        sums.looks_px);
}

}  // namespace

std::vector<Measure> zone_measures(const Study& study, const std::vector<PeriodCells>& periods,
                                   const Legend& legend, double pixel_area_m2) {
    const ZoneScheme bands = band_scheme(study.border->bands_km);
    std::vector<Measure> measures;
    for (const PeriodCells& period : periods) {
        std::map<std::pair<int, int>, CellSums> by_band;  // (band, side); band -1 = whole width
        std::map<std::pair<Index, int>, CellSums> by_segment;
        for (const auto& [key, cell] : period.cells) {
            const auto& [side, band, bin] = key;
            by_band[{band, side}] += cell;
            by_band[{-1, side}] += cell;
            const double middle_km = (static_cast<double>(bin) + 0.5) * study.comparison.cell_km;
            by_segment[{static_cast<Index>(middle_km / study.border->segment_km), side}] += cell;
        }
        for (const auto& [key, sums] : by_band) {
            const char* side = key.second == 0 ? "a" : "b";
            const std::string band =
                key.first < 0 ? "all" : bands.zones[static_cast<std::size_t>(2 * key.first)].band;
            add_measures(sums, {0, "all", side, band}, period.period, legend, pixel_area_m2,
                         measures);
        }
        for (const auto& [key, sums] : by_segment) {
            const double from_km = static_cast<double>(key.first) * study.border->segment_km;
            const std::string name =
                "km " + to_text(from_km) + "-" + to_text(from_km + study.border->segment_km);
            add_measures(sums, {0, name, key.second == 0 ? "a" : "b", "all"}, period.period, legend,
                         pixel_area_m2, measures);
        }
    }
    return measures;
}

}  // namespace borderlens
