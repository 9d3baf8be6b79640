#pragma once
#include <optional>

#include "simulation/layout.hpp"
#include "simulation/materials.hpp"

namespace borderlens {

/// A settlement's outline: its radius in a direction over its mean radius. Area scales with the
/// square of the mean radius whatever the outline, so growth of area is exact but for block size.
double outline_factor(const Settlement& town, double angle_rad);
inline constexpr double largest_outline_factor = 1.25;

/// What lies at a place inside a settlement in a year; nothing where it has not come yet. A block
/// is built when (distance / (radius x outline))^2 <= growth factor, cleared the year before.
/// src: our rule; a constant yearly rate of area, the form of SDG 11.3.1's land consumption.
std::optional<Material> settlement_material(const Settlement& town, double x, double y, int year);

/// The same for a port: segments along its axis are built when their distance from the start is
/// within length x growth factor.
std::optional<Material> port_material(const PortYard& port, double x, double y, int year);

/// Rows of panels with service tracks; cleared ground in the year before.
std::optional<Material> plant_material(const SolarPlant& plant, double x, double y, int year);

}  // namespace borderlens
