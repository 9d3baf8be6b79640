// Things that have come to stand on the ground, one by one: built-up ground that was not there in
// the first period, and photovoltaic plants. Found on whole maps, window by window.
#include <fmt/format.h>

#include <cmath>

#include "base/error.hpp"
#include "io/crs.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "io/vector_file.hpp"
#include "lenses/ground_objects.hpp"
#include "lenses/regular_regions.hpp"
#include "stages/stages.hpp"
#include "stages/study_model.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_periods.hpp"

namespace borderlens {
namespace {

constexpr int since_first_period = 2;  // the change layer's code for the first period

struct KindOfObject {
    std::string name;
    GroundSource source;
    ObjectLimits limits;
};

/// A band of a virtual raster, window by window.
std::function<Raster<float>(const Window&)> floats_of(const std::string& path, Index band) {
    return [path, band](const Window& window) { return read_floats(path, {band}, window); };
}

/// Where a class's probability in the last period stands; without such a layer it is not known.
std::function<Raster<float>(const Window&)> probability_of(const StudyRun& run, const Grid& grid,
                                                           const std::string& name,
                                                           const std::string& period) {
    for (const std::string& lens : {name, std::string("land_use")}) {
        const std::string path = run.folder.file(probability_mosaic_path(lens, period));
        for (const Lens* used : lenses_in_use(run))
            if (used->name == lens) {
                const RasterInfo info = read_raster_info(path);
                for (std::size_t b = 0; b < info.bands.size(); ++b)
                    if (info.bands[b].description == name)
                        return floats_of(path, static_cast<Index>(b));
            }
    }
    return [grid](const Window& window) { return Raster<float>(grid.crop(window), 1, no_data); };
}

/// Built-up ground by the period it appeared in, from the change layer.
KindOfObject new_built_up(const StudyRun& run, const Grid& grid, const std::string& last) {
    const std::string path = run.folder.file(change_mosaic_path());
    KindOfObject kind{"built_up", {}, {}};
    kind.limits.least_area_ha = run.study.monitoring.least_object_ha;
    kind.source.since = [path](const Window& window) {
        Raster<std::int32_t> codes = read_codes(path, 0, window);
        for (std::int32_t& code : codes.values())
            code = code >= since_first_period ? code - since_first_period : no_code;
        return codes;
    };
    kind.source.places = {grid.rows(), grid.cols(), [since = kind.source.since](const Window& w) {
                              Raster<std::int32_t> codes = since(w);
                              for (std::int32_t& code : codes.values())
                                  if (code == 0) code = no_code;  // there from the start
                              return codes;
                          }};
    kind.source.probability = probability_of(run, grid, "built_up", last);
    return kind;
}

/// The two classes of a lens with objects, and how far its gaps are closed.
struct Sought {
    Grid grid;
    ClassCode code, otherwise;
    Index reach_px;
};

/// Pixels of the code with the gaps between them closed, all else `no_code`.
CodeSource without_gaps(std::function<Raster<ClassCode>(const Window&)> classes,
                        const Sought& sought) {
    return {sought.grid.rows(), sought.grid.cols(), [classes, sought](const Window& window) {
                const Window seen = window.pad(2 * sought.reach_px).intersect(sought.grid.window());
                Raster<ClassCode> closed = classes(seen);
                close_gaps(closed, sought.code, sought.otherwise, sought.reach_px);
                Raster<std::int32_t> places(sought.grid.crop(window), 1, no_code);
                for (Index row = 0; row < window.rows; ++row)
                    for (Index col = 0; col < window.cols; ++col)
                        if (closed(row + window.row0 - seen.row0, col + window.col0 - seen.col0) ==
                            sought.code)
                            places(row, col) = sought.code;
                return places;
            }};
}

/// The two classes as they were decided.
std::function<Raster<ClassCode>(const Window&)> classes_of(const std::string& path,
                                                           const Sought& sought) {
    return [path, sought](const Window& window) {
        const Raster<std::int32_t> codes = read_codes(path, 0, window);
        Raster<ClassCode> classes(codes.grid(), 1, no_class);
        for (std::size_t i = 0; i < codes.values().size(); ++i)
            if (codes.values()[i] == sought.code || codes.values()[i] == sought.otherwise)
                classes.values()[i] = static_cast<ClassCode>(codes.values()[i]);
        return classes;
    };
}

/// Calls `use(row, col)` for the cells of regions within a window, by their place in it.
template <typename Use>
void for_each_cell(const std::vector<RegularRegion>& regions, const Window& window, Use use) {
    for (const RegularRegion& region : regions) {
        const Window shared = region.bounds.intersect(window);
        for (Index row = shared.row0; row < shared.row_end(); ++row)
            for (Index col = shared.col0; col < shared.col_end(); ++col)
                if (region.cells(row - region.bounds.row0, col - region.bounds.col0) == 1)
                    use(row - window.row0, col - window.col0);
    }
}

/// Plants as they stand in the last period, since the first period that shows their ground as such.
KindOfObject plants(const StudyRun& run, const Grid& grid,
                    const std::vector<StudyPeriod>& periods) {
    const Lens& lens = lens_named("photovoltaics");
    const Legend legend = legend_of(lens);
    KindOfObject kind{lens.name, {}, object_limits(lens)};
    const Sought sought{grid, static_cast<ClassCode>(legend.back().code),
                        static_cast<ClassCode>(legend.front().code),
                        gap_reach_px(kind.limits.gap_m, std::sqrt(std::abs(grid.pixel_area_m2())))};
    std::vector<std::string> maps;
    std::vector<std::function<Raster<ClassCode>(const Window&)>> possible;
    for (const StudyPeriod& period : periods) {
        maps.push_back(run.folder.file(layer_mosaic_path(lens.name, period.name)));
        possible.push_back([share = probability_of(run, grid, lens.name, period.name), sought,
                            limits = kind.limits](const Window& window) {
            return possible_places(share(window), sought.code, sought.otherwise, limits);
        });
    }
    const CodeSource sure = without_gaps(classes_of(maps.back(), sought), sought);
    const std::vector<RegularRegion> regions =
        find_regular_regions(grid, without_gaps(possible.back(), sought), sure, kind.limits);
    kind.source.places = {grid.rows(), grid.cols(), [sure, regions, sought](const Window& window) {
                              Raster<std::int32_t> places = sure.read(window);
                              for_each_cell(regions, window, [&](Index row, Index col) {
                                  places(row, col) = sought.code;
                              });
                              return places;
                          }};
    kind.source.since = [maps, possible, regions, sought](const Window& window) {
        Raster<std::int32_t> first(sought.grid.crop(window), 1, no_code);
        for (std::size_t p = 0; p < maps.size(); ++p) {
            Raster<std::int32_t> there = read_codes(maps[p], 0, window);
            const Raster<ClassCode> maybe = possible[p](window);
            for_each_cell(regions, window, [&](Index row, Index col) {
                if (maybe(row, col) == sought.code) there(row, col) = sought.code;
            });
            for (std::size_t i = 0; i < there.values().size(); ++i)
                if (there.values()[i] == sought.code && first.values()[i] == no_code)
                    first.values()[i] = static_cast<std::int32_t>(p);
        }
        return first;
    };
    kind.source.probability = probability_of(run, grid, lens.name, periods.back().name);
    return kind;
}

void outline(const StudyRun& run) {
    const Grid grid = read_ground(run.folder).grid;
    const std::vector<StudyPeriod> periods = composite_periods(run);
    std::vector<KindOfObject> kinds;
    if (periods.size() > 1) kinds.push_back(new_built_up(run, grid, periods.back().name));
    for (const Lens* lens : lenses_in_use(run))
        if (lens->name == "photovoltaics") kinds.push_back(plants(run, grid, periods));
    VectorLayer layer{"objects", grid.crs(), {}, {}};
    std::vector<std::string> id, name, side, since;
    std::vector<double> distance_km, area_ha, probability, fill;
    std::vector<Point> middles;
    for (KindOfObject& kind : kinds) {
        kind.source.signed_distance_m = floats_of(run.folder.file(sides_mosaic_path()), 0);
        for (GroundObject& object : find_ground_objects(grid, kind.source, kind.limits)) {
            const double distance_m = object.signed_distance_m;
            id.push_back(
                fmt::format("{}@{:.0f},{:.0f}", kind.name, object.middle.x, object.middle.y));
            name.push_back(kind.name);
            side.push_back(std::isnan(distance_m) ? "" : distance_m >= 0.0 ? "a" : "b");
            distance_km.push_back(std::abs(distance_m) / 1000.0);
            since.push_back(periods[static_cast<std::size_t>(object.since)].name);
            area_ha.push_back(object.area_ha);
            probability.push_back(object.probability);
            fill.push_back(object.fill);
            middles.push_back(object.middle);
            layer.geometries.push_back({{}, {}, std::move(object.outline)});
        }
    }
    middles = transform_points(grid.crs(), lonlat_crs(), std::move(middles));
    std::vector<double> lon, lat;
    for (const Point& place : middles) {
        lon.push_back(place.x);
        lat.push_back(place.y);
    }
    layer.attributes.set("id", id);
    layer.attributes.set("kind", name);
    layer.attributes.set("side", side);
    layer.attributes.set("distance_km", distance_km);
    layer.attributes.set("since", since);
    layer.attributes.set("area_ha", area_ha);
    layer.attributes.set("probability", probability);
    layer.attributes.set("fill", fill);
    layer.attributes.set("lon", lon);
    layer.attributes.set("lat", lat);
    write_table(run.folder.file(table_path("objects")), layer.attributes, true);
    write_vector(run.folder.file(objects_path()), {layer}, true);
}

}  // namespace

std::vector<Unit> outline_objects(const StudyRun& run) {
    if (!run.study.border || run.study.scenes.paths.empty()) return {};
    const std::vector<StudyPeriod> periods = composite_periods(run);
    if (periods.empty()) return {};
    Unit unit{.name = "all", .outputs = {table_path("objects"), objects_path()}};
    unit.inputs.add(run.study.monitoring.least_object_ha);
    // The virtual rasters say nothing of what is in the tiles: these are what counts.
    std::vector<std::string> needed;
    for (const Tile& tile : read_ground(run.folder).tiles) {
        needed.push_back(sides_path(tile.name));
        if (periods.size() > 1) needed.push_back(change_path(tile.name));
        for (const Lens* lens : lenses_in_use(run)) {
            const bool looks_back = lens->name == "photovoltaics";
            for (std::size_t p = looks_back ? 0 : periods.size() - 1; p < periods.size(); ++p) {
                needed.push_back(probability_path(lens->name, periods[p].name, tile.name));
                if (looks_back)
                    needed.push_back(layer_path(lens->name, periods[p].name, tile.name));
            }
        }
    }
    depend_on(unit.inputs, run.folder, needed);
    unit.work = [&run] { outline(run); };
    return {unit};
}

}  // namespace borderlens
