// The vector kernels of CompiledForest, compiled once for AVX2 and once for AVX-512 (Highway calls
// them AVX2 and AVX3) and chosen at run time. Older processors run walk_plain.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "learning/forest_walk_simd.cpp"
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "learning/forest_walk.hpp"

HWY_BEFORE_NAMESPACE();
namespace borderlens {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_AVX2

/// Lanes are pixels: eight to a vector, four vectors at once, all down the same tree.
void walk(const PackedForest& forest, const std::uint16_t* codes, Index code_stride,
          Index /*features*/, Index count, std::uint32_t* leaves) {
    const hn::FixedTag<std::uint32_t, 8> d;
    const hn::FixedTag<std::int32_t, 8> di;
    using Vector = hn::Vec<decltype(d)>;
    constexpr Index lanes = 8, vectors = 4, together = lanes * vectors;
    const Vector feature_mask = hn::Set(d, (1U << forest.feature_bits) - 1U);
    const Vector code_mask = hn::Set(d, (1U << forest.code_bits) - 1U);
    const Vector low_half = hn::Set(d, 0xFFFFU);
    const int code_shift = static_cast<int>(forest.feature_bits);
    const int distance_shift = static_cast<int>(forest.feature_bits + forest.code_bits);
    const Vector leaf_mask = hn::Set(d, forest.leaf_mask());
    const Vector zero = hn::Zero(d);
    HWY_ALIGN std::uint32_t found[together];
    for (Index tree = 0; tree < forest.trees; ++tree) {
        const std::uint32_t* words =
            forest.words.data() + forest.roots[static_cast<std::size_t>(tree)];
        for (Index first = 0; first < count; first += together) {
            Vector at[vectors], row[vectors], word[vectors];
            for (Index v = 0; v < vectors; ++v) {
                at[v] = zero;
                // Byte offset of a pixel's codes. A code is read with the two bytes behind it,
                // which are cut off; the array is padded for the last one.
                row[v] = hn::Mul(hn::Iota(d, static_cast<std::uint32_t>(first + v * lanes)),
                                 hn::Set(d, static_cast<std::uint32_t>(2 * code_stride)));
            }
            bool moving = true;
            while (moving) {
                Vector moved = zero;
                HWY_UNROLL(4)
                for (Index v = 0; v < vectors; ++v) {
                    word[v] = hn::GatherIndex(d, words, hn::BitCast(di, at[v]));
                    const Vector distance = hn::ShiftRightSame(word[v], distance_shift);
                    const Vector code = hn::And(hn::ShiftRightSame(word[v], code_shift), code_mask);
                    const Vector feature = hn::And(word[v], feature_mask);
                    const Vector offset = hn::Add(row[v], hn::Add(feature, feature));
                    const Vector value =
                        hn::And(hn::GatherOffset(d, reinterpret_cast<const std::uint32_t*>(codes),
                                                 hn::BitCast(di, offset)),
                                low_half);
                    const auto right =
                        hn::And(hn::Gt(hn::BitCast(di, value), hn::BitCast(di, code)),
                                hn::Gt(hn::BitCast(di, distance), hn::Zero(di)));
                    at[v] = hn::Sub(hn::Add(at[v], distance),
                                    hn::BitCast(d, hn::VecFromMask(di, right)));
                    moved = hn::Or(moved, distance);
                }
                moving = !hn::AllTrue(d, hn::Eq(moved, zero));
            }
            for (Index v = 0; v < vectors; ++v)
                hn::Store(hn::And(word[v], leaf_mask), d, found + v * lanes);
            for (Index j = 0; j < together && first + j < count; ++j)
                leaves[(first + j) * forest.trees + tree] = found[j];
        }
    }
}

#elif HWY_TARGET == HWY_AVX3

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
    const int distance_shift = static_cast<int>(forest.feature_bits + forest.code_bits);
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

void walk(const PackedForest& forest, const std::uint16_t* codes, Index code_stride, Index features,
          Index count, std::uint32_t* leaves) {
    if (features <= 16)
        walk_lanes<16>(forest, codes, code_stride, count, leaves);
    else if (features <= 32)
        walk_lanes<1>(forest, codes, code_stride, count, leaves);
    else if (features <= 64)
        walk_lanes<2>(forest, codes, code_stride, count, leaves);
    else
        walk_lanes<0>(forest, codes, code_stride, count, leaves);
}

#endif

}  // namespace HWY_NAMESPACE
}  // namespace borderlens
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace borderlens {

WalkFunction walk_avx2() {
#if HWY_TARGETS & HWY_AVX2
    if ((hwy::SupportedTargets() & HWY_AVX2) != 0) return N_AVX2::walk;
#endif
    return nullptr;
}

WalkFunction walk_avx512() {
#if HWY_TARGETS & HWY_AVX3
    if ((hwy::SupportedTargets() & HWY_AVX3) != 0) return N_AVX3::walk;
#endif
    return nullptr;
}

}  // namespace borderlens
#endif
