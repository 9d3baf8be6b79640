#include "network/valley.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/error.hpp"
#include "network/great_circle.hpp"
#include "raster/disjoint_sets.hpp"

namespace borderlens {
namespace {

// Rounding of a sum of link times [h].
constexpr double rounding_h = 1e-9;

double initial_bearing_deg(Point from, Point to) {
    constexpr double radian = std::numbers::pi / 180.0;
    const double dlon = (to.x - from.x) * radian, lat1 = from.y * radian, lat2 = to.y * radian;
    const double y = std::sin(dlon) * std::cos(lat2);
    const double x =
        std::cos(lat1) * std::sin(lat2) - std::sin(lat1) * std::cos(lat2) * std::cos(dlon);
    const double degrees = std::atan2(y, x) / radian;
    return degrees < 0.0 ? degrees + 360.0 : degrees;
}

double apart_km(Point a, Point b) {
    return great_circle_km(a.x, a.y, b.x, b.y);
}

struct Tie {
    std::size_t a, b;  ///< positions in the list of the valley's places
    double hours;
};

/// Ties between places whose quickest way stays in the valley, the shortest first.
std::vector<Tie> ties_inside(const TransportNetwork& network, const TravelTimes& times,
                             const std::vector<std::size_t>& places) {
    std::vector<bool> inside(times.n, false);
    for (const std::size_t place : places) inside[place] = true;
    std::vector<Tie> ties;
    for (std::size_t a = 0; a < places.size(); ++a)
        for (std::size_t b = a + 1; b < places.size(); ++b) {
            const double hours = times.at(places[a], places[b]);
            bool stays = std::isfinite(hours);
            for (std::size_t k = 0; stays && k < times.n; ++k)
                if (!inside[k] && network.places[k].mass > 0.0 &&
                    times.at(places[a], k) + times.at(k, places[b]) <= hours + rounding_h)
                    stays = false;
            if (stays) ties.push_back({a, b, hours});
        }
    std::stable_sort(ties.begin(), ties.end(),
                     [](const Tie& x, const Tie& y) { return x.hours < y.hours; });
    return ties;
}

/// The farthest place of a tree from one of it, with the way there.
std::vector<std::size_t> farthest_way(const std::vector<std::vector<Tie>>& tree,
                                      std::size_t start) {
    std::vector<std::size_t> best = {start}, way = {start};
    double best_h = 0.0;
    const auto walk = [&](const auto& self, std::size_t at, std::size_t before,
                          double hours) -> void {
        if (hours > best_h) {
            best_h = hours;
            best = way;
        }
        for (const Tie& tie : tree[at]) {
            const std::size_t next = tie.a == at ? tie.b : tie.a;
            if (next == before) continue;
            way.push_back(next);
            self(self, next, at, hours + tie.hours);
            way.pop_back();
        }
    };
    walk(walk, start, start, 0.0);
    return best;
}

}  // namespace

Valley valley_of(const TransportNetwork& network, const TravelTimes& times,
                 const std::vector<double>& mean_h, const std::vector<Point>& lonlat,
                 double share) {
    if (!(share > 0.0 && share <= 1.0))
        throw input_error("the valley's share is {}, expected more than 0, at most 1", share);
    Valley valley;
    for (std::size_t i = 0; i < times.n; ++i)
        if (network.places[i].mass > 0.0 && std::isfinite(mean_h[i]) && std::isfinite(lonlat[i].x))
            valley.places.push_back(i);
    if (valley.places.size() < 3) return {};
    std::stable_sort(valley.places.begin(), valley.places.end(),
                     [&](std::size_t a, std::size_t b) { return mean_h[a] < mean_h[b]; });
    const auto kept = static_cast<std::size_t>(
        std::ceil(share * static_cast<double>(valley.places.size()) - rounding_h));
    valley.places.resize(std::max<std::size_t>(kept, 1));
    valley.threshold_h = mean_h[valley.places.back()];

    const std::size_t n = valley.places.size();
    DisjointSets groups;
    for (std::size_t i = 0; i < n; ++i) groups.add();
    const auto find = [&](std::size_t i) { return groups.root(static_cast<std::int32_t>(i)); };
    std::vector<std::vector<Tie>> tree(n);
    for (const Tie& tie : ties_inside(network, times, valley.places)) {
        const std::int32_t a = find(tie.a), b = find(tie.b);
        if (a == b) continue;
        groups.join(a, b);
        tree[tie.a].push_back(tie);
        tree[tie.b].push_back(tie);
    }
    std::vector<std::size_t> size(n, 0);
    for (std::size_t i = 0; i < n; ++i) ++size[static_cast<std::size_t>(find(i))];
    valley.parts = static_cast<int>(
        std::count_if(size.begin(), size.end(), [](std::size_t count) { return count > 0; }));
    const std::size_t largest =
        static_cast<std::size_t>(std::max_element(size.begin(), size.end()) - size.begin());
    // The longest way of a tree joins the place farthest from any one to the one farthest from it.
    std::vector<std::size_t> way = farthest_way(tree, farthest_way(tree, largest).back());
    const auto place_at = [&](std::size_t i) { return lonlat[valley.places[i]]; };
    if (place_at(way.front()).x < place_at(way.back()).x) std::reverse(way.begin(), way.end());
    for (const std::size_t i : way) valley.spine.push_back(valley.places[i]);
    for (std::size_t i = 1; i < way.size(); ++i)
        valley.spine_km += apart_km(place_at(way[i - 1]), place_at(way[i]));
    const double straight_km = apart_km(place_at(way.front()), place_at(way.back()));
    if (straight_km > 0.0) valley.bow = valley.spine_km / straight_km;
    valley.bearing_deg = initial_bearing_deg(place_at(way.front()), place_at(way.back()));
    return valley;
}

std::string direction_name(double bearing_deg) {
    static const char* const names[] = {"north", "north-east", "east", "south-east",
                                        "south", "south-west", "west", "north-west"};
    const double turned = std::fmod(std::fmod(bearing_deg, 360.0) + 360.0 + 22.5, 360.0);
    return names[static_cast<std::size_t>(turned / 45.0)];
}

}  // namespace borderlens
