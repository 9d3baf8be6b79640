#pragma once
#include <string>
#include <vector>

#include "network/travel_time.hpp"
#include "raster/geometry.hpp"

namespace borderlens {

/// The valley of accessibility: the places with the least weighted mean travel time, and the line
/// they lie along.
struct Valley {
    double threshold_h = 0.0;         ///< weighted mean travel time of the last place inside
    std::vector<std::size_t> places;  ///< best first
    int parts = 0;                    ///< groups not joined by ways that stay in the valley
    /// From one end of the longest way through the largest part's spanning tree to the other.
    std::vector<std::size_t> spine;
    double spine_km = 0.0;     ///< sum of the great circles between its places
    double bow = 1.0;          ///< spine_km over the great circle between its ends; 1 = straight
    double bearing_deg = 0.0;  ///< from the first to the last place of the spine, 0 = north
};

/// The `share` (0..1) of the places that have mass and a mean with the least mean travel times. Two
/// of them are neighbours where no outside place with mass lies on the quickest way between them;
/// the tree is the least in hours (Kruskal 1956). The spine starts at its eastern end. lonlat: one
/// a place, NaN = unplaced. Empty where fewer than three places have mass, mean and place.
Valley valley_of(const TransportNetwork& network, const TravelTimes& times,
                 const std::vector<double>& mean_h, const std::vector<Point>& lonlat, double share);

/// North, north-east, ... of a bearing in degrees.
std::string direction_name(double bearing_deg);

}  // namespace borderlens
