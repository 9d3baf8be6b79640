#include "app/commands.hpp"
#include "base/error.hpp"
#include "io/files.hpp"
#include "stages/classify_image.hpp"

namespace borderlens {
namespace {

void run_classify(const Arguments& arguments) {
    ClassifyOutputs outputs;
    outputs.classes = arguments.text("--out");
    outputs.probability = arguments.text_or("--probability", "");
    outputs.entropy = arguments.text_or("--entropy", "");
    outputs.margin = arguments.text_or("--margin", "");
    outputs.smooth = arguments.flag("--smooth");
    outputs.overwrite = arguments.overwrite();
    if (outputs.smooth && arguments.text("--decision") == "votes")
        throw input_error("--smooth averages probabilities: use it with --decision shares");
    for (const std::string& path :
         {outputs.classes, outputs.probability, outputs.entropy, outputs.margin})
        if (!path.empty()) require_writable(path, outputs.overwrite);
    if (outputs.classes == outputs.probability || outputs.classes == outputs.entropy ||
        (!outputs.probability.empty() && outputs.probability == outputs.entropy))
        throw input_error(
            "{}: is named for two results; give each its own file",
            outputs.classes == outputs.probability ? outputs.classes : outputs.entropy);
    const std::string& model = arguments.text("--model");
    const Forest forest = read_forest(model);
    classify_image(arguments.list("--image"), forest, model,
                   arguments.text("--decision") == "votes" ? Decision::votes : Decision::shares,
                   outputs);
}

}  // namespace

Command classify_command() {
    return {
        .name = "classify",
        .summary = "maps classes with a model, and how sure it is",
        .example =
            "borderlens classify --image 2020.tif --model land.forest --out classes.tif "
            "--probability probability.tif",
        .positionals = {},
        .options =
            {
                {.name = "--image",
                 .help = "raster, or several on one grid cut by commas, with the model's bands",
                 .required = true},
                {.name = "--model", .help = "model file of `borderlens train`", .required = true},
                {.name = "--out", .help = "class raster to write", .required = true},
                {.name = "--probability", .help = "one band per class, 0 to 1"},
                {.name = "--entropy", .help = "Shannon entropy of the probabilities in nat"},
                {.name = "--margin", .help = "highest probability minus the second, 0 to 1"},
                {.name = "--smooth",
                 .help = "average probabilities over neighbours within 5 x 5 px that look alike, "
                         "so that edges are kept",
                 .is_flag = true},
                {.name = "--decision",
                 .help = "shares: highest mean probability of the leaves; votes: most trees",
                 .default_value = "shares",
                 .choices = {"shares", "votes"}},
            },
        .run = run_classify};
}

}  // namespace borderlens
