// Corridors between the study's cores under each of its scenarios.
#include "io/files.hpp"
#include "stages/lay_corridors.hpp"
#include "stages/stages.hpp"
#include "stages/study_paths.hpp"

namespace borderlens {

std::vector<Unit> build_corridors(const StudyRun& run) {
    const StudyNetwork& network = run.study.network;
    if (network.nodes_path.empty() || network.edges_paths.empty() || network.cores.empty())
        return {};
    Unit unit{
        .name = "all",
        .outputs = {"network/corridors.gpkg", "network/corridors.csv", "network/scenarios.csv",
                    "network/comparison.csv", table_path("corridors"), table_path("scenarios")}};
    unit.inputs.add_file(network.nodes_path);
    for (const std::string& path : network.edges_paths) unit.inputs.add_file(path);
    if (!network.crossings_path.empty()) unit.inputs.add_file(network.crossings_path);
    for (const std::string& path : network.scenario_paths) unit.inputs.add_file(path);
    for (const std::string& core : network.cores) unit.inputs.add(core);
    unit.work = [&run] {
        const StudyNetwork& from = run.study.network;
        const std::string folder = run.folder.path() + "/network";
        lay_corridors({.nodes_path = from.nodes_path,
                       .edges_paths = from.edges_paths,
                       .crossings_path = from.crossings_path,
                       .cores = from.cores,
                       .scenario_paths = from.scenario_paths,
                       .out = folder,
                       .overwrite = true});
        // The report and the notebooks look for tables in one place.
        for (const char* name : {"corridors", "scenarios"})
            write_text(run.folder.file(table_path(name)), read_text(folder + "/" + name + ".csv"),
                       true);
    };
    return {unit};
}

}  // namespace borderlens
