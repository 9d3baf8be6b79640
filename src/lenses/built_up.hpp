#pragma once
#include "lenses/lens.hpp"

namespace borderlens {

Index built_up_halo_px(const LensModel& model, double pixel_size_m);
/// Built-up by spectra and texture, never taken back once built.
std::vector<LensLayer> apply_built_up(const LensImages& images, const LensModel& model);

/// Where the named classes (those the model has) stand in the model's legend. An input error names
/// the classes it has if none is among them.
std::vector<Index> class_positions(const LensModel& model,
                                   const std::vector<std::string>& class_names);

/// Rows the model was trained with beside those of a class as common as steppe (`class_weights`);
/// 1 = the model does not say.
double class_weight(const LensModel& model, const std::string& class_name);

/// From probabilities of all classes of the model's legend: that a pixel is one of the named ones
/// (those the model has). Where the model says that it gave the first of them less weight than
/// others (`class_weights`), this is undone: a lens that looks for one thing brings its own
/// evidence. An input error if it has none.
Raster<float> share_of(const Raster<float>& all, const LensModel& model,
                       const std::vector<std::string>& class_names);

/// Two states "other", "is": it comes with `comes` a year and goes with `goes`. came: log odds by
/// which it is likelier to have come between two times, as of smooth_through_time.
std::vector<LensLayer> decide_through_time(const std::vector<Raster<float>>& probability_of_is,
                                           const std::vector<double>& years, double comes,
                                           double goes, const Legend& legend,
                                           const std::vector<Raster<float>>& came = {});

/// Logarithm of the odds for built-up ground that texture adds to those of spectra, -2.5 to 1.5:
/// from the coefficient of variation of brightness of the land in squares of 150 m. Water and its
/// shore (by `all`, the model's probabilities) count for nothing, else every pond's edge were as
/// rough as a street, and rough land around does not speak for building on them; a model without a
/// class "water" takes all for land. NaN = no data.
Raster<float> texture_evidence(const FeatureStack& image, const Raster<float>& all,
                               const LensModel& model, double pixel_size_m);
/// How far texture_evidence looks around its pixel.
Index texture_halo_px(double pixel_size_m);
/// A probability whose odds are multiplied by exp(log_odds); NaN in either leaves it.
float with_evidence(float share, double log_odds);

/// The smallest odd number of pixels that spans at least `side_m`.
Index window_px(double side_m, double pixel_size_m);

}  // namespace borderlens
