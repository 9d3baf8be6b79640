#include "change/break_map.hpp"

#include <cmath>

#include "base/error.hpp"
#include "change/break_table.hpp"

namespace borderlens {
namespace {

constexpr double reflectance_unit = 10000.0;  // the models' penalties are in that unit

/// Decimal year of a day since 1970-01-01 by the mean length of years.
double year_of(double day) {
    return 1970.0 + day / year_length_d;
}

void take_look(const Raster<float>& look, Index pixel, double day, ObservationSeries& series) {
    if (!series.days.empty() && series.days.back() == day) return;
    for (Index band = 0; band < look.bands(); ++band) {
        const float value = look.band_data(band)[pixel];
        if (!(value > 0.0F && value < 1.0F)) return;
    }
    series.days.push_back(day);
    for (Index band = 0; band < look.bands(); ++band)
        series.values[static_cast<std::size_t>(band)].push_back(
            reflectance_unit * static_cast<double>(look.band_data(band)[pixel]));
}

double size_of(const HistorySegment& segment, const std::vector<Index>& bands) {
    double sum = 0.0;
    for (const Index band : bands)
        sum += std::pow(segment.magnitudes[static_cast<std::size_t>(band)], 2);
    return std::sqrt(sum / static_cast<double>(bands.size())) / reflectance_unit;
}

}  // namespace

const std::vector<std::string>& break_band_names() {
    static const std::vector<std::string> names = {"first_change_year", "last_change_year",
                                                   "magnitude", "breaks", "observations"};
    return names;
}

Raster<float> break_map(const std::vector<Raster<float>>& looks, const std::vector<double>& days,
                        const std::vector<std::string>& bands, const BreakOptions& options) {
    if (looks.empty() || looks.size() != days.size())
        throw internal_error("{} looks with {} days", looks.size(), days.size());
    ObservationSeries empty;
    empty.bands = bands;
    empty.values.resize(bands.size());
    choose_bands(empty);
    Raster<float> map(looks[0].grid(), break_bands, no_data);
    for (Index pixel = 0; pixel < map.grid().size(); ++pixel) {
        ObservationSeries series = empty;
        for (std::size_t k = 0; k < looks.size(); ++k) take_look(looks[k], pixel, days[k], series);
        map.band_data(break_observations)[pixel] = static_cast<float>(series.days.size());
        if (static_cast<Index>(series.days.size()) < 2 * options.least_observations) continue;
        Index count = 0;
        for (const HistorySegment& segment : find_segments(series, options)) {
            if (segment.probability < 1.0) continue;
            const float year = static_cast<float>(year_of(segment.break_day));
            if (count++ == 0) {
                map.band_data(break_first_year)[pixel] = year;
                map.band_data(break_magnitude)[pixel] =
                    static_cast<float>(size_of(segment, series.detection_bands));
            }
            map.band_data(break_last_year)[pixel] = year;
        }
        map.band_data(break_count)[pixel] = static_cast<float>(count);
    }
    return map;
}

Raster<ClassCode> break_classes(const Raster<float>& breaks,
                                const std::vector<Raster<ClassCode>>& maps,
                                const std::vector<double>& years) {
    Raster<ClassCode> classes(breaks.grid(), 2);
    for (Index pixel = 0; pixel < breaks.grid().size(); ++pixel) {
        const double year = static_cast<double>(breaks.band_data(break_first_year)[pixel]);
        if (std::isnan(year)) continue;
        for (std::size_t k = 0; k < maps.size(); ++k) {
            const double middle = years[k] == std::floor(years[k]) ? years[k] + 0.5 : years[k];
            const ClassCode code = maps[k].band_data()[pixel];
            if (middle < year && code != no_class) classes.band_data(0)[pixel] = code;
            if (middle >= year && code != no_class && classes.band_data(1)[pixel] == no_class)
                classes.band_data(1)[pixel] = code;
        }
    }
    return classes;
}

}  // namespace borderlens
