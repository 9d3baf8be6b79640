#include "simulation/noise.hpp"

#include <array>

namespace borderlens {
namespace {

std::uint64_t mix(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

double quintic(double t) {
    return t * t * t * (t * (t * 6.0 - 15.0) + 10.0);
}

/// Values at the four corners of one lattice cell of one noise.
struct alignas(64) Corners {
    std::uint64_t seed = 0;
    Index i = 0, j = 0;
    std::array<double, 4> values{};
    bool is_filled = false;
};

/// Neighbouring places mostly ask for the same lattice cell: each thread remembers the last one of
/// each noise (of those that share a slot, the last). Only time depends on it, never a value.
const Corners& corners_of(std::uint64_t seed, Index i, Index j) {
    thread_local std::array<Corners, 256> memory;
    Corners& slot = memory[(seed * 0x9E3779B97F4A7C15ULL) >> 56];
    if (slot.is_filled && slot.seed == seed && slot.i == i && slot.j == j) return slot;
    slot = {seed,
            i,
            j,
            {place_uniform(seed, i, j), place_uniform(seed, i + 1, j),
             place_uniform(seed, i, j + 1), place_uniform(seed, i + 1, j + 1)},
            true};
    return slot;
}

}  // namespace

std::uint64_t place_hash(std::uint64_t seed, Index i, Index j) {
    const std::uint64_t a = mix(seed + static_cast<std::uint64_t>(i) * 0x9E3779B97F4A7C15ULL);
    return mix(a ^ (static_cast<std::uint64_t>(j) * 0xD1B54A32D192ED03ULL + 0x8CB92BA72F3D8DD7ULL));
}

double place_uniform(std::uint64_t seed, Index i, Index j) {
    return static_cast<double>(place_hash(seed, i, j) >> 11) * 0x1.0p-53;
}

double normal_of_bits(std::uint64_t bits) {
    double sum = 0.0;
    for (int part = 0; part < 4; ++part) sum += static_cast<double>((bits >> (16 * part)) & 0xFFFF);
    // The sum of four uniforms on [0, 1) has mean 2 and variance 4 / 12.
    return (sum / 65536.0 - 2.0 + 2.0 / 65536.0) * 1.7320508075688772;
}

double place_normal(std::uint64_t seed, Index i, Index j) {
    return normal_of_bits(place_hash(seed, i, j));
}

double smooth_noise(std::uint64_t seed, double x, double y) {
    const Index i = floor_index(x), j = floor_index(y);
    const Corners& corners = corners_of(seed, i, j);
    const double u = quintic(x - static_cast<double>(i)), v = quintic(y - static_cast<double>(j));
    const double top = corners.values[0] * (1.0 - u) + corners.values[1] * u;
    const double bottom = corners.values[2] * (1.0 - u) + corners.values[3] * u;
    return 2.0 * (top * (1.0 - v) + bottom * v) - 1.0;
}

double rough_noise(std::uint64_t seed, double x, double y, int octaves) {
    double sum = 0.0, size = 1.0, sizes = 0.0, scale = 1.0;
    for (int octave = 0; octave < octaves; ++octave) {
        sum += size * smooth_noise(seed + static_cast<std::uint64_t>(octave) * 7919U, x * scale,
                                   y * scale);
        sizes += size;
        size *= 0.5;
        scale *= 2.0;
    }
    return sum / sizes;
}

}  // namespace borderlens
