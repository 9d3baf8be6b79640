#include "simulation/settlement.hpp"

#include <cmath>

#include "simulation/noise.hpp"

namespace borderlens {
namespace {

enum class BlockKind { homes, halls, paved, park };

BlockKind kind_of(double chance) {
    // chosen: shares of blocks in a town of the region, by eye.
    if (chance < 0.07) return BlockKind::park;
    if (chance < 0.14) return BlockKind::paved;
    if (chance < 0.30) return BlockKind::halls;
    return BlockKind::homes;
}

Material roof(double chance) {
    if (chance < 0.30) return Material::dark_roof;
    if (chance < 0.58) return Material::red_roof;
    if (chance < 0.78) return Material::concrete;
    if (chance < 0.90) return Material::bright_roof;
    return Material::blue_roof;
}

/// A block of homes: roofs, yards, lanes and trees in cells of 12 m.
Material homes_material(std::uint64_t seed, double p, double q) {
    const auto i = floor_index(p / 12.0);
    const auto j = floor_index(q / 12.0);
    const double chance = place_uniform(seed, i, j);
    if (chance < 0.50) return roof(place_uniform(seed + 1, i, j));
    if (chance < 0.70) return Material::asphalt;
    if (chance < 0.86) return Material::yard_soil;
    return Material::yard_tree;
}

}  // namespace

double outline_factor(const Settlement& town, double angle_rad) {
    const double phase = 6.283185307179586 * place_uniform(town.seed, 1, 0);
    return 1.0 + 0.15 * std::sin(2.0 * angle_rad + phase) +
           0.08 * std::sin(3.0 * angle_rad + 2.3 * phase);
}

std::optional<Material> settlement_material(const Settlement& town, double x, double y, int year) {
    const double dx = x - town.center.x, dy = y - town.center.y;
    const double growth = growth_factor(town.growth, year);
    // The year after decides what is being cleared now.
    const double soon = growth * (1.0 + town.growth);
    const double reach = town.radius_m * largest_outline_factor * std::sqrt(soon) + town.block_m;
    if (dx * dx + dy * dy > reach * reach) return std::nullopt;
    const double c = std::cos(town.rotation_rad), s = std::sin(town.rotation_rad);
    const double p = c * dx + s * dy, q = -s * dx + c * dy;
    const double block = town.block_m;
    const auto i = floor_index(p / block);
    const auto j = floor_index(q / block);
    const double center_p = (static_cast<double>(i) + 0.5) * block;
    const double center_q = (static_cast<double>(j) + 0.5) * block;
    const double distance = std::hypot(center_p, center_q) /
                            (town.radius_m * outline_factor(town, std::atan2(center_q, center_p)));
    const double rank = distance * distance;
    if (rank > soon) return std::nullopt;
    if (rank > growth) return Material::cleared_ground;
    const double from_edge_p =
        std::min(p - static_cast<double>(i) * block, static_cast<double>(i + 1) * block - p);
    const double from_edge_q =
        std::min(q - static_cast<double>(j) * block, static_cast<double>(j + 1) * block - q);
    const bool is_village = block < 40.0;
    const double street = is_village ? 3.0 : 6.0;
    if (std::min(from_edge_p, from_edge_q) < street) return Material::asphalt;
    const double chance = place_uniform(town.seed + 2, i, j);
    switch (is_village ? BlockKind::homes : kind_of(chance)) {
        case BlockKind::park:
            return Material::riparian_forest;
        case BlockKind::paved:
            return Material::concrete;
        case BlockKind::halls:
            if (std::min(from_edge_p, from_edge_q) < 14.0) return Material::concrete;
            return place_uniform(town.seed + 3, i, j) < 0.55 ? Material::bright_roof
                                                             : Material::blue_roof;
        case BlockKind::homes:
            break;
    }
    return homes_material(town.seed + 4, p, q);
}

std::optional<Material> port_material(const PortYard& port, double x, double y, int year) {
    const double along = port.direction * (x - port.start.x);
    const double across = y - port.start.y;
    if (along < 0.0 || std::abs(across) > port.half_width_m) return std::nullopt;
    const double segment_m = 40.0;
    const auto segment = static_cast<Index>(along / segment_m);
    const double rank = (static_cast<double>(segment) + 0.5) * segment_m / port.length_m;
    const double growth = growth_factor(port.growth, year);
    if (rank > growth * (1.0 + port.growth)) return std::nullopt;
    if (rank > growth) return Material::cleared_ground;
    const double share = (across + port.half_width_m) / (2.0 * port.half_width_m);
    if (share > 0.78)  // the rail yard: tracks and lanes between them
        return std::fmod(across + port.half_width_m, 20.0) < 13.0 ? Material::rail_ballast
                                                                  : Material::asphalt;
    if (share > 0.45) {
        const auto row = floor_index(across / 25.0);
        return place_uniform(port.seed, segment, row) < 0.7 ? Material::container_yard
                                                            : Material::concrete;
    }
    if (share > 0.40 || std::fmod(along, 80.0) < 12.0) return Material::asphalt;
    const auto hall = static_cast<Index>(along / 80.0);
    return place_uniform(port.seed + 1, hall, 0) < 0.5 ? Material::bright_roof
                                                       : Material::blue_roof;
}

std::optional<Material> plant_material(const SolarPlant& plant, double x, double y, int year) {
    const double dx = x - plant.center.x, dy = y - plant.center.y;
    if (std::abs(dx) > plant.half_width_m || std::abs(dy) > plant.half_height_m ||
        year < plant.first_year - 1)
        return std::nullopt;
    if (year < plant.first_year) return Material::cleared_ground;
    const double from_left = dx + plant.half_width_m, from_bottom = dy + plant.half_height_m;
    const bool on_track = std::fmod(from_left, 150.0) < 6.0 || std::fmod(from_bottom, 90.0) < 6.0;
    return on_track ? Material::panel_track : Material::panel_rows;
}

}  // namespace borderlens
