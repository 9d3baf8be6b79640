#include <limits>
#include <set>

#include "app/commands.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "network/current_flow.hpp"
#include "stages/cost_inputs.hpp"
#include "stages/flow_inputs.hpp"

namespace borderlens {
namespace {

void write_map(const std::string& path, const Raster<double>& map, const std::string& what,
               bool overwrite) {
    RasterOptions options;
    options.band_descriptions = {what};
    options.overwrite = overwrite;
    write_raster(path, map, options);
}

/// Options that say nothing in the chosen mode: who gave one may think it counted.
void warn_of_unused(const Arguments& arguments, const std::string& mode) {
    const bool advanced = mode == "advanced";
    const auto unused = [&](const std::string& option, bool given, bool used) {
        if (given && !used) log_warning("{} is not used with --mode {}", option, mode);
    };
    unused("--pairs", arguments.has("--pairs"), !advanced);
    unused("--strengths", arguments.has("--strengths"), !advanced && mode != "pairwise");
    unused("--grounds", arguments.has("--grounds"), advanced);
    for (const char* option : {"--ground-resistances", "--unit-currents", "--direct-grounds"})
        unused(option, arguments.flag(option), advanced);
    unused("--conflicts", arguments.text("--conflicts") != "keepall", advanced);
    unused("--maps", arguments.flag("--maps"), !advanced);
}

/// The habitat as conductances, cells off the mask left out.
Raster<double> read_conductance(const Arguments& arguments, const std::string& path) {
    Raster<double> habitat = read_doubles(path, {0});
    if (arguments.has("--mask")) {
        const std::string& mask_path = arguments.text("--mask");
        require_same_grid(mask_path, read_raster_info(mask_path).grid, path, habitat.grid());
        const Raster<double> mask = read_doubles(mask_path, {0});
        for (std::size_t i = 0; i < habitat.values().size(); ++i)
            if (!(mask.values()[i] > 0.0))
                habitat.values()[i] = std::numeric_limits<double>::quiet_NaN();
    }
    try {
        return habitat_conductance(habitat, arguments.flag("--conductance"));
    } catch (const Error& error) {
        throw error.with_context(path);
    }
}

/// Rows and columns of focal ids; the corner is 0, as Circuitscape writes it.
Table pairwise_table(const FlowResult& result) {
    Table table;
    std::vector<double> ids(result.ids.begin(), result.ids.end());
    table.set("0", ids);
    const std::size_t count = ids.size();
    for (std::size_t col = 0; col < count; ++col) {
        std::vector<double> column;
        for (std::size_t row = 0; row < count; ++row)
            column.push_back(result.resistance[row * count + col]);
        table.set(std::to_string(result.ids[col]), std::move(column));
    }
    return table;
}

Table pairs_table(const FlowResult& result) {
    std::vector<double> from, to, resistance;
    const std::size_t count = result.ids.size();
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t j = i + 1; j < count; ++j) {
            from.push_back(result.ids[i]);
            to.push_back(result.ids[j]);
            resistance.push_back(result.resistance[i * count + j]);
        }
    Table table;
    table.set("from", std::move(from));
    table.set("to", std::move(to));
    table.set("resistance", std::move(resistance));
    return table;
}

void run_advanced(const Arguments& arguments, FlowProblem& problem, const std::string& folder) {
    if (!arguments.has("--grounds"))
        throw input_error("--mode advanced: --grounds is missing; FOCAL holds the sources");
    const std::string& habitat = arguments.text("HABITAT");
    const Grid& grid = problem.conductance.grid();
    std::vector<double> sources(static_cast<std::size_t>(grid.size()), 0.0), grounds = sources;
    for (const CellValue& source : read_cell_values(arguments.text("FOCAL"), habitat, grid))
        if (source.value != 0.0)
            sources[static_cast<std::size_t>(source.cell)] +=
                arguments.flag("--unit-currents") ? 1.0 : source.value;
    const bool resistances = arguments.flag("--ground-resistances");
    for (const CellValue& ground : read_cell_values(arguments.text("--grounds"), habitat, grid)) {
        if (ground.value < 0.0)
            throw input_error("{}: found a ground of {}, expected 0 or more",
                              arguments.text("--grounds"), ground.value);
        double& conductance = grounds[static_cast<std::size_t>(ground.cell)];
        if (arguments.flag("--direct-grounds"))
            conductance = ground.value != 0.0 || resistances ? direct_ground : conductance;
        else
            conductance += resistances ? 1.0 / ground.value : ground.value;
    }
    make_folder(folder);
    const std::string& policy = arguments.text("--conflicts");
    const FlowField field = advanced_flow(problem, sources, grounds,
                                          policy == "rmvsrc"   ? Conflict::remove_source
                                          : policy == "rmvgnd" ? Conflict::remove_ground
                                          : policy == "rmvall" ? Conflict::remove_both
                                                               : Conflict::keep_all);
    write_map(folder + "current.tif", field.current, "current", arguments.overwrite());
    write_map(folder + "voltage.tif", field.voltage, "voltage", arguments.overwrite());
}

void run_current_flow(const Arguments& arguments) {
    const std::string& habitat = arguments.text("HABITAT");
    const std::string folder = arguments.text("--out") + "/";
    const std::string& mode = arguments.text("--mode");
    warn_of_unused(arguments, mode);
    FlowProblem problem;
    problem.options.neighbours = static_cast<int>(arguments.integer("--neighbours"));
    problem.options.average = arguments.text("--average") == "conductance"
                                  ? WireAverage::conductance
                                  : WireAverage::resistance;
    problem.conductance = read_conductance(arguments, habitat);
    const Grid& grid = problem.conductance.grid();
    if (arguments.has("--polygons"))
        problem.regions = read_regions(arguments.text("--polygons"), habitat, grid);
    if (mode == "advanced") return run_advanced(arguments, problem, folder);
    problem.focal = read_focal_cells(arguments.text("FOCAL"), habitat, grid);
    if (arguments.has("--pairs")) problem.choice = read_pairs(arguments.text("--pairs"));
    if (arguments.has("--strengths"))
        problem.strengths = read_strengths(arguments.text("--strengths"));
    std::set<std::int32_t> nodes;
    for (const FocalCell& cell : problem.focal) nodes.insert(cell.id);
    if (nodes.size() < 2)
        throw input_error("{}: found {} focal node{}, expected 2 or more different numbers",
                          arguments.text("FOCAL"), nodes.size(), nodes.size() == 1 ? "" : "s");
    make_folder(folder);
    require_writable(folder + "resistances.csv", arguments.overwrite());

    FlowMap on_map;
    if (arguments.flag("--maps"))
        on_map = [&](const std::string& name, const Raster<double>& current,
                     const Raster<double>& voltage) {
            write_map(folder + "current_" + name + ".tif", current, "current",
                      arguments.overwrite());
            write_map(folder + "voltage_" + name + ".tif", voltage, "voltage",
                      arguments.overwrite());
        };
    const FlowResult result = mode == "one-to-all"   ? one_to_all_flow(problem, on_map)
                              : mode == "all-to-one" ? all_to_one_flow(problem, on_map)
                                                     : pairwise_flow(problem, on_map);
    if (mode == "pairwise") {
        write_table(folder + "resistances.csv", pairwise_table(result), arguments.overwrite());
        write_table(folder + "resistances_pairs.csv", pairs_table(result), arguments.overwrite());
    } else {
        Table table;
        table.set("id", std::vector<double>(result.ids.begin(), result.ids.end()));
        table.set("resistance", result.resistance);
        write_table(folder + "resistances.csv", table, arguments.overwrite());
    }
    write_map(folder + "cumulative_current.tif", result.cumulative_current, "current",
              arguments.overwrite());
    write_map(folder + "maximum_current.tif", result.maximum_current, "current",
              arguments.overwrite());
    Index apart = 0;
    for (const double r : result.resistance) apart += r < 0.0 ? 1 : 0;
    if (mode == "pairwise") apart /= 2;
    if (apart > 0) log_warning("{} resistances are -1: not joined, or left out", apart);
}

}  // namespace

Command current_flow_command() {
    return {.name = "current-flow",
            .summary = "circuit theory on a habitat raster: effective resistances and current maps",
            .example = "borderlens current-flow habitat.asc cities.asc --neighbours 8 --out flow",
            .positionals = {{"HABITAT", "resistances of cells; no data conducts nothing"},
                            {"FOCAL",
                             "focal nodes: raster of ids, table or list of id, x, y, or "
                             "points with a field id; with --mode advanced the sources [A]"}},
            .options =
                {{.name = "--out", .help = "folder for the results", .required = true},
                 {.name = "--conductance", .help = "HABITAT holds conductances", .is_flag = true},
                 {.name = "--neighbours",
                  .help = "cells a cell is wired to",
                  .default_value = "8",
                  .choices = {"4", "8"}},
                 {.name = "--average",
                  .help = "a wire is the mean of two resistances or of two conductances",
                  .default_value = "resistance",
                  .choices = {"resistance", "conductance"}},
                 {.name = "--polygons", .help = "raster of short-circuit regions"},
                 {.name = "--mask", .help = "raster: cells not above 0 are left out"},
                 {.name = "--pairs", .help = "pairs of focal ids to include or exclude"},
                 {.name = "--mode",
                  .help = "which nodes send and which are grounded",
                  .default_value = "pairwise",
                  .choices = {"pairwise", "one-to-all", "all-to-one", "advanced"}},
                 {.name = "--strengths", .help = "table id, A: currents instead of 1 A"},
                 {.name = "--grounds", .help = "advanced: grounds [S], raster or value, x, y"},
                 {.name = "--ground-resistances",
                  .help = "advanced: grounds are in ohm, 0 is a direct ground",
                  .is_flag = true},
                 {.name = "--unit-currents",
                  .help = "advanced: every source sends 1 A",
                  .is_flag = true},
                 {.name = "--direct-grounds",
                  .help = "advanced: every ground is at zero volts",
                  .is_flag = true},
                 {.name = "--conflicts",
                  .help = "advanced: nodes both source and ground",
                  .default_value = "keepall",
                  .choices = {"keepall", "rmvsrc", "rmvgnd", "rmvall"}},
                 {.name = "--maps",
                  .help = "also the current and voltage map of every solution",
                  .is_flag = true}},
            .run = run_current_flow};
}

}  // namespace borderlens
