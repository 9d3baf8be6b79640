#include <algorithm>
#include <cmath>

#include "app/commands.hpp"
#include "base/error.hpp"
#include "change/expansion.hpp"
#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "io/vector_file.hpp"
#include "raster/polygons.hpp"

namespace borderlens {
namespace {

/// Codes that mean built-up: as given, else the legend's, else every code but 0.
std::vector<std::int32_t> built_codes(const Arguments& arguments, const std::string& path) {
    std::vector<std::int32_t> codes;
    for (const double code : arguments.number_list("--built")) {
        if (code != std::floor(code))
            throw input_error("--built: found {}, expected whole class codes", code);
        codes.push_back(static_cast<std::int32_t>(code));
    }
    if (!codes.empty()) return codes;
    for (const LegendEntry& entry : read_legend(path))
        if (entry.name == "built_up" || entry.name == "built-up" || entry.name == "Built-up")
            codes.push_back(entry.code);
    return codes;
}

Raster<ClassCode> states_of(const std::string& path, const std::vector<std::int32_t>& built) {
    const Raster<std::int32_t> codes = read_codes(path);
    Raster<ClassCode> states(codes.grid());
    for (std::size_t i = 0; i < codes.values().size(); ++i) {
        const std::int32_t code = codes.values()[i];
        if (code == no_code) continue;
        const bool is_built =
            built.empty() ? code != 0 : std::find(built.begin(), built.end(), code) != built.end();
        states.values()[i] = is_built ? cell_built : cell_open;
    }
    return states;
}

double cell_area_m2(const Grid& grid, const std::string& path) {
    if (grid.crs().empty()) return grid.pixel_area_m2();
    if (is_geographic(grid.crs()))
        throw input_error("{}: is in degrees, areas need a projected CRS; warp it first (gdalwarp)",
                          path);
    return grid.pixel_area_m2() * std::pow(unit_length_m(grid.crs()), 2);
}

void write_patches(const Expansion& expansion, double cell_m2, const std::string& path,
                   bool overwrite) {
    VectorLayer layer;
    layer.name = "patches";
    layer.crs = expansion.found.labels.grid().crs();
    layer.geometries = outlines(expansion.found);
    std::vector<double> id, area_m2, index;
    std::vector<std::string> type;
    for (std::size_t p = 0; p < expansion.patches.size(); ++p) {
        id.push_back(static_cast<double>(p + 1));
        area_m2.push_back(static_cast<double>(expansion.patches[p].cells) * cell_m2);
        index.push_back(expansion.patches[p].index);
        type.emplace_back(name_of(expansion.patches[p].type));
    }
    layer.attributes.set("patch", std::move(id));
    layer.attributes.set("area_m2", std::move(area_m2));
    layer.attributes.set("index", std::move(index));
    layer.attributes.set("type", std::move(type));
    write_vector(path, {layer}, overwrite);
}

void run_expansion(const Arguments& arguments) {
    const std::string before_path = arguments.text("BEFORE"), after_path = arguments.text("AFTER");
    const std::string out = arguments.text("--out");
    require_writable(out, arguments.overwrite());
    const Grid grid = read_raster_info(before_path).grid;
    const Grid after_grid = read_raster_info(after_path).grid;
    if (!(grid == after_grid))
        throw input_error("{}: grid {}, expected that of {}: {}; warp it first (gdalwarp)",
                          after_path, after_grid.describe(), before_path, grid.describe());
    const double cell_m2 = cell_area_m2(grid, before_path);
    const auto population = arguments.number_list("--population");
    if (!population.empty() &&
        (population.size() != 2 || !(population[0] > 0.0) || !(population[1] > 0.0)))
        throw input_error("--population: expected two numbers > 0, as in 320000,330000");
    if (!population.empty() && !arguments.has("--years"))
        throw input_error("--population: needs --years, the years between the two maps");
    const double years = arguments.number_or("--years", std::nan(""));
    if (arguments.has("--years") && !(years > 0.0))
        throw input_error("--years: found {}, expected a number > 0", years);
    const double buffer_m = arguments.number_or("--buffer", 0.0);
    const double side_m = std::sqrt(cell_m2);
    if (buffer_m < 0.0 || buffer_m > 100.0 * side_m)
        throw input_error("--buffer: found {} m, expected 0 to 100 cells ({} m)", buffer_m,
                          100.0 * side_m);
    const auto built = built_codes(arguments, before_path);
    const Expansion expansion = find_expansion(
        states_of(before_path, built), states_of(after_path, built),
        arguments.text("--connectivity") == "4" ? Connectivity::four : Connectivity::eight,
        buffer_m / side_m);
    write_patches(expansion, cell_m2, out, arguments.overwrite());
    const double built_before = static_cast<double>(expansion.built_before) * cell_m2;
    const double built_after = static_cast<double>(expansion.built_after) * cell_m2;
    const LandConsumption rates = land_consumption(
        built_before, built_after, population.empty() ? std::nan("") : population[0],
        population.empty() ? std::nan("") : population[1], years);
    Index counts[3] = {0, 0, 0};
    double areas_m2[3] = {0.0, 0.0, 0.0};
    for (const NewPatch& patch : expansion.patches) {
        ++counts[static_cast<int>(patch.type)];
        areas_m2[static_cast<int>(patch.type)] += static_cast<double>(patch.cells) * cell_m2;
    }
    Document document = Document::object(), patches = Document::object();
    Document area = Document::object();
    for (const ExpansionType type :
         {ExpansionType::infill, ExpansionType::edge, ExpansionType::outlying}) {
        patches.set(name_of(type), counts[static_cast<int>(type)]);
        area.set(name_of(type), areas_m2[static_cast<int>(type)]);
    }
    document.set("built_before_m2", built_before);
    document.set("built_after_m2", built_after);
    document.set("land_consumption_rate", rates.land_consumption_rate);
    document.set("population_growth_rate", rates.population_growth_rate);
    document.set("lcrpgr", rates.ratio);
    document.set("patches", std::move(patches));
    document.set("new_area_m2", std::move(area));
    document.set("mean_expansion_index", expansion.mean_index);
    document.set("area_weighted_expansion_index", expansion.area_weighted_index);
    write_document("-", document, true);
}

}  // namespace

Command expansion_command() {
    return {.name = "expansion",
            .summary = "new built-up patches by type of growth, and SDG indicator 11.3.1",
            .example =
                "borderlens expansion built2015.tif built2020.tif --out patches.gpkg "
                "--population 320000,330000 --years 5",
            .positionals = {{.name = "BEFORE", .help = "earlier class map"},
                            {.name = "AFTER", .help = "later class map on the same grid"}},
            .options = {{.name = "--out", .help = "polygons of the new patches", .required = true},
                        {.name = "--built",
                         .help = "codes that are built-up, as in 7,8 (default: the legend's "
                                 "built_up, else all but 0)"},
                        {.name = "--population", .help = "inhabitants at both dates, as in a,b"},
                        {.name = "--years", .help = "years between the two maps"},
                        {.name = "--buffer",
                         .help = "width of the ring around a patch in metres (default: the cells "
                                 "that touch it)"},
                        {.name = "--connectivity",
                         .help = "cells of a patch share a side (4) or also a corner (8)",
                         .default_value = "8",
                         .choices = {"4", "8"}}},
            .run = run_expansion};
}

}  // namespace borderlens
