#pragma once
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/table.hpp"
#include "change/expansion.hpp"

namespace borderlens {

/// A new patch and where its centroid lies; side 0 = a, 1 = b, band counts from 0.
struct PlacedPatch {
    int side = 0;
    int band = 0;
    NewPatch patch;
};

/// Pixels built at both ends of an interval, of those with a state at both.
struct BuiltPixels {
    double before = 0.0;
    double after = 0.0;
    double all = 0.0;
};

/// Growth between two dates.
struct ExpansionInterval {
    std::string period;  ///< "<earlier>-<later>"
    double years = 1.0;
    std::vector<PlacedPatch> patches;
    std::map<std::pair<int, int>, BuiltPixels> built;  ///< by (side, band)
    /// Inhabitants of a side at both dates; NaN = unknown.
    double population_before[2] = {};
    double population_after[2] = {};
};

/// By side and distance band ("all" = the whole width): built_before, built_after [km2],
/// land_consumption_rate [1/a], new_patches_<type> [patches], new_area_<type> [km2] for infill,
/// edge and outlying, mean_expansion_index and area_weighted_expansion_index [%]; for band "all",
/// where inhabitants are known, population_growth_rate [1/a] and lcrpgr [1] (SDG 11.3.1).
/// n = pixels, patches for what counts them.
std::vector<Measure> expansion_measures(const std::vector<ExpansionInterval>& intervals,
                                        const std::vector<std::string>& bands,
                                        double pixel_area_m2);

/// Inhabitants of each side by year, from a table with columns side (a, b), year, population.
/// Input errors name rows of another side, a doubled year or a population that is not above 0.
class SidePopulation {
  public:
    explicit SidePopulation(const Table& table);
    /// At a decimal year: constant growth rate between the years given; NaN outside them.
    double at(int side, double year) const;

  private:
    std::map<double, double> m_by_year[2];
};

}  // namespace borderlens
