#pragma once
#include <limits>
#include <string>
#include <vector>

#include "base/index.hpp"
#include "learning/accuracy_difference.hpp"

namespace borderlens {

/// z of a two-sided 95 % interval of the normal distribution.
inline constexpr double z_of_95_percent = 1.959964;

/// A number with its standard error and 95 % interval; NaN where undefined. Intervals are symmetric
/// as published and not cut at 0 or 1.
struct Estimate {
    double value = std::numeric_limits<double>::quiet_NaN();
    double se = std::numeric_limits<double>::quiet_NaN();
    double low() const { return value - z_of_95_percent * se; }
    double high() const { return value + z_of_95_percent * se; }
};

/// `count` sample units with the same labels. map, reference: positions in `classes`; stratum: a
/// position in `strata`.
struct LabelledUnits {
    Index map = 0;
    Index reference = 0;
    Index stratum = 0;
    double count = 1.0;
};

/// A part of the map that was sampled at random by itself.
struct Stratum {
    std::string name;
    double pixels = 0.0;  ///< population size; NaN = unknown (one stratum only)
};

/// A stratified (or, with one stratum, simple) random sample and the population it stands for.
struct AccuracySample {
    std::vector<std::string> classes;
    std::vector<Stratum> strata;
    std::vector<LabelledUnits> units;
    /// Strata are the map's classes: then a stratum without units of a map class has none of it.
    bool strata_are_map_classes = false;
    /// Multiply each stratum's variance by 1 - n / N.
    bool population_correction = false;
};

struct Accuracy {
    std::vector<std::string> classes;
    SquareMatrix confusion;        ///< sample counts, rows = map, columns = reference
    SquareMatrix confusion_share;  ///< estimated shares of the population
    double units = 0.0;            ///< sample units
    Estimate overall;
    std::vector<Estimate> users;        ///< NaN where the map has no such class
    std::vector<Estimate> producers;    ///< NaN where the reference has no such class
    std::vector<Estimate> area_share;   ///< by reference class, of the whole
    std::vector<Estimate> area_pixels;  ///< NaN where the population size is unknown
    DifferenceComponents difference;    ///< of confusion_share
};

/// Accuracy and areas by reference class from a stratified sample, whatever the strata are. Where
/// the strata are the map's classes this is Olofsson et al. 2014, eqs. 4-11.
/// Errors (input): no units, a stratum with pixels but no unit, pixels < 0 or all 0, more units
/// than pixels. The standard error of a stratum with one unit is undefined (NaN).
/// src: Stehman 2014, International Journal of Remote Sensing 35, eqs. 2-3 (means), 24-28 (ratios).
Accuracy assess_accuracy(const AccuracySample& sample);

}  // namespace borderlens
