#include "stages/simulate.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "base/error.hpp"
#include "base/log.hpp"
#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "io/vector_file.hpp"
#include "stages/simulate_report.hpp"
#include "stages/simulate_scenes.hpp"
#include "stages/simulate_truth.hpp"

namespace borderlens {
namespace {

constexpr Index tile_px = 10980;  // a Sentinel-2 tile at 10 m
constexpr double tile_west = 399960.0, tile_north = 4900020.0;

/// Upper-left coordinate, snapped to the tile's 60 m pixels and kept inside the tile.
double snapped(double wanted, double tile_edge, double direction, Index size_px) {
    const double most = static_cast<double>(tile_px - size_px) * 10.0;
    const double steps = std::floor(std::clamp(direction * (wanted - tile_edge), 0.0, most) / 60.0);
    return tile_edge + direction * steps * 60.0;
}

void write_border(const SimulationOptions& options, const SimulatedLandscape& landscape,
                  const Grid& grid) {
    const SimulatedBorder& border = landscape.border();
    VectorLayer layer;
    layer.name = "border";
    layer.crs = lonlat_crs();
    Geometry line;
    line.lines = {transform_points(grid.crs(), layer.crs, border.points())};
    layer.geometries = {line};
    const Bounds bounds = grid.bounds();
    const double middle = 0.5 * (bounds.min_y + bounds.max_y);
    const Point side_a = transform_points(
        grid.crs(), layer.crs, {{0.5 * (border.easting_at(middle) + bounds.max_x), middle}})[0];
    layer.attributes.set("name", std::vector<std::string>{"simulated border"});
    layer.attributes.set("note", std::vector<std::string>{simulated_notice});
    layer.attributes.set("side_a_lon", std::vector<double>{side_a.x});
    layer.attributes.set("side_a_lat", std::vector<double>{side_a.y});
    layer.attributes.set("mean_easting_m", std::vector<double>{border.mean_easting()});
    for (std::size_t i = 0; i < border.waves().size(); ++i) {
        const SimulatedBorder::Wave& wave = border.waves()[i];
        const std::string name = "wave" + std::to_string(i + 1);
        layer.attributes.set(name + "_amplitude_m", std::vector<double>{wave.amplitude_m});
        layer.attributes.set(name + "_length_m", std::vector<double>{wave.length_m});
        layer.attributes.set(name + "_phase_rad", std::vector<double>{wave.phase_rad});
    }
    write_vector(options.folder + "/border.geojson", {layer}, options.overwrite);
}

std::vector<Acquisition> of_year(const std::vector<Acquisition>& scenes, int year,
                                 bool is_landsat) {
    std::vector<Acquisition> chosen;
    for (const Acquisition& scene : scenes)
        if (scene.date.year == year && scene.is_landsat() == is_landsat) chosen.push_back(scene);
    return chosen;
}

}  // namespace

Grid simulation_grid(Index size_px) {
    if (size_px < 120 || size_px > tile_px)
        throw input_error("--size-px: found {}, expected 120 to {} (one Sentinel-2 tile)", size_px,
                          tile_px);
    const double size_m = static_cast<double>(size_px) * 10.0;
    // The river at Khorgos lies near easting 452,100, northing 4,893,500.
    const double west = snapped(452100.0 - 0.47 * size_m, tile_west, 1.0, size_px);
    const double north = snapped(4893500.0 + 0.5 * size_m, tile_north, -1.0, size_px);
    return Grid(crs_wkt("EPSG:32644"), {west, north}, 10.0, 10.0, size_px, size_px);
}

void simulate(const SimulationOptions& options) {
    const Grid grid = simulation_grid(options.size_px);
    const std::vector<Acquisition> scenes = plan_acquisitions(options.plan, options.seed);
    if (std::filesystem::exists(options.folder + "/simulation.json") && !options.overwrite)
        throw input_error("{}: holds a simulation already; add --overwrite to replace it",
                          options.folder);
    make_folder(options.folder + "/truth");
    const SimulatedLandscape landscape(grid.bounds(), options.rules, options.seed);
    write_border(options, landscape, grid);
    std::vector<TruthCounts> counts;
    for (const int year : options.plan.years) {
        const std::vector<Acquisition> sentinel = of_year(scenes, year, false);
        const std::vector<Acquisition> landsat = of_year(scenes, year, true);
        TruthWriter truth(options, grid, year);
        simulate_sentinel2(options, landscape, grid, year, sentinel,
                           [&](const Block& block, const GroundTile& tile) {
                               truth.take(landscape, block, tile);
                           });
        truth.finish();
        counts.push_back(truth.counts());
        simulate_landsat(options, landscape, grid, year, landsat);
        log_info("simulate: {}: {} Sentinel-2 and {} Landsat scenes", year, sentinel.size(),
                 landsat.size());
    }
    write_change_years(options, landscape, grid);
    write_table(options.folder + "/truth/areas.csv", truth_areas(options.plan.years, counts),
                options.overwrite);
    write_table(options.folder + "/truth/asymmetry.csv",
                truth_asymmetry(options.plan.years, counts), options.overwrite);
    Labels labels =
        make_labels(landscape, options.plan.years, options.seed, options.labels, grid.crs());
    weigh_points(labels.points, options.plan.years, counts);
    write_vector(options.folder + "/labels.gpkg", {labels.polygons}, options.overwrite);
    write_vector(options.folder + "/test_points.gpkg", {labels.points}, options.overwrite);
    write_text(options.folder + "/README.md", simulation_readme(options, grid, scenes),
               options.overwrite);
    write_document(options.folder + "/simulation.json",
                   simulation_record(options, grid, landscape, scenes), options.overwrite);
}

}  // namespace borderlens
