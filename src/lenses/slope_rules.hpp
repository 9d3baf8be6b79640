#pragma once
#include <string>

#include "features/terrain.hpp"
#include "raster/legend.hpp"

namespace borderlens {

/// By what the probability of a class is multiplied on ground so steep: 1 up to half of the
/// steepest slope on which it is found, from there falling to a thousandth; 1 for classes that
/// are found on any slope, and where the slope is not known (NaN).
double slope_factor(const std::string& class_name, double slope_deg);

/// Shares of the legend's classes, one band each, made to heed the slope; their sum stays.
void heed_slopes(Raster<float>& shares, const Legend& legend, const Gradients& ground);

/// The same for a single share of one class against all else.
void heed_slopes(Raster<float>& share, const std::string& class_name, const Gradients& ground);

}  // namespace borderlens
