#include "stages/classify_image.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/log.hpp"
#include "features/features.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "learning/calibration.hpp"
#include "learning/forest_file.hpp"
#include "lenses/edge_smoothing.hpp"
#include "raster/blocks.hpp"

namespace borderlens {
namespace {

constexpr Index image_block_px = 512;  // the tile side of the files written

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

/// What one block answers.
template <typename T>
struct BlockAnswer {
    Raster<T> codes;
    Raster<float> shares;
    Raster<float> entropy;
    Raster<float> margin;
};

/// How sure the probabilities of each pixel are.
template <typename T>
void add_certainty(BlockAnswer<T>& block) {
    const Grid& grid = block.shares.grid();
    block.entropy = Raster<float>(grid, 1, no_data);
    block.margin = Raster<float>(grid, 1, no_data);
    for (Index i = 0; i < grid.size(); ++i) {
        if (std::isnan(block.shares.band_data()[i])) continue;
        double entropy = 0.0, first = 0.0, second = 0.0;
        for (Index c = 0; c < block.shares.bands(); ++c) {
            const double share = static_cast<double>(block.shares.band_data(c)[i]);
            if (share > 0.0) entropy -= share * std::log(share);
            if (share > first) {
                second = first;
                first = share;
            } else {
                second = std::max(second, share);
            }
        }
        block.entropy.band_data()[i] = static_cast<float>(std::max(0.0, entropy));
        block.margin.band_data()[i] = static_cast<float>(first - second);
    }
}

/// Codes of the most probable classes; ties go to the class first in the legend.
template <typename T>
Raster<T> decided(const Raster<float>& shares, const Legend& legend, T no_data_code) {
    Raster<T> codes(shares.grid(), 1, no_data_code);
    for (Index i = 0; i < shares.grid().size(); ++i) {
        if (std::isnan(shares.band_data()[i])) continue;
        Index best = 0;
        for (Index c = 1; c < shares.bands(); ++c)
            if (shares.band_data(c)[i] > shares.band_data(best)[i]) best = c;
        codes.band_data()[i] = static_cast<T>(legend[static_cast<std::size_t>(best)].code);
    }
    return codes;
}

template <typename T>
BlockAnswer<T> answer_block(const CompiledForest& compiled, const Legend& legend,
                            const FeatureStack& image, const FeatureStack& features,
                            const CompiledForest::Wanted& wanted, bool smooth, double power,
                            T no_data_code) {
    std::vector<const float*> bands;
    for (Index b = 0; b < features.values.bands(); ++b)
        bands.push_back(features.values.band_data(b));
    const Grid& grid = features.values.grid();
    ForestAnswer answer = compiled.predict(bands, grid.size(), wanted);
    BlockAnswer<T> block;
    block.codes = Raster<T>(grid, 1, no_data_code);
    for (Index i = 0; i < grid.size(); ++i)
        if (const std::uint16_t label = answer.labels[static_cast<std::size_t>(i)];
            label != no_label)
            block.codes.band_data()[i] = static_cast<T>(legend[label].code);
    if (!wanted.shares) return block;
    raise_shares(answer.shares, grid.size(), power);
    block.shares = Raster<float>(grid, compiled.class_count(), std::move(answer.shares));
    if (smooth) {
        block.shares = smoothed_with_edges(block.shares, image);
        block.codes = decided<T>(block.shares, legend, no_data_code);
    }
    add_certainty(block);
    return block;
}

template <typename T>
void classify_as(const JoinedBands& bands, const FeatureRecipe& recipe, const Forest& forest,
                 Decision decision, const ClassifyOutputs& outputs, T no_data_code) {
    const CompiledForest compiled(forest);
    const double power = calibration_power(forest);
    std::vector<std::string> class_names;
    for (const LegendEntry& entry : forest.legend) class_names.push_back(entry.name);
    const auto codes = code_writer<T>(outputs, bands.grid, forest.legend, no_data_code);
    const auto shares =
        float_writer(outputs.probability, bands.grid, class_names, outputs.overwrite);
    const auto entropy =
        float_writer(outputs.entropy, bands.grid, {"entropy [nat]"}, outputs.overwrite);
    const auto margin = float_writer(outputs.margin, bands.grid, {"margin"}, outputs.overwrite);
    CompiledForest::Wanted wanted;
    wanted.decision = decision;
    wanted.shares = shares != nullptr || entropy != nullptr || margin != nullptr || outputs.smooth;
    const Index halo = halo_px(recipe) + (outputs.smooth ? smoothing_halo_px : 0);
    for_each_block(bands.grid.window(), image_block_px, halo, [&](const Block& block) {
        const FeatureStack image = read_joined(bands, block.halo);
        FeatureStack all = make_features(image, recipe);
        const Window core = block.core.relative_to(block.halo);
        if (!outputs.smooth) all.values = cropped(all.values, core);
        BlockAnswer<T> answer = answer_block<T>(compiled, forest.legend, image, all, wanted,
                                                outputs.smooth, power, no_data_code);
        if (outputs.smooth)
            answer = {cropped(answer.codes, core), cropped(answer.shares, core),
                      cropped(answer.entropy, core), cropped(answer.margin, core)};
        if (codes) codes->write(block.core, answer.codes);
        if (shares) shares->write(block.core, answer.shares);
        if (entropy) entropy->write(block.core, answer.entropy);
        if (margin) margin->write(block.core, answer.margin);
    });
    if (shares) shares->finish();
    if (entropy) entropy->finish();
    if (margin) margin->finish();
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
