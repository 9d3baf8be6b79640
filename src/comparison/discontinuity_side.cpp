#include "comparison/discontinuity_side.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

namespace borderlens {
namespace {

std::vector<Index> rows_in_order(const DiscontinuityData& data, double cutoff, bool right) {
    std::vector<Index> rows;
    for (Index i = 0; i < static_cast<Index>(data.distance.size()); ++i)
        if ((data.distance[i] >= cutoff) == right) rows.push_back(i);
    // Stable, so that rows at equal distances keep the order of the input.
    std::stable_sort(rows.begin(), rows.end(),
                     [&](Index a, Index b) { return data.distance[a] < data.distance[b]; });
    return rows;
}

template <typename T>
std::vector<T> picked(const std::vector<T>& values, const std::vector<Index>& rows) {
    std::vector<T> result;
    if (values.empty()) return result;
    result.reserve(rows.size());
    for (const Index row : rows) result.push_back(values[row]);
    return result;
}

void number_clusters(RegressionSide& side) {
    std::unordered_map<Index, Index> numbers;
    for (Index& cluster : side.cluster)
        cluster = numbers.emplace(cluster, static_cast<Index>(numbers.size())).first->second;
    side.cluster_count = static_cast<Index>(numbers.size());
}

}  // namespace

double kernel_weight(Kernel kernel, double x, double h) {
    const double u = std::abs(x / h);
    if (u > 1.0) return 0.0;
    switch (kernel) {
        case Kernel::uniform:
            return 0.5 / h;
        case Kernel::epanechnikov:
            return 0.75 * (1.0 - u * u) / h;
        case Kernel::triangular:
            break;
    }
    return (1.0 - u) / h;
}

RegressionSide side_of(const DiscontinuityData& data, double cutoff, bool right) {
    const std::vector<Index> rows = rows_in_order(data, cutoff, right);
    RegressionSide side;
    side.distance = picked(data.distance, rows);
    side.outcome = picked(data.outcome, rows);
    side.weight = picked(data.weight, rows);
    side.cluster = picked(data.cluster, rows);
    for (const auto& covariate : data.covariates)
        side.covariates.push_back(picked(covariate, rows));
    for (Index i = 0; i < side.rows(); ++i)
        if (i == 0 || side.distance[i] != side.distance[i - 1]) side.group_start.push_back(i);
    side.group_start.push_back(side.rows());
    for (double& x : side.distance) x -= cutoff;
    number_clusters(side);
    return side;
}

RowSpan window_of(const RegressionSide& side, Kernel kernel, double h) {
    const auto inside = [&](double x) { return kernel_weight(kernel, x, h) > 0.0; };
    const auto begin = side.distance.begin();
    const auto end = side.distance.end();
    const auto first =
        std::partition_point(begin, end, [&](double x) { return x < 0.0 && !inside(x); });
    const auto last = std::partition_point(first, end, inside);
    return {first - begin, last - begin};
}

Index distinct_in(const RegressionSide& side, RowSpan span) {
    const auto& starts = side.group_start;
    const auto first = std::lower_bound(starts.begin(), starts.end() - 1, span.first);
    const auto last = std::lower_bound(first, starts.end() - 1, span.last);
    return last - first;
}

double distinct_distance(const RegressionSide& side, Index k) {
    const bool right = side.distance.front() >= 0.0;
    const Index group = right ? k - 1 : side.distinct() - k;
    return std::abs(side.distance[side.group_start[group]]);
}

}  // namespace borderlens
