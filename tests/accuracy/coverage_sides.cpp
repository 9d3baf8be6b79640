// Intervals of the sides' shares and of what sets them apart.
#include "accuracy/coverage.hpp"
#include "comparison/stretch_inference.hpp"

namespace borderlens {
namespace {

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

}  // namespace

std::vector<Scenario> side_scenarios() {
    const auto sides = [](const Estimator& estimate, Quantity quantity) {
        return [=](std::uint64_t seed) { return both_ways(estimate, quantity, seed); };
    };
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
    };
}

}  // namespace borderlens
