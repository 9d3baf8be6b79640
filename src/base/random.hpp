#pragma once
#include <cstdint>
#include <string_view>

#include "base/index.hpp"

namespace borderlens {

/// Seed for one piece of work, from the run's seed, the name of the work and its index: never from
/// thread or time, so that results do not depend on who computed what when.
std::uint64_t derive_seed(std::uint64_t run_seed, std::string_view name, Index index = 0);

/// Small, fast, well-mixed generator (splitmix64; Steele, Lea, Flood 2014), the same on every
/// machine. Meets the standard's UniformRandomBitGenerator; the standard's own distributions differ
/// between libraries, so use the members below.
class Random {
  public:
    using result_type = std::uint64_t;
    explicit Random(std::uint64_t seed) : m_state(seed) {}

    static constexpr result_type min() { return 0; }
    static constexpr result_type max() { return ~result_type{0}; }
    result_type operator()();

    /// Uniform in [0, 1).
    double uniform();
    /// Uniform integer in [0, count). count >= 1.
    Index below(Index count);
    /// Standard normal (Box and Muller 1958).
    double normal();
    /// Gamma with the given shape > 0 and scale 1 (Marsaglia and Tsang 2000).
    double gamma(double shape);

  private:
    std::uint64_t m_state;
    double m_spare = 0.0;
    bool m_has_spare = false;
};

/// 64-bit FNV-1a of bytes: for seeds and fingerprints, not for security.
std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t start = 14695981039346656037ULL);

}  // namespace borderlens
