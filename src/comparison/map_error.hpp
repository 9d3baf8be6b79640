#pragma once
#include <string>
#include <vector>

#include "base/random.hpp"

namespace borderlens {

/// Reference samples by map class: counts[map][reference], same classes both ways.
struct MapConfusion {
    std::vector<std::string> classes;
    std::vector<std::vector<double>> counts;
};

/// Share of the target class in the reference among each map class's samples: what a pixel mapped
/// as that class is worth. errors: input error for a map class with fewer than two samples (merge
/// it with another).
/// src: Olofsson et al. 2014, Remote Sensing of Environment 148, equation (4).
std::vector<double> target_shares(const MapConfusion& confusion, std::size_t target);

/// Each cell's area-adjusted share of the target from its shares of the map classes
/// (class_share[map class][cell]): the value to resample along the border.
std::vector<double> adjusted_cells(const std::vector<std::vector<double>>& class_share,
                                   const MapConfusion& confusion, std::size_t target);

/// What the finite reference sample leaves open in the adjusted shares of both sides.
struct MapErrorVariance {
    double variance_a = 0.0;
    double variance_b = 0.0;
    double covariance = 0.0;  ///< 0 where each side has its own sample
    double degrees = 0.0;     ///< of freedom: samples minus map classes
};

/// Variance of the adjusted share of `target` on each side, whose mapped shares of the classes are
/// given (each sums to 1). One sample for both sides makes their errors common: it cancels in a
/// difference as far as the sides' maps are alike.
/// src: Olofsson et al. 2014, equation (10); the covariance follows from the same sum.
MapErrorVariance map_error_of(const std::vector<double>& mapped_a,
                              const std::vector<double>& mapped_b, const MapConfusion& common,
                              std::size_t target);
MapErrorVariance map_error_of(const std::vector<double>& mapped_a, const MapConfusion& sample_a,
                              const std::vector<double>& mapped_b, const MapConfusion& sample_b,
                              std::size_t target);

/// Reference samples of both sides. What a pixel mapped as a class is worth differs between the
/// sides as their land does, and one sample for both draws them towards each other; so each side
/// has its own, except for map classes that a side has too few samples of.
struct SideConfusions {
    MapConfusion a;
    MapConfusion b;
    std::vector<char> common;  ///< 1 for map classes whose samples of both sides stand for both
    MapConfusion together;     ///< samples of both sides
};

/// Rows of a map class with fewer than `least` samples on a side are put together.
/// chosen: 20 samples, with which a share of a half is known to 0.22.
SideConfusions side_confusions(const MapConfusion& a, const MapConfusion& b, double least = 20.0);

/// Common rows make errors common, the others are independent.
MapErrorVariance map_error_of(const std::vector<double>& mapped_a,
                              const std::vector<double>& mapped_b, const SideConfusions& samples,
                              std::size_t target);

/// One draw of the probabilities of each reference class given the map class, [map][reference], by
/// resampling each row of the matrix (Bayesian bootstrap, Rubin 1981: gamma weights on the counts).
/// For metrics that are not sums of shares: recompute them under many draws.
std::vector<std::vector<double>> draw_confusion(const MapConfusion& confusion, Random& random);

}  // namespace borderlens
