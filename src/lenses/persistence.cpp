#include "lenses/persistence.hpp"

#include <algorithm>
#include <cmath>

namespace borderlens {
namespace {

// One period alone may not decide against all others, so no probability counts as certain.
constexpr double least_probability = 0.02;  // chosen: about the forest's own error rate on roofs

}  // namespace

Index persistent_start(const std::vector<float>& p) {
    // Weight of evidence for "present" in each period; the best start maximises the sum from there.
    double sum = 0.0, best = 0.0;
    Index start = static_cast<Index>(p.size());
    for (Index t = static_cast<Index>(p.size()) - 1; t >= 0; --t) {
        const double value = static_cast<double>(p[static_cast<std::size_t>(t)]);
        if (!std::isnan(value)) {
            const double bounded = std::clamp(value, least_probability, 1.0 - least_probability);
            sum += std::log(bounded / (1.0 - bounded));
        }
        if (sum > best) {
            best = sum;
            start = t;
        }
    }
    return start;
}

Raster<std::uint8_t> persistent_start(const std::vector<Raster<float>>& periods) {
    if (periods.empty() || periods.size() > 250)
        throw internal_error("persistence over {} periods", periods.size());
    Raster<std::uint8_t> start(periods[0].grid());
    std::vector<float> p(periods.size());
    for (std::size_t i = 0; i < start.values().size(); ++i) {
        bool seen = false;
        for (std::size_t t = 0; t < periods.size(); ++t) {
            p[t] = periods[t].values()[i];
            seen = seen || !std::isnan(p[t]);
        }
        start.values()[i] = seen ? static_cast<std::uint8_t>(persistent_start(p) + 1) : 0;
    }
    return start;
}

}  // namespace borderlens
