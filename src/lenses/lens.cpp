#include "lenses/lens.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "features/features.hpp"
#include "learning/calibration.hpp"
#include "lenses/panel_kinds.hpp"
#include "lenses/slope_rules.hpp"

namespace borderlens {
namespace {

FeatureRecipe recipe_of_forest(const Forest& forest) {
    if (const Document* written = forest.summary.find("recipe")) return recipe_of(*written);
    FeatureRecipe recipe;
    recipe.bands = forest.features;
    return recipe;
}

}  // namespace

LensModel::LensModel(Forest given) : forest(std::move(given)), compiled(forest) {
    if (const Document* written = forest.summary.find("mixture"))
        mixture = mixture_of(*written, bands_of(forest).size());
    if (const Document* written = forest.summary.find("panels"))
        panels.emplace(mixture_of(*written, bands_of(forest).size()), panel_class);
}

Index feature_halo_px(const LensModel& model) {
    return halo_px(recipe_of_forest(model.forest));
}

Legend legend_of(const Lens& lens) {
    Legend legend;
    for (const LensClass& one : lens.classes) legend.push_back({one.code, one.english, one.rgb});
    return legend;
}

std::vector<std::string> bands_of(const Forest& forest) {
    return recipe_of_forest(forest).bands;
}

namespace {

Raster<float> class_probabilities(const FeatureStack& image, const LensModel& model) {
    const FeatureStack features = make_features(image, recipe_of_forest(model.forest));
    std::vector<const float*> bands;
    for (Index b = 0; b < features.values.bands(); ++b)
        bands.push_back(features.values.band_data(b));
    CompiledForest::Wanted wanted;
    wanted.shares = true;
    const Grid& grid = features.values.grid();
    ForestAnswer answer = model.compiled.predict(bands, grid.size(), wanted);
    raise_shares(answer.shares, grid.size(), calibration_power(model.forest));
    return Raster<float>(grid, model.forest.class_count(), std::move(answer.shares));
}

}  // namespace

void ask_forest(LensImages& images, const LensModel& model) {
    images.class_shares.clear();
    for (const FeatureStack& image : images.images)
        images.class_shares.push_back(class_probabilities(image, model));
    if (images.ground)
        for (Raster<float>& shares : images.class_shares)
            heed_slopes(shares, model.forest.legend, *images.ground);
}

std::vector<LensLayer> smooth_through_time(const std::vector<Raster<float>>& probabilities,
                                           const std::vector<double>& years,
                                           const StateRows& yearly, const Legend& legend,
                                           const std::vector<Raster<float>>& second_comes) {
    if (probabilities.empty() || probabilities.size() != years.size())
        throw internal_error("{} layers of probabilities for {} times", probabilities.size(),
                             years.size());
    const std::size_t times = probabilities.size(), states = legend.size();
    const Grid& grid = probabilities.front().grid();
    MarkovChain chain;
    chain.start.assign(states, 1.0 / static_cast<double>(states));
    for (std::size_t t = 0; t + 1 < times; ++t)
        chain.transitions.push_back(over_years(
            yearly, std::max<Index>(1, static_cast<Index>(std::llround(years[t + 1] - years[t])))));
    if (chain.transitions.empty()) chain.transitions.push_back(yearly);
    std::vector<LensLayer> layers;
    for (std::size_t t = 0; t < times; ++t)
        layers.push_back({Raster<ClassCode>(grid, 1, no_class),
                          Raster<float>(grid, static_cast<Index>(states), no_data)});
    const std::vector<StateRows> usual = chain.transitions;
    MarkovChain logarithms = logarithms_of(chain);
    StateRows observed(times, std::vector<double>(states));
    for (Index i = 0; i < grid.size(); ++i) {
        bool any = false;
        for (std::size_t t = 0; t < times; ++t)
            for (std::size_t s = 0; s < states; ++s) {
                const float share = probabilities[t].band_data(static_cast<Index>(s))[i];
                const bool known = !std::isnan(share);
                any = any || known;
                // A forest that never saw a thing is not proof: no share is quite zero.
                observed[t][s] = known ? std::max(static_cast<double>(share), 1e-3) : 1.0;
            }
        if (!any) continue;
        if (times == 1) {  // nothing to smooth: the model's own answer
            const auto best = std::max_element(observed[0].begin(), observed[0].end());
            layers[0].classes.band_data()[i] = static_cast<ClassCode>(
                legend[static_cast<std::size_t>(best - observed[0].begin())].code);
            for (std::size_t s = 0; s < states; ++s)
                layers[0].probability.band_data(static_cast<Index>(s))[i] =
                    probabilities[0].band_data(static_cast<Index>(s))[i];
            continue;
        }
        for (std::size_t t = 0; t < second_comes.size(); ++t) {
            const float log_odds = second_comes[t].band_data()[i];
            const double likelier =
                std::isnan(log_odds) ? 1.0 : std::exp(static_cast<double>(log_odds));
            const double odds = likelier * usual[t][0][1] / usual[t][0][0];
            chain.transitions[t][0] = {1.0 / (1.0 + odds), odds / (1.0 + odds)};
            for (const std::size_t to : {0, 1})
                logarithms.transitions[t][0][to] = std::log(chain.transitions[t][0][to]);
        }
        const BestPath path = viterbi_of_logarithms(logarithms, observed);
        const ForwardBackward both = forward_backward(chain, observed);
        for (std::size_t t = 0; t < times; ++t) {
            layers[t].classes.band_data()[i] =
                static_cast<ClassCode>(legend[static_cast<std::size_t>(path.states[t])].code);
            for (std::size_t s = 0; s < states; ++s)
                layers[t].probability.band_data(static_cast<Index>(s))[i] =
                    static_cast<float>(both.posterior[t][s]);
        }
    }
    return layers;
}

const Lens& lens_named(const std::string& name) {
    std::string names;
    for (const Lens& lens : all_lenses()) {
        if (lens.name == name) return lens;
        names += (names.empty() ? "" : ", ") + lens.name;
    }
    throw input_error("no lens '{}'; there are: {}", name, names);
}

}  // namespace borderlens
