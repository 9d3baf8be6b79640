#include "app/commands.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "learning/forest_file.hpp"
#include "stages/collect_samples.hpp"

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
    return recipe;
}

ForestOptions options_of(const Arguments& arguments) {
    ForestOptions options;
    options.trees = arguments.integer("--trees");
    options.depth = arguments.integer("--depth");
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

void run_train(const Arguments& arguments) {
    const std::string& model = arguments.text("--model");
    require_writable(model, arguments.overwrite());
    const double share = arguments.number_or("--hold-out", 0.0);
    if (share < 0.0 || share >= 1.0)
        throw input_error("--hold-out: found {}, expected a share from 0 up to, not with, 1",
                          share);
    const ForestOptions options = options_of(arguments);
    const JoinedBands bands = join_bands(arguments.list("--image"));
    const FeatureRecipe recipe = recipe_of_arguments(arguments, bands);
    LabelSource source;
    source.path = arguments.text("--samples");
    source.field = arguments.text_or("--class-field", "");
    source.most_rows = options.most_rows;
    source.seed = options.seed;
    SampleReport report;
    const Samples all = collect_samples(bands, recipe, source, report);
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
    if (share > 0.0) {
        hold_out = to_document(judge_forest(trained.forest, held), all.legend);
        hold_out.set("rows", held.rows());
        log_info("held-out accuracy {:.4f} on {} pixels of polygons never seen",
                 hold_out.at("overall").as_number(), held.rows());
    }
    const Document summary = summary_of(all, report, trained, hold_out, options);
    trained.forest.summary = summary;
    trained.forest.summary.set("recipe", to_document(recipe));
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
                         "lat); or a class raster (.tif)",
                 .required = true},
                {.name = "--class-field", .help = "field with class codes or names"},
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
