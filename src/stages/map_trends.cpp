#include "stages/map_trends.hpp"

#include <set>

#include "base/table_rows.hpp"
#include "border/zones.hpp"
#include "comparison/interval.hpp"
#include "comparison/pixel_trend.hpp"
#include "comparison/trend.hpp"
#include "io/mosaic.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "stages/period_times.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_periods.hpp"
#include "stages/tile_layers.hpp"

namespace borderlens {
namespace {

constexpr double test_level = 0.05;

std::string trend_path(const std::string& value, const std::string& tile) {
    return "layers/trends/" + value + "/" + tile + ".tif";
}
/// All tiles as one virtual raster.
std::string trend_mosaic_path(const std::string& value) {
    return "layers/trends/" + value + ".vrt";
}

/// Periods there are composites of, with when they stand for.
struct Course {
    std::vector<std::string> period;
    std::vector<double> year;
    std::vector<int> season;
};

Course course_of(const StudyRun& run) {
    const std::map<std::string, PeriodTime> times = period_times(run.study);
    Course course;
    for (const StudyPeriod& period : composite_periods(run)) {
        course.period.push_back(period.name);
        course.year.push_back(times.at(period.name).year);
        course.season.push_back(times.at(period.name).season);
    }
    // As in zone trends: seasons that never come back are no seasons.
    const std::set<int> seasons(course.season.begin(), course.season.end());
    if (seasons.size() == course.season.size()) course.season.assign(course.season.size(), 0);
    return course;
}

/// Counts by zone id of the bands, [value][zone].
using CountsByClass = std::vector<std::vector<TrendCounts>>;

/// Writes the trends of one tile and adds them up by side and band.
void map_tile(const StudyRun& run, const Grid& grid, const Tile& tile, const Course& course,
              const std::vector<ValueName>& names, CountsByClass& counts) {
    std::vector<std::vector<Raster<float>>> series(names.size());
    std::optional<ZoneMap> zones;
    for (const std::string& period : course.period) {
        TileLayers layers = read_tile_layers(run, period, grid, tile);
        // A pixel filled from other periods would only repeat them.
        for (std::size_t i = 0; i < layers.filled.values().size(); ++i)
            if (layers.filled.values()[i] > 0.0F) layers.values.front().values()[i] = no_data;
        for (std::size_t v = 0; v < names.size(); ++v)
            series[v].push_back(std::move(layers.values[v]));
        if (!zones)
            zones =
                band_map({layers.signed_distance_m, layers.along_m}, run.study.border->bands_km);
    }
    for (std::size_t v = 0; v < names.size(); ++v) {
        const Raster<float> trends = pixel_trends(series[v], course.year, course.season);
        write_raster(run.folder.file(trend_path(names[v].name, tile.name)), trends,
                     {.band_descriptions = pixel_trend_bands, .overwrite = true});
        for (Index i = 0; i < zones->grid().size(); ++i)
            if (const auto zone = zones->band_data()[i]; zone > 0)
                counts[v][zone].add(trends.band_data(0)[i], trends.band_data(1)[i],
                                    trends.band_data(2)[i]);
    }
}

/// The p of a series that only ever rises: what so many periods can show at best.
double least_p(const Course& course) {
    const bool seasonal = std::set<int>(course.season.begin(), course.season.end()).size() > 1;
    return (seasonal ? seasonal_kendall(course.year, course.season) : mann_kendall(course.year)).p;
}

void add_row(TableRows& rows, const std::string& side, const std::string& band,
             const ValueName& name, const TrendCounts& counts, double least_p,
             double discovery_level) {
    // Of too few periods no pixel can be told to change: not the same as none that does.
    const bool any = counts.pixels > 0.0 && least_p <= test_level;
    const auto share = [&](int sign, double level) {
        return any ? counts.share(sign, level) : no_value;
    };
    rows.text("side", side);
    rows.text("band", band);
    rows.text("metric", name.name);
    rows.number("mean_slope", counts.slope_sum / counts.pixels);
    rows.text("unit", name.unit == "1" ? "1/a" : name.unit + "/a");
    rows.number("share_rising", share(1, test_level));
    rows.number("share_falling", share(-1, test_level));
    rows.number("share_rising_fdr", share(1, discovery_level));
    rows.number("share_falling_fdr", share(-1, discovery_level));
    rows.number("least_p", least_p);
    rows.number("pixels", counts.pixels);
}

void map_all(const StudyRun& run) {
    const StudyGround ground = read_ground(run.folder);
    const std::vector<ValueName> names = value_names(run.study);
    const ZoneScheme bands = band_scheme(run.study.border->bands_km);
    const Course course = course_of(run);
    const double best_p = least_p(course);
    CountsByClass counts(names.size(), std::vector<TrendCounts>(bands.zones.size() + 1));
    for (const Tile& tile : ground.tiles) map_tile(run, ground.grid, tile, course, names, counts);
    TableRows rows;
    for (std::size_t v = 0; v < names.size(); ++v) {
        TrendCounts all, side_a, side_b;
        for (const Zone& zone : bands.zones) {
            all += counts[v][zone.id];
            (zone.side == "a" ? side_a : side_b) += counts[v][zone.id];
        }
        // One level for the whole map: a pixel is changed or not, whichever band it is counted in.
        const double level = all.discovery_level(test_level);
        add_row(rows, "a", "all", names[v], side_a, best_p, level);
        add_row(rows, "b", "all", names[v], side_b, best_p, level);
        for (const Zone& zone : bands.zones)
            add_row(rows, zone.side, zone.band, names[v], counts[v][zone.id], best_p, level);
        std::vector<std::string> tiles;
        for (const Tile& tile : ground.tiles)
            tiles.push_back(run.folder.file(trend_path(names[v].name, tile.name)));
        write_mosaic(run.folder.file(trend_mosaic_path(names[v].name)), tiles);
    }
    write_table(run.folder.file(table_path("pixel_trends")), rows.table(), true);
}

}  // namespace

std::optional<Unit> pixel_trends_unit(const StudyRun& run) {
    if (static_cast<double>(composite_periods(run).size()) < least_trend_values)
        return std::nullopt;
    Unit unit{.name = "pixels", .outputs = {table_path("pixel_trends")}};
    const StudyGround ground = read_ground(run.folder);
    for (const ValueName& name : value_names(run.study)) {
        unit.outputs.push_back(trend_mosaic_path(name.name));
        for (const Tile& tile : ground.tiles)
            unit.outputs.push_back(trend_path(name.name, tile.name));
    }
    for (const Period& period : run.study.periods)
        unit.inputs.add(period.name).add(to_text(period.first)).add(to_text(period.last));
    for (const double edge : run.study.border->bands_km) unit.inputs.add(edge);
    depend_on_tile_layers(unit.inputs, run, ground);
    unit.work = [&run] { map_all(run); };
    return unit;
}

}  // namespace borderlens
