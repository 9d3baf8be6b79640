// What is new since the run before: changes.json, from what the two runs stood at.
#include <filesystem>
#include <optional>

#include "base/error.hpp"
#include "base/log.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "report/news.hpp"
#include "stages/stages.hpp"
#include "stages/study_model.hpp"
#include "stages/study_paths.hpp"

namespace borderlens {
namespace fs = std::filesystem;
namespace {

constexpr const char* state_now = "monitoring/now.json";
constexpr const char* state_before = "monitoring/before.json";
const std::vector<std::string> compared_tables = {"comparison", "objects", "towns", "scenes"};

std::string method_of(const Study& study) {
    Fingerprint method;
    method.add(BORDERLENS_VERSION).add(study.composites.method).add(study.scenes.resampling);
    method.add(study.scenes.mask_dilation_m).add(study.pixel_size_m).add(study.comparison.cell_km);
    method.add(study.crs).add(static_cast<double>(study.seed));
    if (study.border) {
        method.add(study.border->zone_km).add(study.border->segment_km);
        for (const double edge : study.border->bands_km) method.add(edge);
        method.add_file(study.border->source.path);
    }
    return method.hex();
}

RunState state_of(const StudyRun& run) {
    const auto table = [&](const std::string& name) {
        const std::string path = run.folder.file(table_path(name));
        return file_exists(path) ? read_table(path) : Table();
    };
    return {table("comparison"), table("objects"),     table("towns"),
            table("scenes"),     method_of(run.study), study_model(run)->checksum};
}

/// What a run stood at; none where the file is missing, or damaged (a power cut): news since then
/// cannot be told, later ones can.
std::optional<Document> kept_state(const std::string& path) {
    if (!file_exists(path)) return std::nullopt;
    try {
        return read_json(path);
    } catch (const Error& error) {
        log_warning("{}; news since the run it speaks of cannot be told", error.what());
        remove_file(path);
        return std::nullopt;
    }
}

void note(const StudyRun& run, const std::string& key) {
    const std::string now_path = run.folder.file(state_now),
                      before_path = run.folder.file(state_before);
    const RunState now = state_of(run);
    // The state of the run before is moved aside once; killed in between, the same pair is
    // compared again, so that no news is lost.
    if (const auto last = kept_state(now_path); last && last->at("key").as_text() != key)
        fs::rename(now_path, before_path);
    Document document = document_of(now);
    document.set("key", key);
    write_document(now_path, document, true);
    const StudyMonitoring& wanted = run.study.monitoring;
    const NewsLimits limits{.least_probability = wanted.least_probability,
                            .growth_factor = wanted.growth_factor,
                            .least_growth_km2 = wanted.least_growth_km2};
    std::optional<RunState> before;
    if (const auto state = kept_state(before_path)) before = run_state_of(*state);
    write_document(run.folder.file(changes_path()),
                   news_between(before ? &*before : nullptr, now, limits), true);
}

}  // namespace

std::vector<Unit> note_news(const StudyRun& run) {
    if (!run.study.border || run.study.scenes.paths.empty()) return {};
    Unit unit{.name = "all", .outputs = {changes_path(), state_now}};
    const StudyMonitoring& limits = run.study.monitoring;
    unit.inputs.add(limits.least_probability).add(limits.growth_factor);
    unit.inputs.add(limits.least_growth_km2).add(method_of(run.study));
    std::vector<std::string> needed;
    for (const std::string& name : compared_tables) needed.push_back(table_path(name));
    depend_on(unit.inputs, run.folder, needed);
    unit.work = [&run, key = unit.inputs.hex()] { note(run, key); };
    return {unit};
}

}  // namespace borderlens
