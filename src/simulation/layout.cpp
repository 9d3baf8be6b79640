#include "simulation/layout.hpp"

#include <algorithm>
#include <cmath>

#include "base/random.hpp"

namespace borderlens {
namespace {

/// chosen: places grow with the study up to one of 30 km, where towns have their natural size.
constexpr double largest_place_scale_m = 30000.0;

struct Placer {
    const Bounds& bounds;
    const SimulatedBorder& border;
    const LandscapeRules& rules;
    std::uint64_t seed;
    double width = bounds.max_x - bounds.min_x;
    double height = bounds.max_y - bounds.min_y;
    double scale = std::min({width, height, largest_place_scale_m});
    Random random{derive_seed(seed, "layout")};

    /// A place from shares of width and height, moved a little by the seed.
    Point place(double u, double v, double jitter = 0.008) {
        const double du = jitter * (2.0 * random.uniform() - 1.0);
        const double dv = jitter * (2.0 * random.uniform() - 1.0);
        return {bounds.min_x + (u + du) * width, bounds.min_y + (v + dv) * height};
    }
    double growth(Side side) const { return side == Side::a ? rules.growth_a : rules.growth_b; }
};

void add_town(Placer& p, Layout& layout, Point center, double radius_share) {
    Settlement town;
    town.center = center;
    town.side = p.border.side_of(center.x, center.y);
    town.radius_m = radius_share * p.scale;
    town.growth = p.growth(town.side);
    town.block_m = std::clamp(0.012 * p.scale, 45.0, 110.0);
    town.rotation_rad = 0.5 * (p.random.uniform() - 0.5);
    town.seed = derive_seed(p.seed, "town", static_cast<Index>(layout.settlements.size()));
    layout.settlements.push_back(town);
}

void add_towns(Placer& p, Layout& layout) {
    add_town(p, layout, p.place(0.70, 0.62), 0.052);       // the growing new town
    add_town(p, layout, p.place(0.62, 0.31), 0.046);       // the older town of side a
    add_town(p, layout, p.place(1.00, 0.42, 0.0), 0.075);  // the city, cut in half by the edge
    add_town(p, layout, p.place(0.17, 0.42), 0.052);       // the older town of side b
    add_town(p, layout, p.place(0.30, 0.24), 0.032);
}

/// Villages on a jittered lattice, away from the towns.
void add_villages(Placer& p, Layout& layout) {
    const double cell = std::clamp(0.13 * p.scale, 450.0, 2600.0);
    const auto rows = static_cast<Index>(p.height / cell),
               cols = static_cast<Index>(p.width / cell);
    const auto towns = layout.settlements;
    for (Index row = 0; row < rows; ++row)
        for (Index col = 0; col < cols; ++col) {
            const double chance = p.random.uniform();
            const double x = p.bounds.min_x +
                             (static_cast<double>(col) + 0.25 + 0.5 * p.random.uniform()) * cell;
            const double y = p.bounds.min_y +
                             (static_cast<double>(row) + 0.25 + 0.5 * p.random.uniform()) * cell;
            const double size =
                std::clamp(0.010 * p.scale, 40.0, 150.0) * (0.7 + 0.6 * p.random.uniform());
            const double v = (y - p.bounds.min_y) / p.height;
            if (chance > 0.35 || v < 0.28 || v > 0.80) continue;
            if (p.border.distance_m(x, y) < 4.0 * size) continue;
            const bool crowded = std::any_of(towns.begin(), towns.end(), [&](const Settlement& t) {
                return std::hypot(x - t.center.x, y - t.center.y) < 2.6 * t.radius_m + 3.0 * size;
            });
            if (crowded) continue;
            Settlement village;
            village.center = {x, y};
            village.side = p.border.side_of(x, y);
            village.radius_m = size;
            village.growth = p.growth(village.side);
            village.block_m = 30.0;
            village.rotation_rad = p.random.uniform();
            village.seed = derive_seed(p.seed, "village", row * 10000 + col);
            layout.settlements.push_back(village);
        }
}

void add_ports(Placer& p, Layout& layout) {
    const auto add = [&](Point start, double direction, double length_share) {
        PortYard port;
        port.start = start;
        port.direction = direction;
        port.length_m = length_share * p.scale;
        port.half_width_m = 0.022 * p.scale;
        port.side = p.border.side_of(start.x, start.y);
        port.growth = p.growth(port.side);
        port.seed = derive_seed(p.seed, "port", static_cast<Index>(layout.ports.size()));
        layout.ports.push_back(port);
    };
    add(p.place(0.40, 0.615), -1.0, 0.16);  // the dry port of side b, on its railway
    add(p.place(0.545, 0.775), 1.0, 0.07);  // the bonded zone of side a
}

void add_plants(Placer& p, Layout& layout) {
    struct Row {
        double u, v, half_width, half_height;
        int year;
    };
    // chosen: mostly side a, one on side b; none in the reference year.
    static constexpr Row rows[] = {{0.86, 0.21, 0.050, 0.034, 2016},
                                   {0.70, 0.13, 0.040, 0.026, 2019},
                                   {0.88, 0.10, 0.042, 0.030, 2022},
                                   {0.93, 0.74, 0.034, 0.028, 2018},
                                   {0.10, 0.13, 0.030, 0.026, 2021}};
    for (const Row& row : rows) {
        const Point center = p.place(row.u, row.v);
        layout.plants.push_back({center, row.half_width * p.scale, row.half_height * p.scale,
                                 row.year, p.border.side_of(center.x, center.y)});
    }
    // In a large study more of them, on a lattice, seldom on side b.
    const double cell = 12000.0;
    for (Index row = 0; row < static_cast<Index>(p.height / cell); ++row)
        for (Index col = 0; col < static_cast<Index>(p.width / cell); ++col) {
            const double x =
                p.bounds.min_x + (static_cast<double>(col) + 0.3 + 0.4 * p.random.uniform()) * cell;
            const double y =
                p.bounds.min_y + (static_cast<double>(row) + 0.3 + 0.4 * p.random.uniform()) * cell;
            const Side side = p.border.side_of(x, y);
            const double chance = p.random.uniform(), size = 0.5 + p.random.uniform();
            const int year = 2014 + static_cast<int>(p.random.below(11));
            if (p.border.distance_m(x, y) < 2000.0 || chance > (side == Side::a ? 0.40 : 0.08))
                continue;
            layout.plants.push_back({{x, y}, 900.0 * size, 600.0 * size, year, side});
        }
}

void add_water_and_belts(Placer& p, Layout& layout) {
    const double top = std::min(0.040 * p.scale, 900.0);
    layout.reservoirs = {
        {p.place(0.20, 0.79), top, 0, derive_seed(p.seed, "reservoir", 0)},
        {p.place(0.63, 0.90), 0.85 * top, 2018, derive_seed(p.seed, "reservoir", 1)},
        {p.place(0.36, 0.40), 0.45 * top, 0, derive_seed(p.seed, "reservoir", 2)}};
    const double half = std::clamp(0.009 * p.scale, 30.0, 80.0);
    const auto add = [&](double u, double from_v, double to_v, int year) {
        layout.belts.push_back({p.bounds.min_x + u * p.width, p.bounds.min_y + from_v * p.height,
                                p.bounds.min_y + to_v * p.height, half, year});
    };
    add(0.785, 0.03, 0.30, 2015);
    add(0.835, 0.52, 0.72, 2018);
    add(0.555, 0.03, 0.20, 2021);
    add(0.06, 0.20, 0.32, 2019);
}

void add_routes(Placer& p, Layout& layout) {
    const double road = p.scale > 12000.0 ? 12.0 : 9.0;
    const auto add = [&](bool east_west, double at_share, double half_width, double first,
                         double last, bool is_rail) {
        const double along = east_west ? p.width : p.height;
        const double base = east_west ? p.bounds.min_y : p.bounds.min_x;
        const double across = east_west ? p.height : p.width;
        const double along_base = east_west ? p.bounds.min_x : p.bounds.min_y;
        layout.routes.push_back({east_west, base + at_share * across, 0.012 * across, 0.7 * along,
                                 2.0 * M_PI * p.random.uniform(), half_width,
                                 along_base + first * along, along_base + last * along, is_rail});
    };
    add(true, 0.505, road, -0.1, 1.1, false);          // the highway across the border
    add(true, 0.655, 6.0, -0.1, 0.80, true);           // the railway past the dry port
    add(false, 0.235, 0.7 * road, 0.05, 0.85, false);  // roads along the two sides
    add(false, 0.595, 0.7 * road, 0.05, 0.85, false);
}

}  // namespace

double growth_factor(double growth, int year) {
    return std::pow(1.0 + growth, year - reference_year);
}

Layout make_layout(const Bounds& bounds, const SimulatedBorder& border, const LandscapeRules& rules,
                   std::uint64_t seed) {
    Placer placer{bounds, border, rules, seed};
    Layout layout;
    layout.bounds = bounds;
    layout.river_half_width_m = std::clamp(0.0045 * placer.scale, 14.0, 45.0);
    add_towns(placer, layout);
    add_villages(placer, layout);
    add_ports(placer, layout);
    add_plants(placer, layout);
    add_water_and_belts(placer, layout);
    add_routes(placer, layout);
    return layout;
}

}  // namespace borderlens
