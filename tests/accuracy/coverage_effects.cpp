// Intervals of border effects, and what placebo borders say where there is none.
#include <algorithm>

#include "accuracy/coverage.hpp"
#include "comparison/effect_data.hpp"
#include "comparison/map_sharpness.hpp"
#include "comparison/period_change.hpp"
#include "comparison/placebo_border.hpp"

namespace borderlens {
namespace {

Outcome border_effect(EffectLandscape landscape, Variance variance, std::uint64_t seed) {
    DiscontinuityOptions options;
    options.variance = variance;
    Random random(seed);
    const EffectEstimate effect =
        estimate_discontinuity(draw_landscape(landscape, random), options).robust;
    const double jump = landscape.jump;
    landscape.jump = 0.0;
    const EffectEstimate none =
        estimate_discontinuity(draw_landscape(landscape, random), options).robust;
    return {static_cast<double>(effect.ci_low <= jump && jump <= effect.ci_high),
            static_cast<double>(none.p < 0.05)};
}

/// Shares on a map with 90 % and 95 % producer's accuracy, side a in clouds on 40 % of the line,
/// 100 reference units a mapped class: the jump of mapped shares over the map's sharpness.
Outcome mapped_effect(std::uint64_t seed) {
    EffectLandscape landscape;
    landscape.range_km = 2.0;
    landscape.stretch = 0.3;
    landscape.cluster_km = 10.0;
    landscape.noise = 0.3;
    const auto effect = [&](double jump, std::uint64_t s) {
        Random random(s);
        landscape.jump = jump;
        DiscontinuityData truth = draw_landscape(landscape, random);
        for (double& value : truth.outcome) value = std::clamp(0.35 + 0.1 * value, 0.0, 1.0);
        std::vector<char> cloudy(40);
        for (char& stretch : cloudy) stretch = random.uniform() < 0.4;
        std::vector<Index> seen;
        for (std::size_t i = 0; i < truth.outcome.size(); ++i)
            if (truth.distance[i] < 0.0 || cloudy[static_cast<std::size_t>(truth.cluster[i])] == 0)
                seen.push_back(static_cast<Index>(i));
        DiscontinuityData data = rows_of(truth, seen);
        const BorderColumn cells{data.distance, std::vector<double>(data.outcome.size(), 1.0),
                                 data.outcome};
        const MappedSide map = draw_map(cells, 0.90, 0.95, 100, random);
        double mapped = 0.0;
        for (const double share : map.mapped.value)
            mapped += share / static_cast<double>(map.mapped.value.size());
        const SharpnessEstimate sharp = map_sharpness(map.sample, {mapped, 1.0 - mapped}, 0, s);
        data.outcome = map.mapped.value;
        for (double& share : data.outcome) share = sharp.best.true_share(share);
        DiscontinuityOptions options;
        options.variance = Variance::hc3;
        const EffectEstimate found = estimate_discontinuity(data, options).robust;
        // Side a has about 24 clear clusters of the 40.
        return few_cluster_inference(found, sharpened_variance(found.estimate, sharp), 23.0);
    };
    const EffectEstimate jump = effect(0.3, seed), none = effect(0.0, seed + 1000000);
    return {static_cast<double>(jump.ci_low <= 0.03 && 0.03 <= jump.ci_high),
            static_cast<double>(none.p < 0.05)};
}

/// Four dates on the same ground, an event between the second and the third: stretches along the
/// line that stay, noise of each date, and from the event on other stretches and a jump of 0.2 (or
/// none) that come on top.
Outcome changed_effect(std::uint64_t seed) {
    const auto effect = [](double growth, std::uint64_t s) {
        EffectLandscape landscape;
        landscape.range_km = 2.0;
        landscape.cluster_km = 10.0;
        landscape.stretch = 0.3;
        Random random(s);
        const std::vector<double> ground = draw_landscape(landscape, random).outcome;
        landscape.jump = growth;
        landscape.stretch = 0.2;
        landscape.noise = 0.2;
        DiscontinuityData data = draw_landscape(landscape, random);
        std::vector<std::vector<double>> values(4, ground);
        for (std::size_t date = 0; date < values.size(); ++date)
            for (std::size_t i = 0; i < ground.size(); ++i)
                values[date][i] += 0.3 * random.normal() + (date < 2 ? 0.0 : data.outcome[i]);
        data.outcome = changed_values(values, period_changes({2011, 2013, 2015, 2017}, 2014.0)[1]);
        DiscontinuityOptions options;
        options.variance = Variance::hc3;
        return estimate_discontinuity(data, options).robust;
    };
    const EffectEstimate grown = effect(0.2, seed), none = effect(0.0, seed + 1000000);
    return {static_cast<double>(grown.ci_low <= 0.2 && 0.2 <= grown.ci_high),
            static_cast<double>(none.p < 0.05)};
}

Outcome placebo(std::uint64_t seed) {
    EffectLandscape landscape;
    landscape.jump = 0.0;
    landscape.cells = 3000;
    Random random(seed);
    const DiscontinuityData data = draw_landscape(landscape, random);
    const PlaceboBorders borders = placebo_borders(data, {}, placebo_shifts(data, 0.0, 0.2, 300));
    return {0.0, static_cast<double>(borders.p <= 0.05)};
}

}  // namespace

std::vector<Scenario> effect_scenarios() {
    const auto effect = [](const EffectLandscape& landscape, Variance variance) {
        return [=](std::uint64_t seed) { return border_effect(landscape, variance, seed); };
    };
    EffectLandscape clustered;
    clustered.range_km = 2.0;
    clustered.stretch = 0.3;
    clustered.cluster_km = 10.0;
    return {
        {"border effect", "independent noise, nearest-neighbour variance", true,
         effect({}, Variance::nn)},
        {"border effect", "stretches along the border, CR1 by 10 km", true,
         effect(clustered, Variance::nn)},
        {"border effect", "stretches along the border, CR3 by 10 km", true,
         effect(clustered, Variance::hc3)},
        {"border effect", "map error, clouds on 40 % of one side", true, mapped_effect},
        {"change of the border effect", "four dates, event between, CR3 by 10 km", true,
         changed_effect},
        {"border effect", "placebo borders, p by permutation", false, placebo},
    };
}

}  // namespace borderlens
