#include "network/selection.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include "base/error.hpp"
#include "network/normalise.hpp"
#include "network/partition.hpp"

namespace borderlens {
namespace {

constexpr Index k_starts = 50;  // chosen: kmeans of some ten points settles long before

Points weighted_points(const DecisionMatrix& decision, const std::vector<double>& weights) {
    const DecisionMatrix scaled = normalised(decision, Normalisation::minmax);
    Points points{scaled.ids, {}, scaled.values};
    for (const Criterion& criterion : scaled.criteria) points.columns.push_back(criterion.name);
    for (std::size_t i = 0; i < points.values.size(); ++i)
        points.values[i] *= weights[i % weights.size()];
    return points;
}

int distinct_rows(const Points& points) {
    std::set<std::vector<double>> rows;
    for (std::size_t i = 0; i < points.rows(); ++i) {
        std::vector<double> row;
        for (std::size_t j = 0; j < points.columns.size(); ++j) row.push_back(points.at(i, j));
        rows.insert(std::move(row));
    }
    return static_cast<int>(rows.size());
}

std::vector<int> labels_of(const Points& points, const SelectionRule& rule, int k) {
    if (k < 2) return std::vector<int>(points.rows(), 1);
    if (rule.method == "kmeans") return k_means(points, k, k_starts, rule.seed).labels;
    return cut_tree(hierarchical_clusters(euclidean_distances(points), linkage_of(rule.method)), k);
}

}  // namespace

Selection select_nodes(const DecisionMatrix& decision, const Scored& scored,
                       const SelectionRule& rule) {
    if (decision.rows() == 0) throw input_error("there are no candidates to select nodes from");
    if (rule.grades < 1) throw input_error("{} grades, expected 1 or more", rule.grades);
    const Points points = weighted_points(decision, scored.weights);
    const int k = std::min(rule.grades, distinct_rows(points));
    const std::vector<int> labels = labels_of(points, rule, k);
    std::vector<double> sum(static_cast<std::size_t>(k), 0.0), count = sum;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto label = static_cast<std::size_t>(labels[i] - 1);
        sum[label] +=
            scored.ranking.higher_is_better ? scored.ranking.scores[i] : -scored.ranking.scores[i];
        count[label] += 1.0;
    }
    std::vector<std::size_t> order(static_cast<std::size_t>(k));
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return sum[a] / count[a] > sum[b] / count[b];
    });
    std::vector<int> grade_of(order.size());
    for (std::size_t place = 0; place < order.size(); ++place)
        grade_of[order[place]] = static_cast<int>(place) + 1;
    Selection selection;
    for (const int label : labels) {
        selection.grade.push_back(grade_of[static_cast<std::size_t>(label - 1)]);
        selection.selected.push_back(k == 1 || selection.grade.back() < k);
    }
    if (rule.method != "kmeans" && points.rows() > 1)
        selection.tree =
            hierarchical_clusters(euclidean_distances(points), linkage_of(rule.method));
    if (k > 1)
        selection.mean_silhouette = mean_of(silhouettes(euclidean_distances(points), labels));
    return selection;
}

SelectionFrequency selection_frequency(const DecisionMatrix& decision, const ScorePlan& plan,
                                       const SelectionRule& rule) {
    SelectionFrequency frequency;
    frequency.share.assign(decision.rows(), 0.0);
    for (const char* weighting : {"entropy", "critic", "std", "equal"}) {
        ScorePlan variant = plan;
        variant.weightings = {weighting};
        Scored scored;
        try {
            scored = score(decision, variant);
        } catch (const Error& error) {
            if (error.kind() != Error::Kind::input) throw;
            continue;
        }
        for (const char* method : {"ward", "average", "kmeans"})
            for (const int more : {-1, 0, 1}) {
                if (rule.grades + more < 2) continue;
                const Selection selection =
                    select_nodes(decision, scored, {method, rule.grades + more, rule.seed});
                ++frequency.variants;
                for (std::size_t i = 0; i < decision.rows(); ++i)
                    frequency.share[i] += selection.selected[i] ? 1.0 : 0.0;
            }
    }
    for (double& share : frequency.share) share /= std::max(1, frequency.variants);
    return frequency;
}

}  // namespace borderlens
