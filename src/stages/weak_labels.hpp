#pragma once
#include <string>
#include <vector>

#include "stages/collect_samples.hpp"

namespace borderlens {

/// Published land-cover maps as labels: of one or several makers or years, each with its legend.
struct WeakLabelSource {
    std::vector<std::string> maps;
    std::vector<std::string> legends;  ///< one a map, or one for all; see `borderlens list legends`
    Index block_px = 64;               ///< blocks that are held out together
    Index most_rows = 40000;           ///< shared evenly among the classes found
    std::uint64_t seed = 1;
};

struct WeakLabelReport {
    Index agreeing_px = 0;  ///< pixels that are pure in every map and of one class in all
    Index sampled_px = 0;   ///< of these, drawn
    Index doubted_px = 0;   ///< of these, left out: forests trained on other blocks contradict them
    SampleReport samples;
};

/// Samples from the pixels that every map calls the same class of ours, and so do the eight
/// neighbours of each map's own pixels: pure, stable and agreeing; then without those that forests
/// trained elsewhere contradict (believable_rows). Classes keep the codes and names of land_use.
/// An input error for an unknown legend, a wrong number of legends or maps that agree nowhere.
Samples weak_samples(const JoinedBands& bands, const FeatureRecipe& recipe,
                     const WeakLabelSource& source, WeakLabelReport& report);

}  // namespace borderlens
