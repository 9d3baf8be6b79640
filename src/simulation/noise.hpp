#pragma once
#include <cstdint>
#include <vector>

#include "base/index.hpp"

namespace borderlens {

/// Randomness as a function of place: the same seed and place give the same value, whoever asks and
/// in whatever order. That is what lets a landscape of any size be made tile by tile.

/// Largest whole number not above x: std::floor without the call into the mathematics library that
/// plain x86-64 makes of it. |x| < 2^62.
inline Index floor_index(double x) {
    const auto truncated = static_cast<Index>(x);
    return truncated - (x < static_cast<double>(truncated) ? 1 : 0);
}

/// Well-mixed 64 bits of a seed and two whole numbers (finaliser of splitmix64; Steele, Lea, Flood
/// 2014).
std::uint64_t place_hash(std::uint64_t seed, Index i, Index j);

/// Uniform in [0, 1).
double place_uniform(std::uint64_t seed, Index i, Index j);

/// Close to standard normal: the sum of four uniforms, scaled to unit variance; within +-3.5.
double place_normal(std::uint64_t seed, Index i, Index j);
/// The same from bits already hashed.
double normal_of_bits(std::uint64_t bits);

/// Smooth noise with features of size 1, mean 0, within [-1, 1]: values at whole numbers, joined by
/// quintic curves (Perlin 2002).
double smooth_noise(std::uint64_t seed, double x, double y);

/// Sum of `octaves` smooth noises, each half as large and twice as fine as the one before, divided
/// by the sum of their sizes: mean 0, within [-1, 1], standard deviation about 0.3.
double rough_noise(std::uint64_t seed, double x, double y, int octaves);

/// rough_noise(seed, x / size, y / size, octaves) for every x of a row, to the same bits: the
/// corners of a lattice cell are drawn once for all places within it, which makes a row some ten
/// times cheaper than its places one by one.
std::vector<double> rough_noise_row(std::uint64_t seed, const std::vector<double>& xs, double y,
                                    double size, int octaves);

}  // namespace borderlens
