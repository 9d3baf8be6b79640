#include <filesystem>

#include "app/commands.hpp"
#include "app/exit_with.hpp"
#include "app/study_arguments.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "stages/check_network_files.hpp"
#include "stages/check_study.hpp"
#include "stages/pipeline.hpp"
#include "stages/study_paths.hpp"

namespace borderlens {
namespace {

constexpr const char* told_path = "monitoring/told.txt";

/// News that no earlier call has answered with an exit code: told once, also after a kill.
Index untold_alerts(const RunFolder& folder) {
    const std::string path = folder.file(changes_path());
    if (!file_exists(path)) return 0;
    const std::string checksum = checksum_of_file(path);
    const std::string told = folder.file(told_path);
    if (file_exists(told) && read_text(told) == checksum) return 0;
    write_text(told, checksum, true);
    return read_json(path).at("alerts").as_integer();
}

/// What is wrong with the tables of nodes and links that the run's figures rest on: said at its
/// end, where it is read. What stops a run is said once, by its error.
void warn_of_network_errors(const StudyNetwork& network) {
    if (network.nodes_path.empty() || network.edges_paths.empty()) return;
    for (const NetworkFault& fault :
         faults_of_files(network.nodes_path, network.edges_paths, network.crossings_path))
        if (fault.weight == NetworkFault::Weight::error) log_warning("{}", to_text(fault));
}

void run_run(const Arguments& arguments) {
    const Index alert_code = arguments.integer_or("--alert-exit-code", 0);
    if (alert_code != 0 && (alert_code < 3 || alert_code > 125))
        throw input_error("--alert-exit-code: found {}, expected 3 to 125 (0, 1 and 2 are taken)",
                          alert_code);
    const Study study = study_of(arguments);
    const RunFolder folder(study.run_folder);
    const StudyRun work(study, folder);
    require_sound_study(work);
    const RunLock lock(folder, true);
    run_pipeline(work);
    warn_of_network_errors(study.network);
    const auto report = std::filesystem::path(folder.path()) / "report.html";
    if (std::filesystem::exists(report))
        log_info("report: {}", std::filesystem::absolute(report).lexically_normal().string());
    if (alert_code == 0) return;
    if (const Index alerts = untold_alerts(folder); alerts > 0) {
        log_info("{} alerts since the run before; see {}", alerts, folder.file(changes_path()));
        throw ExitWith{static_cast<int>(alert_code)};
    }
}

}  // namespace

Command run_command() {
    return {.name = "run",
            .summary = "run a whole study, from scenes to report; resumes where it was left",
            .example = "borderlens run pipelines/khorgos.toml --out runs/khorgos",
            .positionals = {study_positional()},
            .options = {run_folder_option(),
                        {.name = "--alert-exit-code",
                         .help = "exit with this code (3 to 125) where changes.json holds alerts "
                                 "not told before"}},
            .run = run_run};
}

}  // namespace borderlens
