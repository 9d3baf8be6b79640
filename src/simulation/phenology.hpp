#pragma once
#include "simulation/materials.hpp"

namespace borderlens {

/// Share of the ground under green leaves, 0..1, on a day of the year. Two cycles at most, each a
/// rise and a fall as logistic curves (double logistic; Zhang et al. 2003, eq. 1; Beck et al.
/// 2006), e.g. winter wheat and the fodder sown after it; mowing cuts for alfalfa.
/// `shift_days` > 0 is a later season; `vigour` scales the cycles (1 = mean).
double green_cover(Material material, double day_of_year, double shift_days, double vigour);

/// Share of the season's green that has been lost so far, 0..1: how much of the litter lies about.
double litter_cover(Material material, double day_of_year, double shift_days);

}  // namespace borderlens
