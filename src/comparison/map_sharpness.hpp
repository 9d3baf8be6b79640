#pragma once
#include <cstdint>
#include <vector>

#include "comparison/map_error.hpp"
#include "comparison/side_inference.hpp"

namespace borderlens {

/// How sharply a map tells a class from the rest: a cell's mapped share is
/// false_share + sharpness * (its true share), wherever the map errs alike.
struct MapSharpness {
    double sharpness = 1.0;    ///< found where it is, minus found where it is not; 1 = no error
    double false_share = 0.0;  ///< mapped as the class where it is not

    double true_share(double mapped) const { return (mapped - false_share) / sharpness; }
};

struct SharpnessEstimate {
    MapSharpness best;
    std::vector<MapSharpness> draws;  ///< what the finite reference sample leaves open
    /// The map hardly tells the class from the rest: dividing by so little makes more noise than it
    /// mends (chosen: sharpness below 0.3).
    bool is_blunt = false;
};

/// From reference samples by map class and the classes' shares on the map. A contrast of mapped
/// shares (between places or times) is the true one times the sharpness; dividing undoes what
/// confusion takes from it, and leaves no contrast none. Area-adjusting each side or period by its
/// samples is right for their means, but draws parts of them towards the mean. src: Rogan and
/// Gladen 1978, American Journal of Epidemiology 107, equation (1); the sharpness is Youden's
/// index. Draws: draw_confusion.
SharpnessEstimate map_sharpness(const MapConfusion& samples, const std::vector<double>& mapped,
                                std::size_t target, std::uint64_t seed);

/// Variance of a value that was divided by the sharpness, from the draws.
double sharpened_variance(double value, const SharpnessEstimate& map);

/// A contrast of columns of sharpened shares (side a and b by turns, each with its map) with the
/// variance the samples leave: over draws, of sum c_i (mapped_i - false_share) / sharpness.
Contrast with_sharpness(const Contrast& contrast, const std::vector<double>& mapped,
                        const SharpnessEstimate& a, const SharpnessEstimate& b);

}  // namespace borderlens
