// Lays the ground: the grid every raster of the study shares, and the tiles worth working on.
#include <algorithm>
#include <cmath>
#include <optional>

#include "base/error.hpp"
#include "border/border_field.hpp"
#include "io/crs.hpp"
#include "io/table_file.hpp"
#include "stages/stages.hpp"
#include "stages/study_ground.hpp"
#include "stages/study_scenes.hpp"

namespace borderlens {
namespace {

void grow(std::optional<Bounds>& sum, const Bounds& part) {
    if (!sum) {
        sum = part;
        return;
    }
    *sum = {std::min(sum->min_x, part.min_x), std::min(sum->min_y, part.min_y),
            std::max(sum->max_x, part.max_x), std::max(sum->max_y, part.max_y)};
}

Bounds area_bounds(const Area& area, const std::string& crs) {
    const Point center = transform_points(lonlat_crs(), crs, {area.lonlat})[0];
    if (std::isnan(center.x))
        throw input_error("area '{}': lies outside the range of the study's crs", area.name);
    const double radius_m = area.radius_km * 1000.0;
    return {center.x - radius_m, center.y - radius_m, center.x + radius_m, center.y + radius_m};
}

Bounds line_bounds(const BorderLine& line, double margin_m) {
    std::optional<Bounds> box;
    for (const Polyline& chain : line.chains())
        for (const Point& point : chain) grow(box, {point.x, point.y, point.x, point.y});
    return {box->min_x - margin_m, box->min_y - margin_m, box->max_x + margin_m,
            box->max_y + margin_m};
}

Bounds intersection(const Bounds& a, const Bounds& b) {
    return {std::max(a.min_x, b.min_x), std::max(a.min_y, b.min_y), std::min(a.max_x, b.max_x),
            std::min(a.max_y, b.max_y)};
}

/// Zone and areas together, cut to what the scenes cover where there are scenes.
Bounds study_bounds(const StudyRun& run, const BorderLine& line) {
    const Study& study = run.study;
    if (study.bounds) return *study.bounds;
    std::optional<Bounds> wanted = line_bounds(line, study.border->zone_km * 1000.0);
    for (const Area& area : study.areas) grow(wanted, area_bounds(area, study.crs));
    const std::optional<Bounds> seen = scenes_bounds(run);
    if (!seen) return *wanted;
    if (!seen->meets(*wanted))
        throw input_error(
            "no scene covers the border zone: scenes lie within ({:.0f}, {:.0f}, "
            "{:.0f}, {:.0f}), the zone within ({:.0f}, {:.0f}, {:.0f}, {:.0f})",
            seen->min_x, seen->min_y, seen->max_x, seen->max_y, wanted->min_x, wanted->min_y,
            wanted->max_x, wanted->max_y);
    return intersection(*wanted, *seen);
}

/// Corners on whole multiples of the pixel size, so that neighbouring studies share pixels.
Grid snapped(const Study& study, const Bounds& box) {
    const double px = study.pixel_size_m;
    const double all_px = (box.max_x - box.min_x) / px * ((box.max_y - box.min_y) / px);
    constexpr double most_px = 1e11;  // chosen: five times China-Kazakhstan's box at 10 m
    if (!(all_px <= most_px))
        throw input_error(
            "{}: its ground takes {:.1e} pixels of {} m, expected at most {:.0e}; narrow bounds or "
            "areas, or cut the border into several studies",
            study.path, all_px, px, most_px);
    const double min_x = std::floor(box.min_x / px) * px, max_y = std::ceil(box.max_y / px) * px;
    return Grid(study.crs, {min_x, max_y}, px, px,
                static_cast<Index>(std::ceil((max_y - box.min_y) / px)),
                static_cast<Index>(std::ceil((box.max_x - min_x) / px)));
}

/// Refuses a CRS made for another place: its kilometres would be none. In a Mercator of the whole
/// world 100 m on the map are 72 m at 44 degrees north.
void require_true_lengths(const Study& study, Point place) {
    constexpr double step_m = 1000.0;
    constexpr double most_stretch = 0.05;  // chosen: UTM of the next zone stretches by 0.6 %
    const std::vector<Point> lonlat = transform_points(
        study.crs, lonlat_crs(), {place, {place.x + step_m, place.y}, {place.x, place.y + step_m}});
    const std::string nearby = crs_name(utm_crs_at(lonlat[0].x, lonlat[0].y));
    const std::vector<Point> metres = transform_points(
        lonlat_crs(), local_crs_at(lonlat[0].x, lonlat[0].y), {lonlat[1], lonlat[2]});
    for (const Point& moved : metres)
        if (const double stretch = step_m / std::hypot(moved.x, moved.y);
            !(std::abs(stretch - 1.0) <= most_stretch))
            throw input_error(
                "{}: crs {} draws lengths at the border {:.2f} times as long as they are, expected "
                "a projection made for the place; choose one such as {}",
                study.path, crs_name(study.crs), stretch, nearby);
}

void lay_ground(const StudyRun& run) {
    const Study& study = run.study;
    const BorderLine whole = read_border(study.border->source, study.crs);
    const Grid grid = snapped(study, study_bounds(run, whole));
    const double zone_m = study.border->zone_km * 1000.0;
    const BorderLine line = whole.clipped(grid.bounds(), zone_m);
    std::vector<std::string> names;
    std::vector<double> row0, col0, rows, cols;
    for (const Tile& tile : tiles_of(grid, study.tile_px)) {
        const Bounds bounds = grid.crop(tile.window).bounds();
        bool wanted = meets_zone(line, bounds, zone_m);
        for (const Area& area : study.areas)
            wanted = wanted || area_bounds(area, study.crs).meets(bounds);
        if (!wanted) continue;
        names.push_back(tile.name);
        row0.push_back(static_cast<double>(tile.window.row0));
        col0.push_back(static_cast<double>(tile.window.col0));
        rows.push_back(static_cast<double>(tile.window.rows));
        cols.push_back(static_cast<double>(tile.window.cols));
    }
    Table tiles;
    tiles.set("tile", names);
    tiles.set("row0", row0);
    tiles.set("col0", col0);
    tiles.set("rows", rows);
    tiles.set("cols", cols);
    write_table(run.folder.file("tables/tiles.csv"), tiles, true);
    Document ground = Document::object();
    ground.set("crs", grid.crs());
    ground.set("min_x", grid.upper_left().x);
    ground.set("max_y", grid.upper_left().y);
    ground.set("pixel_size_m", grid.pixel_width());
    ground.set("rows", grid.rows());
    ground.set("cols", grid.cols());
    ground.set("border_length_km", line.length_m() / 1000.0);
    write_document(run.folder.file("grid.json"), ground, true);
}

}  // namespace

Grid check_ground(const StudyRun& run) {
    const BorderLine line = read_border(run.study.border->source, run.study.crs);
    const Grid grid = snapped(run.study, study_bounds(run, line));
    const BorderLine within = line.clipped(grid.bounds(), run.study.border->zone_km * 1000.0);
    const Polyline& chain = within.chains().front();
    require_true_lengths(run.study, chain[chain.size() / 2]);
    return grid;
}

std::vector<Unit> plan_tiles(const StudyRun& run) {
    const Study& study = run.study;
    if (!study.border) return {};
    Unit unit{.name = "all", .outputs = {"grid.json", "tables/tiles.csv"}};
    describe_border(*study.border, unit.inputs);
    unit.inputs.add(study.crs).add(study.pixel_size_m).add(static_cast<double>(study.tile_px));
    if (study.bounds)
        unit.inputs.add(study.bounds->min_x)
            .add(study.bounds->min_y)
            .add(study.bounds->max_x)
            .add(study.bounds->max_y);
    for (const Area& area : study.areas)
        unit.inputs.add(area.lonlat.x).add(area.lonlat.y).add(area.radius_km);
    for (const std::string& path : study.scenes.paths) unit.inputs.add(path);
    unit.work = [&run] { lay_ground(run); };
    return {unit};
}

}  // namespace borderlens
