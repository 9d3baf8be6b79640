#include "network/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace borderlens {
namespace {

// chosen: far above the rounding of a sum over some hundred criteria, far below any difference a
// table of measured values can carry.
constexpr double k_tie_share = 1e-12;

}  // namespace

std::vector<int> ranks_of(const std::vector<double>& scores, bool higher_is_better) {
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return higher_is_better ? scores[a] > scores[b] : scores[a] < scores[b];
    });
    double largest = 0.0;
    for (const double score : scores) largest = std::max(largest, std::abs(score));
    std::vector<int> ranks(scores.size(), 0);
    for (std::size_t k = 0; k < order.size(); ++k) {
        const bool tied =
            k > 0 && std::abs(scores[order[k]] - scores[order[k - 1]]) <= k_tie_share * largest;
        ranks[order[k]] = tied ? ranks[order[k - 1]] : static_cast<int>(k) + 1;
    }
    return ranks;
}

}  // namespace borderlens
