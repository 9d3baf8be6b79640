#include "base/random.hpp"

#include <cmath>

namespace borderlens {

std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t start) {
    std::uint64_t hash = start;
    for (const char c : bytes) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 1099511628211ULL;
    }
    return hash;
}

std::uint64_t derive_seed(std::uint64_t run_seed, std::string_view name, Index index) {
    Random mix(hash_bytes(name) ^ (run_seed * 0x9E3779B97F4A7C15ULL));
    const std::uint64_t base = mix();
    Random again(base + static_cast<std::uint64_t>(index) * 0xD1B54A32D192ED03ULL);
    return again();
}

Random::result_type Random::operator()() {
    m_state += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = m_state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

double Random::uniform() {
    return static_cast<double>((*this)() >> 11) * 0x1.0p-53;
}

Index Random::below(Index count) {
    // The multiply-shift map of Lemire 2019; its bias of count / 2^64 is far below what any of our
    // samples could show.
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>((*this)()) * static_cast<std::uint64_t>(count);
    return static_cast<Index>(product >> 64);
}

double Random::normal() {
    if (m_has_spare) {
        m_has_spare = false;
        return m_spare;
    }
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
    const double angle = 2.0 * M_PI * uniform();
    m_spare = radius * std::sin(angle);
    m_has_spare = true;
    return radius * std::cos(angle);
}

double Random::gamma(double shape) {
    if (shape < 1.0) return gamma(shape + 1.0) * std::pow(1.0 - uniform(), 1.0 / shape);
    const double d = shape - 1.0 / 3.0;
    const double c = 1.0 / std::sqrt(9.0 * d);
    while (true) {
        const double x = normal();
        const double v = std::pow(1.0 + c * x, 3);
        if (v <= 0.0) continue;
        const double u = 1.0 - uniform();
        if (std::log(u) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v;
    }
}

}  // namespace borderlens
