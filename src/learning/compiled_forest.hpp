#pragma once
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include "learning/forest.hpp"
#include "learning/forest_walk.hpp"
#include "learning/rank_codes.hpp"

namespace borderlens {

inline constexpr std::uint16_t no_label = std::numeric_limits<std::uint16_t>::max();

/// Which kernel walks the trees. All give the same answer, bit for bit.
enum class ForestPath { automatic, plain, avx2, avx512 };

/// How a label is chosen: most votes of the trees (as OpenCV decides, ties to the lower class), or
/// the highest mean of leaf shares (softer; ties likewise).
enum class Decision { votes, shares };

struct ForestAnswer {
    std::vector<std::uint16_t> labels;  ///< per pixel: position in the legend, or no_label
    std::vector<std::uint16_t> votes;   ///< [pixel][class]: trees, if asked for
    std::vector<float> shares;          ///< [class][pixel]: probability, NaN without label
};

/// A forest laid out for speed. With Decision::votes, labels and votes equal those of OpenCV's
/// predict on any input, except that a pixel with NaN or OpenCV's own "missing" (FLT_MAX) in any
/// feature gets no label.
class CompiledForest {
  public:
    explicit CompiledForest(const Forest& forest);

    struct Wanted {
        Decision decision = Decision::shares;
        bool votes = false;
        bool shares = false;
        ForestPath path = ForestPath::automatic;
    };
    /// bands[feature][pixel], one pointer per feature in the model's order.
    ForestAnswer predict(const std::vector<const float*>& bands, Index count,
                         const Wanted& wanted) const;
    ForestAnswer predict(const std::vector<const float*>& bands, Index count) const {
        return predict(bands, count, Wanted());
    }

    Index class_count() const { return m_classes; }
    /// False for a forest too large for packed nodes, which is walked node by node.
    bool is_packed() const { return m_is_packed; }
    /// True if this processor can run the path.
    static bool can_run(ForestPath path);

  private:
    struct Scratch;
    bool pack(const Forest& forest);
    void encode(const std::vector<const float*>& bands, Index first, Index count,
                Scratch& scratch) const;
    void walk(const std::vector<const float*>& bands, Index first, Index count, WalkFunction kernel,
              Scratch& scratch) const;
    void decide(Index first, Index count, const Wanted& wanted, const Scratch& scratch, Index all,
                ForestAnswer& answer) const;

    Index m_classes = 0;
    Index m_features = 0;
    LeafTable m_leaves;
    /// [leaf][class], rows padded to a multiple of eight so that they are added as whole vectors.
    std::vector<std::uint16_t> m_padded_shares;
    Index m_padded_classes = 0;
    RankCodes m_codes;
    bool m_is_packed = false;
    PackedForest m_packed;
    std::vector<Tree> m_trees;  ///< only where packing is impossible
    Index m_tree_count = 0;
};

/// Labels and shares of samples, whose features are the model's in its order.
ForestAnswer predict_samples(const Forest& forest, const Samples& samples);

}  // namespace borderlens
