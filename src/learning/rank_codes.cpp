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
    const FeatureRanks& ranks = m_features[feature];
    const float* thresholds = ranks.thresholds.data();
    for (Index i = 0; i < count; ++i) {
        const float value = values[i];
        const std::uint32_t bucket = ranks.bucket_of(value);
        std::uint32_t low = ranks.bucket_start[bucket];
        // Two steps without asking are enough for nearly all buckets; those past the bucket's end
        // go nowhere.
        low += thresholds[low] < value;
        low += thresholds[low] < value;
        if (thresholds[low] < value)  // crowded: halve what is left of it
            low = static_cast<std::uint32_t>(
                std::lower_bound(thresholds + low, thresholds + ranks.bucket_start[bucket + 1],
                                 value) -
                thresholds);
        codes[i] = static_cast<std::uint16_t>(low);
    }
}

std::size_t RankCodes::most_thresholds() const {
    std::size_t most = 0;
    for (const FeatureRanks& ranks : m_features) most = std::max(most, ranks.thresholds.size() - 1);
    return most;
}

}  // namespace borderlens
