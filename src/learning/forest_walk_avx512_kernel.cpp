// Trees walked with the permutations and gathers of AVX-512, which Highway calls AVX3.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "learning/forest_walk_avx512_kernel.cpp"
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX2 | HWY_AVX3_DL)
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <algorithm>

#include "learning/forest_exits-inl.hpp"
#include "learning/forest_walk.hpp"

HWY_BEFORE_NAMESPACE();
namespace borderlens {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_AVX3

constexpr Index lanes = 16;
using Tag = hn::FixedTag<std::uint32_t, lanes>;
using SignedTag = hn::FixedTag<std::int32_t, lanes>;
using Words = hn::Vec<Tag>;
constexpr Index codes_of_register = 32;
using CodeTag = hn::FixedTag<std::uint16_t, codes_of_register>;

/// The codes of each pixel side by side, 2^feature_bits apart; vector loads may read past the last.
std::vector<std::uint16_t> rows_of_codes(const PackedForest& forest, const std::uint16_t* codes,
                                         Index count) {
    const Index stride = Index{1} << forest.feature_bits;
    std::vector<std::uint16_t> rows(static_cast<std::size_t>(count * stride + codes_of_register),
                                    0);
    for (Index f = 0; f < forest.features; ++f)
        for (Index i = 0; i < count; ++i)
            rows[static_cast<std::size_t>(i * stride + f)] = codes[f * walk_block_px + i];
    return rows;
}

/// Entries of a pixel's row of trees: behind the last, one for each lane.
Index tree_stride(const PackedForest& forest) {
    return forest.trees + lanes;
}

/// starts[pixel][tree]: where each goes on below the heads; behind the last tree parking places.
std::vector<std::uint32_t> starts_of(const PackedForest& forest, const std::uint16_t* codes,
                                     Index count) {
    const Index stride = tree_stride(forest);
    std::vector<std::uint32_t> starts(static_cast<std::size_t>(stride * count), forest.parking);
    std::uint16_t exits[walk_block_px];
    // Of several trees before they are laid pixel by pixel, as a line of the cache holds them.
    std::uint32_t start[line_nodes][walk_block_px];
    for (Index first = 0; first < forest.trees; first += line_nodes) {
        const Index here = std::min<Index>(line_nodes, forest.trees - first);
        for (Index t = 0; t < here; ++t) {
            const TreeHead& head = forest.heads[static_cast<std::size_t>(first + t)];
            find_exits(head, codes, exits);
            for (Index i = 0; i < count; ++i) start[t][i] = head.exit[exits[i]];
        }
        for (Index i = 0; i < count; ++i)
            for (Index t = 0; t < here; ++t)
                starts[static_cast<std::size_t>(i * stride + first + t)] = start[t][i];
    }
    return starts;
}

/// The words at these places, by one gather or by a load for each.
template <bool by_gather>
HWY_INLINE Words words_at(const std::uint32_t* words, Words at) {
    if constexpr (by_gather) {
        return hn::GatherIndex(Tag(), words, hn::BitCast(SignedTag(), at));
    } else {
        alignas(64) std::uint32_t place[lanes];
        hn::Store(at, Tag(), place);
        const auto word = [&](int lane) { return static_cast<int>(words[place[lane]]); };
        return Words{_mm512_setr_epi32(word(0), word(1), word(2), word(3), word(4), word(5),
                                       word(6), word(7), word(8), word(9), word(10), word(11),
                                       word(12), word(13), word(14), word(15))};
    }
}

/// The codes of one pixel's features: in one register up to 32, in two up to 64, else (0) in
/// memory.
template <int registers>
struct PixelCodes {
    const std::uint16_t* row = nullptr;
    hn::Vec<CodeTag> low, high;

    explicit PixelCodes(const std::uint16_t* given)
        : row(given),
          low(hn::LoadU(CodeTag(), row)),
          high(hn::LoadU(CodeTag(), row + (registers == 2 ? codes_of_register : 0))) {}

    HWY_INLINE Words of(Words feature) const {
        Words pairs;
        if constexpr (registers == 1)
            pairs.raw = _mm512_permutexvar_epi16(feature.raw, low.raw);
        else if constexpr (registers == 2)
            pairs.raw = _mm512_permutex2var_epi16(low.raw, feature.raw, high.raw);
        else
            pairs = hn::GatherOffset(Tag(), reinterpret_cast<const std::uint32_t*>(row),
                                     hn::BitCast(SignedTag(), hn::Add(feature, feature)));
        return hn::And(pairs, hn::Set(Tag(), 0xFFFFU));
    }
};

/// Lanes are trees of one pixel; a lane that reaches a leaf hands it over and takes the next tree.
/// Several pixels are walked at once, so that one's wait for memory is the others' time.
template <int registers, bool by_gather>
void walk_lanes(const PackedForest& forest, const std::uint16_t* codes, Index count,
                std::uint32_t* leaves) {
    constexpr Index pixels = 4, steps = 4;  // chosen: fastest of those tried
    const Tag d;
    const std::vector<std::uint16_t> rows = rows_of_codes(forest, codes, count);
    const std::vector<std::uint32_t> starts = starts_of(forest, codes, count);
    const Words feature_mask = hn::Set(d, (1U << forest.feature_bits) - 1U);
    const Words code_mask = hn::Set(d, (1U << forest.code_bits) - 1U);
    const Words leaf_mask = hn::Set(d, forest.leaf_mask());
    const Words zero = hn::Zero(d), one = hn::Set(d, 1U), parking = hn::Set(d, forest.parking);
    const int code_shift = static_cast<int>(forest.feature_bits);
    const int distance_shift = static_cast<int>(forest.distance_shift());
    const std::uint32_t* words = forest.words();
    const Index stride = tree_stride(forest);
    std::vector<std::uint32_t> found(static_cast<std::size_t>(pixels * stride));

    for (Index first = 0; first < count; first += pixels) {
        const auto row_of = [&](Index p) { return std::min(first + p, count - 1); };
        const auto codes_of = [&](Index p) {
            return PixelCodes<registers>(rows.data() + (row_of(p) << forest.feature_bits));
        };
        const PixelCodes<registers> pixel_codes[pixels] = {codes_of(0), codes_of(1), codes_of(2),
                                                           codes_of(3)};
        const std::uint32_t* start[pixels];
        Words at[pixels], word[pixels];
        Index taken[pixels], done[pixels];
        for (Index p = 0; p < pixels; ++p) {
            start[p] = starts.data() + row_of(p) * stride;
            at[p] = hn::LoadU(d, start[p]);
            taken[p] = std::min(lanes, forest.trees);
            done[p] = 0;
        }
        for (Index missing = pixels * forest.trees; missing > 0;) {
            for (Index step = 0; step < steps; ++step) {
                HWY_UNROLL(4)
                for (Index p = 0; p < pixels; ++p) {
                    word[p] = words_at<by_gather>(words, at[p]);
                    const Words distance = hn::ShiftRightSame(word[p], distance_shift);
                    const Words code = hn::And(hn::ShiftRightSame(word[p], code_shift), code_mask);
                    const Words value = pixel_codes[p].of(hn::And(word[p], feature_mask));
                    const auto right = hn::And(hn::Gt(value, code), hn::Ne(distance, zero));
                    at[p] = hn::Add(at[p], distance);
                    at[p] = hn::IfThenElse(right, hn::Add(at[p], one), at[p]);
                }
            }
            for (Index p = 0; p < pixels; ++p) {
                const Words distance = hn::ShiftRightSame(word[p], distance_shift);
                const auto is_done = hn::And(hn::Eq(distance, zero), hn::Ne(at[p], parking));
                const Index now = static_cast<Index>(hn::CountTrue(d, is_done));
                // Packed in a register and stored whole: compressing into memory takes some
                // processors a hundred cycles and more. What is too much the next overwrites.
                hn::StoreU(hn::Compress(hn::And(word[p], leaf_mask), is_done), d,
                           found.data() + p * stride + done[p]);
                // The next trees into the lanes that are free, in order (Highway 1.0 has no
                // Expand).
                const Words next = hn::LoadU(d, start[p] + taken[p]);
                at[p].raw = _mm512_mask_expand_epi32(at[p].raw, is_done.raw, next.raw);
                taken[p] = std::min(taken[p] + now, forest.trees);
                done[p] += now;
                missing -= now;
            }
        }
        for (Index p = 0; p < pixels && first + p < count; ++p)
            std::copy_n(found.data() + p * stride, forest.trees,
                        leaves + (first + p) * forest.trees);
    }
}

template <bool by_gather>
void walk_features(const PackedForest& forest, const std::uint16_t* codes, Index count,
                   std::uint32_t* leaves) {
    if (forest.features <= codes_of_register)
        walk_lanes<1, by_gather>(forest, codes, count, leaves);
    else if (forest.features <= 2 * codes_of_register)
        walk_lanes<2, by_gather>(forest, codes, count, leaves);
    else
        walk_lanes<0, by_gather>(forest, codes, count, leaves);
}

void walk(const PackedForest& forest, const std::uint16_t* codes, Index count,
          std::uint32_t* leaves) {
    // Measured on AMD's Zen 4: 45 cycles for a gather of 16 words, half of that for 16 loads.
    if (__builtin_cpu_is("amd"))
        walk_features<false>(forest, codes, count, leaves);
    else
        walk_features<true>(forest, codes, count, leaves);
}

#endif

}  // namespace HWY_NAMESPACE
}  // namespace borderlens
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace borderlens {

WalkFunction walk_avx512() {
#if HWY_TARGETS & HWY_AVX3
    if ((hwy::SupportedTargets() & HWY_AVX3) != 0) return N_AVX3::walk;
#endif
    return nullptr;
}

}  // namespace borderlens
#endif
