#include "app/commands.hpp"
#include "base/error.hpp"
#include "stages/lay_corridors.hpp"

namespace borderlens {
namespace {

void run_corridor(const Arguments& arguments) {
    CorridorPlan plan;
    plan.nodes_path = arguments.text("NODES.csv");
    plan.edges_paths = arguments.texts("EDGES.csv");
    plan.crossings_path = arguments.text_or("--crossings", "");
    plan.cores = arguments.list("--cores");
    plan.scenario_paths = arguments.texts("--scenario");
    const Index count = arguments.integer("--axes");
    if (count < 1 || count > 20) throw input_error("--axes: found {}, expected 1 to 20", count);
    plan.axes_count = static_cast<int>(count);
    plan.out = arguments.text("--out");
    plan.overwrite = arguments.overwrite();
    lay_corridors(plan);
}

}  // namespace

Command corridor_command() {
    return {
        .name = "corridor",
        .summary = "axes between cores, their belts and what scenarios change",
        .example =
            "borderlens corridor nodes.csv edges_rail.csv --cores URC,ALA --scenario "
            "scenario_baseline.toml scenario_chinese_led.toml --out corridors",
        .positionals = {{"NODES.csv", "table: id, lon, lat, optional country, role, population"},
                        {"EDGES.csv",
                         "tables: from, to, km, speed_kmh or road_class, mode, gauge_mm, status, "
                         "crossing_id, sponsor",
                         1, -1}},
        .options = {{.name = "--out", .help = "folder for the results", .required = true},
                    {.name = "--cores", .help = "ids of the poles: A,B[,C]", .required = true},
                    {.name = "--scenario",
                     .help = "scenario files; the first is what the others are compared with",
                     .repeatable = true},
                    {.name = "--crossings", .help = "table: id, wait_h, gauge_change_h"},
                    {.name = "--axes",
                     .help = "axes sought between each two cores",
                     .default_value = "4"}},
        .run = run_corridor};
}

}  // namespace borderlens
