#include <algorithm>
#include <optional>

#include "app/commands.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "features/indices.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "learning/calibration.hpp"
#include "learning/forest_file.hpp"
#include "stages/carry_labels.hpp"
#include "stages/collect_samples.hpp"
#include "stages/weak_labels.hpp"

namespace borderlens {
namespace {

FeatureRecipe recipe_of_arguments(const Arguments& arguments, const JoinedBands& bands) {
    FeatureRecipe recipe;
    recipe.bands = bands.names;
    recipe.ratios = arguments.flag("--ratios");
    for (const double side_px : arguments.number_list("--texture")) {
        const Index whole = static_cast<Index>(side_px);
        if (static_cast<double>(whole) != side_px || whole < 1 || whole > 255 || whole % 2 == 0)
            throw input_error("--texture: found {}, expected odd window sides of 1 to 255 px",
                              side_px);
        recipe.windows_px.push_back(whole);
    }
    for (const std::string& name : arguments.list("--indices")) {
        const SpectralIndex& index = index_named(name);
        const auto has = [&](const std::string& band) {
            return std::find(bands.names.begin(), bands.names.end(), band) != bands.names.end();
        };
        for (const std::string& role : roles_of(index)) {
            const bool is_nir = role == "nir" || role == "nir_narrow";
            if (has(role) || (is_nir && (has("nir") || has("nir_narrow")))) continue;
            throw input_error(
                "--indices: {} needs the band '{}', which {} does not name; describe its bands "
                "by role (see `borderlens list sensors`)",
                name, role, bands.paths);
        }
        if (has(std::string(index.name)))
            throw input_error("--indices: {} already holds a band called {}", bands.paths, name);
        if (std::find(recipe.indices.begin(), recipe.indices.end(), index.name) !=
            recipe.indices.end())
            continue;
        recipe.indices.push_back(std::string(index.name));
    }
    return recipe;
}

ForestOptions forest_options_of(const Arguments& arguments) {
    ForestOptions options;
    options.trees = arguments.integer("--trees");
    options.depth = arguments.integer("--depth");
    if (options.depth > deepest_tree) {
        log_warning("--depth: {} is more than trees can have; {} is used", options.depth,
                    deepest_tree);
        options.depth = deepest_tree;
    }
    options.min_leaf = arguments.integer("--min-leaf");
    options.mtry = arguments.integer("--mtry");
    options.balanced = arguments.flag("--balanced");
    options.most_rows = arguments.integer("--max-samples");
    const Index seed = arguments.integer("--seed");
    if (seed < 0) throw input_error("--seed: found {}, expected 0 or more", seed);
    if (options.most_rows < 100)
        throw input_error("--max-samples: found {}, expected 100 or more", options.most_rows);
    options.seed = static_cast<std::uint64_t>(seed);
    return options;
}

Document summary_of(const Samples& all, const SampleReport& report, const TrainedForest& trained,
                    const Document& hold_out, const ForestOptions& options) {
    const Forest& forest = trained.forest;
    Document summary = Document::object();
    summary.set("features", forest.features);
    Document classes = Document::list(), codes = Document::object(), counts = Document::object();
    const std::vector<Index> rows = all.class_counts();
    for (std::size_t c = 0; c < all.legend.size(); ++c) {
        const LegendEntry& entry = all.legend[c];
        classes.append(report.text_classes ? Document(entry.name) : Document(entry.code));
        codes.set(entry.name, entry.code);
        counts.set(entry.name, rows[c]);
    }
    summary.set("classes", std::move(classes));
    summary.set("codes", std::move(codes));
    summary.set("samples", std::move(counts));
    summary.set("out_of_bag", to_document(trained.out_of_bag, forest.legend));
    summary.set("hold_out", hold_out);
    Document importance = Document::object();
    for (std::size_t f = 0; f < forest.features.size(); ++f)
        importance.set(forest.features[f], trained.importance[f]);
    summary.set("importance", std::move(importance));
    summary.set("seed", static_cast<Index>(options.seed));
    summary.set("trees", options.trees);
    summary.set("depth", options.depth);
    summary.set("min_leaf", options.min_leaf);
    summary.set("balanced", options.balanced);
    summary.set("polygons", report.polygons);
    summary.set("labelled_pixels", report.labelled_px);
    summary.set("pixels_without_data", report.without_data);
    summary.set("pixels_of_two_classes", report.ambiguous);
    return summary;
}

Samples samples_of_layer(const Arguments& arguments, const JoinedBands& bands,
                         const FeatureRecipe& recipe, const ForestOptions& options,
                         SampleReport& report) {
    if (!arguments.has("--samples"))
        throw input_error(
            "no labels: give --samples (polygons, points or a class raster) or --label-map with "
            "--legend (a published land-cover map)");
    LabelSource source;
    source.path = arguments.text("--samples");
    source.field = arguments.text_or("--class-field", "");
    source.most_rows = options.most_rows;
    source.seed = options.seed;
    if (!arguments.has("--labelled-image")) return collect_samples(bands, recipe, source, report);
    PlacedLabels labels = place_labels(bands.grid, source, report);
    const std::size_t offered = labels.pixels.size();
    labels =
        unchanged_labels(join_bands(arguments.list("--labelled-image")), bands, std::move(labels));
    log_info("{} of {} labelled pixels look unchanged since {}", labels.pixels.size(), offered,
             arguments.text("--labelled-image"));
    return samples_at(bands, recipe, std::move(labels), source.path, report);
}

Samples samples_of_maps(const Arguments& arguments, const JoinedBands& bands,
                        const FeatureRecipe& recipe, const ForestOptions& options,
                        SampleReport& report, Document& weak) {
    if (arguments.has("--samples"))
        throw input_error("--samples and --label-map: give one of the two");
    if (!arguments.has("--legend"))
        throw input_error(
            "--label-map: name the map's legend with --legend (worldcover, "
            "dynamic_world, esri, glc_fcs30 or clcd)");
    WeakLabelSource source;
    source.maps = arguments.list("--label-map");
    source.legends = arguments.list("--legend");
    source.most_rows = std::min(source.most_rows, options.most_rows);
    source.seed = options.seed;
    WeakLabelReport found;
    const Samples samples = weak_samples(bands, recipe, source, found);
    report = found.samples;
    report.text_classes = true;
    weak = Document::object();
    weak.set("maps", source.maps);
    weak.set("legends", source.legends);
    weak.set("agreeing_pixels", found.agreeing_px);
    weak.set("sampled_pixels", found.sampled_px);
    weak.set("doubted_pixels", found.doubted_px);
    return samples;
}

void run_train(const Arguments& arguments) {
    const std::string& model = arguments.text("--model");
    require_writable(model, arguments.overwrite());
    const double share = arguments.number_or("--hold-out", 0.0);
    if (share < 0.0 || share >= 1.0)
        throw input_error("--hold-out: found {}, expected a share from 0 up to, not with, 1",
                          share);
    const ForestOptions options = forest_options_of(arguments);
    const JoinedBands bands = join_bands(arguments.list("--image"));
    const FeatureRecipe recipe = recipe_of_arguments(arguments, bands);
    SampleReport report;
    Document weak;
    const Samples all = arguments.has("--label-map")
                            ? samples_of_maps(arguments, bands, recipe, options, report, weak)
                            : samples_of_layer(arguments, bands, recipe, options, report);
    log_info("{} labelled pixels of {} classes in {} polygons, points or blocks", all.rows(),
             all.legend.size(), report.polygons);
    Samples kept = all, held;
    if (share > 0.0) {
        const auto [kept_rows, held_rows] = split_by_group(all, share, options.seed);
        if (held_rows.empty())
            throw input_error("--hold-out: no class has two polygons, so none can be held out");
        kept = all.select(kept_rows);
        held = all.select(held_rows);
    }
    TrainedForest trained = train_forest(kept, options);
    Document hold_out;
    std::optional<Calibration> calibration;
    if (share > 0.0) {
        hold_out = to_document(judge_forest(trained.forest, held), all.legend);
        hold_out.set("rows", held.rows());
        calibration = calibrate(trained.forest, held, options.seed);
        hold_out.set("calibration", to_document(*calibration));
        log_info("held-out accuracy {:.4f} on {} pixels of polygons never seen",
                 hold_out.at("overall").as_number(), held.rows());
    }
    Document summary = summary_of(all, report, trained, hold_out, options);
    if (!weak.is_null()) summary.set("weak_labels", weak);
    trained.forest.summary = summary;
    trained.forest.summary.set("recipe", to_document(recipe));
    if (calibration) trained.forest.summary.set("calibration", to_document(*calibration));
    write_text(model, forest_to_bytes(trained.forest), arguments.overwrite());
    write_document("-", summary, false);
}

}  // namespace

Command train_command() {
    return {
        .name = "train",
        .summary = "learns a random forest from labelled polygons or points",
        .example =
            "borderlens train --image 2020.tif --samples fields.gpkg --class-field class "
            "--model land.forest --hold-out 0.5",
        .positionals = {},
        .options =
            {
                {.name = "--image",
                 .help = "raster, or several on one grid cut by commas",
                 .required = true},
                {.name = "--samples",
                 .help = "polygons or points with classes (any vector file, or a table with lon, "
                         "lat); or a class raster (.tif)"},
                {.name = "--label-map",
                 .help = "instead of --samples: published land-cover maps, cut by commas, whose "
                         "pure and agreeing pixels become labels"},
                {.name = "--legend",
                 .help = "legends of --label-map: worldcover, dynamic_world, esri, glc_fcs30, "
                         "clcd; one a map, or one for all"},
                {.name = "--class-field", .help = "field with class codes or names"},
                {.name = "--labelled-image",
                 .help = "the image of another date the samples were drawn on: only labels whose "
                         "pixels did not change since are used"},
                {.name = "--model", .help = "model file to write (.forest)", .required = true},
                {.name = "--trees", .help = "number of trees", .default_value = "100"},
                {.name = "--depth",
                 .help = "greatest depth of a tree, 1 to 25",
                 .default_value = "25"},
                {.name = "--min-leaf",
                 .help = "nodes of fewer than twice as many pixels are not split",
                 .default_value = "2"},
                {.name = "--mtry",
                 .help = "features tried per split (0 = square root of all)",
                 .default_value = "0"},
                {.name = "--balanced", .help = "all classes weigh the same", .is_flag = true},
                {.name = "--ratios",
                 .help = "add normalised differences of all pairs of bands",
                 .is_flag = true},
                {.name = "--indices",
                 .help = "add spectral indices, such as NDVI,MNDWI (`borderlens list indices`)"},
                {.name = "--texture",
                 .help = "add local mean and deviation in squares of these "
                         "sides in px, such as 3,7"},
                {.name = "--max-samples",
                 .help = "thin larger samples to about this many pixels",
                 .default_value = "200000"},
                {.name = "--seed", .help = "seed of all random draws", .default_value = "1"},
                {.name = "--hold-out",
                 .help =
                     "share of the polygons of each class kept from training and used to judge"},
            },
        .run = run_train};
}

}  // namespace borderlens
