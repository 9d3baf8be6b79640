#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace borderlens {

/// What a band sees, whatever a sensor calls it. Code asks for a role, never for "B08".
enum class Role {
    coastal,
    blue,
    green,
    red,
    red_edge1,
    red_edge2,
    red_edge3,
    nir,
    nir_narrow,
    swir1,
    swir2,
    cirrus,
    thermal
};

inline constexpr std::array<std::string_view, 13> role_names = {
    "coastal", "blue",       "green", "red",   "red_edge1", "red_edge2", "red_edge3",
    "nir",     "nir_narrow", "swir1", "swir2", "cirrus",    "thermal"};

inline std::string role_name(Role role) {
    return std::string(role_names[static_cast<std::size_t>(role)]);
}

inline std::optional<Role> role_from_name(std::string_view name) {
    for (std::size_t i = 0; i < role_names.size(); ++i)
        if (role_names[i] == name) return static_cast<Role>(i);
    return std::nullopt;
}

}  // namespace borderlens
