// Learns from the study's labels, all periods together, and says how well on polygons never seen.
#include <algorithm>
#include <filesystem>

#include "base/error.hpp"
#include "base/log.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "learning/calibration.hpp"
#include "learning/forest_file.hpp"
#include "lenses/lens_classes.hpp"
#include "stages/collect_samples.hpp"
#include "stages/label_balance.hpp"
#include "stages/stages.hpp"
#include "stages/study_ground.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_periods.hpp"
#include "stages/weak_labels.hpp"

namespace borderlens {
namespace {

// Texture in 30 m and 70 m squares tells roofs and streets from bare ground of the same colour.
const std::vector<Index> texture_windows_px = {3, 7};  // chosen: lifted held-out accuracy on gewata

Samples samples_of_periods(const StudyRun& run, FeatureRecipe& recipe, LabelBalance& balance) {
    const StudyLabels& labels = run.study.labels;
    const BorderLine line = study_border(run.study, read_ground(run.folder).grid);
    std::vector<Samples> parts;
    for (const StudyPeriod& period : composite_periods(run)) {
        const auto holds = [&](int year) {
            return year >= period.first_year && year <= period.last_year;
        };
        if (!labels.years.empty() && std::none_of(labels.years.begin(), labels.years.end(), holds))
            continue;
        const JoinedBands bands = join_bands({run.folder.file(composite_mosaic_path(period.name))});
        if (recipe.bands.empty()) recipe.bands = bands.names;
        if (!labels.map_paths.empty()) {
            WeakLabelReport weak;
            parts.push_back(weak_samples(
                bands, recipe,
                {.maps = labels.map_paths, .legends = labels.map_legends, .seed = run.study.seed},
                weak));
            continue;
        }
        LabelSource source{.path = labels.path,
                           .field = labels.class_field,
                           .name_field = labels.name_field,
                           .year_field = labels.year_field,
                           .first_year = period.first_year,
                           .last_year = period.last_year,
                           .seed = run.study.seed};
        SampleReport report;
        try {
            parts.push_back(collect_samples(bands, recipe, source, report));
            balance.add(parts.back(), report.places, line);
        } catch (const Error& error) {
            // A year without labels is served by those of the others.
            log_detail("period {}: {}", period.name, error.what());
        }
    }
    if (parts.empty())
        throw input_error(
            "{}: labels no pixel of any period; check class_field, year_field and "
            "that labels and scenes cover the same ground",
            labels.path);
    return join_samples(parts);
}

/// Classes people know by name get the colours everybody draws them in.
void give_known_colours(Legend& legend) {
    for (LegendEntry& entry : legend)
        for (const LensClass& known : land_use_classes())
            if (known.english == entry.name) entry.rgb = known.rgb;
}

void train(const StudyRun& run) {
    const StudyLabels& labels = run.study.labels;
    FeatureRecipe recipe;
    recipe.ratios = true;
    recipe.windows_px = texture_windows_px;
    LabelBalance balance;
    Samples all = samples_of_periods(run, recipe, balance);
    const std::vector<std::string> warnings =
        balance.warnings(run.study.border->name_a, run.study.border->name_b);
    for (const std::string& warning : warnings) log_warning("{}", warning);
    give_known_colours(all.legend);
    ForestOptions options;
    options.trees = labels.trees;
    options.depth = labels.depth;
    options.balanced = true;
    options.seed = run.study.seed;
    Document hold_out, calibration;
    if (labels.hold_out_share > 0.0) {
        const auto [kept, held] = split_by_group(all, labels.hold_out_share, options.seed);
        if (!held.empty()) {
            const Forest twin = train_forest(all.select(kept), options).forest;
            hold_out = to_document(judge_forest(twin, all.select(held)), all.legend);
            calibration = to_document(calibrate(twin, all.select(held), options.seed));
            hold_out.set("calibration", calibration);
        }
    }
    // The model that makes the maps learns from all labels; what was held out judged its twin.
    TrainedForest trained = train_forest(all, options);
    Document summary = Document::object();
    summary.set("samples", all.rows());
    summary.set("out_of_bag", to_document(trained.out_of_bag, trained.forest.legend));
    summary.set("hold_out", hold_out);
    summary.set("labels_by_side", balance.to_document());
    summary.set("warnings", warnings);
    trained.forest.summary.set("recipe", to_document(recipe));
    trained.forest.summary.set("accuracy", summary);
    trained.forest.summary.set("calibration", calibration);
    write_text(run.folder.file(model_path()), forest_to_bytes(trained.forest), true);
    write_document(run.folder.file("model/accuracy.json"), summary, true);
}

}  // namespace

std::vector<Unit> train_study_forest(const StudyRun& run) {
    const StudyLabels& labels = run.study.labels;
    if (!run.study.border || run.study.scenes.paths.empty() || !labels.any()) return {};
    Unit unit{.name = "all", .outputs = {model_path(), "model/accuracy.json"}};
    if (!labels.path.empty()) unit.inputs.add_file(labels.path);
    for (const std::string& map : labels.map_paths) unit.inputs.add_file(map);
    for (const std::string& legend : labels.map_legends) unit.inputs.add(legend);
    unit.inputs.add(labels.class_field).add(labels.name_field);
    unit.inputs.add(labels.year_field).add(labels.hold_out_share);
    for (const int year : labels.years) unit.inputs.add(static_cast<double>(year));
    unit.inputs.add(static_cast<double>(labels.trees)).add(static_cast<double>(labels.depth));
    unit.inputs.add(static_cast<double>(run.study.seed));
    for (const StudyPeriod& period : composite_periods(run))
        depend_on(unit.inputs, run.folder, period.composites);
    unit.work = [&run] { train(run); };
    return {unit};
}

}  // namespace borderlens
