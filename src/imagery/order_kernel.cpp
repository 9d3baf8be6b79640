#include "imagery/order_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "imagery/sorting_network.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "imagery/order_kernel.cpp"
#include <hwy/aligned_allocator.h>
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace borderlens::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Lanes = hn::ScalableTag<float>;

/// Runs the network over a strip: wire w is strip[w * width .. (w + 1) * width - 1].
void run_network(const std::vector<Comparator>& network, Index width, float* strip) {
    const Lanes d;
    const Index step = static_cast<Index>(hn::Lanes(d));
    for (const Comparator& comparator : network) {
        float* HWY_RESTRICT low = strip + comparator.low * width;
        float* HWY_RESTRICT high = strip + comparator.high * width;
        if (comparator.write_low && comparator.write_high) {
            for (Index i = 0; i < width; i += step) {
                const auto a = hn::Load(d, low + i), b = hn::Load(d, high + i);
                hn::Store(hn::Min(a, b), d, low + i);
                hn::Store(hn::Max(a, b), d, high + i);
            }
        } else if (comparator.write_low) {
            for (Index i = 0; i < width; i += step)
                hn::Store(hn::Min(hn::Load(d, low + i), hn::Load(d, high + i)), d, low + i);
        } else {
            for (Index i = 0; i < width; i += step)
                hn::Store(hn::Max(hn::Load(d, low + i), hn::Load(d, high + i)), d, high + i);
        }
    }
}

/// Fills the strip with `count` pixels of the layers from `start` on; missing looks become -inf and
/// +inf in turn. `parity` is -inf where the number of missing looks is even.
void load_balanced(const std::vector<const float*>& layers, Index start, Index count, Index width,
                   float* strip, float* parity) {
    const Lanes d;
    const Index step = static_cast<Index>(hn::Lanes(d));
    const auto infinity = hn::Set(d, std::numeric_limits<float>::infinity());
    HWY_ALIGN float rest[HWY_MAX_BYTES / sizeof(float)];
    for (Index i = 0; i < width; i += step) {
        auto fill = hn::Neg(infinity);
        const Index left = std::clamp<Index>(count - i, 0, step);
        for (std::size_t k = 0; k < layers.size(); ++k) {
            const float* from = layers[k] + start + i;
            if (left < step) {  // the last pixels of a layer: nothing behind them may be read
                std::fill_n(rest, step, std::numeric_limits<float>::quiet_NaN());
                std::copy_n(from, left, rest);
                from = rest;
            }
            const auto value = hn::LoadU(d, from);
            const auto missing = hn::IsNaN(value);
            hn::Store(hn::IfThenElse(missing, fill, value), d,
                      strip + static_cast<Index>(k) * width + i);
            fill = hn::IfThenElse(missing, hn::Neg(fill), fill);
        }
        hn::Store(fill, d, parity + i);
    }
}

void run_median(const std::vector<const float*>& layers, const std::vector<Comparator>& network,
                Index count, Index width, float* strip, float* out) {
    const Lanes d;
    const Index step = static_cast<Index>(hn::Lanes(d));
    const Index wires = static_cast<Index>(layers.size());
    float* parity = strip + wires * width;
    // An even number of layers: looks are even where missing ones are; the median then lies between
    // wires n/2 - 1 and n/2, else on wire n/2. An odd number: the other way round.
    const bool even = wires % 2 == 0;
    const Index first = even ? wires / 2 - 1 : wires / 2;
    const float* a_row = strip + first * width;
    const float* b_row = strip + std::min(first + 1, wires - 1) * width;
    const auto infinity = hn::Set(d, std::numeric_limits<float>::infinity());
    const auto half = hn::Set(d, 0.5f);
    for (Index start = 0; start < count; start += width) {
        const Index here = std::min(width, count - start);
        load_balanced(layers, start, here, width, strip, parity);
        run_network(network, width, strip);
        for (Index i = 0; i < here; i += step) {
            const auto a = hn::Load(d, a_row + i), b = hn::Load(d, b_row + i);
            const auto missing_even = hn::Lt(hn::Load(d, parity + i), hn::Zero(d));
            const auto between = hn::Mul(hn::Add(a, b), half);
            auto median = even ? hn::IfThenElse(missing_even, between, b)
                               : hn::IfThenElse(missing_even, a, between);
            // No look at all: both in the middle are infinite.
            median = hn::IfThenElse(hn::Eq(hn::Abs(median), infinity),
                                    hn::Set(d, std::numeric_limits<float>::quiet_NaN()), median);
            if (here - i >= step) {
                hn::StoreU(median, d, out + start + i);
            } else {
                HWY_ALIGN float rest[HWY_MAX_BYTES / sizeof(float)];
                hn::Store(median, d, rest);
                std::copy_n(rest, here - i, out + start + i);
            }
        }
    }
}

}  // namespace borderlens::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace borderlens {
namespace {

HWY_EXPORT(run_median);
HWY_EXPORT(run_network);

/// Pixels worked on together: all wires of a strip stay in the first-level cache. A multiple of any
/// vector's length (this part of the file does not know which one will run).
Index strip_width(Index wires) {
    constexpr Index cache_floats = 8192;  // chosen: 32 KiB
    constexpr Index lanes = 64;           // 2048 bits, the longest vectors there are
    return std::max<Index>(1, cache_floats / (wires + 1) / lanes) * lanes;
}

double rank_between(const float* sorted, Index looks, double percent) {
    const double rank = percent / 100.0 * static_cast<double>(looks - 1);
    const Index below = std::min(static_cast<Index>(rank), looks - 1);
    const Index above = std::min(below + 1, looks - 1);
    const double part = rank - static_cast<double>(below);
    const double low = static_cast<double>(sorted[below]),
                 high = static_cast<double>(sorted[above]);
    return low + part * (high - low);
}

}  // namespace

void median_of_layers(const std::vector<const float*>& layers, Index count, float* out) {
    const Index wires = static_cast<Index>(layers.size());
    if (wires == 0) {
        std::fill(out, out + count, std::numeric_limits<float>::quiet_NaN());
        return;
    }
    const Index first = wires % 2 == 0 ? wires / 2 - 1 : wires / 2;
    const std::vector<Comparator> network =
        selection_network(wires, {first, std::min(first + 1, wires - 1)});
    const Index width = strip_width(wires);
    const auto strip = hwy::AllocateAligned<float>(static_cast<std::size_t>((wires + 1) * width));
    HWY_DYNAMIC_DISPATCH(run_median)(layers, network, count, width, strip.get(), out);
}

void median_of_layers_plain(const std::vector<const float*>& layers, Index count, float* out) {
    std::vector<float> looks;
    for (Index i = 0; i < count; ++i) {
        looks.clear();
        for (const float* layer : layers)
            if (!std::isnan(layer[i])) looks.push_back(layer[i]);
        std::sort(looks.begin(), looks.end());
        const std::size_t n = looks.size();
        out[i] = n == 0       ? std::numeric_limits<float>::quiet_NaN()
                 : n % 2 == 1 ? looks[n / 2]
                              : (looks[n / 2 - 1] + looks[n / 2]) * 0.5f;
    }
}

void percentile_of_layers(const std::vector<const float*>& layers, Index count, double percent,
                          float* out) {
    const Index wires = static_cast<Index>(layers.size());
    const std::vector<Comparator> network = sorting_network(wires);
    const Index width = strip_width(wires);
    const auto strip = hwy::AllocateAligned<float>(static_cast<std::size_t>((wires + 1) * width));
    std::vector<float> column(static_cast<std::size_t>(wires));
    std::vector<Index> looks(static_cast<std::size_t>(width));
    for (Index start = 0; start < count; start += width) {
        const Index here = std::min(width, count - start);
        std::fill(looks.begin(), looks.end(), 0);
        for (Index k = 0; k < wires; ++k)
            for (Index i = 0; i < width; ++i) {
                const float value = i < here ? layers[static_cast<std::size_t>(k)][start + i]
                                             : std::numeric_limits<float>::quiet_NaN();
                const bool missing = std::isnan(value);
                strip[static_cast<std::size_t>(k * width + i)] =
                    missing ? std::numeric_limits<float>::infinity() : value;
                looks[static_cast<std::size_t>(i)] += missing ? 0 : 1;
            }
        HWY_DYNAMIC_DISPATCH(run_network)(network, width, strip.get());
        for (Index i = 0; i < here; ++i) {
            const Index n = looks[static_cast<std::size_t>(i)];
            for (Index k = 0; k < n; ++k)
                column[static_cast<std::size_t>(k)] =
                    strip[static_cast<std::size_t>(k * width + i)];
            out[start + i] = n == 0 ? std::numeric_limits<float>::quiet_NaN()
                                    : static_cast<float>(rank_between(column.data(), n, percent));
        }
    }
}

void percentile_of_layers_plain(const std::vector<const float*>& layers, Index count,
                                double percent, float* out) {
    std::vector<float> looks;
    for (Index i = 0; i < count; ++i) {
        looks.clear();
        for (const float* layer : layers)
            if (!std::isnan(layer[i])) looks.push_back(layer[i]);
        std::sort(looks.begin(), looks.end());
        out[i] = looks.empty() ? std::numeric_limits<float>::quiet_NaN()
                               : static_cast<float>(rank_between(
                                     looks.data(), static_cast<Index>(looks.size()), percent));
    }
}

}  // namespace borderlens
#endif
