#include "simulation/phenology.hpp"

#include <algorithm>
#include <cmath>

namespace borderlens {
namespace {

/// One cycle of green: cover rises about day `rise` and falls about day `fall`.
struct Cycle {
    double cover = 0.0;
    double rise = 0.0;
    double fall = 400.0;
    double rise_days = 9.0;
    double fall_days = 9.0;
};

struct Calendar {
    double evergreen = 0.0;  ///< cover that is always there
    Cycle first;
    Cycle second;
    bool is_mown = false;
};

// chosen: crop calendars of the Ili valley and southern Kazakhstan (FAO crop calendar: winter wheat
// harvested in late June, maize sown in late April, cotton in mid April, alfalfa cut three times);
// wild plants by the NDVI seasons of the steppe (green-up in April, dry from July).
Calendar calendar_of(Material material) {
    switch (material) {
        case Material::wheat:
            return {0.02, {0.90, 100, 176, 10, 6}, {0.45, 216, 280, 8, 9}};
        case Material::maize:
            return {0.02, {0.93, 156, 258, 8, 8}, {}};
        case Material::cotton:
            return {0.02, {0.84, 166, 272, 10, 9}, {}};
        case Material::alfalfa:
            return {0.08, {0.80, 98, 295, 9, 9}, {}, true};
        case Material::fallow:
            return {0.03, {0.14, 110, 190, 10, 14}, {}};
        case Material::field_track:
            return {0.06, {0.10, 110, 240, 10, 14}, {}};
        case Material::steppe:
            return {0.05, {0.30, 100, 170, 9, 18}, {}};
        case Material::meadow:
            return {0.12, {0.58, 112, 240, 10, 16}, {}};
        case Material::shrub:
            return {0.16, {0.40, 112, 272, 10, 12}, {}};
        case Material::riparian_forest:
            return {0.12, {0.76, 116, 284, 8, 8}, {}};
        case Material::young_belt:
            return {0.06, {0.36, 118, 280, 8, 9}, {}};
        case Material::grown_belt:
            return {0.10, {0.72, 116, 284, 8, 8}, {}};
        case Material::reed:
            return {0.06, {0.66, 136, 268, 10, 12}, {}};
        case Material::desert_soil:
            return {0.01, {0.05, 95, 150, 9, 15}, {}};
        case Material::gravel:
            return {0.01, {0.03, 100, 160, 9, 15}, {}};
        case Material::cleared_ground:
            return {0.01, {0.03, 110, 250, 10, 10}, {}};
        case Material::yard_soil:
            return {0.06, {0.10, 112, 270, 9, 10}, {}};
        case Material::yard_tree:
            return {0.15, {0.62, 116, 284, 8, 8}, {}};
        default:
            return {};
    }
}

double logistic(double x) {
    return 1.0 / (1.0 + std::exp(-x));
}

double cycle_cover(const Cycle& cycle, double day) {
    if (cycle.cover <= 0.0) return 0.0;
    return cycle.cover * std::max(0.0, logistic((day - cycle.rise) / cycle.rise_days) -
                                           logistic((day - cycle.fall) / cycle.fall_days));
}

}  // namespace

double green_cover(Material material, double day_of_year, double shift_days, double vigour) {
    const Calendar calendar = calendar_of(material);
    const double day = day_of_year - shift_days;
    double cycles = cycle_cover(calendar.first, day) + cycle_cover(calendar.second, day);
    if (calendar.is_mown)
        for (const double cut : {152.0, 196.0, 241.0}) {
            // A cut takes two thirds; it grows back within about three weeks.
            const double since = day - cut;
            if (since >= 0.0) cycles *= 1.0 - 0.66 * std::exp(-since / 10.0);
        }
    return std::clamp(calendar.evergreen + vigour * cycles, 0.0, 0.97);
}

double litter_cover(Material material, double day_of_year, double shift_days) {
    const Calendar calendar = calendar_of(material);
    if (calendar.first.cover <= 0.0) return 0.0;
    const double day = day_of_year - shift_days;
    // Last year's litter is half gone by spring; this year's comes with the fall of the green.
    const double old_litter = 0.5 * (1.0 - logistic((day - calendar.first.rise) / 20.0));
    return std::max(old_litter, logistic((day - calendar.first.fall) / calendar.first.fall_days));
}

}  // namespace borderlens
