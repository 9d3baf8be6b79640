#include "network/accessibility.hpp"

#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "base/no_value.hpp"

namespace borderlens {
namespace {

// chosen: 4 us, far above the rounding of a sum of link times.
constexpr double k_rounding_h = 1e-9;

std::vector<std::size_t> outside_best_connected(const TravelTimes& times) {
    const auto linked = [&](std::size_t a, std::size_t b) {
        return std::isfinite(times.at(a, b)) && std::isfinite(times.at(b, a));
    };
    std::size_t best = 0, most = 0;
    for (std::size_t i = 0; i < times.n; ++i) {
        std::size_t count = 0;
        for (std::size_t j = 0; j < times.n; ++j) count += linked(i, j) ? 1 : 0;
        if (count > most) {
            most = count;
            best = i;
        }
    }
    std::vector<std::size_t> outside;
    for (std::size_t j = 0; j < times.n; ++j)
        if (!linked(best, j)) outside.push_back(j);
    return outside;
}

}  // namespace

Accessibility accessibility_of(const TransportNetwork& network, const TravelTimes& times,
                               double beta) {
    if (!(beta > 0.0)) throw input_error("the potential's beta is {}, expected more than 0", beta);
    Accessibility result;
    double sum_of_means = 0.0, places = 0.0;
    for (std::size_t i = 0; i < times.n; ++i) {
        double weighted = 0.0, mass = 0.0, potential = 0.0;
        for (std::size_t j = 0; j < times.n; ++j) {
            const double of_j = network.places[j].mass, hours = times.at(i, j);
            if (j == i || std::isnan(of_j) || std::isinf(hours)) continue;
            weighted += hours * of_j;
            mass += of_j;
            potential += of_j / std::pow(hours, beta);
        }
        const double own = network.places[i].mass;
        const double mean = mass > 0.0 ? weighted / mass : no_value;
        result.weighted_mean_h.push_back(mean);
        result.weighted_mean_with_self_h.push_back(
            mass > 0.0 ? weighted / (mass + (std::isnan(own) ? 0.0 : own)) : no_value);
        result.potential.push_back(potential);
        if (!std::isnan(own) && !std::isnan(mean)) {
            sum_of_means += mean;
            places += 1.0;
        }
    }
    for (const double mean : result.weighted_mean_h)
        result.coefficient.push_back(places > 0.0 ? mean / (sum_of_means / places) : no_value);
    result.unreachable = outside_best_connected(times);
    return result;
}

std::vector<std::size_t> within_reach(const TravelTimes& times,
                                      const std::vector<std::size_t>& sources, double hours) {
    std::vector<std::size_t> reached;
    for (std::size_t j = 0; j < times.n; ++j)
        for (const std::size_t source : sources)
            if (times.at(source, j) <= hours + k_rounding_h) {
                reached.push_back(j);
                break;
            }
    return reached;
}

}  // namespace borderlens
