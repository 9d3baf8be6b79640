#pragma once
#include "learning/forest.hpp"

namespace borderlens {

/// A sound forest of two trees, two features and two classes, one of them named in Cyrillic.
inline Forest small_forest() {
    Forest forest;
    forest.features = {"red", "nir"};
    forest.legend = {{1, "water", {0, 0, 255}}, {4, "\u043F\u043E\u043B\u0435", {0, 255, 0}}};
    forest.leaves.labels = {0, 1};
    forest.leaves.shares = {65535, 0, 535, 65000};
    forest.trees = {{{0.25F, 1, 1}, {0.0F, 0, 0}, {0.5F, 3, 0}, {0.0F, 0, 1}, {0.0F, 0, 0}},
                    {{0.0F, 0, 1}}};
    forest.seed = 18446744073709551615ULL;
    forest.summary.set("rows", Index{12});
    return forest;
}

}  // namespace borderlens
