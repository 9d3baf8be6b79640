// How units are run, whatever they do: skip, do, record, go on after a failure.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/memory.hpp"
#include "base/parallel.hpp"
#include "base/processor_time.hpp"
#include "base/progress.hpp"
#include "io/environment.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "stages/cluster_jobs.hpp"
#include "stages/pipeline.hpp"
#include "stages/unreadable_scenes.hpp"

namespace borderlens {
namespace fs = std::filesystem;
namespace {

OutputRecord output_record(const RunFolder& folder, const std::string& relative) {
    const std::string path = folder.file(relative);
    if (!fs::exists(path)) throw internal_error("{}: was not written", path);
    return {relative, static_cast<Index>(fs::file_size(path)), checksum_of_file(path)};
}

/// What a unit wrote: its outputs, with the names of classes that lie beside a raster, and every
/// file of those that are folders ("styles/"), which may hold other files from run to run.
std::vector<OutputRecord> output_records(const RunFolder& folder, const Unit& unit) {
    std::vector<std::string> written;
    for (const std::string& output : unit.outputs) {
        const fs::path path = fs::path(folder.path()) / output;
        if (!output.ends_with('/')) {
            written.push_back(output);
            if (fs::exists(path.string() + ".aux.xml")) written.push_back(output + ".aux.xml");
        } else if (fs::is_directory(path)) {
            for (const auto& entry : fs::recursive_directory_iterator(path))
                if (entry.is_regular_file())
                    written.push_back(fs::relative(entry.path(), folder.path()).string());
        }
    }
    std::sort(written.begin(), written.end());
    std::vector<OutputRecord> records;
    for (const std::string& output : written) records.push_back(output_record(folder, output));
    return records;
}

/// How a unit ended.
struct Ending {
    std::string failure;              ///< "" = it succeeded
    std::optional<SceneError> scene;  ///< where a scene's files are to blame
};

/// Does one unit and records how it ended; the failure, if any, is given back, not thrown.
/// `processor_seconds` reads the clock of the threads that are the unit's own.
Ending do_unit(const Stage& stage, const Unit& unit, const RunFolder& folder,
               double (*processor_seconds)()) {
    const auto start = std::chrono::steady_clock::now();
    const double spent_before = processor_seconds();
    UnitRecord record{.key = unit.inputs.hex()};
    Ending ending;
    try {
        unit.work();
        record.outputs = output_records(folder, unit);
    } catch (const SceneError& error) {
        ending = {error.what(), error};
    } catch (const std::exception& error) {
        ending.failure = error.what();
    }
    record.failure = ending.failure;
    record.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    record.processor_seconds = processor_seconds() - spent_before;
    record.peak_memory_mib = peak_memory_mib();
    folder.write_record(stage.name, unit.name, record);
    return ending;
}

bool is_selected(const Unit& unit, const UnitSelection& selection) {
    const auto fits = [](const std::set<std::string>& wanted, const std::string& name) {
        return wanted.empty() || name.empty() || wanted.count(name) > 0;
    };
    return fits(selection.tiles, unit.tile) && fits(selection.periods, unit.period);
}

bool is_done(const Stage& stage, const Unit& unit, const RunFolder& folder) {
    const auto record = folder.record(stage.name, unit.name);
    return record && folder.is_current(*record, unit.inputs.hex());
}

/// Left behind by a killed process; no other is at work here, since the folder is locked.
void remove_partial_files(const std::string& folder) {
    std::vector<fs::path> partial;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.path().filename().string().rfind(".partial_", 0) == 0)
            partial.push_back(entry.path());
    for (const fs::path& path : partial) remove_file(path.string());
}

}  // namespace

void depend_on(Fingerprint& inputs, const RunFolder& folder,
               const std::vector<std::string>& relative_paths) {
    for (const std::string& relative : relative_paths) {
        inputs.add(relative);
        // Thousands of files are known by their records, without being read.
        const fs::path path = fs::path(folder.path()) / relative;
        if (const std::string known = folder.recorded_checksum(relative); !known.empty())
            inputs.add(known);
        else if (fs::exists(path))
            inputs.add_file(path.string());
    }
}

bool run_stage(const Stage& stage, const StudyRun& run, const UnitSelection& selection) {
    std::vector<Unit> pending;
    Index done_before = 0;
    Index position = 0;
    for (Unit& unit : stage.plan(run)) {
        if (!is_selected(unit, selection)) continue;
        if (position++ % selection.shards != selection.shard) continue;
        if (is_done(stage, unit, run.folder))
            ++done_before;
        else
            pending.push_back(std::move(unit));
    }
    if (pending.empty() && done_before == 0 &&
        !(selection.tiles.empty() && selection.periods.empty()))
        throw input_error("stage {}: has no unit of these tiles and periods; see {}", stage.name,
                          (fs::path(run.folder.path()) / "tables/tiles.csv").string());
    if (pending.empty()) {
        if (done_before > 0)
            log_info("{:<18} nothing to do ({} done before)", stage.name, done_before);
        else
            log_detail("{:<18} nothing to do in this study", stage.name);
        return true;
    }
    reset_peak_memory();
    const auto start = std::chrono::steady_clock::now();
    Progress progress(stage.name, static_cast<Index>(pending.size()));
    std::vector<Ending> endings(pending.size());
    // Many units: one thread each. Few: one after the other, each on all threads.
    const bool at_once = static_cast<Index>(pending.size()) >= 2 * thread_count();
    const auto work = [&](Index i) {
        const std::size_t u = static_cast<std::size_t>(i);
        endings[u] = do_unit(stage, pending[u], run.folder,
                             at_once ? thread_processor_seconds : process_processor_seconds);
        progress.tick();
    };
    if (at_once)
        parallel_for(static_cast<Index>(pending.size()), work);
    else
        for (Index i = 0; i < static_cast<Index>(pending.size()); ++i) work(i);
    keep_decoded_blocks(0.0);
    Index failed = 0;
    std::vector<SceneError> by_scenes;
    for (const Ending& ending : endings) {
        if (!ending.failure.empty()) ++failed;
        if (ending.scene) by_scenes.push_back(*ending.scene);
    }
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    log_info("{:<18} {} done in {:.1f} s{}{}", stage.name,
             static_cast<Index>(pending.size()) - failed, seconds,
             done_before > 0 ? fmt::format(", {} done before", done_before) : "",
             failed > 0 ? fmt::format(", {} FAILED", failed) : "");
    if (!by_scenes.empty() && leave_out_unreadable(run, by_scenes)) {
        run.forget_scenes();
        return false;
    }
    for (std::size_t u = 0; u < pending.size(); ++u)
        if (!endings[u].failure.empty())
            throw input_error("stage {}, unit {}: {}", stage.name, pending[u].name,
                              endings[u].failure);
    return true;
}

void run_pipeline(const StudyRun& run) {
    remove_partial_files(run.folder.path());
    const std::vector<Stage>& stages = pipeline();
    for (std::size_t next = 0; next < stages.size();)
        next = run_stage(stages[next], run, {}) ? next + 1 : 0;
    write_run_record(run);
}

Table pipeline_status(const StudyRun& run) {
    std::vector<std::string> names, notes;
    const std::map<std::string, std::string> states = job_states(run.folder);
    std::vector<std::string> jobs;
    std::vector<double> units, done, stale, missing, failed, seconds, processor, memory;
    std::string undone;  // the first stage with work left: what follows may be made anew
    for (const Stage& stage : pipeline()) {
        double counts[4] = {0, 0, 0, 0}, took = 0.0, spent = 0.0, peak = 0.0;
        std::string note;
        std::vector<Unit> planned;
        try {
            planned = stage.plan(run);
        } catch (const Error& error) {
            note = error.what();
        }
        for (const Unit& unit : planned) {
            const auto record = run.folder.record(stage.name, unit.name);
            if (!record) {
                ++counts[2];
                continue;
            }
            took += record->seconds;
            spent += record->processor_seconds;
            peak = std::max(peak, record->peak_memory_mib);
            if (!record->failure.empty()) {
                ++counts[3];
                if (note.empty()) note = unit.name + ": " + record->failure;
            } else {
                ++counts[run.folder.is_current(*record, unit.inputs.hex()) ? 0 : 1];
            }
        }
        if (note.empty() && !undone.empty() && counts[0] > 0)
            note = undone + " has work left, which may change what this stage was made from";
        if (undone.empty() && counts[1] + counts[2] + counts[3] > 0) undone = stage.name;
        names.push_back(stage.name);
        units.push_back(static_cast<double>(planned.size()));
        done.push_back(counts[0]);
        stale.push_back(counts[1]);
        missing.push_back(counts[2]);
        failed.push_back(counts[3]);
        seconds.push_back(took);
        processor.push_back(spent);
        memory.push_back(peak);
        notes.push_back(note);
        jobs.push_back(states.count(stage.name) > 0 ? states.at(stage.name) : "");
    }
    // The last job is none of the stages: a run of what is left, and the record of it all.
    if (const auto merge = states.find("merge"); merge != states.end()) {
        names.push_back("merge");
        jobs.push_back(merge->second);
        notes.emplace_back();
        for (std::vector<double>* column :
             {&units, &done, &stale, &missing, &failed, &seconds, &processor, &memory})
            column->push_back(0.0);
    }
    Table table;
    table.set("stage", names);
    table.set("units", units);
    table.set("done", done);
    table.set("stale", stale);
    table.set("missing", missing);
    table.set("failed", failed);
    table.set("seconds", seconds);
    table.set("processor_seconds", processor);
    table.set("peak_memory_mib", memory);
    table.set("note", notes);
    if (!states.empty()) table.set("jobs", jobs);
    return table;
}

void write_run_record(const StudyRun& run) {
    Document document = Document::object();
    document.set("program", "borderlens " BORDERLENS_VERSION);
    document.set("study", run.study.path);
    document.set("study_checksum", checksum_of_file(run.study.path));
    Document stages = Document::list();
    for (const Stage& stage : pipeline()) {
        std::vector<Document::Member> outputs;
        double seconds = 0.0, processor = 0.0, memory = 0.0;
        for (const Unit& unit : stage.plan(run)) {
            const auto record = run.folder.record(stage.name, unit.name);
            if (!record) continue;
            seconds += record->seconds;
            processor += record->processor_seconds;
            memory = std::max(memory, record->peak_memory_mib);
            for (const OutputRecord& output : record->outputs)
                outputs.emplace_back(output.path, output.checksum);
        }
        Document entry = Document::object();
        entry.set("stage", stage.name);
        entry.set("seconds", seconds);
        entry.set("processor_seconds", processor);
        entry.set("peak_memory_mib", memory);
        entry.set("outputs", Document::object_of(std::move(outputs)));
        stages.append(entry);
    }
    document.set("stages", stages);
    write_document(run.folder.file("run.json"), document, true);
}

}  // namespace borderlens
