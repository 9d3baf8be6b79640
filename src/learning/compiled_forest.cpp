#include "learning/compiled_forest.hpp"

#include <algorithm>
#include <array>
#include <cfloat>
#include <cmath>

#include "base/error.hpp"
#include "learning/node_layout.hpp"

namespace borderlens {
namespace {

/// Blocks coded in one go, so that the ranks of a feature, which fill the first cache level, are
/// brought there once for all of them. chosen: one is slower by a twentieth, more no faster.
constexpr std::size_t coded_blocks = 4;

std::uint32_t bits_for(std::size_t values) {
    std::uint32_t bits = 0;
    while ((std::size_t{1} << bits) < values) ++bits;
    return bits;
}

}  // namespace

struct CompiledForest::Scratch {
    std::vector<std::uint16_t> codes;
    std::vector<std::uint32_t> leaves;
    std::vector<std::uint8_t> valid;
};

CompiledForest::CompiledForest(const Forest& forest)
    : m_classes(forest.class_count()),
      m_features(forest.feature_count()),
      m_leaves(forest.leaves),
      m_codes(forest),
      m_tree_count(static_cast<Index>(forest.trees.size())) {
    m_padded_classes = (m_classes + 7) / 8 * 8;
    m_padded_shares.assign(static_cast<std::size_t>(m_leaves.size() * m_padded_classes), 0);
    for (Index leaf = 0; leaf < m_leaves.size(); ++leaf)
        std::copy_n(m_leaves.shares.begin() + leaf * m_classes, m_classes,
                    m_padded_shares.begin() + leaf * m_padded_classes);
    m_is_packed = pack(forest);
    if (!m_is_packed) m_trees = forest.trees;
}

bool CompiledForest::pack(const Forest& forest) {
    std::vector<NodeLayout> layouts;
    std::size_t farthest = 0, words = 0;
    for (const Tree& tree : forest.trees) {
        layouts.push_back(layout_by_lines(tree, TreeHead::levels));
        const std::vector<std::uint32_t>& places = layouts.back().places;
        for (std::size_t i = 0; i < tree.size(); ++i)
            if (tree[i].child != 0)
                farthest = std::max<std::size_t>(farthest, places[tree[i].child] - places[i]);
        words += layouts.back().words;
    }
    // Below 16 features a lane of the AVX-512 kernel is addressed by four bits, up to 64 by six.
    const std::uint32_t feature_bits = std::max(4U, bits_for(static_cast<std::size_t>(m_features)));
    std::uint32_t code_bits = bits_for(m_codes.most_thresholds() + 1);
    const std::uint32_t leaf_bits = bits_for(static_cast<std::size_t>(m_leaves.size()));
    code_bits = std::max(code_bits, leaf_bits > feature_bits ? leaf_bits - feature_bits : 1U);
    const std::uint32_t distance_bits = bits_for(farthest + 1);
    if (m_codes.most_thresholds() > 65535 || feature_bits + code_bits + distance_bits > 32 ||
        feature_bits + code_bits > 31 || words > (std::size_t{1} << 30))
        return false;
    m_packed.trees = m_tree_count;
    m_packed.features = m_features;
    m_packed.feature_bits = feature_bits;
    m_packed.code_bits = code_bits;
    m_packed.lines.resize(words / line_nodes + 1);
    m_packed.parking = static_cast<std::uint32_t>(words);
    std::uint32_t start = 0;
    for (std::size_t t = 0; t < forest.trees.size(); ++t) {
        const Tree& tree = forest.trees[t];
        const std::vector<std::uint32_t>& places = layouts[t].places;
        for (std::size_t i = 0; i < tree.size(); ++i) {
            const TreeNode& node = tree[i];
            std::uint32_t& word = m_packed.word(start + places[i]);
            word = node.feature;
            if (node.child == 0) continue;
            const std::uint32_t code = m_codes.code_of_threshold(node.feature, node.threshold);
            const std::uint32_t distance = places[node.child] - places[i];
            word |= distance << (feature_bits + code_bits) | code << feature_bits;
        }
        m_packed.heads.push_back(head_of(m_packed, start));
        start += layouts[t].words;
    }
    return true;
}

bool CompiledForest::can_run(ForestPath path) {
    if (path == ForestPath::avx2) return walk_avx2() != nullptr;
    if (path == ForestPath::avx512) return walk_avx512() != nullptr;
    return true;
}

/// Codes of several blocks, feature by feature.
void CompiledForest::encode(const std::vector<const float*>& bands, Index first, Index count,
                            Scratch& scratch) const {
    for (std::size_t f = 0; f < bands.size(); ++f) {
        std::uint16_t* codes = scratch.codes.data() + f * walk_block_px;
        for (Index start = 0; start < count; start += walk_block_px) {
            m_codes.encode(f, bands[f] + first + start, std::min(walk_block_px, count - start),
                           codes);
            codes += m_packed.block_codes();
        }
    }
}

void CompiledForest::walk(const std::vector<const float*>& bands, Index first, Index count,
                          WalkFunction kernel, Scratch& scratch) const {
    std::fill(scratch.valid.begin(), scratch.valid.end(), std::uint8_t{1});
    for (const float* band : bands)
        for (Index i = 0; i < count; ++i) {
            const float value = band[first + i];
            scratch.valid[static_cast<std::size_t>(i)] &=
                static_cast<std::uint8_t>(!(value != value) & (value != FLT_MAX));
        }
    if (m_is_packed) {
        const std::size_t block = static_cast<std::size_t>(first / walk_block_px) % coded_blocks;
        kernel(m_packed, scratch.codes.data() + block * m_packed.block_codes(), count,
               scratch.leaves.data());
        return;
    }
    std::vector<float> row(bands.size());
    for (Index i = 0; i < count; ++i) {
        for (std::size_t f = 0; f < bands.size(); ++f) row[f] = bands[f][first + i];
        for (Index t = 0; t < m_tree_count; ++t)
            scratch.leaves[static_cast<std::size_t>(i * m_tree_count + t)] =
                leaf_of(m_trees[static_cast<std::size_t>(t)], row.data());
    }
}

void CompiledForest::decide(Index first, Index count, const Wanted& wanted, const Scratch& scratch,
                            Index all, ForestAnswer& answer) const {
    const bool by_votes = wanted.decision == Decision::votes;
    std::vector<std::uint32_t> sums(static_cast<std::size_t>(m_padded_classes));
    std::vector<std::uint16_t> votes(static_cast<std::size_t>(m_classes));
    std::vector<std::uint16_t> beside(static_cast<std::size_t>(4 * m_classes));
    for (Index i = 0; i < count; ++i) {
        if (!scratch.valid[static_cast<std::size_t>(i)]) continue;
        const std::uint32_t* leaves = scratch.leaves.data() + i * m_tree_count;
        const std::size_t pixel = static_cast<std::size_t>(first + i);
        if (by_votes || wanted.votes) {
            // Four counts beside one another: most trees vote alike, and a count that was just
            // written is slow to read.
            std::fill(beside.begin(), beside.end(), std::uint16_t{0});
            for (Index t = 0; t < m_tree_count; ++t)
                ++beside[static_cast<std::size_t>(t % 4 * m_classes) + m_leaves.labels[leaves[t]]];
            for (std::size_t c = 0; c < votes.size(); ++c)
                votes[c] = static_cast<std::uint16_t>(beside[c] + beside[c + votes.size()] +
                                                      beside[c + 2 * votes.size()] +
                                                      beside[c + 3 * votes.size()]);
        }
        if (!by_votes || wanted.shares) {
            // Eight classes at a time, whose sums stay in a register.
            for (Index c = 0; c < m_padded_classes; c += 8) {
                std::array<std::uint32_t, 8> eight = {};
                for (Index t = 0; t < m_tree_count; ++t) {
                    const std::uint16_t* row = m_padded_shares.data() +
                                               static_cast<Index>(leaves[t]) * m_padded_classes + c;
                    for (std::size_t k = 0; k < eight.size(); ++k) eight[k] += row[k];
                }
                std::copy(eight.begin(), eight.end(), sums.begin() + c);
            }
        }
        const auto winner = [&](const auto& counts) {
            return static_cast<std::uint16_t>(
                std::max_element(counts.begin(), counts.begin() + m_classes) - counts.begin());
        };
        answer.labels[pixel] = by_votes ? winner(votes) : winner(sums);
        if (wanted.votes)
            std::copy(votes.begin(), votes.end(),
                      answer.votes.begin() + static_cast<Index>(pixel) * m_classes);
        if (wanted.shares)
            for (Index c = 0; c < m_classes; ++c)
                answer.shares[static_cast<std::size_t>(c * all) + pixel] = static_cast<float>(
                    static_cast<double>(sums[static_cast<std::size_t>(c)]) /
                    (static_cast<double>(whole_share) * static_cast<double>(m_tree_count)));
    }
}

ForestAnswer CompiledForest::predict(const std::vector<const float*>& bands, Index count,
                                     const Wanted& wanted) const {
    if (static_cast<Index>(bands.size()) != m_features)
        throw internal_error("forest of {} features given {} bands", m_features, bands.size());
    WalkFunction kernel = walk_plain;
    const auto use = [&](ForestPath path, WalkFunction found) {
        const bool chosen =
            wanted.path == path || (wanted.path == ForestPath::automatic && kernel == walk_plain);
        if (!chosen) return;
        if (found != nullptr) kernel = found;
        if (found == nullptr && wanted.path == path)
            throw internal_error("this processor cannot run the forest path asked for");
    };
    use(ForestPath::avx512, walk_avx512());
    use(ForestPath::avx2, walk_avx2());
    ForestAnswer answer;
    answer.labels.assign(static_cast<std::size_t>(count), no_label);
    if (wanted.votes) answer.votes.assign(static_cast<std::size_t>(count * m_classes), 0);
    if (wanted.shares) answer.shares.assign(static_cast<std::size_t>(count * m_classes), no_data);
    Scratch scratch;
    if (m_is_packed) scratch.codes.assign(coded_blocks * m_packed.block_codes(), 0);
    scratch.leaves.assign(static_cast<std::size_t>(walk_block_px * m_tree_count), 0);
    scratch.valid.assign(static_cast<std::size_t>(walk_block_px), 0);
    for (Index first = 0; first < count; first += walk_block_px) {
        constexpr Index coded_px = static_cast<Index>(coded_blocks) * walk_block_px;
        if (m_is_packed && first % coded_px == 0)
            encode(bands, first, std::min(coded_px, count - first), scratch);
        const Index here = std::min(walk_block_px, count - first);
        walk(bands, first, here, kernel, scratch);
        decide(first, here, wanted, scratch, count, answer);
    }
    return answer;
}

ForestAnswer predict_samples(const Forest& forest, const Samples& samples) {
    std::vector<std::vector<float>> columns(samples.features.size());
    std::vector<const float*> bands;
    for (std::size_t f = 0; f < columns.size(); ++f) {
        for (Index row = 0; row < samples.rows(); ++row) columns[f].push_back(samples.row(row)[f]);
        bands.push_back(columns[f].data());
    }
    CompiledForest::Wanted wanted;
    wanted.shares = true;
    return CompiledForest(forest).predict(bands, samples.rows(), wanted);
}

}  // namespace borderlens
