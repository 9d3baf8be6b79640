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

/// What the seed of an octave adds to that of the one before.
constexpr std::uint64_t octave_step = 7919;

/// Values at the corners of one lattice cell: (i, j), (i + 1, j), (i, j + 1), (i + 1, j + 1).
using CornerValues = std::array<double, 4>;

CornerValues draw_corners(std::uint64_t seed, Index i, Index j) {
    return {place_uniform(seed, i, j), place_uniform(seed, i + 1, j), place_uniform(seed, i, j + 1),
            place_uniform(seed, i + 1, j + 1)};
}

/// Noise within a cell; u and v are the shares of the far corners across and down.
double between(const CornerValues& corners, double u, double v) {
    const double top = corners[0] * (1.0 - u) + corners[1] * u;
    const double bottom = corners[2] * (1.0 - u) + corners[3] * u;
    return 2.0 * (top * (1.0 - v) + bottom * v) - 1.0;
}

/// A lattice cell that a thread remembers.
struct alignas(64) Corners {
    std::uint64_t seed = 0;
    Index i = 0, j = 0;
    CornerValues values{};
    bool is_filled = false;
};

/// Neighbouring places mostly ask for the same lattice cell: each thread remembers the last one of
/// each noise (of those that share a slot, the last). Only time depends on it, never a value.
const Corners& corners_of(std::uint64_t seed, Index i, Index j) {
    thread_local std::array<Corners, 256> memory;
    Corners& slot = memory[(seed * 0x9E3779B97F4A7C15ULL) >> 56];
    if (slot.is_filled && slot.seed == seed && slot.i == i && slot.j == j) return slot;
    slot = {seed, i, j, draw_corners(seed, i, j), true};
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
    return between(corners_of(seed, i, j).values, quintic(x - static_cast<double>(i)),
                   quintic(y - static_cast<double>(j)));
}

double rough_noise(std::uint64_t seed, double x, double y, int octaves) {
    double sum = 0.0, size = 1.0, sizes = 0.0, scale = 1.0;
    for (int octave = 0; octave < octaves; ++octave) {
        sum += size * smooth_noise(seed + static_cast<std::uint64_t>(octave) * octave_step,
                                   x * scale, y * scale);
        sizes += size;
        size *= 0.5;
        scale *= 2.0;
    }
    return sum / sizes;
}

std::vector<double> rough_noise_row(std::uint64_t seed, const std::vector<double>& xs, double y,
                                    double size, int octaves) {
    std::vector<double> places, sums(xs.size(), 0.0);
    places.reserve(xs.size());
    for (const double x : xs) places.push_back(x / size);
    double weight = 1.0, weights = 0.0, scale = 1.0;
    for (int octave = 0; octave < octaves; ++octave) {
        const std::uint64_t octave_seed = seed + static_cast<std::uint64_t>(octave) * octave_step;
        const double row = y / size * scale;
        const Index j = floor_index(row);
        const double v = quintic(row - static_cast<double>(j));
        for (std::size_t first = 0; first < xs.size();) {
            const Index i = floor_index(places[first] * scale);
            const auto left = static_cast<double>(i);
            std::size_t end = first + 1;
            while (end < xs.size() && floor_index(places[end] * scale) == i) ++end;
            const CornerValues corners = draw_corners(octave_seed, i, j);
            for (std::size_t k = first; k < end; ++k)
                sums[k] += weight * between(corners, quintic(places[k] * scale - left), v);
            first = end;
        }
        weights += weight;
        weight *= 0.5;
        scale *= 2.0;
    }
    for (double& sum : sums) sum /= weights;
    return sums;
}

}  // namespace borderlens
