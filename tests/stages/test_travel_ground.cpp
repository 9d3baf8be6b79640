#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>

#include "io/crs.hpp"
#include "io/raster_file.hpp"
#include "io/vector_file.hpp"
#include "network/cost_surface.hpp"
#include "stages/travel_ground.hpp"
#include "support/temp_folder.hpp"

using namespace borderlens;

namespace {

const double left_x = 500000.0, top_y = 4900000.0;
constexpr double cell_m = 100.0;

Grid drawn_grid(Index rows, Index cols) {
    return Grid(crs_wkt("EPSG:32644"), {left_x, top_y}, cell_m, cell_m, rows, cols);
}

void write_text(const std::string& path, const std::string& text) {
    std::ofstream(path) << text;
}

/// Grass (1) in the left half, asphalt (2) in the right one; 5 rows, 8 columns.
std::string write_classes(const TempFolder& folder) {
    Raster<ClassCode> classes(drawn_grid(5, 8), 1, 1);
    for (Index row = 0; row < 5; ++row)
        for (Index col = 4; col < 8; ++col) classes(row, col) = 2;
    write_raster(
        folder / "classes.tif", classes,
        {.no_data = no_class, .legend = {{1, "grass", {0, 200, 0}}, {2, "asphalt", {90, 90, 90}}}});
    return folder / "classes.tif";
}

/// A line through the middles of cells.
void write_line(const std::string& path, std::vector<Point> cells, double speed_kmh) {
    VectorLayer layer;
    layer.name = "lines";
    layer.crs = crs_wkt("EPSG:32644");
    Polyline line;
    for (const Point& cell : cells)
        line.push_back({left_x + (cell.x + 0.5) * cell_m, top_y - (cell.y + 0.5) * cell_m});
    Geometry geometry;
    geometry.lines.push_back(line);
    layer.geometries.push_back(geometry);
    layer.attributes.set("speed_kmh", std::vector<double>{speed_kmh});
    write_vector(path, {layer}, true);
}

Raster<double> friction_of(const GroundFiles& files) {
    const TravelGround travel = open_travel_ground(files);
    return travel.ground.friction(travel.ground.grid.window());
}

}  // namespace

TEST_CASE("speeds go by class code or by the map's class names, roads lie over them") {
    const TempFolder folder("travel_ground");
    GroundFiles files;
    files.cost = write_classes(folder);
    files.speeds = folder / "speeds.csv";
    write_text(files.speeds, "class,speed_kmh\ngrass,4\n2,50\n");
    write_line(folder / "road.gpkg", {{0, 2}, {7, 2}}, 100.0);
    const Raster<double> bare = friction_of(files);
    CHECK(bare(0, 0) == Approx(1.0 / 4000.0));  // hours a metre
    CHECK(bare(0, 5) == Approx(1.0 / 50000.0));
    files.roads = {folder / "road.gpkg"};
    const Raster<double> with_road = friction_of(files);
    CHECK(with_road(2, 0) == Approx(1.0 / 100000.0));
    CHECK(with_road(2, 7) == Approx(1.0 / 100000.0));
    CHECK(with_road(3, 0) == bare(3, 0));
}

TEST_CASE("heights are read window by window, and are not known on roads") {
    const TempFolder folder("travel_ground");
    GroundFiles files;
    files.cost = write_classes(folder);
    files.speeds = folder / "speeds.csv";
    write_text(files.speeds, "class,speed_kmh\n1,4\n2,50\n");
    files.dem = folder / "dem.tif";
    Raster<float> dem(drawn_grid(5, 8));
    for (Index row = 0; row < 5; ++row)
        for (Index col = 0; col < 8; ++col)
            dem(row, col) = static_cast<float>(col * col) + 10.0F * static_cast<float>(row % 2);
    write_raster(files.dem, dem);
    write_line(folder / "road.gpkg", {{0, 2}, {7, 2}}, 100.0);
    files.roads = {folder / "road.gpkg"};
    files.roads_level = true;
    const TravelGround travel = open_travel_ground(files);
    const Raster<double> part = travel.ground.elevation_m({1, 3, 2, 4});
    CHECK(part(0, 0) == 19.0);
    CHECK(part(0, 3) == 46.0);
    CHECK(std::isnan(part(1, 0)));
    CHECK(travel.ground.friction({0, 0, 5, 8})(0, 2) == Approx(1.0 / 4000.0));
    write_text(folder / "curve.csv", "slope,speed_kmh\n0,5\n-1,4\n");
    CHECK_THROWS_WITH(read_slope_curve(folder / "curve.csv"),
                      Catch::Contains("curve.csv") && Catch::Contains("row 2: slope is -1"));
    CHECK(read_slope_curve("").slopes.empty());
}

TEST_CASE("a border is crossed at its crossing only, after its wait") {
    const TempFolder folder("travel_ground");
    GroundFiles files;
    files.cost = write_classes(folder);
    files.speeds = folder / "speeds.csv";
    write_text(files.speeds, "class,speed_kmh\n1,10\n2,10\n");
    files.barrier = folder / "border.gpkg";
    write_line(files.barrier, {{4, 0}, {4, 4}}, 1.0);
    const std::vector<SourceCell> source = {{2, 0, 1}};
    const auto hours_at_end = [&] {
        TravelGround travel = open_travel_ground(files);
        CostOptions options;
        options.gates = travel.gates;
        const Raster<double> friction = travel.ground.friction(travel.ground.grid.window());
        return CostSurface(friction, nullptr, source, options).cost(2, 7);
    };
    CHECK(std::isnan(hours_at_end()));
    files.crossings = folder / "gates.gpkg";
    VectorLayer gate;
    gate.name = "gates";
    gate.crs = crs_wkt("EPSG:32644");
    Geometry place;
    place.points.push_back({left_x + 4.5 * cell_m, top_y - 2.5 * cell_m});
    gate.geometries.push_back(place);
    gate.attributes.set("wait_h", std::vector<double>{3.0});
    write_vector(files.crossings, {gate}, true);
    // Seven cells of 100 m at 10 km/h, and three hours at the border.
    CHECK(hours_at_end() == Approx(3.0 + 0.7 / 10.0));
    // A wait nobody knows counts for nothing, and is warned about.
    gate.attributes.set("wait_h", std::vector<double>{NAN});
    write_vector(files.crossings, {gate}, true);
    CHECK(hours_at_end() == Approx(0.07));
}

TEST_CASE("ground that cannot be used is told by file and row") {
    const TempFolder folder("travel_ground");
    GroundFiles files;
    files.cost = write_classes(folder);
    files.speeds = folder / "speeds.csv";
    const auto fails_with = [&](const std::string& text) {
        CHECK_THROWS_WITH(friction_of(files), Catch::Contains(text));
    };
    write_text(files.speeds, "class,speed_kmh\ngrass,4\n1,5\n");
    fails_with("comes twice");
    write_text(files.speeds, "class,speed_kmh\nsand,4\n");
    fails_with("'sand' is neither a code nor a name");
    write_text(files.speeds, "class,speed_kmh\n1,-4\n");
    fails_with("expected 0 or more");
    write_text(files.speeds, "class,speed_kmh\n1,4\n");
    fails_with("class 2 has no speed");
    write_text(files.speeds, "class,speed_kmh\n1,4\n2,5\n");
    write_line(folder / "slow.gpkg", {{0, 0}, {7, 0}}, 0.0);
    files.roads = {folder / "slow.gpkg"};
    fails_with("expected a number above 0");
    files.roads.clear();
    files.barrier = folder / "far.gpkg";
    write_line(files.barrier, {{5000, 0}, {5000, 4}}, 1.0);
    fails_with("does not meet");
}
