// Learns from the study's labels, all periods together, and says how well on polygons never seen.
#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/error.hpp"
#include "base/log.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "learning/calibration.hpp"
#include "learning/forest_file.hpp"
#include "lenses/lens_classes.hpp"
#include "stages/carry_labels.hpp"
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

LabelSource labels_of(const StudyRun& run, const StudyPeriod& period) {
    const StudyLabels& labels = run.study.labels;
    return {.path = labels.path,
            .field = labels.class_field,
            .name_field = labels.name_field,
            .year_field = labels.year_field,
            .first_year = period.first_year,
            .last_year = period.last_year,
            .seed = run.study.seed};
}

/// Samples of a study, and how many rows a period without labels of its own has from another's.
struct StudySamples {
    std::vector<Samples> parts;
    std::vector<std::size_t> periods;  ///< of the labels of each part
    Document carried = Document::object();
};

/// Periods without labels of their own take those of the nearest period that has some (the earlier
/// of two), through pixels that did not change between the two.
void serve_other_years(const StudyRun& run, const FeatureRecipe& recipe, StudySamples& samples) {
    const std::vector<StudyPeriod> periods = composite_periods(run);
    const std::vector<std::size_t> own = samples.periods;
    const auto apart = [&](std::size_t a, std::size_t b) {
        return std::abs(periods[a].first_year + periods[a].last_year - periods[b].first_year -
                        periods[b].last_year);
    };
    for (std::size_t p = 0; p < periods.size(); ++p) {
        if (own.empty() || std::find(own.begin(), own.end(), p) != own.end()) continue;
        const std::size_t from = *std::min_element(
            own.begin(), own.end(),
            [&](std::size_t a, std::size_t b) { return apart(a, p) < apart(b, p); });
        const JoinedBands before =
            join_bands({run.folder.file(composite_mosaic_path(periods[from].name))});
        const JoinedBands image =
            join_bands({run.folder.file(composite_mosaic_path(periods[p].name))});
        SampleReport report;
        try {
            PlacedLabels labels = place_labels(image.grid, labels_of(run, periods[from]), report);
            const std::size_t offered = labels.pixels.size();
            labels = unchanged_labels(before, image, std::move(labels));
            samples.parts.push_back(
                samples_at(image, recipe, std::move(labels), run.study.labels.path, report));
            samples.periods.push_back(from);
            Document one = Document::object();
            one.set("from", periods[from].name);
            one.set("offered_pixels", static_cast<Index>(offered));
            one.set("unchanged_pixels", samples.parts.back().rows());
            samples.carried.set(periods[p].name, std::move(one));
        } catch (const Error& error) {
            log_detail("period {}: no labels through unchanged pixels: {}", periods[p].name,
                       error.what());
        }
    }
}

StudySamples samples_of_periods(const StudyRun& run, FeatureRecipe& recipe, LabelBalance& balance) {
    const StudyLabels& labels = run.study.labels;
    const BorderLine line = study_border(run.study, read_ground(run.folder).grid);
    StudySamples samples;
    const std::vector<StudyPeriod> periods = composite_periods(run);
    for (std::size_t p = 0; p < periods.size(); ++p) {
        const StudyPeriod& period = periods[p];
        const auto holds = [&](int year) {
            return year >= period.first_year && year <= period.last_year;
        };
        if (!labels.years.empty() && std::none_of(labels.years.begin(), labels.years.end(), holds))
            continue;
        const JoinedBands bands = join_bands({run.folder.file(composite_mosaic_path(period.name))});
        if (recipe.bands.empty()) recipe.bands = bands.names;
        if (!labels.map_paths.empty()) {
            WeakLabelReport weak;
            samples.parts.push_back(weak_samples(
                bands, recipe,
                {.maps = labels.map_paths, .legends = labels.map_legends, .seed = run.study.seed},
                weak));
            samples.periods.push_back(p);
            continue;
        }
        SampleReport report;
        try {
            samples.parts.push_back(collect_samples(bands, recipe, labels_of(run, period), report));
            samples.periods.push_back(p);
            balance.add(samples.parts.back(), report.places, line);
        } catch (const Error& error) {
            // A year without labels is served by those of the others.
            log_detail("period {}: {}", period.name, error.what());
        }
    }
    if (samples.parts.empty())
        throw input_error(
            "{}: labels no pixel of any period; check class_field, year_field and "
            "that labels and scenes cover the same ground",
            labels.path);
    if (!labels.year_field.empty()) serve_other_years(run, recipe, samples);
    return samples;
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
    const StudySamples found = samples_of_periods(run, recipe, balance);
    Samples all =
        join_samples(found.parts, std::vector<Index>(found.periods.begin(), found.periods.end()));
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
    if (found.carried.size() > 0) summary.set("labels_through_unchanged_pixels", found.carried);
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
