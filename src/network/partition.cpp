#include "network/partition.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "base/random.hpp"

namespace borderlens {
namespace {

// A move must gain more than rounding, or points could be carried to and fro for ever.
constexpr double k_least_gain_share = 1e-12;
// chosen: single-point moves always lower the sum of squares, so this is never reached in practice.
constexpr int k_most_passes = 1000;

double squared_distance(const Points& points, std::size_t row, const std::vector<double>& center) {
    double sum = 0.0;
    for (std::size_t j = 0; j < center.size(); ++j)
        sum += (points.at(row, j) - center[j]) * (points.at(row, j) - center[j]);
    return sum;
}

std::vector<double> row_of(const Points& points, std::size_t row) {
    std::vector<double> values;
    for (std::size_t j = 0; j < points.columns.size(); ++j) values.push_back(points.at(row, j));
    return values;
}

std::vector<int> numbered_by_first(const std::vector<int>& labels) {
    std::map<int, int> number;
    std::vector<int> result;
    for (const int label : labels)
        result.push_back(
            number.try_emplace(label, static_cast<int>(number.size()) + 1).first->second);
    return result;
}

/// Starting centres, each drawn with probability proportional to its squared distance from those
/// already drawn.
std::vector<std::vector<double>> drawn_centers(const Points& points, int k, Random& random) {
    const auto n = static_cast<Index>(points.rows());
    std::vector<std::vector<double>> centers = {
        row_of(points, static_cast<std::size_t>(random.below(n)))};
    while (static_cast<int>(centers.size()) < k) {
        std::vector<double> nearest(points.rows(), std::numeric_limits<double>::infinity());
        double sum = 0.0;
        for (std::size_t i = 0; i < points.rows(); ++i) {
            for (const auto& center : centers)
                nearest[i] = std::min(nearest[i], squared_distance(points, i, center));
            sum += nearest[i];
        }
        double left = random.uniform() * sum;
        std::size_t chosen = 0;
        for (std::size_t i = 0; i < points.rows(); ++i) {
            if (nearest[i] <= 0.0) continue;
            chosen = i;
            left -= nearest[i];
            if (left < 0.0) break;
        }
        centers.push_back(row_of(points, chosen));
    }
    return centers;
}

std::vector<int> nearest_labels(const Points& points,
                                const std::vector<std::vector<double>>& centers) {
    std::vector<int> labels;
    for (std::size_t i = 0; i < points.rows(); ++i) {
        std::size_t best = 0;
        for (std::size_t c = 1; c < centers.size(); ++c)
            if (squared_distance(points, i, centers[c]) <
                squared_distance(points, i, centers[best]))
                best = c;
        labels.push_back(static_cast<int>(best) + 1);
    }
    return labels;
}

/// Moves single points while that lowers the sum of squares; no cluster is emptied.
std::vector<int> improved(const Points& points, std::vector<int> labels, int k) {
    const std::size_t columns = points.columns.size();
    std::vector<double> sizes(static_cast<std::size_t>(k), 0.0);
    std::vector<std::vector<double>> centers(static_cast<std::size_t>(k),
                                             std::vector<double>(columns, 0.0));
    for (std::size_t i = 0; i < points.rows(); ++i) {
        const auto c = static_cast<std::size_t>(labels[i] - 1);
        sizes[c] += 1.0;
        for (std::size_t j = 0; j < columns; ++j) centers[c][j] += points.at(i, j);
    }
    for (std::size_t c = 0; c < centers.size(); ++c)
        for (double& value : centers[c]) value /= std::max(1.0, sizes[c]);
    for (int pass = 0; pass < k_most_passes; ++pass) {
        bool moved = false;
        for (std::size_t i = 0; i < points.rows(); ++i) {
            const auto from = static_cast<std::size_t>(labels[i] - 1);
            if (sizes[from] < 2.0) continue;
            const double gain =
                sizes[from] / (sizes[from] - 1.0) * squared_distance(points, i, centers[from]);
            std::size_t to = from;
            double least = gain * (1.0 - k_least_gain_share);
            for (std::size_t c = 0; c < centers.size(); ++c) {
                if (c == from) continue;
                const double cost =
                    sizes[c] / (sizes[c] + 1.0) * squared_distance(points, i, centers[c]);
                if (cost < least) {
                    least = cost;
                    to = c;
                }
            }
            if (to == from) continue;
            for (std::size_t j = 0; j < columns; ++j) {
                const double x = points.at(i, j);
                centers[from][j] += (centers[from][j] - x) / (sizes[from] - 1.0);
                centers[to][j] += (x - centers[to][j]) / (sizes[to] + 1.0);
            }
            sizes[from] -= 1.0;
            sizes[to] += 1.0;
            labels[i] = static_cast<int>(to) + 1;
            moved = true;
        }
        if (!moved) break;
    }
    return labels;
}

}  // namespace

Partition partition_of(const Points& points, const std::vector<int>& labels) {
    const auto k = static_cast<std::size_t>(*std::max_element(labels.begin(), labels.end()));
    Partition partition;
    partition.labels = labels;
    partition.centers.assign(k, std::vector<double>(points.columns.size(), 0.0));
    partition.within_ss.assign(k, 0.0);
    std::vector<double> sizes(k, 0.0);
    for (std::size_t i = 0; i < points.rows(); ++i) {
        const auto c = static_cast<std::size_t>(labels[i] - 1);
        sizes[c] += 1.0;
        for (std::size_t j = 0; j < points.columns.size(); ++j)
            partition.centers[c][j] += points.at(i, j);
    }
    for (std::size_t c = 0; c < k; ++c)
        for (double& value : partition.centers[c]) value /= sizes[c];
    for (std::size_t i = 0; i < points.rows(); ++i) {
        const auto c = static_cast<std::size_t>(labels[i] - 1);
        partition.within_ss[c] += squared_distance(points, i, partition.centers[c]);
    }
    for (const double part : partition.within_ss) partition.total_within_ss += part;
    return partition;
}

Partition k_means(const Points& points, int k, Index starts, std::uint64_t seed) {
    std::set<std::vector<double>> distinct;
    for (std::size_t i = 0; i < points.rows(); ++i) distinct.insert(row_of(points, i));
    if (k < 1 || static_cast<std::size_t>(k) > distinct.size())
        throw input_error("{} clusters of {} distinct rows; expected 1 to {}", k, distinct.size(),
                          distinct.size());
    if (starts < 1) throw input_error("k-means with {} starts, expected 1 or more", starts);
    std::vector<Partition> found(static_cast<std::size_t>(starts));
    parallel_for(starts, [&](Index start) {
        Random random(derive_seed(seed, "k_means", start));
        const auto centers = drawn_centers(points, k, random);
        found[static_cast<std::size_t>(start)] = partition_of(
            points, numbered_by_first(improved(points, nearest_labels(points, centers), k)));
    });
    std::size_t best = 0;
    for (std::size_t start = 1; start < found.size(); ++start)
        if (found[start].total_within_ss < found[best].total_within_ss * (1.0 - k_least_gain_share))
            best = start;
    return found[best];
}

double mean_of(const std::vector<double>& values) {
    double sum = 0.0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

std::vector<double> silhouettes(const Distances& distances, const std::vector<int>& labels) {
    const std::size_t n = distances.size();
    const auto k = static_cast<std::size_t>(*std::max_element(labels.begin(), labels.end()));
    if (k < 2) return std::vector<double>(n, std::numeric_limits<double>::quiet_NaN());
    std::vector<double> sizes(k, 0.0);
    for (const int label : labels) sizes[static_cast<std::size_t>(label - 1)] += 1.0;
    std::vector<double> widths;
    for (std::size_t i = 0; i < n; ++i) {
        const auto own = static_cast<std::size_t>(labels[i] - 1);
        std::vector<double> sums(k, 0.0);
        for (std::size_t other = 0; other < n; ++other)
            sums[static_cast<std::size_t>(labels[other] - 1)] += distances.at(i, other);
        double near = std::numeric_limits<double>::infinity();
        for (std::size_t c = 0; c < k; ++c)
            if (c != own) near = std::min(near, sums[c] / sizes[c]);
        if (sizes[own] < 2.0) {
            widths.push_back(0.0);
            continue;
        }
        const double inside = sums[own] / (sizes[own] - 1.0);
        const double larger = std::max(inside, near);
        widths.push_back(larger > 0.0 ? (near - inside) / larger : 0.0);
    }
    return widths;
}

GapStatistic gap_statistic(const Points& points, int k_max, Index references, std::uint64_t seed,
                           const ClusterMethod& cluster) {
    if (references < 1) throw input_error("gap statistic with {} references", references);
    const std::size_t columns = points.columns.size();
    std::vector<double> low(columns, std::numeric_limits<double>::infinity()),
        high(columns, -low[0]);
    for (std::size_t i = 0; i < points.rows(); ++i)
        for (std::size_t j = 0; j < columns; ++j) {
            low[j] = std::min(low[j], points.at(i, j));
            high[j] = std::max(high[j], points.at(i, j));
        }
    const auto log_within = [&](const Points& table, int k) {
        return std::log(partition_of(table, cluster(table, k)).total_within_ss);
    };
    std::vector<std::vector<double>> of_reference(static_cast<std::size_t>(references));
    parallel_for(references, [&](Index reference) {
        Random random(derive_seed(seed, "gap_statistic", reference));
        Points drawn = points;
        for (std::size_t v = 0; v < drawn.values.size(); ++v)
            drawn.values[v] =
                low[v % columns] + random.uniform() * (high[v % columns] - low[v % columns]);
        for (int k = 1; k <= k_max; ++k)
            of_reference[static_cast<std::size_t>(reference)].push_back(log_within(drawn, k));
    });
    GapStatistic result;
    for (int k = 1; k <= k_max; ++k) {
        std::vector<double> logs;
        for (const auto& reference : of_reference)
            logs.push_back(reference[static_cast<std::size_t>(k - 1)]);
        const double mean = mean_of(logs);
        double squares = 0.0;
        for (const double value : logs) squares += (value - mean) * (value - mean);
        const auto b = static_cast<double>(references);
        result.gap.push_back(mean - log_within(points, k));
        result.standard_error.push_back(std::sqrt(squares / b) * std::sqrt(1.0 + 1.0 / b));
    }
    result.k = k_max;
    for (std::size_t k = 0; k + 1 < result.gap.size(); ++k)
        if (result.gap[k] >= result.gap[k + 1] - result.standard_error[k + 1]) {
            result.k = static_cast<int>(k) + 1;
            break;
        }
    return result;
}

}  // namespace borderlens
