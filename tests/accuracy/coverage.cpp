// Simulates borderlands whose truth is known and tabulates how often 95 % intervals hold it and how
// often a difference is reported where there is none.
//   coverage [SEEDS] [--check]      prints a Markdown table; --check fails where a rate lies beyond
//                                   four standard deviations outside 92-98 % or 3-7 %
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <string>

#include "accuracy/borderlands.hpp"
#include "base/parallel.hpp"
#include "comparison/effect_data.hpp"
#include "comparison/map_sharpness.hpp"
#include "comparison/placebo_border.hpp"
#include "comparison/side_changes.hpp"
#include "comparison/stretch_inference.hpp"
#include "comparison/trend.hpp"

using namespace borderlens;

namespace {

/// What one simulated borderland says: intervals that held the truth, alarms without a cause.
struct Outcome {
    double covered = 0.0;
    double alarm = 0.0;
};

struct Scenario {
    std::string quantity;
    std::string setting;
    bool has_interval = true;
    std::function<Outcome(std::uint64_t seed)> run;
};

BorderBootstrap resampled(const std::vector<BorderColumn>& columns, std::uint64_t seed) {
    BootstrapOptions options;
    options.replicates = 299;
    options.seed = seed;
    return bootstrap_border(columns, options);
}

bool misses(const Interval& interval, double number) {
    return !interval.contains(number);
}

enum class Quantity { difference, asymmetry };

double truth_of(Quantity quantity, const Borderland& land) {
    const double difference = land.mean_a - land.mean_b;
    return quantity == Quantity::difference ? difference : difference / (land.mean_a + land.mean_b);
}

const Interval& interval_in(const SideInference& inference, Quantity quantity) {
    return quantity == Quantity::difference ? inference.difference : inference.asymmetry;
}

using Estimator = std::function<SideInference(const Borderland&, std::uint64_t)>;

/// Coverage with unequal sides, false alarms with equal ones.
Outcome both_ways(const Estimator& estimate, Quantity quantity, std::uint64_t seed) {
    const Borderland unequal;
    Borderland equal;
    equal.mean_b = equal.mean_a;
    Outcome outcome;
    outcome.covered =
        interval_in(estimate(unequal, seed), quantity).contains(truth_of(quantity, unequal));
    outcome.alarm = misses(interval_in(estimate(equal, seed + 1000000), quantity), 0.0);
    return outcome;
}

SideInference plain(const Borderland& land, std::uint64_t seed) {
    Random random(seed);
    return side_inference(joint_estimate(resampled(draw_cells(land, random), seed), 0, 1), true);
}

SideInference cloudy(const Borderland& land, std::uint64_t seed) {
    Random random(seed);
    std::vector<BorderColumn> cells = draw_cells(land, random);
    draw_clouds(cells[0], 0.05, 3.0, random);
    draw_clouds(cells[1], 0.40, 6.0, random);
    return side_inference(joint_estimate(resampled(cells, seed), 0, 1), true);
}

/// Maps of 90 % and 95 % producer's accuracy, 100 reference units a mapped class and side; with
/// clouds on one side as well.
SideInference mapped(const Borderland& land, std::uint64_t seed) {
    Random random(seed);
    std::vector<BorderColumn> cells = draw_cells(land, random);
    draw_clouds(cells[1], 0.25, 5.0, random);
    std::vector<BorderColumn> adjusted;
    std::vector<std::vector<double>> shares;
    std::vector<MapConfusion> samples;
    for (const BorderColumn& side : cells) {
        const MappedSide map = draw_map(side, 0.90, 0.95, 100, random);
        std::vector<double> rest;
        double mean = 0.0;
        double weight = 0.0;
        for (std::size_t i = 0; i < map.mapped.value.size(); ++i) {
            rest.push_back(1.0 - map.mapped.value[i]);
            mean += map.mapped.weight[i] * map.mapped.value[i];
            weight += map.mapped.weight[i];
        }
        adjusted.push_back(map.mapped);
        adjusted.back().value = adjusted_cells({map.mapped.value, rest}, map.sample, 0);
        shares.push_back({mean / weight, 1.0 - mean / weight});
        samples.push_back(map.sample);
    }
    const MapErrorVariance error = map_error_of(shares[0], samples[0], shares[1], samples[1], 0);
    return side_inference(
        with_variation(joint_estimate(resampled(adjusted, seed), 0, 1), error.variance_a,
                       error.variance_b, error.covariance, error.degrees),
        true);
}

/// The independent-sides rule of the compare command, from intervals of each side alone.
SideInference by_own_intervals(const Borderland& land, std::uint64_t seed) {
    Borderland separate = land;
    separate.shared = 0.0;
    const SideInference sides = plain(separate, seed);
    SideInference result;
    result.difference = difference_of(sides.a, sides.b);
    result.asymmetry = asymmetry_of(sides.a, sides.b);
    return result;
}

Outcome border_effect(Landscape landscape, Variance variance, std::uint64_t seed) {
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
    Landscape landscape;
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

/// A segment of 40 km of the 200: what the segments' table says.
Outcome segment(Quantity quantity, std::uint64_t seed) {
    const Estimator estimate = [](const Borderland& land, std::uint64_t s) {
        Random random(s);
        const std::vector<BorderColumn> cells = draw_cells(land, random);
        const BorderVariogram variogram = resampled(cells, s).variogram;
        std::vector<BorderColumn> piece = cells;
        for (BorderColumn& column : piece) {
            column.along_km.resize(40);
            column.weight.resize(40);
            column.value.resize(40);
        }
        return side_inference(stretch_estimate(piece[0], piece[1], variogram, 40.0).joint, true);
    };
    return both_ways(estimate, quantity, seed);
}

/// A class that a side does not have, mapped there by mistake; samples of 50 a mapped class and
/// side.
Outcome absent(std::uint64_t seed) {
    Random random(seed);
    Borderland land;
    land.mean_a = 0.0;
    land.spread = 0.0;
    land.noise = 0.0;
    BorderColumn cells = draw_cells(land, random)[0];
    for (double& share : cells.value) share = 0.0;
    const MappedSide map = draw_map(cells, 0.9, 0.95, 50, random);
    double mapped = map.mapped.value[0];
    BorderColumn adjusted = map.mapped;
    adjusted.value =
        adjusted_cells({map.mapped.value, std::vector<double>(200, 1.0 - mapped)}, map.sample, 0);
    JointEstimate joint;
    joint.a = joint.b = adjusted.value[0];
    const MapErrorVariance error =
        map_error_of({mapped, 1.0 - mapped}, {mapped, 1.0 - mapped}, map.sample, 0);
    joint = with_variation(joint, error.variance_a, error.variance_b, error.covariance, 98.0);
    joint.trials_a = joint.trials_b = 100.0;
    return {static_cast<double>(side_inference(joint, true).a.contains(0.0)), no_value};
}

Outcome placebo(std::uint64_t seed) {
    Landscape landscape;
    landscape.jump = 0.0;
    landscape.cells = 3000;
    Random random(seed);
    const DiscontinuityData data = draw_landscape(landscape, random);
    const PlaceboBorders borders = placebo_borders(data, {}, placebo_shifts(data, 0.0, 0.2, 300));
    return {0.0, static_cast<double>(borders.p <= 0.05)};
}

/// Five periods; side a's share rises by `rise` a year, or jumps by `jump` from the third on.
BorderBootstrap over_time(double rise, double jump, std::uint64_t seed) {
    Random random(seed);
    std::vector<BorderColumn> columns;
    for (int period = 0; period < 5; ++period) {
        Borderland land;
        land.spread = 0.03;
        land.mean_a += rise * 2.0 * period + (period >= 2 ? jump : 0.0);
        for (BorderColumn& column : draw_cells(land, random)) columns.push_back(column);
    }
    return resampled(columns, seed);
}

Outcome spatial_trend(std::uint64_t seed) {
    const std::vector<double> years = {2010, 2012, 2014, 2016, 2018};
    const std::vector<std::size_t> side_a = {0, 2, 4, 6, 8};
    const auto slope = [&](double rise, std::uint64_t s) {
        return interval_of(slope_of(over_time(rise, 0.0, s), years, side_a));
    };
    return {static_cast<double>(slope(0.01, seed).contains(0.01)),
            static_cast<double>(misses(slope(0.0, seed + 1000000), 0.0))};
}

/// Five maps of one side, 90 % and 95 % producer's accuracy, 100 reference units a mapped class for
/// all of them, clouds that differ from year to year.
Outcome mapped_trend(std::uint64_t seed) {
    const std::vector<double> years = {2010, 2012, 2014, 2016, 2018};
    const auto slope = [&](double rise, std::uint64_t s) {
        Random random(s);
        std::vector<BorderColumn> columns;
        MapConfusion samples{{"target", "rest"}, {{0, 0}, {0, 0}}};
        std::vector<double> means;
        double all = 0.0;
        for (int period = 0; period < 5; ++period) {
            Borderland land;
            land.spread = 0.03;
            land.mean_a += rise * 2.0 * period;
            for (BorderColumn& truth : draw_cells(land, random)) {
                draw_clouds(truth, 0.1 * period, 4.0, random);
                const MappedSide map = draw_map(truth, 0.90, 0.95, 10, random);
                columns.push_back(map.mapped);
                for (std::size_t row = 0; row < 2; ++row)
                    for (std::size_t c = 0; c < 2; ++c)
                        samples.counts[row][c] += map.sample.counts[row][c];
                double weight = 0.0, sum = 0.0;
                for (std::size_t i = 0; i < map.mapped.value.size(); ++i) {
                    weight += map.mapped.weight[i];
                    sum += map.mapped.weight[i] * map.mapped.value[i];
                }
                means.push_back(sum / weight);
                all += 0.1 * means.back();
            }
        }
        const SharpnessEstimate map = map_sharpness(samples, {all, 1.0 - all}, 0, s);
        for (BorderColumn& column : columns)
            for (double& share : column.value) share = map.best.true_share(share);
        const BorderBootstrap bootstrap = resampled(columns, s);
        return interval_of(
            with_sharpness(slope_of(bootstrap, years, {0, 2, 4, 6, 8}), means, map, map));
    };
    return {static_cast<double>(slope(0.01, seed).contains(0.01)),
            static_cast<double>(misses(slope(0.0, seed + 1000000), 0.0))};
}

Outcome event(std::uint64_t seed) {
    const SidePeriods periods = side_periods({2010, 2012, 2014, 2016, 2018});
    const auto effect = [&](double jump, std::uint64_t s) {
        return interval_of(event_study(over_time(0.0, jump, s), periods, 2014.0).effect);
    };
    return {static_cast<double>(effect(0.05, seed).contains(0.05)),
            static_cast<double>(misses(effect(0.0, seed + 1000000), 0.0))};
}

Outcome asymmetry_over_time(std::uint64_t seed) {
    const SidePeriods periods = side_periods({2010, 2012, 2014, 2016, 2018});
    const auto change = [&](double jump, std::uint64_t s) {
        return interval_of(asymmetry_change(over_time(0.0, jump, s), periods, 0, 4));
    };
    // From 0.1 / 0.5 to 0.2 / 0.6.
    return {static_cast<double>(change(0.1, seed).contains(0.2 / 0.6 - 0.1 / 0.5)),
            static_cast<double>(misses(change(0.0, seed + 1000000), 0.0))};
}

Outcome yearly_trend(std::uint64_t seed) {
    Random random(seed);
    std::vector<double> years;
    std::vector<double> rising;
    std::vector<double> flat;
    for (int year = 2000; year < 2024; ++year) {
        years.push_back(year);
        rising.push_back(0.004 * (year - 2000) + 0.02 * random.normal());
        flat.push_back(0.02 * random.normal());
    }
    return {static_cast<double>(sen_line(years, rising).slope.contains(0.004)),
            static_cast<double>(mann_kendall(flat).p < 0.05)};
}

std::vector<Scenario> scenarios() {
    const auto sides = [](const Estimator& estimate, Quantity quantity) {
        return [=](std::uint64_t seed) { return both_ways(estimate, quantity, seed); };
    };
    const auto effect = [](const Landscape& landscape, Variance variance) {
        return [=](std::uint64_t seed) { return border_effect(landscape, variance, seed); };
    };
    Landscape clustered;
    clustered.range_km = 2.0;
    clustered.stretch = 0.3;
    clustered.cluster_km = 10.0;
    return {
        {"difference", "correlated along and across the border", true,
         sides(plain, Quantity::difference)},
        {"asymmetry index", "correlated along and across the border", true,
         sides(plain, Quantity::asymmetry)},
        {"difference", "clouds: 5 % and 40 % of the sides lost", true,
         sides(cloudy, Quantity::difference)},
        {"asymmetry index", "clouds: 5 % and 40 % of the sides lost", true,
         sides(cloudy, Quantity::asymmetry)},
        {"difference", "map error and clouds", true, sides(mapped, Quantity::difference)},
        {"asymmetry index", "map error and clouds", true, sides(mapped, Quantity::asymmetry)},
        {"difference", "from the sides' own intervals (compare)", true,
         sides(by_own_intervals, Quantity::difference)},
        {"asymmetry index", "from the sides' own intervals (compare)", true,
         sides(by_own_intervals, Quantity::asymmetry)},
        {"difference", "segment of 40 km of 200", true,
         [](std::uint64_t seed) { return segment(Quantity::difference, seed); }},
        {"asymmetry index", "segment of 40 km of 200", true,
         [](std::uint64_t seed) { return segment(Quantity::asymmetry, seed); }},
        {"share", "a class that is absent, mapped by mistake", true, absent},
        {"border effect", "independent noise, nearest-neighbour variance", true,
         effect({}, Variance::nn)},
        {"border effect", "stretches along the border, CR1 by 10 km", true,
         effect(clustered, Variance::nn)},
        {"border effect", "stretches along the border, CR3 by 10 km", true,
         effect(clustered, Variance::hc3)},
        {"border effect", "map error, clouds on 40 % of one side", true, mapped_effect},
        {"border effect", "placebo borders, p by permutation", false, placebo},
        {"trend of a side", "five periods, blocks along the border", true, spatial_trend},
        {"trend of a side", "five maps with error, clouds that grow", true, mapped_trend},
        {"trend of a series", "24 years, Sen slope and Mann-Kendall", true, yearly_trend},
        {"difference in differences", "event in the third of five periods", true, event},
        {"change of asymmetry", "first to last of five periods", true, asymmetry_over_time},
    };
}

}  // namespace

int main(int argc, char** argv) {
    const Index seeds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 200;
    const bool check = argc > 2 && std::string(argv[2]) == "--check";
    bool good = true;
    fmt::print(
        "| quantity | simulated borderland | coverage of 95 % intervals | false alarms at 5 % |\n");
    fmt::print("|---|---|---|---|\n");
    for (const Scenario& scenario : scenarios()) {
        std::vector<Outcome> outcomes(static_cast<std::size_t>(seeds));
        parallel_for(seeds, [&](Index seed) {
            outcomes[seed] = scenario.run(derive_seed(2026, scenario.setting, seed));
        });
        Outcome rate;
        for (const Outcome& outcome : outcomes) {
            rate.covered += outcome.covered / static_cast<double>(seeds);
            rate.alarm += outcome.alarm / static_cast<double>(seeds);
        }
        // Four deviations of a rate of 5 %: what chance alone may do with so few seeds.
        const double chance = 4.0 * std::sqrt(0.05 * 0.95 / static_cast<double>(seeds));
        if (scenario.has_interval && rate.covered < 0.92 - chance) good = false;
        if (rate.alarm > 0.07 + chance) good = false;
        const auto percent = [](double share) {
            return std::isnan(share) ? std::string("-") : fmt::format("{:.1f} %", 100.0 * share);
        };
        fmt::print("| {} | {} | {} | {} |\n", scenario.quantity, scenario.setting,
                   scenario.has_interval ? percent(rate.covered) : "-", percent(rate.alarm));
        std::fflush(stdout);
    }
    return check && !good ? 1 : 0;
}
