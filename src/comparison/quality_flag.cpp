#include "comparison/quality_flag.hpp"

#include <algorithm>
#include <cmath>

namespace borderlens {
namespace {

// chosen: half as many looks again change the noise of a median by more than a fifth.
constexpr double unequal_looks_factor = 1.5;
// chosen: a tenth of the ground seen on one side only.
constexpr double unequal_share_difference = 0.1;

}  // namespace

bool is_unequal(const SideQuality& quality) {
    const double more = std::max(quality.looks_a, quality.looks_b);
    const double less = std::min(quality.looks_a, quality.looks_b);
    return more > unequal_looks_factor * less ||
           std::abs(quality.filled_a - quality.filled_b) > unequal_share_difference;
}

void QualityFlag::raise(bool raised, const char* word) {
    if (!raised) return;
    if (!m_words.empty()) m_words += ";";
    m_words += word;
}

}  // namespace borderlens
