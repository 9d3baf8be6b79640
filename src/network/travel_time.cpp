#include "network/travel_time.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>
#include <set>

#include "base/error.hpp"
#include "base/parallel.hpp"

namespace borderlens {
namespace {

constexpr double k_infinite = std::numeric_limits<double>::infinity();

struct Arc {
    std::size_t to = 0;
    double hours = 0.0;
    std::size_t mode = 0;
};

std::vector<std::vector<Arc>> arcs_of(const TransportNetwork& network,
                                      const TravelOptions& options) {
    std::vector<std::vector<Arc>> arcs(network.places.size());
    for (const TransportLink& link : network.links) {
        const double base = link.hours + link.gauge_change_h;
        // Without a price of transfers the mode of arrival does not matter.
        const std::size_t mode = options.transfer_h > 0.0 ? link.mode : 0;
        arcs[link.from].push_back({link.to, base + options.wait_factor * link.wait_there_h, mode});
        if (link.both_ways)
            arcs[link.to].push_back(
                {link.from, base + options.wait_factor * link.wait_back_h, mode});
    }
    return arcs;
}

/// Hours from one place to all.
std::vector<double> times_from(std::size_t start, const std::vector<std::vector<Arc>>& arcs,
                               std::size_t modes, double transfer_h) {
    // A state is a place and the mode one came by; the last mode, `modes`, is "not yet under way".
    const std::size_t states = modes + 1;
    std::vector<double> hours(arcs.size() * states, k_infinite);
    using Entry = std::pair<double, std::size_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    hours[start * states + modes] = 0.0;
    open.emplace(0.0, start * states + modes);
    while (!open.empty()) {
        const auto [so_far, state] = open.top();
        open.pop();
        if (so_far > hours[state]) continue;
        const std::size_t place = state / states, mode = state % states;
        for (const Arc& arc : arcs[place]) {
            const bool changes = mode != modes && mode != arc.mode;
            const double then = so_far + arc.hours + (changes ? transfer_h : 0.0);
            const std::size_t next = arc.to * states + arc.mode;
            if (then < hours[next]) {
                hours[next] = then;
                open.emplace(then, next);
            }
        }
    }
    std::vector<double> best(arcs.size(), k_infinite);
    for (std::size_t state = 0; state < hours.size(); ++state)
        best[state / states] = std::min(best[state / states], hours[state]);
    return best;
}

/// Least over the crossings that count of the hours to an end of the link and what comes on top of
/// them there: on_top(link, at_from) [h].
template <typename OnTop>
std::vector<double> hours_to_crossings(const TransportNetwork& network, const TravelTimes& times,
                                       const std::vector<std::string>& crossings,
                                       const OnTop& on_top) {
    for (const std::string& id : crossings)
        if (std::none_of(network.links.begin(), network.links.end(),
                         [&](const TransportLink& link) { return link.crossing == id; }))
            throw input_error("no link in use has the crossing '{}'", id);
    std::vector<double> nearest(times.n, k_infinite);
    for (const TransportLink& link : network.links) {
        const bool counts = !link.crossing.empty() &&
                            (crossings.empty() || std::find(crossings.begin(), crossings.end(),
                                                            link.crossing) != crossings.end());
        if (!counts) continue;
        const double at_from = on_top(link, true), at_to = on_top(link, false);
        for (std::size_t i = 0; i < times.n; ++i)
            nearest[i] = std::min(
                {nearest[i], times.at(i, link.from) + at_from, times.at(i, link.to) + at_to});
    }
    for (double& hours : nearest)
        if (std::isinf(hours)) hours = std::numeric_limits<double>::quiet_NaN();
    return nearest;
}

}  // namespace

TravelTimes travel_times(const TransportNetwork& network, const TravelOptions& options) {
    if (!(options.wait_factor >= 0.0))
        throw input_error("the wait factor is {}, expected 0 or more", options.wait_factor);
    if (!(options.transfer_h >= 0.0))
        throw input_error("the transfer time is {} h, expected 0 or more", options.transfer_h);
    const auto arcs = arcs_of(network, options);
    const std::size_t modes = options.transfer_h > 0.0 ? network.modes.size() : 1;
    TravelTimes times{network.places.size(), {}};
    times.hours.resize(times.n * times.n);
    parallel_for(static_cast<Index>(times.n), [&](Index start) {
        const auto from = static_cast<std::size_t>(start);
        const std::vector<double> row = times_from(from, arcs, modes, options.transfer_h);
        std::copy(row.begin(), row.end(),
                  times.hours.begin() + static_cast<std::ptrdiff_t>(from * times.n));
    });
    return times;
}

std::vector<double> hours_to_border(const TransportNetwork& network, const TravelTimes& times,
                                    const std::vector<std::string>& crossings) {
    return hours_to_crossings(
        network, times, crossings, [&](const TransportLink& link, bool at_from) {
            const bool here = network.places[at_from ? link.from : link.to].is_border;
            const bool there = network.places[at_from ? link.to : link.from].is_border;
            // From the unmarked end the link itself still leads to the border point.
            return there && !here ? link.hours : 0.0;
        });
}

std::vector<double> hours_across_border(const TransportNetwork& network, const TravelTimes& times,
                                        const TravelOptions& options,
                                        const std::vector<std::string>& crossings) {
    return hours_to_crossings(
        network, times, crossings, [&](const TransportLink& link, bool at_from) {
            if (!at_from && !link.both_ways) return k_infinite;
            const bool here = network.places[at_from ? link.from : link.to].is_border;
            const bool there = network.places[at_from ? link.to : link.from].is_border;
            const double wait = at_from ? link.wait_there_h : link.wait_back_h;
            return (there && !here ? link.hours : 0.0) + options.wait_factor * wait +
                   link.gauge_change_h;
        });
}

// Chosen: a quarter of an hour more or less changes no reading of 4 to 24 hours.
constexpr double k_short_h = 0.5;

std::vector<std::string> crossings_between_towns(const TransportNetwork& network,
                                                 const std::vector<std::string>& crossings) {
    std::set<std::string> found;
    for (const TransportLink& link : network.links) {
        const bool counts = crossings.empty() || std::find(crossings.begin(), crossings.end(),
                                                           link.crossing) != crossings.end();
        if (!link.crossing.empty() && counts && !network.places[link.from].is_border &&
            !network.places[link.to].is_border && link.hours > k_short_h)
            found.insert(link.crossing);
    }
    return {found.begin(), found.end()};
}

}  // namespace borderlens
