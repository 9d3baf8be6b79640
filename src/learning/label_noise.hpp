#pragma once
#include <vector>

#include "learning/forest.hpp"

namespace borderlens {

struct NoiseOptions {
    int folds = 3;     ///< blocks (groups) are dealt into these
    Index trees = 30;  ///< per fold
    std::uint64_t seed = 1;
};

/// Rows whose label a forest that never saw their group does not contradict, in order. A row is
/// dropped where the forest gives another class at least the share it usually gives that class's
/// own rows, and its own label less than that class's usual share. With fewer groups than folds
/// every row is kept: nothing can be held out. src: Northcutt, Jiang and Chuang 2021, Confident
/// Learning, J. Artif. Intell. Res. 70, eqs. 1-3.
std::vector<Index> believable_rows(const Samples& samples, const NoiseOptions& options);

}  // namespace borderlens
