// What others have stated of the same place, held against the results of the run.
#include <filesystem>

#include "base/error.hpp"
#include "io/table_file.hpp"
#include "network/claims.hpp"
#include "stages/stages.hpp"
#include "stages/study_paths.hpp"

namespace borderlens {
namespace {

Table table_if_there(const StudyRun& run, const char* name) {
    const auto path = std::filesystem::path(run.folder.path()) / table_path(name);
    return std::filesystem::exists(path) ? read_table(path.string()) : Table();
}

}  // namespace

std::vector<Unit> judge_claims(const StudyRun& run) {
    const std::string& path = run.study.network.claims_path;
    if (path.empty()) return {};
    Unit unit{.name = "all", .outputs = {table_path("claims")}};
    unit.inputs.add_file(path);
    if (!run.study.network.nodes_path.empty()) unit.inputs.add_file(run.study.network.nodes_path);
    depend_on(unit.inputs, run.folder,
              {table_path("nodes"), table_path("access"), table_path("valley"),
               table_path("corridors"), table_path("corridor_nodes"), table_path("weights")});
    unit.work = [&run, path] {
        ClaimFacts facts{table_if_there(run, "nodes"),          table_if_there(run, "access"),
                         table_if_there(run, "valley"),         table_if_there(run, "corridors"),
                         table_if_there(run, "corridor_nodes"), table_if_there(run, "weights")};
        if (const std::string& nodes = run.study.network.nodes_path; !nodes.empty())
            if (const Table places = read_table(nodes); places.has("id") && places.has("name")) {
                const auto ids = places.texts("id"), names = places.texts("name");
                for (std::size_t i = 0; i < ids.size(); ++i) facts.names[ids[i]] = names[i];
            }
        try {
            write_table(run.folder.file(table_path("claims")),
                        judge_claims_by(read_table(path), facts), true);
        } catch (const Error& error) {
            throw error.with_context(path);
        }
    };
    return {unit};
}

}  // namespace borderlens
