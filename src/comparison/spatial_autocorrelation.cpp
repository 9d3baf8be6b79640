#include "comparison/spatial_autocorrelation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "base/random.hpp"

namespace borderlens {
namespace {

/// Deviations from the mean, over the places that have neighbours; 0 elsewhere.
std::vector<double> deviations(const std::vector<double>& values, const Neighbours& neighbours) {
    if (values.size() != neighbours.size())
        throw input_error("Moran's I: found {} values for {} places", values.size(),
                          neighbours.size());
    for (const double value : values)
        if (!std::isfinite(value))
            throw input_error("Moran's I: found a value that is not finite; leave such places out");
    const double mean =
        std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    std::vector<double> z;
    for (const double value : values) z.push_back(value - mean);
    return z;
}

double lag_of(const std::vector<double>& z, const std::vector<Index>& around) {
    double sum = 0.0;
    for (const Index j : around) sum += z[j];
    return sum / static_cast<double>(around.size());
}

double moran_of(const std::vector<double>& z, const Neighbours& neighbours, double squares) {
    double sum = 0.0;
    double places = 0.0;
    for (std::size_t i = 0; i < z.size(); ++i) {
        if (neighbours[i].empty()) continue;
        sum += z[i] * lag_of(z, neighbours[i]);
        places += 1.0;
    }
    return places > 0.0 ? static_cast<double>(z.size()) / places * sum / squares : no_value;
}

/// Two-sided p from counts of permutations at least as high and at least as low.
double two_sided(double higher, double lower, double permutations) {
    const double tail = (std::min(higher, lower) + 1.0) / (permutations + 1.0);
    return std::min(1.0, 2.0 * tail);
}

double sum_of_squares(const std::vector<double>& z) {
    double squares = 0.0;
    for (const double value : z) squares += value * value;
    return squares;
}

}  // namespace

Neighbours nearest_neighbours(const std::vector<double>& x_km, const std::vector<double>& y_km,
                              Index k) {
    const Index n = static_cast<Index>(x_km.size());
    Neighbours neighbours(x_km.size());
    parallel_for(n, [&](Index i) {
        std::vector<std::pair<double, Index>> others;
        for (Index j = 0; j < n; ++j)
            if (j != i) others.emplace_back(std::hypot(x_km[j] - x_km[i], y_km[j] - y_km[i]), j);
        const auto count = static_cast<long>(std::min<Index>(k, n - 1));
        std::partial_sort(others.begin(), others.begin() + count, others.end());
        for (long c = 0; c < count; ++c) neighbours[i].push_back(others[c].second);
    });
    return neighbours;
}

Neighbours neighbours_within(const std::vector<double>& x_km, const std::vector<double>& y_km,
                             double distance_km) {
    const Index n = static_cast<Index>(x_km.size());
    Neighbours neighbours(x_km.size());
    parallel_for(n, [&](Index i) {
        for (Index j = 0; j < n; ++j)
            if (j != i && std::hypot(x_km[j] - x_km[i], y_km[j] - y_km[i]) <= distance_km)
                neighbours[i].push_back(j);
    });
    return neighbours;
}

MoranTest moran(const std::vector<double>& values, const Neighbours& neighbours, int permutations,
                std::uint64_t seed) {
    const std::vector<double> z = deviations(values, neighbours);
    const double squares = sum_of_squares(z);
    MoranTest test;
    if (!(squares > 0.0)) return test;
    test.i = moran_of(z, neighbours, squares);
    if (std::isnan(test.i) || permutations < 1) return test;
    std::vector<double> permuted(static_cast<std::size_t>(permutations));
    parallel_for(permutations, [&](Index permutation) {
        Random random(derive_seed(seed, "moran", permutation));
        std::vector<double> shuffled = z;
        for (Index i = static_cast<Index>(shuffled.size()) - 1; i > 0; --i)
            std::swap(shuffled[i], shuffled[random.below(i + 1)]);
        permuted[permutation] = moran_of(shuffled, neighbours, squares);
    });
    double sum = 0.0, higher = 0.0, lower = 0.0;
    for (const double value : permuted) {
        sum += value;
        higher += value >= test.i;
        lower += value <= test.i;
    }
    const double count = static_cast<double>(permutations);
    test.expected = sum / count;
    double spread = 0.0;
    for (const double value : permuted) spread += (value - test.expected) * (value - test.expected);
    test.z = (test.i - test.expected) / std::sqrt(spread / (count - 1.0));
    test.p = two_sided(higher, lower, count);
    return test;
}

std::vector<LocalMoran> local_moran(const std::vector<double>& values, const Neighbours& neighbours,
                                    int permutations, std::uint64_t seed) {
    const std::vector<double> z = deviations(values, neighbours);
    const Index n = static_cast<Index>(z.size());
    const double variance = sum_of_squares(z) / static_cast<double>(n);
    std::vector<LocalMoran> places(z.size());
    if (!(variance > 0.0)) return places;
    parallel_for(n, [&](Index i) {
        const auto& around = neighbours[i];
        if (around.empty()) return;
        LocalMoran& place = places[i];
        const double lag = lag_of(z, around);
        place.i = z[i] / variance * lag;
        place.quadrant = z[i] >= 0.0 ? (lag >= 0.0 ? 1 : 4) : (lag >= 0.0 ? 2 : 3);
        if (permutations < 1) return;
        Random random(derive_seed(seed, "local moran", i));
        std::vector<double> others;
        for (Index j = 0; j < n; ++j)
            if (j != i) others.push_back(z[j]);
        double higher = 0.0, lower = 0.0;
        for (int permutation = 0; permutation < permutations; ++permutation) {
            // The first draws of a shuffle: as many as there are neighbours, without replacement.
            double sum = 0.0;
            for (std::size_t c = 0; c < around.size(); ++c) {
                const Index left = n - 1 - static_cast<Index>(c);
                std::swap(others[c], others[c + random.below(left)]);
                sum += others[c];
            }
            const double permuted = sum / static_cast<double>(around.size());
            higher += permuted >= lag;
            lower += permuted <= lag;
        }
        place.p = two_sided(higher, lower, permutations);
    });
    return places;
}

std::vector<double> false_discovery_adjusted(const std::vector<double>& p) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < p.size(); ++i)
        if (!std::isnan(p[i])) order.push_back(i);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return p[a] > p[b]; });
    std::vector<double> adjusted(p.size(), no_value);
    double least = 1.0;
    for (std::size_t k = 0; k < order.size(); ++k) {
        const double rank = static_cast<double>(order.size() - k);
        least = std::min(least, p[order[k]] * static_cast<double>(order.size()) / rank);
        adjusted[order[k]] = least;
    }
    return adjusted;
}

}  // namespace borderlens
