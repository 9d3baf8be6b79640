#include "learning/accuracy_sampling.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/error.hpp"
#include "base/random.hpp"
#include "learning/accuracy.hpp"

namespace borderlens {

SamplePlan plan_samples(std::vector<DesignStratum> strata, double half_width, Index least) {
    if (!(half_width > 0.0 && half_width <= 0.5))
        throw input_error("interval {}, expected a half width above 0 and up to 0.5", half_width);
    if (least < 2)
        throw input_error("{} samples a stratum at least, expected 2 or more (one has no spread)",
                          least);
    double all = 0.0, spread = 0.0, variance = 0.0;
    for (const DesignStratum& stratum : strata) {
        if (!(stratum.expected_accuracy >= 0.0 && stratum.expected_accuracy <= 1.0))
            throw input_error("stratum '{}': expected accuracy {}, expected 0 to 1", stratum.name,
                              stratum.expected_accuracy);
        all += static_cast<double>(stratum.pixels);
    }
    if (!(all > 0.0)) throw input_error("the strata hold no pixel");
    for (const DesignStratum& stratum : strata) {
        const double weight = static_cast<double>(stratum.pixels) / all;
        const double s2 = stratum.expected_accuracy * (1.0 - stratum.expected_accuracy);
        spread += weight * std::sqrt(s2);
        variance += weight * s2;
    }
    const double wanted_se = half_width / z_of_95_percent;
    SamplePlan plan;
    plan.wanted = static_cast<Index>(
        std::ceil(spread * spread / (wanted_se * wanted_se + variance / all) - 1e-9));
    double squared = 0.0;
    for (DesignStratum& stratum : strata) {
        if (stratum.pixels == 0) continue;
        const double weight = static_cast<double>(stratum.pixels) / all;
        const Index by_area =
            static_cast<Index>(std::ceil(weight * static_cast<double>(plan.wanted) - 1e-9));
        stratum.samples = std::min(stratum.pixels, std::max(least, by_area));
        const double s2 = stratum.expected_accuracy * (1.0 - stratum.expected_accuracy);
        if (stratum.samples > 1)
            squared += weight * weight * s2 / static_cast<double>(stratum.samples - 1);
    }
    plan.half_width = z_of_95_percent * std::sqrt(squared);
    plan.strata = std::move(strata);
    return plan;
}

std::vector<Index> draw_ranks(Index population, Index count, std::uint64_t seed) {
    if (count > population) throw internal_error("{} samples of {} pixels", count, population);
    Random random(seed);
    std::set<Index> taken;
    for (Index last = population - count; last < population; ++last) {
        const Index number = random.below(last + 1);
        if (!taken.insert(number).second) taken.insert(last);
    }
    return {taken.begin(), taken.end()};
}

}  // namespace borderlens
