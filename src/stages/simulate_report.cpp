#include "stages/simulate_report.hpp"

#include <fmt/core.h>

#include "simulation/product.hpp"

namespace borderlens {
namespace {

std::string year_list(const std::vector<int>& years) {
    std::string text;
    for (const int year : years) text += (text.empty() ? "" : ",") + std::to_string(year);
    return text;
}

/// The command that makes the same folder again.
std::string command_line(const SimulationOptions& options) {
    const AcquisitionPlan& plan = options.plan;
    static constexpr const char* choices[] = {"auto", "landsat", "sentinel2", "both"};
    return fmt::format(
        "borderlens simulate DIR --size-px {} --years {} --seed {} --dates-per-year {} "
        "--sensors {} --growth-a {} --growth-b {} --cloud-share {} --missed-cloud {} "
        "--false-cloud {}{}",
        options.size_px, year_list(plan.years), options.seed, plan.dates_per_year,
        choices[static_cast<std::size_t>(plan.sensors)], options.rules.growth_a,
        options.rules.growth_b, plan.cloud_share, plan.missed_cloud, plan.false_cloud,
        plan.edge_scenes > 0.0 ? fmt::format(" --edge-scenes {}", plan.edge_scenes) : "");
}

Document place(Point center, Side side) {
    Document made = Document::object();
    made.set("easting_m", center.x);
    made.set("northing_m", center.y);
    made.set("side", side == Side::a ? "a" : "b");
    return made;
}

Document places(const Layout& layout) {
    Document settlements = Document::list(), ports = Document::list(), plants = Document::list();
    for (const Settlement& town : layout.settlements) {
        Document row = place(town.center, town.side);
        row.set("radius_m", town.radius_m);
        row.set("growth", town.growth);
        settlements.append(row);
    }
    for (const PortYard& port : layout.ports) {
        Document row = place(port.start, port.side);
        row.set("length_m", port.length_m);
        row.set("width_m", 2.0 * port.half_width_m);
        row.set("growth", port.growth);
        ports.append(row);
    }
    for (const SolarPlant& plant : layout.plants) {
        Document row = place(plant.center, plant.side);
        row.set("width_m", 2.0 * plant.half_width_m);
        row.set("height_m", 2.0 * plant.half_height_m);
        row.set("first_year", plant.first_year);
        plants.append(row);
    }
    Document made = Document::object();
    made.set("reference_year", reference_year);
    made.set("settlements", settlements);
    made.set("ports", ports);
    made.set("photovoltaic_plants", plants);
    return made;
}

Document scene_record(const Acquisition& scene) {
    const Product product = product_of(scene);
    Document row = Document::object();
    row.set("name", product.name);
    row.set("folder", "scenes/" + product.folder);
    row.set("date", to_text(scene.date));
    row.set("cloud_share", scene.cloud_share);
    row.set("shift_x_m", scene.shift_x_m);
    row.set("shift_y_m", scene.shift_y_m);
    row.set("brightness", scene.brightness);
    row.set("brightness_slope", scene.brightness_slope);
    row.set("haze_blue", scene.haze);
    row.set("outside_share", scene.outside_share);
    row.set("season_shift_days", scene.season_shift_days);
    row.set("baseline", scene.baseline);
    row.set("offset_in_numbers", scene.offset_number);
    return row;
}

}  // namespace

std::string simulation_readme(const SimulationOptions& options, const Grid& grid,
                              const std::vector<Acquisition>& scenes) {
    const double size_km = static_cast<double>(options.size_px) * 0.01;
    std::string text = "# Simulated scenes with known truth\n\n";
    text +=
        "**Nothing here was observed.** Every file in this folder was computed by `borderlens "
        "simulate`: the ground, the people's\nplaces, the air and the satellites' errors are made "
        "up, at the real place of Khorgos so that coordinates and products look\nas they would. "
        "Say so wherever figures from this folder are shown.\n\n";
    text += fmt::format("Made by\n```\n{}\n```\n", command_line(options));
    text +=
        "The same command gives the same bytes (same version of borderlens, GDAL and machine "
        "type), whatever the number of threads.\n\n";
    text += fmt::format(
        "{} x {} pixels of 10 m ({:.2f} km a side) in EPSG:32644, upper left ({:.0f}, {:.0f}); "
        "{} scenes.\n\n",
        grid.cols(), grid.rows(), size_km, grid.upper_left().x, grid.upper_left().y, scenes.size());
    text += "| date | product |\n|---|---|\n";
    for (const Acquisition& scene : scenes)
        text += fmt::format("| {} | scenes/{} |\n", to_text(scene.date), product_of(scene).folder);
    text += fmt::format(R"(
## What lies where
- `scenes/landsat`: Collection 2 Level 2 (surface reflectance number x 2.75e-5 - 0.2; QA_PIXEL). `scenes/sentinel2`: Level 2A as STAC
  items with COG assets (Earth Search's names) and as .SAFE folders (JPEG 2000 without loss). From 2022 on products of baseline 04.00
  and later hold number = reflectance x 10000 + 1000, except where the item says `earthsearch:boa_offset_applied: true`.
- `border.geojson`: the made-up border (a river), with the parameters of its meanders. Side a is east of it, side b west;
  `side_a_lon`, `side_a_lat` is a place on side a.
- `labels.gpkg`: training polygons; `test_points.gpkg`: test points drawn at random within class and side. Fields: class (code), class_name, year, side; test points: weight,
  the true pixels of the point's class, side and year for each of its points.
- `truth/classes_YEAR.tif`, `built_up_YEAR.tif`, `photovoltaics_YEAR.tif`: the truth at 10 m in the summer of a year.
  `change_year.tif` (last year of change), `built_up_year.tif`, `photovoltaics_year.tif` (first year): 0 = never within the years.
  `sky/PRODUCT.tif`: what the sky really was (0 clear, 1 cloud, 2 shadow, 3 outside the swath); the products' quality bands err: {:.3g} of cloud and shadow
  is called clear, {:.3g} of clear ground is called cloud.
- `truth/areas.csv`, `truth/asymmetry.csv`: area and share by class, side and year, and side against side: counts of the rasters.
- `simulation.json`: every parameter set or drawn.

## Codes
1 water, 2 cropland, 3 grass_steppe, 4 shrub_forest, 5 wetland, 6 bare_desert, 7 salt_flat, 8 built_up, 9 photovoltaics, 10 snow.

## What is true by rule
Settled area grows by {:.4g} a year on side a and {:.4g} on side b (of the area in 2013, compounding; rounded to whole blocks). Fields spread
on side a and shrink a little on side b. Photovoltaic plants come in the years given in `simulation.json`, most on side a.

## What it is not
Relief, topographic shadow, adjacency of bright ground, real crop rotation and real cloud types are absent; spectra vary less than
nature's. Accuracy reached here says that the program works, not how well it maps the real place.
)",
                        options.plan.missed_cloud, options.plan.false_cloud, options.rules.growth_a,
                        options.rules.growth_b);
    return text;
}

Document simulation_record(const SimulationOptions& options, const Grid& grid,
                           const SimulatedLandscape& landscape,
                           const std::vector<Acquisition>& scenes) {
    Document record = Document::object();
    record.set("simulated", true);
    record.set("notice", simulated_notice);
    record.set("command", command_line(options));
    record.set("seed", static_cast<Index>(options.seed));
    record.set("size_px", options.size_px);
    record.set("crs", "EPSG:32644");
    record.set("upper_left", std::vector<double>{grid.upper_left().x, grid.upper_left().y});
    Document rules = Document::object();
    rules.set("growth_a", options.rules.growth_a);
    rules.set("growth_b", options.rules.growth_b);
    rules.set("reclaim_a", options.rules.reclaim_a);
    rules.set("reclaim_b", options.rules.reclaim_b);
    rules.set("missed_cloud", options.plan.missed_cloud);
    rules.set("false_cloud", options.plan.false_cloud);
    record.set("rules", rules);
    record.set("places", places(landscape.layout()));
    Document list = Document::list();
    for (const Acquisition& scene : scenes) list.append(scene_record(scene));
    record.set("scenes", list);
    return record;
}

}  // namespace borderlens
