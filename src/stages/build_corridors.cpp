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

}  // namespace

std::vector<Unit> build_corridors(const StudyRun& run) {
    const StudyNetwork& network = run.study.network;
    if (network.nodes_path.empty() || network.edges_paths.empty() || network.cores.empty())
        return {};
    Unit unit{
        .name = "all",
        .outputs = {"network/corridors.gpkg", "network/corridors.csv", "network/corridor_nodes.csv",
                    "network/corridor_currents.csv", "network/scenarios.csv",
                    "network/comparison.csv", table_path("corridors"), table_path("corridor_nodes"),
                    table_path("corridor_currents"), table_path("scenarios"),
                    table_path("scenario_nodes")}};
    describe_network(network, unit.inputs);
    // A folder of an earlier version lacks some of the outputs.
    for (const std::string& output : unit.outputs) unit.inputs.add(output);
    for (const std::string& path : network.scenario_paths) unit.inputs.add_file(path);
    for (const std::string& core : network.cores) {
        unit.inputs.add(core);
        if (is_by_rank(core)) depend_on(unit.inputs, run.folder, {table_path("nodes")});
    }
    unit.work = [&run] {
        const StudyNetwork& from = run.study.network;
        const std::string folder = run.folder.path() + "/network";
        lay_corridors({.nodes_path = from.nodes_path,
                       .edges_paths = from.edges_paths,
                       .crossings_path = from.crossings_path,
                       .cores = core_ids(run),
                       .scenario_paths = from.scenario_paths,
                       .out = folder,
                       .unknown_wait_h = from.unknown_wait_h,
                       .overwrite = true});
        // The report and the notebooks look for tables in one place.
        const auto put = [&](const char* name, const char* as) {
            write_text(run.folder.file(table_path(as)), read_text(folder + "/" + name + ".csv"),
                       true);
        };
        put("corridors", "corridors");
        put("corridor_nodes", "corridor_nodes");
        put("corridor_currents", "corridor_currents");
        put("scenarios", "scenarios");
        put("comparison", "scenario_nodes");
    };
    return {unit};
}

}  // namespace borderlens
