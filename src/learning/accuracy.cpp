#include "learning/accuracy.hpp"

#include <cmath>
#include <functional>

#include "base/error.hpp"

namespace borderlens {
namespace {

std::size_t at(Index position) {
    return static_cast<std::size_t>(position);
}

/// 1 where a unit is of the kind asked for, else 0.
using Indicator = std::function<bool(const LabelledUnits&)>;

/// Weight, sample size and variance factor of the strata that hold any population.
struct Design {
    std::vector<double> units;       ///< sample units a stratum
    std::vector<double> weight;      ///< share of the population
    std::vector<double> correction;  ///< 1, or 1 - n / N
    double pixels = 0.0;
};

Design design_of(const AccuracySample& sample) {
    Design design;
    design.units.assign(sample.strata.size(), 0.0);
    double all = 0.0;
    for (const LabelledUnits& unit : sample.units) {
        if (!(unit.count >= 0.0))
            throw input_error("sample count {}, expected 0 or more", unit.count);
        design.units[at(unit.stratum)] += unit.count;
        all += unit.count;
    }
    if (!(all > 0.0)) throw input_error("the sample holds no unit, expected at least one");
    const bool size_unknown = sample.strata.size() == 1 && std::isnan(sample.strata[0].pixels);
    for (const Stratum& stratum : sample.strata) {
        if (!size_unknown && !(stratum.pixels >= 0.0 && std::isfinite(stratum.pixels)))
            throw input_error("stratum '{}': {} pixels, expected a number >= 0", stratum.name,
                              stratum.pixels);
        design.pixels += stratum.pixels;
    }
    if (!size_unknown && !(design.pixels > 0.0))
        throw input_error("the strata hold no pixel in all, expected their sizes in pixels");
    if (size_unknown && sample.population_correction)
        throw input_error("the population correction needs the size of the population (strata)");
    for (std::size_t h = 0; h < sample.strata.size(); ++h) {
        const Stratum& stratum = sample.strata[h];
        if (!size_unknown && stratum.pixels > 0.0 && design.units[h] == 0.0)
            throw input_error(
                "stratum '{}' has {} pixels and no sample unit: sample it, or merge it "
                "with another stratum",
                stratum.name, stratum.pixels);
        if (!size_unknown && design.units[h] > stratum.pixels)
            throw input_error("stratum '{}' has {} sample units of only {} pixels", stratum.name,
                              design.units[h], stratum.pixels);
        design.weight.push_back(size_unknown ? 1.0 : stratum.pixels / design.pixels);
        design.correction.push_back(sample.population_correction && stratum.pixels > 0.0
                                        ? 1.0 - design.units[h] / stratum.pixels
                                        : 1.0);
    }
    return design;
}

/// Sums of two indicators in each stratum.
struct Moments {
    std::vector<double> y, x, both;
};

Moments moments_of(const AccuracySample& sample, const Indicator& in_y, const Indicator& in_x) {
    Moments sums;
    for (auto* list : {&sums.y, &sums.x, &sums.both}) list->assign(sample.strata.size(), 0.0);
    for (const LabelledUnits& unit : sample.units) {
        const bool y = in_y(unit), x = in_x(unit);
        if (y) sums.y[at(unit.stratum)] += unit.count;
        if (x) sums.x[at(unit.stratum)] += unit.count;
        if (y && x) sums.both[at(unit.stratum)] += unit.count;
    }
    return sums;
}

/// Ratio of two totals, sum(N_h ybar_h) / sum(N_h xbar_h), by the variance of the residuals
/// y - R x. With x = 1 everywhere it is the stratified mean.
/// `empty_is_structural`: a stratum without any x cannot hold any, so it adds no variance.
Estimate ratio_of(const Design& design, const Moments& sums, bool empty_is_structural) {
    double total_y = 0.0, total_x = 0.0;
    for (std::size_t h = 0; h < design.weight.size(); ++h) {
        if (design.weight[h] == 0.0) continue;
        total_y += design.weight[h] * sums.y[h] / design.units[h];
        total_x += design.weight[h] * sums.x[h] / design.units[h];
    }
    Estimate estimate;
    if (!(total_x > 0.0)) return estimate;
    const double ratio = total_y / total_x;
    estimate.value = ratio;
    double variance = 0.0;
    for (std::size_t h = 0; h < design.weight.size(); ++h) {
        const double n = design.units[h];
        if (design.weight[h] == 0.0 || (empty_is_structural && sums.x[h] == 0.0)) continue;
        if (n < 2.0) return estimate;
        // Sums of squared residuals e = y - R x from counts: y and x are 0 or 1.
        const double mean = (sums.y[h] - ratio * sums.x[h]) / n;
        const double squares = sums.y[h] - 2.0 * ratio * sums.both[h] + ratio * ratio * sums.x[h];
        const double s2 = std::max(0.0, (squares - n * mean * mean) / (n - 1.0));
        variance += design.weight[h] * design.weight[h] * design.correction[h] * s2 / n;
    }
    estimate.se = std::sqrt(variance) / total_x;
    return estimate;
}

}  // namespace

Accuracy assess_accuracy(const AccuracySample& sample) {
    const Design design = design_of(sample);
    const std::size_t count = sample.classes.size();
    Accuracy result;
    result.classes = sample.classes;
    result.confusion.assign(count, std::vector<double>(count, 0.0));
    result.confusion_share = result.confusion;
    for (const LabelledUnits& unit : sample.units) {
        if (unit.count == 0.0) continue;
        result.units += unit.count;
        result.confusion[at(unit.map)][at(unit.reference)] += unit.count;
        result.confusion_share[at(unit.map)][at(unit.reference)] +=
            design.weight[at(unit.stratum)] * unit.count / design.units[at(unit.stratum)];
    }
    const Indicator any = [](const LabelledUnits&) { return true; };
    const Indicator right = [](const LabelledUnits& unit) { return unit.map == unit.reference; };
    result.overall = ratio_of(design, moments_of(sample, right, any), false);
    for (std::size_t c = 0; c < count; ++c) {
        const Index code = static_cast<Index>(c);
        const Indicator mapped = [code](const LabelledUnits& unit) { return unit.map == code; };
        const Indicator found = [code](const LabelledUnits& unit) {
            return unit.reference == code;
        };
        const Indicator agreed = [code](const LabelledUnits& unit) {
            return unit.map == code && unit.reference == code;
        };
        result.users.push_back(
            ratio_of(design, moments_of(sample, agreed, mapped), sample.strata_are_map_classes));
        result.producers.push_back(ratio_of(design, moments_of(sample, agreed, found), false));
        const Estimate share = ratio_of(design, moments_of(sample, found, any), false);
        result.area_share.push_back(share);
        result.area_pixels.push_back({share.value * design.pixels, share.se * design.pixels});
    }
    result.difference = difference_components(result.confusion_share);
    return result;
}

}  // namespace borderlens
