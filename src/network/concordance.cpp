// How alike rankings are: Kendall's tau-b and W.
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "network/robustness.hpp"

namespace borderlens {
namespace {

/// Mean ranks from ranks in which ties share the best place (1, 2, 2, 4 -> 1, 2.5, 2.5, 4).
std::vector<double> mean_ranks(const std::vector<int>& ranks) {
    std::map<int, int> counts;
    for (const int rank : ranks) ++counts[rank];
    std::vector<double> result;
    for (const int rank : ranks) result.push_back(rank + 0.5 * (counts[rank] - 1));
    return result;
}

double tie_term(const std::vector<int>& ranks) {
    std::map<int, int> counts;
    for (const int rank : ranks) ++counts[rank];
    double sum = 0.0;
    for (const auto& [rank, count] : counts)
        sum += static_cast<double>(count) * count * count - static_cast<double>(count);
    return sum;
}

}  // namespace

double kendall_tau(const std::vector<int>& a, const std::vector<int>& b) {
    double agreeing = 0.0, in_a = 0.0, in_b = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t k = 0; k < i; ++k) {
            const int of_a = (a[i] > a[k]) - (a[i] < a[k]);
            const int of_b = (b[i] > b[k]) - (b[i] < b[k]);
            agreeing += of_a * of_b;
            in_a += of_a * of_a;
            in_b += of_b * of_b;
        }
    if (in_a == 0.0 || in_b == 0.0) return std::numeric_limits<double>::quiet_NaN();
    return agreeing / std::sqrt(in_a * in_b);
}

double kendall_w(const std::vector<std::vector<int>>& rankings) {
    if (rankings.size() < 2 || rankings.front().size() < 2)
        return std::numeric_limits<double>::quiet_NaN();
    const auto m = static_cast<double>(rankings.size());
    const auto n = static_cast<double>(rankings.front().size());
    std::vector<double> sums(rankings.front().size(), 0.0);
    double ties = 0.0;
    for (const std::vector<int>& ranking : rankings) {
        const std::vector<double> ranks = mean_ranks(ranking);
        for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += ranks[i];
        ties += tie_term(ranking);
    }
    double spread = 0.0;
    for (const double sum : sums) spread += std::pow(sum - m * (n + 1.0) / 2.0, 2);
    const double most = m * m * (n * n * n - n) - m * ties;
    return most > 0.0 ? 12.0 * spread / most : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace borderlens
