#pragma once
#include <array>
#include <vector>

#include "base/table.hpp"
#include "simulation/ground.hpp"

namespace borderlens {

/// Truth of one pixel: the class that most of its four small cells have (of equals, the one whose
/// cell comes first in a per-pixel order drawn from the place).
ClassCode truth_class(const std::array<Material, 4>& cells, Index row, Index col);

/// Truth of one pixel of 10 m straight from the landscape.
ClassCode truth_class_at(const SimulatedLandscape& landscape, Point upper_left, Index row,
                         Index col, int year);

/// Truth of a window of 10 m pixels in one year; `tile` covers it.
struct TruthTile {
    Window window;  ///< 10 m pixels
    std::vector<ClassCode> classes;
    std::vector<std::uint8_t> settled;  ///< 1 where built-up that belongs to a settlement or port
};
TruthTile truth_of(const GroundTile& tile, const Window& window);

/// Pixels by side, class and what is settled, in one year.
struct TruthCounts {
    std::array<std::array<Index, land::class_count + 1>, 2> pixels{};  ///< [side][class]
    std::array<Index, 2> settled{};
    TruthCounts& operator+=(const TruthCounts& other);
};
TruthCounts count_truth(const SimulatedLandscape& landscape, const TruthTile& tile,
                        Point upper_left);

/// Tidy rows: area and share of every class, area settled, by side and year.
Table truth_areas(const std::vector<int>& years, const std::vector<TruthCounts>& counts);

/// Side against side by class and year: shares a and b, difference, log ratio, asymmetry
/// (a - b) / (a + b), and its change since the first year.
Table truth_asymmetry(const std::vector<int>& years, const std::vector<TruthCounts>& counts);

/// When a pixel changed: the last year whose class differs from the year before (0 = never within
/// `years`), the first year it was built-up and the first it held panels (0 = never).
struct ChangeYears {
    std::vector<std::uint16_t> change, built_up, photovoltaics;
};
/// For a window of 10 m pixels over all calendar years from `first` to `last`; the same classes as
/// `truth_of` gives year by year.
ChangeYears change_years(const SimulatedLandscape& landscape, Point upper_left,
                         const Window& window, int first, int last);

}  // namespace borderlens
