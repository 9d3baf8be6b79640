#pragma once
#include <limits>
#include <string>
#include <vector>

#include "network/decision.hpp"

namespace borderlens::test {

/// A decision matrix from rows and signs: +1 a benefit, -1 a cost. Ids a1, a2, ...; criteria c1,
/// ...
inline DecisionMatrix matrix_of(const std::vector<std::vector<double>>& rows,
                                const std::vector<int>& signs,
                                const std::vector<double>& weights = {}) {
    const double none = std::numeric_limits<double>::quiet_NaN();
    DecisionMatrix decision;
    for (std::size_t j = 0; j < signs.size(); ++j)
        decision.criteria.push_back({"c" + std::to_string(j + 1),
                                     signs[j] > 0,
                                     weights.empty() ? none : weights[j],
                                     {PreferenceKind::usual, none, none, none},
                                     false});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        decision.ids.push_back("a" + std::to_string(i + 1));
        decision.values.insert(decision.values.end(), rows[i].begin(), rows[i].end());
    }
    return decision;
}

}  // namespace borderlens::test
