// The zones as a map: bands and units as polygons, segments of the line with their asymmetry.
#include <map>
#include <set>

#include "border/line_pieces.hpp"
#include "border/zones.hpp"
#include "comparison/interval.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "io/vector_file.hpp"
#include "raster/polygons.hpp"
#include "stages/cell_table.hpp"
#include "stages/overview.hpp"
#include "stages/stages.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_towns.hpp"
#include "stages/study_units.hpp"

namespace borderlens {
namespace {

// chosen: bands of a study of 2,000 px are drawn pixel by pixel, larger ones more coarsely
constexpr Index most_px = 2000;

/// Side x distance band as polygons along pixel sides.
VectorLayer band_layer(const StudyRun& run, const StudyGround& ground) {
    const std::vector<double>& edges = run.study.border->bands_km;
    const ZoneScheme scheme = band_scheme(edges);
    const Raster<std::int32_t> zones = overview_at_step<std::int32_t>(
        ground, overview_step(ground.grid, most_px), 1, 0, [&](const Tile& tile) {
            const std::string path = run.folder.file(sides_path(tile.name));
            const ZoneMap map = band_map({read_floats(path, {0}), read_floats(path, {1})}, edges);
            Raster<std::int32_t> codes(map.grid());
            for (std::size_t i = 0; i < codes.values().size(); ++i)
                codes.values()[i] = map.values()[i];
            return codes;
        });
    VectorLayer layer{"bands", run.study.crs, {}, {}};
    const std::vector<Geometry> shapes = outlines(zones, static_cast<Index>(scheme.zones.size()));
    std::vector<double> pixels(shapes.size(), 0.0);
    for (const std::int32_t zone : zones.values())
        if (zone > 0) pixels[static_cast<std::size_t>(zone - 1)] += zones.grid().pixel_area_m2();
    std::vector<std::string> side, side_name, band;
    std::vector<double> area_km2;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        if (shapes[i].empty()) continue;
        layer.geometries.push_back(shapes[i]);
        side.push_back(scheme.zones[i].side);
        side_name.push_back(side.back() == "a" ? run.study.border->name_a
                                               : run.study.border->name_b);
        band.push_back(scheme.zones[i].band);
        area_km2.push_back(pixels[i] / 1e6);
    }
    layer.attributes.set("side", side);
    layer.attributes.set("side_name", side_name);
    layer.attributes.set("band_km", band);
    layer.attributes.set("area_km2", area_km2);
    return layer;
}

/// Each segment of the line in each period, with what tables/segments.csv says of it: columns
/// <metric>_a, _b, _difference, _asymmetry with its limits.
VectorLayer segment_layer(const StudyRun& run, const BorderLine& line, const Table& segments) {
    const auto zone = segments.texts("zone"), period = segments.texts("period"),
               metric = segments.texts("metric");
    struct Row {
        std::string zone, period;
        double from_km = 0.0, to_km = 0.0;
    };
    std::vector<Row> rows;
    std::map<std::pair<std::string, std::string>, std::size_t> places;
    std::vector<std::string> metrics;
    std::set<std::string> seen;
    for (std::size_t i = 0; i < zone.size(); ++i) {
        if (seen.insert(metric[i]).second) metrics.push_back(metric[i]);
        if (places.try_emplace({zone[i], period[i]}, rows.size()).second)
            rows.push_back(
                {zone[i], period[i], segments.numbers("from_km")[i], segments.numbers("to_km")[i]});
    }
    VectorLayer layer{"segments", run.study.crs, {}, {}};
    std::vector<std::string> zones, periods;
    std::vector<double> from_km, to_km;
    for (const Row& row : rows) {
        layer.geometries.push_back(
            {{}, piece_of(line, row.from_km * 1000.0, row.to_km * 1000.0), {}});
        zones.push_back(row.zone);
        periods.push_back(row.period);
        from_km.push_back(row.from_km);
        to_km.push_back(row.to_km);
    }
    layer.attributes.set("zone", zones);
    layer.attributes.set("period", periods);
    layer.attributes.set("from_km", from_km);
    layer.attributes.set("to_km", to_km);
    for (const std::string& name : metrics)
        for (const char* column :
             {"a", "b", "difference", "asymmetry", "asymmetry_low", "asymmetry_high"}) {
            std::vector<double> values(rows.size(), no_value);
            for (std::size_t i = 0; i < zone.size(); ++i)
                if (metric[i] == name)
                    values[places.at({zone[i], period[i]})] = segments.numbers(column)[i];
            layer.attributes.set(name + "_" + column, values);
        }
    return layer;
}

VectorLayer unit_layer(const StudyRun& run) {
    VectorLayer layer{"units", run.study.crs, {}, {}};
    std::vector<std::string> names;
    for (const StudyUnit& unit : read_units(run.study)) {
        layer.geometries.push_back(unit.polygons);
        names.push_back(unit.name);
    }
    layer.attributes.set("name", names);
    return layer;
}

VectorLayer town_layer(const StudyRun& run, const StudyGround& ground) {
    VectorLayer layer{"towns", run.study.crs, {}, {}};
    std::vector<std::string> names, sides;
    std::vector<double> area_km2;
    for (const Town& town : read_towns(run, ground)) {
        Raster<std::int32_t> label(ground.grid.crop(town.window));
        for (std::size_t i = 0; i < label.values().size(); ++i)
            label.values()[i] = town.inside.values()[i];
        layer.geometries.push_back(outlines(label, 1)[0]);
        names.push_back(town.name);
        sides.push_back(town.side);
        area_km2.push_back(town.area_km2);
    }
    layer.attributes.set("town", names);
    layer.attributes.set("side", sides);
    layer.attributes.set("area_km2", area_km2);
    return layer;
}

void draw_zones(const StudyRun& run) {
    const StudyGround ground = read_ground(run.folder);
    const BorderLine line = study_border(run.study, ground.grid);
    std::vector<VectorLayer> layers = {
        band_layer(run, ground),
        segment_layer(run, line, read_table(run.folder.file(table_path("segments"))))};
    if (!run.study.border->units_path.empty()) layers.push_back(unit_layer(run));
    if (run.study.towns.wanted) layers.push_back(town_layer(run, ground));
    write_vector(run.folder.file("zones.gpkg"), layers, true);
}

}  // namespace

std::vector<Unit> map_zones(const StudyRun& run) {
    if (!run.study.border || run.study.scenes.paths.empty()) return {};
    Unit unit{.name = "all", .outputs = {"zones.gpkg"}};
    const StudyBorder& border = *run.study.border;
    unit.inputs.add(border.name_a).add(border.name_b);
    for (const double edge : border.bands_km) unit.inputs.add(edge);
    if (!border.units_path.empty()) unit.inputs.add_file(border.units_path).add(border.units_field);
    if (run.study.towns.wanted) depend_on_towns(unit.inputs, run, read_ground(run.folder));
    std::vector<std::string> needed = {table_path("segments")};
    for (const Tile& tile : read_ground(run.folder).tiles) needed.push_back(sides_path(tile.name));
    depend_on(unit.inputs, run.folder, needed);
    unit.work = [&run] { draw_zones(run); };
    return {unit};
}

}  // namespace borderlens
