#include "stages/node_catchments.hpp"

#include <cmath>
#include <limits>
#include <map>

#include "base/no_value.hpp"
#include "border/border_line.hpp"
#include "change/expansion.hpp"
#include "io/crs.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "stages/cell_table.hpp"
#include "stages/study_model.hpp"
#include "stages/study_paths.hpp"
#include "stages/tile_layers.hpp"

namespace borderlens {
namespace {

const std::vector<std::string> green_classes = {"cropland", "grass_steppe", "shrub_forest",
                                                "wetland"};

int code_of(const Legend& legend, const std::string& name) {
    for (const LegendEntry& entry : legend)
        if (entry.name == name) return entry.code;
    return -1;
}

/// Classes of one period within a radius of a place, no_class beyond it; no rows off the maps.
Raster<ClassCode> map_around(const StudyRun& run, const StudyGround& ground,
                             const std::string& period, Point place, double radius_m) {
    const Point px = ground.grid.to_px(place);
    const Index reach = static_cast<Index>(std::ceil(radius_m / ground.grid.pixel_width()));
    if (!std::isfinite(px.x) || !std::isfinite(px.y) || std::abs(px.x) > 1e9 ||
        std::abs(px.y) > 1e9)
        return {};
    const Window around{static_cast<Index>(std::floor(px.y)) - reach,
                        static_cast<Index>(std::floor(px.x)) - reach, 2 * reach + 1, 2 * reach + 1};
    const Window wanted = around.intersect(ground.grid.window());
    if (wanted.empty()) return {};
    Raster<ClassCode> map(ground.grid.crop(wanted), 1, no_class);
    for (const Tile& tile : ground.tiles) {
        const Window shared = tile.window.intersect(wanted);
        if (shared.empty()) continue;
        const Raster<ClassCode> part =
            read_classes(run.folder.file(layer_path("land_use", period, tile.name)));
        for (Index row = shared.row0; row < shared.row_end(); ++row)
            for (Index col = shared.col0; col < shared.col_end(); ++col) {
                const Point center = ground.grid.center(row, col);
                if (std::hypot(center.x - place.x, center.y - place.y) <= radius_m)
                    map(row - wanted.row0, col - wanted.col0) =
                        part(row - tile.window.row0, col - tile.window.col0);
            }
    }
    return map;
}

/// Pixels by class of one catchment.
struct Counts {
    std::map<int, double> by_code;
    double mapped = 0.0;

    explicit Counts(const Raster<ClassCode>& map) {
        for (const ClassCode code : map.values()) {
            if (code == no_class) continue;
            by_code[code] += 1.0;
            mapped += 1.0;
        }
    }
    double share(const Legend& legend, const std::vector<std::string>& names) const {
        double sum = 0.0;
        bool any = false;
        for (const std::string& name : names) {
            const int code = code_of(legend, name);
            any = any || code >= 0;
            if (const auto found = by_code.find(code); found != by_code.end()) sum += found->second;
        }
        return any && mapped > 0.0 ? sum / mapped : no_value;
    }
};

Raster<ClassCode> built_cells(const Raster<ClassCode>& map, int built_up) {
    Raster<ClassCode> states(map.grid(), 1, no_class);
    for (std::size_t i = 0; i < states.values().size(); ++i)
        if (map.values()[i] != no_class)
            states.values()[i] = map.values()[i] == built_up ? cell_built : cell_open;
    return states;
}

/// Of the ground that became built up, the share in patches that touch nothing built before.
double outlying_share(const Raster<ClassCode>& before, const Raster<ClassCode>& after,
                      int built_up) {
    if (built_up < 0) return no_value;
    const Expansion found = find_expansion(built_cells(before, built_up),
                                           built_cells(after, built_up), Connectivity::eight, 1.0);
    double all = 0.0, outlying = 0.0;
    for (const NewPatch& patch : found.patches) {
        all += static_cast<double>(patch.cells);
        if (patch.type == ExpansionType::outlying) outlying += static_cast<double>(patch.cells);
    }
    return all > 0.0 ? outlying / all : no_value;
}

/// Own side less the other along the border near a node.
struct CatchmentContrast {
    double built_up = no_value, ndvi = no_value;
};

CatchmentContrast contrast_near(const PeriodCells& period, const StudyRun& run, double along_km,
                                bool on_a, int built_up) {
    CellSums own, other;
    for (const auto& [key, cell] : period.cells) {
        const auto& [side, band, bin] = key;
        const double middle_km = (static_cast<double>(bin) + 0.5) * run.study.comparison.cell_km;
        if (std::abs(middle_km - along_km) > run.study.network.catchment_km) continue;
        ((side == 0) == on_a ? own : other) += cell;
    }
    CatchmentContrast contrast;
    const auto share = [&](const CellSums& sums) {
        const auto found = sums.class_px.find(built_up);
        return (found == sums.class_px.end() ? 0.0 : found->second) / sums.pixels;
    };
    if (own.pixels > 0.0 && other.pixels > 0.0 && built_up >= 0)
        contrast.built_up = share(own) - share(other);
    // NDVI is the first of the value layers, where the composites have the bands for it.
    const auto mean = [](const CellSums& sums) {
        return sums.value_px.empty() || !(sums.value_px[0] > 0.0)
                   ? no_value
                   : sums.value_sum[0] / sums.value_px[0];
    };
    contrast.ndvi = mean(own) - mean(other);
    return contrast;
}

}  // namespace

std::vector<std::vector<double>> classes_around(const StudyRun& run, const std::string& period,
                                                const std::vector<Point>& places, double radius_m) {
    const StudyGround ground = read_ground(run.folder);
    std::vector<std::vector<double>> counts(places.size(), std::vector<double>(256, 0.0));
    for (std::size_t n = 0; n < places.size(); ++n) {
        const Raster<ClassCode> map = map_around(run, ground, period, places[n], radius_m);
        for (const ClassCode code : map.values())
            if (code != no_class) counts[n][code] += 1.0;
    }
    return counts;
}

std::vector<std::string> catchment_indicators() {
    return {"rs_built_up_share",
            "rs_built_up_growth_per_year",
            "rs_built_up_km2",
            "rs_outlying_share",
            "rs_photovoltaics_share",
            "rs_cropland_share",
            "rs_green_share",
            "rs_green_change_per_year",
            "rs_segment_built_up_difference",
            "rs_segment_ndvi_difference",
            "rs_segment_built_up_change_per_year"};
}

Table node_catchments(const StudyRun& run, const Table& nodes) {
    const double radius_m = run.study.network.catchment_km * 1000.0;
    std::vector<Point> places;
    for (std::size_t i = 0; i < static_cast<std::size_t>(nodes.rows()); ++i)
        places.push_back({nodes.numbers("lon")[i], nodes.numbers("lat")[i]});
    places = transform_points(lonlat_crs(), run.study.crs, std::move(places));
    const StudyGround ground = read_ground(run.folder);
    const BorderLine line = study_border(run.study, ground.grid);
    const std::vector<StudyPeriod> periods = composite_periods(run);
    const Legend legend = study_model(run)->lens_model.forest.legend;
    const int built_up = code_of(legend, "built_up");
    const double years = periods.back().first_year - periods.front().first_year;
    const auto per_year = [&](double change) { return years > 0.0 ? change / years : no_value; };
    const double pixel_area_m2 = ground.grid.pixel_area_m2();
    const double catchment_px = M_PI * radius_m * radius_m / pixel_area_m2;
    std::vector<PeriodCells> cells = cells_of(read_table(run.folder.file(table_path("cells"))),
                                              {legend, value_names(run.study)});
    const auto cells_of_period = [&](const std::string& name) -> const PeriodCells& {
        for (const PeriodCells& period : cells)
            if (period.period == name) return period;
        return cells.emplace_back(PeriodCells{name, {}});
    };

    std::map<std::string, std::vector<double>> columns;
    for (const std::string& name : catchment_indicators())
        columns[name].assign(places.size(), no_value);
    std::vector<double> pixels(places.size(), 0.0);
    for (std::size_t n = 0; n < places.size(); ++n) {
        const Raster<ClassCode> last =
            map_around(run, ground, periods.back().name, places[n], radius_m);
        const Counts now(last);
        pixels[n] = now.mapped;
        const auto put = [&](const char* name, double value) { columns[name][n] = value; };
        if (now.mapped >= least_mapped_share * catchment_px) {
            const Raster<ClassCode> first =
                map_around(run, ground, periods.front().name, places[n], radius_m);
            const Counts then(first);
            const double share = now.share(legend, {"built_up"});
            put("rs_built_up_share", share);
            put("rs_built_up_km2", share * now.mapped * pixel_area_m2 / 1e6);
            put("rs_built_up_growth_per_year", per_year(share - then.share(legend, {"built_up"})));
            put("rs_outlying_share", outlying_share(first, last, built_up));
            put("rs_photovoltaics_share", now.share(legend, {"photovoltaics"}));
            put("rs_cropland_share", now.share(legend, {"cropland"}));
            put("rs_green_share", now.share(legend, green_classes));
            put("rs_green_change_per_year",
                per_year(now.share(legend, green_classes) - then.share(legend, green_classes)));
        }
        if (!std::isfinite(places[n].x)) continue;
        const LinePosition at = line.locate(places[n]);
        if (at.beyond_end || std::abs(at.signed_distance_m) > run.study.border->zone_km * 1000.0)
            continue;
        const bool on_a = at.signed_distance_m > 0.0;
        const CatchmentContrast today = contrast_near(cells_of_period(periods.back().name), run,
                                                      at.along_m / 1000.0, on_a, built_up);
        const CatchmentContrast before = contrast_near(cells_of_period(periods.front().name), run,
                                                       at.along_m / 1000.0, on_a, built_up);
        put("rs_segment_built_up_difference", today.built_up);
        put("rs_segment_ndvi_difference", today.ndvi);
        put("rs_segment_built_up_change_per_year", per_year(today.built_up - before.built_up));
    }
    Table table;
    for (const std::string& name : catchment_indicators()) table.set(name, columns[name]);
    table.set("rs_pixels", pixels);
    return table;
}

}  // namespace borderlens
