// Corridors between the study's cores under each of its scenarios.
#include "base/error.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "stages/lay_corridors.hpp"
#include "stages/network_facts.hpp"
#include "stages/stages.hpp"
#include "stages/study_paths.hpp"

namespace borderlens {
namespace {

constexpr const char* best_of = "best:";  ///< "best:china" = the first by rank of group china

bool is_by_rank(const std::string& core) {
    return core.rfind(best_of, 0) == 0;
}

/// Ids of the cores; those by rank are looked up in the table of evaluated nodes.
std::vector<std::string> core_ids(const StudyRun& run) {
    std::vector<std::string> ids;
    for (const std::string& core : run.study.network.cores) {
        if (!is_by_rank(core)) {
            ids.push_back(core);
            continue;
        }
        const std::string group = core.substr(std::string(best_of).size());
        const Table nodes = read_table(run.folder.file(table_path("nodes")));
        const auto names = nodes.texts("id"), groups = nodes.texts("group");
        std::string found;
        for (std::size_t i = 0; i < names.size() && found.empty(); ++i)
            if (groups[i] == group && nodes.numbers("rank")[i] == 1.0) found = names[i];
        if (found.empty())
            throw input_error("{}: network.cores: no group '{}' was evaluated", run.study.path,
                              group);
        ids.push_back(found);
    }
    return ids;
}

/// Whether railways lie beside other links and scenarios are compared: ways by road are so many
/// and quick that what a railway changes does not show among them.
bool has_rail_of_its_own(const StudyNetwork& network) {
    if (network.scenario_paths.size() < 2) return false;
    bool rail = false, other = false;
    for (const std::string& path : network.edges_paths) {
        const Table table = read_table(path);
        if (!table.has("mode")) continue;
        for (const std::string& mode : table.texts("mode")) (mode == "rail" ? rail : other) = true;
    }
    return rail && other;
}

/// Files of lay_corridors that go into the tables folder, and their names there.
constexpr std::pair<const char*, const char*> shown[] = {
    {"corridors", "corridors"},
    {"corridor_nodes", "corridor_nodes"},
    {"corridor_currents", "corridor_currents"},
    {"scenarios", "scenarios"},
    {"comparison", "scenario_nodes"},
};

}  // namespace

std::vector<Unit> build_corridors(const StudyRun& run) {
    const StudyNetwork& network = run.study.network;
    if (network.nodes_path.empty() || network.edges_paths.empty() || network.cores.empty())
        return {};
    const bool rail = has_rail_of_its_own(network);
    Unit unit{.name = "all", .outputs = {"network/corridors.gpkg"}};
    if (rail) unit.outputs.push_back("network/rail/corridors.gpkg");
    for (const auto& [name, as] : shown) {
        unit.outputs.push_back(std::string("network/") + name + ".csv");
        unit.outputs.push_back(table_path(as));
        if (!rail) continue;
        unit.outputs.push_back(std::string("network/rail/") + name + ".csv");
        unit.outputs.push_back(table_path(std::string("rail_") + as));
    }
    describe_network(network, unit.inputs);
    // A folder of an earlier version lacks some of the outputs.
    for (const std::string& output : unit.outputs) unit.inputs.add(output);
    for (const std::string& path : network.scenario_paths) unit.inputs.add_file(path);
    for (const std::string& core : network.cores) {
        unit.inputs.add(core);
        if (is_by_rank(core)) depend_on(unit.inputs, run.folder, {table_path("nodes")});
    }
    unit.work = [&run, rail] {
        const StudyNetwork& from = run.study.network;
        CorridorPlan plan{.nodes_path = from.nodes_path,
                          .edges_paths = from.edges_paths,
                          .crossings_path = from.crossings_path,
                          .cores = core_ids(run),
                          .scenario_paths = from.scenario_paths,
                          .out = run.folder.path() + "/network",
                          .unknown_wait_h = from.unknown_wait_h,
                          .overwrite = true};
        // The report and the notebooks look for tables in one place.
        const auto lay = [&](const std::string& prefix) {
            lay_corridors(plan);
            for (const auto& [name, as] : shown)
                write_text(run.folder.file(table_path(prefix + as)),
                           read_text(plan.out + "/" + name + ".csv"), true);
        };
        lay("");
        if (!rail) return;
        plan.out += "/rail";
        plan.rail_only = true;
        lay("rail_");
    };
    return {unit};
}

}  // namespace borderlens
