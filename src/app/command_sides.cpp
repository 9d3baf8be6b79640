#include "app/commands.hpp"
#include "base/error.hpp"
#include "border/geodesic_sides.hpp"
#include "io/crs.hpp"
#include "io/table_file.hpp"
#include "stages/read_border.hpp"

namespace borderlens {
namespace {

void run_sides(const Arguments& arguments) {
    const std::string points_path = arguments.text("POINTS");
    Table table = read_table(points_path);
    std::vector<Point> places;
    try {
        const auto &lon = table.numbers("lon"), &lat = table.numbers("lat");
        for (std::size_t i = 0; i < lon.size(); ++i) places.push_back({lon[i], lat[i]});
    } catch (const Error& error) {
        throw error.with_context(points_path);
    }
    const std::vector<double> side_a = arguments.number_list("--side-a-point");
    if (side_a.size() != 2)
        throw input_error("--side-a-point: found '{}', expected LON,LAT such as 80.5,44.2",
                          arguments.text("--side-a-point"));
    const std::string border = arguments.text("--border");
    BorderSource source{.path = border,
                        .polygon_field = arguments.text_or("--field", ""),
                        .polygon_a = arguments.text_or("--a", ""),
                        .polygon_b = arguments.text_or("--b", "")};
    const std::vector<GeodesicPosition> positions =
        geodesic_sides(read_border_parts(source, lonlat_crs()), {side_a[0], side_a[1]}, places);
    std::vector<std::string> side;
    std::vector<double> distance_km, beyond_end;
    for (const GeodesicPosition& position : positions) {
        side.push_back(position.signed_distance_km >= 0.0 ? "a" : "b");
        distance_km.push_back(position.signed_distance_km);
        beyond_end.push_back(position.beyond_end ? 1.0 : 0.0);
    }
    table.set("side", std::move(side));
    table.set("signed_distance_km", std::move(distance_km));
    table.set("beyond_end", std::move(beyond_end));
    write_table(arguments.text("--out"), table, arguments.overwrite());
}

}  // namespace

Command sides_command() {
    return {.name = "sides",
            .summary = "tell for each point the side of a border and the distance from it",
            .example =
                "borderlens sides points.csv --border border.geojson --side-a-point "
                "80.5,44.2 --out sides.csv",
            .positionals = {{"POINTS", "table with columns lon, lat [degrees], or a point layer"}},
            .options = {{.name = "--border",
                         .help = "line layer, or polygons with --field, --a, --b",
                         .required = true},
                        {.name = "--side-a-point",
                         .help = "LON,LAT of a place on side a",
                         .required = true},
                        {.name = "--field", .help = "field that tells the two polygons apart"},
                        {.name = "--a", .help = "its value for side a"},
                        {.name = "--b", .help = "its value for side b"},
                        {.name = "--out",
                         .help = ".csv, .json, .gpkg or - for standard output",
                         .required = true}},
            .run = run_sides};
}

}  // namespace borderlens
