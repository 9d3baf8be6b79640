#pragma once
#include <cmath>
#include <vector>

#include "base/random.hpp"
#include "comparison/border_bootstrap.hpp"

namespace borderlens {

/// A Gaussian series of variance 1 along a line whose correlation falls as exp(-lag / range_km).
inline std::vector<double> drawn_series(Index count, double step_km, double range_km,
                                        Random& random) {
    const double keep = range_km > 0.0 ? std::exp(-step_km / range_km) : 0.0;
    std::vector<double> series;
    double state = random.normal();
    for (Index i = 0; i < count; ++i) {
        series.push_back(state);
        state = keep * state + std::sqrt(1.0 - keep * keep) * random.normal();
    }
    return series;
}

/// Two sides of a border of `length_km`, a cell a kilometre: correlated along the border, and in
/// part shared across it; plus independent noise of a cell.
struct DrawnBorder {
    double length_km = 200.0;
    double range_km = 4.0;
    double shared = 0.5;  ///< weight of the series both sides share
    double noise = 0.5;   ///< deviation of the independent part
    double spread = 0.05;
    double mean_a = 0.3;
    double mean_b = 0.2;
};

inline std::vector<BorderColumn> drawn_columns(const DrawnBorder& border, std::uint64_t seed) {
    Random random(seed);
    const Index count = static_cast<Index>(border.length_km);
    const std::vector<double> common = drawn_series(count, 1.0, border.range_km, random);
    std::vector<BorderColumn> columns(2);
    for (int side = 0; side < 2; ++side) {
        const std::vector<double> own = drawn_series(count, 1.0, border.range_km, random);
        for (Index i = 0; i < count; ++i) {
            columns[side].along_km.push_back(static_cast<double>(i) + 0.5);
            columns[side].weight.push_back(1.0);
            const double own_share = std::sqrt(1.0 - border.shared * border.shared);
            columns[side].value.push_back((side == 0 ? border.mean_a : border.mean_b) +
                                          border.spread *
                                              (border.shared * common[i] + own_share * own[i] +
                                               border.noise * random.normal()));
        }
    }
    return columns;
}

}  // namespace borderlens
