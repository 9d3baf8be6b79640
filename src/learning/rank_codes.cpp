#include "learning/rank_codes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace borderlens {

std::uint32_t RankCodes::FeatureRanks::bucket_of(float value) const {
    const float last = static_cast<float>(bucket_start.size() - 2);
    const float position = (value - lowest) * buckets_per_unit;
    // Comparisons this way round send NaN (from inf * 0) to bucket 0.
    return static_cast<std::uint32_t>(position > 0.0F ? std::min(position, last) : 0.0F);
}

RankCodes::RankCodes(const Forest& forest) : m_features(forest.features.size()) {
    for (const Tree& tree : forest.trees)
        for (const TreeNode& node : tree)
            if (node.child != 0) m_features[node.feature].thresholds.push_back(node.threshold);
    for (FeatureRanks& ranks : m_features) {
        std::vector<float>& sorted = ranks.thresholds;
        std::sort(sorted.begin(), sorted.end());
        sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
        // Chosen: four buckets a threshold keep the comparisons per value near one.
        const std::size_t buckets = std::max<std::size_t>(1, 4 * sorted.size());
        ranks.bucket_start.assign(buckets + 1, static_cast<std::uint16_t>(sorted.size()));
        if (sorted.empty()) continue;
        ranks.lowest = sorted.front();
        const float range = sorted.back() - sorted.front();
        const float per_unit = static_cast<float>(buckets - 1) / range;
        ranks.buckets_per_unit = std::isfinite(per_unit) && std::isfinite(range) ? per_unit : 0.0F;
        std::fill(ranks.bucket_start.begin(), ranks.bucket_start.end(), std::uint16_t{0});
        for (const float threshold : sorted) ++ranks.bucket_start[ranks.bucket_of(threshold) + 1];
        for (std::size_t b = 1; b <= buckets; ++b)
            ranks.bucket_start[b] += ranks.bucket_start[b - 1];
    }
    for (FeatureRanks& ranks : m_features)
        ranks.thresholds.push_back(std::numeric_limits<float>::infinity());
}

std::uint32_t RankCodes::code_of_threshold(std::size_t feature, float threshold) const {
    const std::vector<float>& sorted = m_features[feature].thresholds;
    return static_cast<std::uint32_t>(std::lower_bound(sorted.begin(), sorted.end(), threshold) -
                                      sorted.begin());
}

void RankCodes::encode(std::size_t feature, const float* values, Index count,
                       std::uint16_t* codes) const {
    // In pieces, one loop for each table, none of them with a branch: what is looked up for one
    // value never waits for another.
    constexpr Index piece = 256;
    const FeatureRanks& ranks = m_features[feature];
    const float* thresholds = ranks.thresholds.data();
    const std::uint16_t* starts = ranks.bucket_start.data();
    std::uint32_t buckets[piece], low[piece];
    for (Index first = 0; first < count; first += piece) {
        const Index here = std::min(piece, count - first);
        const float* value = values + first;
        for (Index i = 0; i < here; ++i) buckets[i] = ranks.bucket_of(value[i]);
        for (Index i = 0; i < here; ++i) low[i] = starts[buckets[i]];
        // Enough for nearly all buckets; those that are there already go nowhere.
        constexpr int steps = 3;
        bool any_crowded = false;
        for (Index i = 0; i < here; ++i) {
            for (int step = 0; step < steps; ++step) low[i] += thresholds[low[i]] < value[i];
            any_crowded |= thresholds[low[i]] < value[i];
        }
        for (Index i = 0; any_crowded && i < here; ++i)
            if (thresholds[low[i]] < value[i])  // halve what is left of the bucket
                low[i] = static_cast<std::uint32_t>(
                    std::lower_bound(thresholds + low[i], thresholds + starts[buckets[i] + 1],
                                     value[i]) -
                    thresholds);
        for (Index i = 0; i < here; ++i) codes[first + i] = static_cast<std::uint16_t>(low[i]);
    }
}

std::size_t RankCodes::most_thresholds() const {
    std::size_t most = 0;
    for (const FeatureRanks& ranks : m_features) most = std::max(most, ranks.thresholds.size() - 1);
    return most;
}

}  // namespace borderlens
