#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace borderlens {

/// What a class code means and the colour it is drawn in.
struct LegendEntry {
    int code = 0;
    std::string name;
    std::array<std::uint8_t, 3> rgb{};
};

using Legend = std::vector<LegendEntry>;

}  // namespace borderlens
