#include "app/commands.hpp"
#include "app/config.hpp"
#include "app/study_arguments.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "base/parallel.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "stages/fetch_scenes.hpp"
#include "stages/fetch_study.hpp"

namespace borderlens {
namespace {

/// First to last day of all periods of the study.
void set_dates(const Study& study, StacSearch& search) {
    if (study.periods.empty())
        throw input_error("{}: has no periods, so no dates to search; give [season] or [[periods]]",
                          study.path);
    search.first = study.periods.front().first;
    search.last = study.periods.front().last;
    for (const Period& period : study.periods) {
        search.first = std::min(search.first, period.first);
        search.last = std::max(search.last, period.last);
    }
}

void run_fetch(const Arguments& arguments) {
    Study study = read_study(arguments.text("STUDY"), "", true);
    // Requests wait more than they work: several at once, also on few cores.
    constexpr int connections = 8;  // chosen: what public servers take without complaint
    if (!arguments.has("--threads")) set_thread_count(connections);
    if (study.fetch && !arguments.has("--stac") && !arguments.has("--from")) {
        write_document("-", fetch_study(study), true);
        return;
    }
    const std::string folder = arguments.text("--cache");
    std::vector<std::string> sources = arguments.texts("--from");
    if (arguments.has("--stac")) {
        study.scenes.hosts.push_back(arguments.text("--stac"));
        StacSearch search;
        search.collections = arguments.list("--collections");
        search.lonlat = study_lonlat(study);
        search.max_cloud_share = study.scenes.max_cloud_share;
        set_dates(study, search);
        const std::vector<Document> items = search_items(arguments.text("--stac"), search);
        make_folder(folder);
        // Kept beside the scenes: what was found when, for the record.
        const std::string list = folder + "/.items.json";
        write_document(list, item_collection(items), true);
        log_info("{} items found, listed in {}", items.size(), list);
        sources.push_back(list);
    }
    if (sources.empty()) sources = study.scenes.paths;
    if (sources.empty())
        throw input_error("{}: names no scenes; give --stac, --from or [scenes] paths", study.path);
    const FetchSummary summary = fetch_scenes(study, sources, folder);
    if (summary.failed > 0)
        throw input_error("{} scenes could not be had, the others are in {}. First: {}",
                          summary.failed, folder, summary.first_problem);
    Document answer = Document::object();
    answer.set("fetched", summary.scenes);
    answer.set("present", summary.present);
    answer.set("skipped", summary.skipped);
    answer.set("megabytes", summary.megabytes);
    answer.set("cache", folder);
    write_document("-", answer, true);
}

}  // namespace

Command fetch_command() {
    return {
        .name = "fetch",
        .summary = "fills a study's cache with what its [fetch] names, so that it runs offline",
        .example = "borderlens fetch pipelines/khorgos-live.toml",
        .positionals = {study_positional()},
        .options = {{.name = "--cache",
                     .help = "with --stac or --from: folder to fill; name it in [scenes] paths",
                     .default_value = "scenes-cache"},
                    {.name = "--stac",
                     .help = "address of a STAC API to search instead of what [fetch] names"},
                    {.name = "--collections",
                     .help = "collections of it, comma-separated",
                     .default_value = "sentinel-2-l2a"},
                    {.name = "--from",
                     .help = "scenes or item lists to copy; default: [scenes] paths of the study",
                     .repeatable = true}},
        .run = run_fetch};
}

}  // namespace borderlens
