#include "stages/classify_image.hpp"

#include <cmath>

#include "base/error.hpp"
#include "base/log.hpp"
#include "features/features.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "learning/forest_file.hpp"
#include "raster/blocks.hpp"

namespace borderlens {
namespace {

constexpr Index block_px = 512;  // the tile side of the files written

bool fits_bytes(const Legend& legend) {
    for (const LegendEntry& entry : legend)
        if (entry.code < 1 || entry.code > 255) return false;
    return true;
}

std::unique_ptr<RasterWriter<float>> float_writer(const std::string& path, const Grid& grid,
                                                  std::vector<std::string> descriptions,
                                                  bool overwrite) {
    if (path.empty()) return nullptr;
    RasterOptions options;
    options.band_descriptions = std::move(descriptions);
    options.overwrite = overwrite;
    const Index bands = static_cast<Index>(options.band_descriptions.size());
    return std::make_unique<RasterWriter<float>>(path, grid, bands, std::move(options));
}

template <typename T>
std::unique_ptr<RasterWriter<T>> code_writer(const ClassifyOutputs& outputs, const Grid& grid,
                                             const Legend& legend, double no_data_code) {
    if (outputs.classes.empty()) return nullptr;
    RasterOptions options;
    options.band_descriptions = {"class"};
    options.no_data = no_data_code;
    options.legend = legend;
    options.overwrite = outputs.overwrite;
    return std::make_unique<RasterWriter<T>>(outputs.classes, grid, 1, std::move(options));
}

/// What one block answers, cut to its core.
template <typename T>
struct BlockAnswer {
    Raster<T> codes;
    Raster<float> shares;
    Raster<float> entropy;
};

FeatureStack crop_features(const FeatureStack& stack, const Window& window) {
    FeatureStack result{stack.names,
                        Raster<float>(stack.values.grid().crop(window), stack.values.bands())};
    for (Index b = 0; b < stack.values.bands(); ++b) {
        const auto part = stack.values.view(b).crop(window);
        for (Index row = 0; row < window.rows; ++row)
            std::copy_n(part.row(row), window.cols, result.values.view(b).row(row));
    }
    return result;
}

template <typename T>
BlockAnswer<T> answer_block(const CompiledForest& compiled, const Legend& legend,
                            const FeatureStack& features, const CompiledForest::Wanted& wanted,
                            T no_data_code) {
    std::vector<const float*> bands;
    for (Index b = 0; b < features.values.bands(); ++b)
        bands.push_back(features.values.band_data(b));
    const Grid& grid = features.values.grid();
    const Index size = grid.size(), classes = compiled.class_count();
    ForestAnswer answer = compiled.predict(bands, size, wanted);
    BlockAnswer<T> block{Raster<T>(grid, 1, no_data_code), {}, {}};
    for (Index i = 0; i < size; ++i)
        if (const std::uint16_t label = answer.labels[static_cast<std::size_t>(i)];
            label != no_label)
            block.codes.band_data()[i] = static_cast<T>(legend[label].code);
    if (!wanted.shares) return block;
    block.entropy = Raster<float>(grid, 1, no_data);
    for (Index i = 0; i < size; ++i) {
        if (answer.labels[static_cast<std::size_t>(i)] == no_label) continue;
        double sum = 0.0;
        for (Index c = 0; c < classes; ++c) {
            const double share =
                static_cast<double>(answer.shares[static_cast<std::size_t>(c * size + i)]);
            if (share > 0.0) sum -= share * std::log(share);
        }
        block.entropy.band_data()[i] = static_cast<float>(std::max(0.0, sum));
    }
    block.shares = Raster<float>(grid, classes, std::move(answer.shares));
    return block;
}

template <typename T>
void classify_as(const JoinedBands& bands, const FeatureRecipe& recipe, const Forest& forest,
                 Decision decision, const ClassifyOutputs& outputs, T no_data_code) {
    const CompiledForest compiled(forest);
    std::vector<std::string> class_names;
    for (const LegendEntry& entry : forest.legend) class_names.push_back(entry.name);
    const auto codes = code_writer<T>(outputs, bands.grid, forest.legend, no_data_code);
    const auto shares =
        float_writer(outputs.probability, bands.grid, class_names, outputs.overwrite);
    const auto entropy =
        float_writer(outputs.entropy, bands.grid, {"entropy [nat]"}, outputs.overwrite);
    CompiledForest::Wanted wanted;
    wanted.decision = decision;
    wanted.shares = shares != nullptr || entropy != nullptr;
    for_each_block(bands.grid.window(), block_px, halo_px(recipe), [&](const Block& block) {
        const FeatureStack all = make_features(read_joined(bands, block.halo), recipe);
        const Window core{block.core.row0 - block.halo.row0, block.core.col0 - block.halo.col0,
                          block.core.rows, block.core.cols};
        const BlockAnswer<T> answer = answer_block<T>(
            compiled, forest.legend, crop_features(all, core), wanted, no_data_code);
        if (codes) codes->write(block.core, answer.codes);
        if (shares) shares->write(block.core, answer.shares);
        if (entropy) entropy->write(block.core, answer.entropy);
    });
    if (shares) shares->finish();
    if (entropy) entropy->finish();
    if (codes) codes->finish();
}

}  // namespace

Forest read_forest(const std::string& path) {
    return forest_from_bytes(read_text(path), path);
}

void classify_image(const std::vector<std::string>& paths, const Forest& forest,
                    const std::string& model_path, Decision decision,
                    const ClassifyOutputs& outputs) {
    const Document* written = forest.summary.find("recipe");
    FeatureRecipe recipe;
    recipe.bands = forest.features;
    if (written != nullptr) recipe = recipe_of(*written);
    if (feature_names(recipe) != forest.features)
        throw input_error("{}: its features do not follow its own recipe; train the model again",
                          model_path);
    const JoinedBands given = join_bands(paths);
    if (given.names.size() != recipe.bands.size())
        log_detail("{}: has {} bands, the model uses {} of them", given.paths, given.names.size(),
                   recipe.bands.size());
    const JoinedBands bands = choose_bands(given, recipe.bands, "the model " + model_path);
    if (fits_bytes(forest.legend))
        classify_as<std::uint8_t>(bands, recipe, forest, decision, outputs, no_class);
    else
        classify_as<std::int32_t>(bands, recipe, forest, decision, outputs, no_code);
}

}  // namespace borderlens
