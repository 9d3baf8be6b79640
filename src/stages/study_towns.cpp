#include "stages/study_towns.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/log.hpp"
#include "stages/study_model.hpp"
#include "stages/study_mosaic.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_periods.hpp"
#include "stages/study_units.hpp"

namespace borderlens {
namespace {

// Several layers of a town are in memory at once.
constexpr Index most_town_px = Index{1} << 25;  // chosen: 58 km a side at 10 m, 130 MB a layer

/// The pixels within reach_px of a built-up one: towns grown together.
CodeSource joined_ground(CodeSource classes, std::int32_t built_up, Index reach_px) {
    const Index rows = classes.rows, cols = classes.cols;
    return {
        rows, cols, [=, source = std::move(classes)](const Window& window) {
            const Window wide = window.pad(reach_px).intersect({0, 0, rows, cols});
            const Raster<std::int32_t> codes = source.read(wide);
            // Counts of built-up pixels above and to the left give those of any square.
            std::vector<std::int32_t> sums(
                static_cast<std::size_t>((wide.rows + 1) * (wide.cols + 1)), 0);
            const auto at = [&](Index row, Index col) -> std::int32_t& {
                return sums[static_cast<std::size_t>(row * (wide.cols + 1) + col)];
            };
            for (Index row = 0; row < wide.rows; ++row)
                for (Index col = 0; col < wide.cols; ++col)
                    at(row + 1, col + 1) = at(row, col + 1) + at(row + 1, col) - at(row, col) +
                                           (codes(row, col) == built_up ? 1 : 0);
            Raster<std::int32_t> near(Grid("", {0, 0}, 1, 1, window.rows, window.cols), 1, no_code);
            for (Index row = 0; row < window.rows; ++row)
                for (Index col = 0; col < window.cols; ++col) {
                    const Index r = window.row0 + row - wide.row0;
                    const Index c = window.col0 + col - wide.col0;
                    const Index r0 = std::max<Index>(0, r - reach_px);
                    const Index r1 = std::min(wide.rows, r + reach_px + 1);
                    const Index c0 = std::max<Index>(0, c - reach_px);
                    const Index c1 = std::min(wide.cols, c + reach_px + 1);
                    if (at(r1, c1) - at(r0, c1) - at(r1, c0) + at(r0, c0) > 0) near(row, col) = 1;
                }
            return near;
        }};
}

std::int32_t code_named(const Legend& legend, const std::string& name) {
    for (const LegendEntry& entry : legend)
        if (entry.name == name) return entry.code;
    throw input_error("towns: the study's model knows no class '{}'; name the towns by polygons",
                      name);
}

double area_km2_of(const Raster<std::uint8_t>& inside, const Grid& grid) {
    const auto count = std::count(inside.values().begin(), inside.values().end(), 1);
    return static_cast<double>(count) * grid.pixel_area_m2() / 1e6;
}

void check_size(const std::string& name, const Window& window) {
    if (window.rows * window.cols > most_town_px)
        throw input_error(
            "towns: '{}' takes {} x {} pixels, expected a town (at most {} pixels); larger areas "
            "are border.units",
            name, window.rows, window.cols, most_town_px);
}

/// The component itself within its bounds: components next to it may reach into them.
Raster<std::uint8_t> cut_out(const CodeSource& near, const Component& town) {
    const LabelledComponents found =
        label_components(near.read(town.bounds()), Connectivity::eight);
    Raster<std::uint8_t> inside(found.labels.grid());
    for (std::size_t k = 0; k < found.components.size(); ++k) {
        const Component& one = found.components[k];
        if (one.cells != town.cells || one.bounds().rows != town.bounds().rows ||
            one.bounds().cols != town.bounds().cols)
            continue;
        for (std::size_t i = 0; i < inside.values().size(); ++i)
            inside.values()[i] = found.labels.values()[i] == static_cast<std::int32_t>(k + 1);
    }
    return inside;
}

std::string side_at(const BorderLine& line, Point place) {
    return line.locate(place).signed_distance_m >= 0.0 ? "a" : "b";
}

std::vector<Town> found_towns(const StudyRun& run, const StudyGround& ground,
                              const BorderLine& line) {
    const StudyTowns& wanted = run.study.towns;
    const std::int32_t built_up =
        code_named(study_model(run)->lens_model.forest.legend, "built_up");
    const Index reach_px =
        std::max<Index>(1, std::llround(0.5 * wanted.join_m / ground.grid.pixel_size_m()));
    const CodeSource near = joined_ground(
        class_source(run, ground, composite_periods(run).back().name), built_up, reach_px);
    const ComponentMap map(near, Connectivity::eight);
    std::vector<Component> large;
    for (const Component& one : map.components())
        if (static_cast<double>(one.cells) * ground.grid.pixel_area_m2() >= wanted.least_km2 * 1e6)
            large.push_back(one);
    std::stable_sort(large.begin(), large.end(),
                     [](const Component& x, const Component& y) { return x.cells > y.cells; });
    std::vector<Town> towns;
    Index count[2] = {0, 0};
    for (const Component& one : large) {
        check_size("a cluster of built-up ground", one.bounds());
        Town town{"", "", one.bounds(), cut_out(near, one), 0.0};
        town.side = side_at(line, ground.grid.center(std::llround(one.centroid_row()),
                                                     std::llround(one.centroid_col())));
        town.name = fmt::format("{}{}", town.side, ++count[town.side == "b"]);
        town.area_km2 = area_km2_of(town.inside, ground.grid);
        towns.push_back(std::move(town));
    }
    return towns;
}

/// Window of the grid's pixels whose centres may lie in the polygons; empty beyond the grid.
Window window_of(const Geometry& shape, const Grid& grid) {
    Bounds box{1e300, 1e300, -1e300, -1e300};
    for (const Polygon& polygon : shape.polygons)
        for (const Point& point : polygon.outer)
            box = {std::min(box.min_x, point.x), std::min(box.min_y, point.y),
                   std::max(box.max_x, point.x), std::max(box.max_y, point.y)};
    const Point upper = grid.to_px({box.min_x, box.max_y}),
                lower = grid.to_px({box.max_x, box.min_y});
    const Index row0 = static_cast<Index>(std::floor(upper.y)),
                col0 = static_cast<Index>(std::floor(upper.x));
    return Window{row0, col0, static_cast<Index>(std::ceil(lower.y)) - row0,
                  static_cast<Index>(std::ceil(lower.x)) - col0}
        .intersect(grid.window());
}

std::vector<Town> named_towns(const StudyRun& run, const StudyGround& ground,
                              const BorderLine& line) {
    const StudyTowns& wanted = run.study.towns;
    std::vector<Town> towns;
    for (const StudyUnit& unit :
         read_named_polygons(wanted.polygons_path, wanted.field, run.study.crs, "towns.polygons")) {
        const Window window = window_of(unit.polygons, ground.grid);
        if (window.empty()) {
            log_warning("town {}: lies off the study's ground; left out", unit.name);
            continue;
        }
        check_size(unit.name, window);
        const Raster<std::uint16_t> burned = burn_units({unit}, ground.grid.crop(window));
        Town town{unit.name, "", window, Raster<std::uint8_t>(burned.grid()), 0.0};
        for (std::size_t i = 0; i < burned.values().size(); ++i)
            town.inside.values()[i] = burned.values()[i] != 0;
        town.area_km2 = area_km2_of(town.inside, ground.grid);
        if (town.area_km2 == 0.0) {
            log_warning("town {}: is smaller than a pixel; left out", unit.name);
            continue;
        }
        const Bounds box = ground.grid.crop(window).bounds();
        town.side = side_at(line, {0.5 * (box.min_x + box.max_x), 0.5 * (box.min_y + box.max_y)});
        towns.push_back(std::move(town));
    }
    return towns;
}

}  // namespace

std::vector<Town> read_towns(const StudyRun& run, const StudyGround& ground) {
    const BorderLine line = study_border(run.study, ground.grid);
    std::vector<Town> towns = run.study.towns.polygons_path.empty()
                                  ? found_towns(run, ground, line)
                                  : named_towns(run, ground, line);
    if (towns.empty()) log_warning("towns: none found (least_km2 = {})", run.study.towns.least_km2);
    return towns;
}

std::vector<std::string> names_of(const std::vector<Town>& towns) {
    std::vector<std::string> names;
    for (const Town& town : towns) names.push_back(town.name);
    return names;
}

Raster<std::uint16_t> burn_towns(const std::vector<Town>& towns, const Grid& grid,
                                 const Window& part) {
    Raster<std::uint16_t> burned(grid.crop(part));
    for (std::size_t t = towns.size(); t-- > 0;) {
        const Town& town = towns[t];
        const Window both = town.window.intersect(part);
        for (Index row = both.row0; row < both.row0 + both.rows; ++row)
            for (Index col = both.col0; col < both.col0 + both.cols; ++col)
                if (town.inside(row - town.window.row0, col - town.window.col0) != 0)
                    burned(row - part.row0, col - part.col0) = static_cast<std::uint16_t>(t + 1);
    }
    return burned;
}

void depend_on_towns(Fingerprint& inputs, const StudyRun& run, const StudyGround& ground) {
    const StudyTowns& towns = run.study.towns;
    inputs.add(towns.join_m).add(towns.least_km2).add(towns.ring_km).add(towns.field);
    if (!towns.polygons_path.empty()) inputs.add_file(towns.polygons_path);
    describe_border(*run.study.border, inputs);
    std::vector<std::string> needed;
    for (const StudyPeriod& period : composite_periods(run))
        for (const Tile& tile : ground.tiles) {
            needed.push_back(layer_path("land_use", period.name, tile.name));
            needed.push_back(composite_path(period.name, tile.name));
        }
    depend_on(inputs, run.folder, needed);
}

}  // namespace borderlens
