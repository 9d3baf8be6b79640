// Intervals of trends, events and changes of the asymmetry.
#include "accuracy/coverage.hpp"
#include "comparison/map_sharpness.hpp"
#include "comparison/side_changes.hpp"
#include "comparison/trend.hpp"

namespace borderlens {
namespace {

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

}  // namespace

std::vector<Scenario> change_scenarios() {
    return {
        {"trend of a side", "five periods, blocks along the border", true, spatial_trend},
        {"trend of a side", "five maps with error, clouds that grow", true, mapped_trend},
        {"trend of a series", "24 years, Sen slope and Mann-Kendall", true, yearly_trend},
        {"difference in differences", "event in the third of five periods", true, event},
        {"change of asymmetry", "first to last of five periods", true, asymmetry_over_time},
    };
}

}  // namespace borderlens
