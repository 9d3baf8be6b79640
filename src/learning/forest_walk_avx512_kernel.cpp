// Trees walked with the gathers and permutations of AVX-512, which Highway calls AVX3.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "learning/forest_walk_avx512_kernel.cpp"
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX2 | HWY_AVX3_DL)
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "learning/forest_walk.hpp"

HWY_BEFORE_NAMESPACE();
namespace borderlens {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_AVX3

/// The codes of each pixel side by side, 2^feature_bits apart; vector loads may read two bytes
/// more.
std::vector<std::uint16_t> rows_of_codes(const PackedForest& forest, const std::uint16_t* codes,
                                         Index count) {
    const Index stride = Index{1} << forest.feature_bits;
    std::vector<std::uint16_t> rows(static_cast<std::size_t>(count * stride + 1), 0);
    for (Index f = 0; f < forest.features; ++f)
        for (Index i = 0; i < count; ++i)
            rows[static_cast<std::size_t>(i * stride + f)] = codes[f * walk_block_px + i];
    return rows;
}

/// Lanes are trees of one pixel, whose features stay in registers; a lane that reaches a leaf hands
/// it over and takes the next tree. Several pixels are walked at once to hide the cost of gathers.
/// FeatureRegisters: 16 features in one vector, up to 32 two to a lane, up to 64 in two such
/// vectors; 0 = more, looked up in memory.
template <int feature_registers>
void walk_lanes(const PackedForest& forest, const std::uint16_t* codes, Index code_stride,
                Index count, std::uint32_t* leaves) {
    const hn::FixedTag<std::uint32_t, 16> d;
    const hn::FixedTag<std::int32_t, 16> di;
    const hn::FixedTag<std::uint16_t, 16> d16;
    using Vector = hn::Vec<decltype(d)>;
    constexpr Index lanes = 16, pixels = 6, steps = 4;  // chosen: fastest of those tried
    const Vector feature_mask = hn::Set(d, (1U << forest.feature_bits) - 1U);
    const Vector code_mask = hn::Set(d, (1U << forest.code_bits) - 1U);
    const Vector low_half = hn::Set(d, 0xFFFFU);
    const int code_shift = static_cast<int>(forest.feature_bits);
    const int distance_shift = static_cast<int>(forest.distance_shift());
    const Vector leaf_mask = hn::Set(d, forest.leaf_mask());
    const Vector zero = hn::Zero(d), one = hn::Set(d, 1U), parking = hn::Set(d, forest.parking);
    const std::uint32_t* words = forest.words.data();
    const std::uint32_t* roots = forest.roots.data();

    for (Index first = 0; first < count; first += pixels) {
        Vector at[pixels], word[pixels], table[pixels][2];
        Index next[pixels], missing = 0;
        std::uint32_t* out[pixels];
        std::uint32_t* end[pixels];
        for (Index p = 0; p < pixels; ++p) {
            const Index pixel = first + p;
            const bool is_there = pixel < count;
            const std::uint16_t* row = codes + (is_there ? pixel : 0) * code_stride;
            table[p][0] = hn::PromoteTo(d, hn::LoadU(d16, row));
            table[p][1] = zero;
            if constexpr (feature_registers >= 1 && feature_registers != 16)
                table[p][0] = hn::Or(table[p][0],
                                     hn::ShiftLeft<16>(hn::PromoteTo(d, hn::LoadU(d16, row + 16))));
            if constexpr (feature_registers == 2)
                table[p][1] = hn::Or(hn::PromoteTo(d, hn::LoadU(d16, row + 32)),
                                     hn::ShiftLeft<16>(hn::PromoteTo(d, hn::LoadU(d16, row + 48))));
            next[p] = is_there ? lanes : forest.trees;
            at[p] = is_there ? hn::LoadU(d, roots) : parking;
            out[p] = leaves + (is_there ? pixel : 0) * forest.trees;
            end[p] = out[p] + (is_there ? forest.trees : 0);
            missing += end[p] - out[p];
        }
        while (missing > 0) {
            for (Index step = 0; step < steps; ++step) {
                HWY_UNROLL(6)
                for (Index p = 0; p < pixels; ++p) {
                    word[p] = hn::GatherIndex(d, words, hn::BitCast(di, at[p]));
                    const Vector distance = hn::ShiftRightSame(word[p], distance_shift);
                    const Vector code = hn::And(hn::ShiftRightSame(word[p], code_shift), code_mask);
                    const Vector feature = hn::And(word[p], feature_mask);
                    Vector value;
                    if constexpr (feature_registers == 16) {
                        value = hn::TableLookupLanes(table[p][0], hn::IndicesFromVec(d, feature));
                    } else if constexpr (feature_registers == 0) {
                        const Index pixel = first + p < count ? first + p : 0;
                        value = hn::And(
                            hn::GatherOffset(
                                d,
                                reinterpret_cast<const std::uint32_t*>(codes + pixel * code_stride),
                                hn::BitCast(di, hn::Add(feature, feature))),
                            low_half);
                    } else {
                        const Vector lane = hn::And(feature, hn::Set(d, 15U));
                        const auto indices = hn::IndicesFromVec(d, lane);
                        value = hn::TableLookupLanes(table[p][0], indices);
                        if constexpr (feature_registers == 2) {
                            const auto upper = hn::TestBit(feature, hn::Set(d, 32U));
                            value = hn::IfThenElse(
                                upper, hn::TableLookupLanes(table[p][1], indices), value);
                        }
                        value =
                            hn::And(hn::Shr(value, hn::And(feature, hn::Set(d, 16U))), low_half);
                    }
                    const auto right =
                        hn::And(hn::Gt(hn::BitCast(di, value), hn::BitCast(di, code)),
                                hn::Ne(hn::BitCast(di, distance), hn::Zero(di)));
                    const Vector moved = hn::Add(at[p], distance);
                    at[p] = hn::IfThenElse(hn::RebindMask(d, right), hn::Add(moved, one), moved);
                }
            }
            for (Index p = 0; p < pixels; ++p) {
                const Vector distance = hn::ShiftRightSame(word[p], distance_shift);
                const auto done = hn::And(hn::Eq(distance, zero), hn::Ne(at[p], parking));
                const Index done_count = static_cast<Index>(hn::CountTrue(d, done));
                if (done_count == 0) continue;
                hn::CompressBlendedStore(hn::And(word[p], leaf_mask), done, d, out[p]);
                out[p] += done_count;
                missing -= done_count;
                // The next roots into the lanes that are free, in order (Highway 1.0 has no
                // Expand); past the last tree the roots are parking places.
                const Index from = next[p] < forest.trees ? next[p] : forest.trees;
                at[p].raw = _mm512_mask_expandloadu_epi32(at[p].raw, done.raw, roots + from);
                next[p] = from + done_count;
            }
        }
    }
}

void walk(const PackedForest& forest, const std::uint16_t* codes, Index count,
          std::uint32_t* leaves) {
    const Index stride = Index{1} << forest.feature_bits;
    const std::vector<std::uint16_t> rows = rows_of_codes(forest, codes, count);
    if (forest.features <= 16)
        walk_lanes<16>(forest, rows.data(), stride, count, leaves);
    else if (forest.features <= 32)
        walk_lanes<1>(forest, rows.data(), stride, count, leaves);
    else if (forest.features <= 64)
        walk_lanes<2>(forest, rows.data(), stride, count, leaves);
    else
        walk_lanes<0>(forest, rows.data(), stride, count, leaves);
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
