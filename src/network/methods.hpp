#pragma once
#include <string>
#include <vector>

#include "network/ranking.hpp"
#include "network/weighting.hpp"

namespace borderlens {

/// One way to find weights. `compute` is null for those that need more than the table (ahp).
struct WeightingMethod {
    const char* name;
    const char* title;
    const char* formula;
    const char* unit;
    const char* source;
    const char* reference_case;  ///< published example the tests hold it to
    std::vector<double> (*compute)(const DecisionMatrix&);
};

/// One way to rank.
struct RankingMethod {
    const char* name;
    const char* title;
    const char* formula;
    const char* normalisation;  ///< its own, used where none is asked for
    const char* unit;
    const char* source;
    const char* reference_case;
    Ranking (*rank)(const DecisionMatrix&, const std::vector<double>&, const RankingOptions&);
};

const std::vector<WeightingMethod>& all_weightings();
const std::vector<RankingMethod>& all_rankings();

/// An input error lists the names there are. `gra` is understood as `grey`, `saw` as `wsm`.
const WeightingMethod& weighting_named(const std::string& name);
const RankingMethod& ranking_named(const std::string& name);

}  // namespace borderlens
