#pragma once
#include <cstdint>
#include <vector>

#include "learning/forest.hpp"

namespace borderlens {

/// Replaces feature values by ranks among a forest's thresholds: code(x) = number of thresholds of
/// that feature below x. Then x <= threshold i exactly when code(x) <= i, so that trees compare
/// small whole numbers and give the same answer as with floats.
class RankCodes {
  public:
    explicit RankCodes(const Forest& forest);

    /// Rank of a threshold of the forest among those of its feature.
    std::uint32_t code_of_threshold(std::size_t feature, float threshold) const;
    /// Codes of `count` values. NaN gets any code: test for it before.
    void encode(std::size_t feature, const float* values, Index count, std::uint16_t* codes) const;
    /// Most thresholds any feature has; codes go from 0 to this number.
    std::size_t most_thresholds() const;

  private:
    /// Thresholds sorted, and buckets of equal width over their range: those of a lower bucket are
    /// surely below a value (the bucket number never falls as the value grows), those of a higher
    /// one surely not; only the few of its own are compared.
    struct FeatureRanks {
        std::vector<float> thresholds;  // then infinity, which is below no value
        // One more than there are buckets. A forest whose ranks exceed 16 bits is never coded.
        std::vector<std::uint16_t> bucket_start;
        float lowest = 0.0F;
        float buckets_per_unit = 0.0F;
        std::uint32_t bucket_of(float value) const;
    };
    std::vector<FeatureRanks> m_features;
};

}  // namespace borderlens
