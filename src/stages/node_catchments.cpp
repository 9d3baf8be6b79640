#include "stages/node_catchments.hpp"

#include <cmath>
#include <limits>

#include "io/crs.hpp"
#include "io/raster_file.hpp"
#include "stages/study_model.hpp"
#include "stages/study_paths.hpp"

namespace borderlens {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double least_mapped_share = 0.1;  // chosen: below it a share says little of the place

using ClassCounts = std::vector<std::vector<double>>;  ///< [node][code]

double mapped(const std::vector<double>& counts) {
    double sum = 0.0;
    for (std::size_t code = 1; code < counts.size(); ++code) sum += counts[code];
    return sum;
}

int code_of(const Legend& legend, const std::string& name) {
    for (const LegendEntry& entry : legend)
        if (entry.name == name) return entry.code;
    return -1;
}

}  // namespace

ClassCounts classes_around(const StudyRun& run, const std::string& period,
                           const std::vector<Point>& places, double radius_m) {
    ClassCounts counts(places.size(), std::vector<double>(256, 0.0));
    for (const Tile& tile : read_ground(run.folder).tiles) {
        const Raster<ClassCode> map =
            read_classes(run.folder.file(layer_path("land_use", period, tile.name)));
        const Bounds bounds = map.grid().bounds();
        for (std::size_t n = 0; n < places.size(); ++n) {
            const Point place = places[n];
            if (!Bounds{place.x - radius_m, place.y - radius_m, place.x + radius_m,
                        place.y + radius_m}
                     .meets(bounds))
                continue;
            for (Index row = 0; row < map.rows(); ++row)
                for (Index col = 0; col < map.cols(); ++col) {
                    const Point center = map.grid().center(row, col);
                    if (std::hypot(center.x - place.x, center.y - place.y) <= radius_m)
                        counts[n][map(row, col)] += 1.0;
                }
        }
    }
    return counts;
}

std::vector<std::string> catchment_indicators() {
    return {"rs_built_up_share", "rs_built_up_growth_per_year", "rs_photovoltaics_share",
            "rs_cropland_share"};
}

Table node_catchments(const StudyRun& run, const Table& nodes) {
    const double radius_m = run.study.network.catchment_km * 1000.0;
    std::vector<Point> places;
    for (std::size_t i = 0; i < static_cast<std::size_t>(nodes.rows()); ++i)
        places.push_back({nodes.numbers("lon")[i], nodes.numbers("lat")[i]});
    places = transform_points(lonlat_crs(), run.study.crs, std::move(places));
    const std::vector<StudyPeriod> periods = composite_periods(run);
    const ClassCounts first = classes_around(run, periods.front().name, places, radius_m);
    const ClassCounts last = classes_around(run, periods.back().name, places, radius_m);
    const Legend legend = study_model(run)->lens_model.forest.legend;
    const double years = periods.back().first_year - periods.front().first_year;
    const double pixel_area_m2 = read_ground(run.folder).grid.pixel_area_m2();
    const double catchment_px = M_PI * radius_m * radius_m / pixel_area_m2;
    const auto share = [&](const std::vector<double>& counts, const char* name) {
        const int code = code_of(legend, name);
        if (code < 0 || mapped(counts) < least_mapped_share * catchment_px) return none;
        return counts[static_cast<std::size_t>(code)] / mapped(counts);
    };
    std::vector<double> built_up, growth, photovoltaics, cropland, pixels;
    for (std::size_t n = 0; n < places.size(); ++n) {
        built_up.push_back(share(last[n], "built_up"));
        growth.push_back(years > 0.0 ? (built_up.back() - share(first[n], "built_up")) / years
                                     : none);
        photovoltaics.push_back(share(last[n], "photovoltaics"));
        cropland.push_back(share(last[n], "cropland"));
        pixels.push_back(mapped(last[n]));
    }
    Table table;
    table.set("rs_built_up_share", built_up);
    table.set("rs_built_up_growth_per_year", growth);
    table.set("rs_photovoltaics_share", photovoltaics);
    table.set("rs_cropland_share", cropland);
    table.set("rs_pixels", pixels);
    return table;
}

}  // namespace borderlens
