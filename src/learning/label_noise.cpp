#include "learning/label_noise.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/random.hpp"
#include "learning/calibration.hpp"

namespace borderlens {
namespace {

/// Fold of each group: dealt in turn in a random order.
std::map<Index, int> folds_of(const Samples& samples, const NoiseOptions& options) {
    const std::set<Index> known(samples.groups.begin(), samples.groups.end());
    std::vector<Index> groups(known.begin(), known.end());
    Random random(derive_seed(options.seed, "noise folds"));
    for (std::size_t i = 0; i + 1 < groups.size(); ++i)
        std::swap(groups[i], groups[i + static_cast<std::size_t>(
                                            random.below(static_cast<Index>(groups.size() - i)))]);
    std::map<Index, int> folds;
    for (std::size_t i = 0; i < groups.size(); ++i)
        folds[groups[i]] = static_cast<int>(i) % options.folds;
    return folds;
}

/// Mean share that rows of a class are given for it.
std::vector<double> usual_shares(const Samples& samples, const std::vector<float>& shares) {
    const std::size_t classes = samples.legend.size();
    std::vector<double> sums(classes, 0.0), counts(classes, 0.0);
    for (std::size_t row = 0; row < samples.classes.size(); ++row) {
        sums[samples.classes[row]] +=
            static_cast<double>(shares[row * classes + samples.classes[row]]);
        counts[samples.classes[row]] += 1.0;
    }
    for (std::size_t c = 0; c < classes; ++c) sums[c] /= std::max(1.0, counts[c]);
    return sums;
}

}  // namespace

std::vector<Index> believable_rows(const Samples& samples, const NoiseOptions& options) {
    const std::map<Index, int> folds = folds_of(samples, options);
    const std::size_t classes = samples.legend.size();
    std::vector<float> shares(samples.classes.size() * classes, 0.0F);
    bool judged = static_cast<int>(folds.size()) >= options.folds;
    for (int fold = 0; judged && fold < options.folds; ++fold) {
        std::vector<Index> seen, unseen;
        for (std::size_t row = 0; row < samples.groups.size(); ++row)
            (folds.at(samples.groups[row]) == fold ? unseen : seen)
                .push_back(static_cast<Index>(row));
        const Samples part = samples.select(seen).without_empty_classes();
        if (part.legend.size() < 2) {
            judged = false;
            break;
        }
        ForestOptions forest;
        forest.trees = options.trees;
        forest.min_leaf = 5;  // chosen: single wrong labels must not be learned by heart
        forest.balanced = true;
        forest.most_rows = 50000;
        forest.seed = derive_seed(options.seed, "noise forest", fold);
        const std::vector<float> said =
            class_shares(train_forest(part, forest).forest, samples.select(unseen));
        for (std::size_t i = 0; i < unseen.size(); ++i)
            std::copy_n(said.begin() + static_cast<std::ptrdiff_t>(i * classes), classes,
                        shares.begin() + static_cast<std::ptrdiff_t>(
                                             static_cast<std::size_t>(unseen[i]) * classes));
    }
    const std::vector<double> usual = usual_shares(samples, shares);
    std::vector<Index> kept;
    for (std::size_t row = 0; row < samples.classes.size(); ++row) {
        const std::size_t label = samples.classes[row];
        const auto share = [&](std::size_t c) {
            return static_cast<double>(shares[row * classes + c]);
        };
        bool contradicted = false;
        for (std::size_t c = 0; judged && c < classes; ++c)
            contradicted = contradicted || (c != label && usual[c] > 0.0 && share(c) >= usual[c] &&
                                            share(label) < usual[label]);
        if (!contradicted) kept.push_back(static_cast<Index>(row));
    }
    return kept;
}

}  // namespace borderlens
