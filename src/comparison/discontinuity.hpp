#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/index.hpp"

namespace borderlens {

enum class Kernel { triangular, uniform, epanechnikov };

/// With clusters, nn, hc0 and hc1 give CR1, hc2 gives CR2 (Bell and McCaffrey 2002), hc3 gives CR3
/// (Pustejovsky and Tipton 2018). nn_cluster sums nearest-neighbour residuals by cluster, with
/// CR1's factor, and needs clusters (Calonico, Cattaneo, Farrell and Titiunik 2017, Stata Journal
/// 17).
enum class Variance { nn, hc0, hc1, hc2, hc3, nn_cluster };

/// MSE-optimal (mse...) or coverage-error-optimal (cer...) bandwidths: one for the difference (rd),
/// one a side (two), one for the sum (sum), the smaller of rd and sum (comb1), the median of all
/// three (comb2).
enum class BandwidthRule {
    mserd,
    msetwo,
    msesum,
    msecomb1,
    msecomb2,
    cerrd,
    certwo,
    cersum,
    cercomb1,
    cercomb2
};

/// h for the estimate, b for its bias; in the unit of distance.
struct Bandwidths {
    double h_left = 0.0;
    double h_right = 0.0;
    double b_left = 0.0;
    double b_right = 0.0;
};

/// One row an observation. `distance` is signed; the right side is distance >= cutoff. Covariates,
/// cluster and weight may be empty; weights multiply the kernel, rows of weight 0 are left out.
struct DiscontinuityData {
    std::vector<double> outcome;
    std::vector<double> distance;
    std::vector<std::vector<double>> covariates;  ///< one vector a covariate
    std::vector<Index> cluster;                   ///< any whole numbers
    std::vector<double> weight;
};

struct DiscontinuityOptions {
    double cutoff = 0.0;
    int order = 1;       ///< of the polynomial
    int bias_order = 0;  ///< of the polynomial that estimates the bias; 0 = order + 1
    int derivative = 0;  ///< 0 = jump of the level, 1 = jump of the slope (kink)
    Kernel kernel = Kernel::triangular;
    Variance variance = Variance::nn;
    BandwidthRule rule = BandwidthRule::mserd;
    std::optional<Bandwidths> bandwidths;  ///< given ones; else chosen by the rule
    int matches = 3;                       ///< neighbours of the nn variance
    bool adjust_mass_points = true;        ///< pilot bandwidths see distinct distances only
    int least_distinct = 0;  ///< distinct distances a pilot window must hold a side; 0 = 10 where
                             ///< a fifth of the distances or more are repeats, else none
    double donut = 0.0;      ///< observations nearer than this to the cutoff are left out
    double confidence = 0.95;
};

/// One row of the answer.
struct EffectEstimate {
    double estimate = 0.0;
    double se = 0.0;
    double z = 0.0;
    double p = 0.0;
    double ci_low = 0.0;
    double ci_high = 0.0;
};

struct DiscontinuityResult {
    Index n_left = 0;
    Index n_right = 0;
    Index n_h_left = 0;  ///< observations of positive weight in h
    Index n_h_right = 0;
    Index n_b_left = 0;
    Index n_b_right = 0;
    Index distinct_left = 0;
    Index distinct_right = 0;
    Bandwidths bandwidths;
    double level_left = 0.0;  ///< conventional estimate of the level (or slope) just left
    double level_right = 0.0;
    EffectEstimate conventional;
    EffectEstimate bias_corrected;   ///< corrected estimate, conventional standard error
    EffectEstimate robust;           ///< corrected estimate, robust standard error
    std::vector<std::string> notes;  ///< what the reader should know, one sentence each
};

/// Jump (right minus left) of the outcome's regression on distance at the cutoff, by local
/// polynomials with robust bias-corrected inference.
/// errors: input errors name what is missing (fewer than order + 1 distinct distances in a window,
/// a cutoff outside the data, columns of unequal length, values that are not finite).
/// src: Calonico, Cattaneo, Titiunik 2014 (Econometrica 82); Calonico, Cattaneo, Farrell 2018 (JASA
/// 113), 2020 (Econometrics Journal 23); with covariates Calonico, Cattaneo, Farrell, Titiunik 2019
/// (REStat 101). Choices the papers leave open follow the rdrobust package's documentation.
DiscontinuityResult estimate_discontinuity(const DiscontinuityData& data,
                                           const DiscontinuityOptions& options);

/// The size of outcomes that their rounding goes with.
double largest_size(const std::vector<double>& outcome);
/// An estimate with its test. Where neither it nor its error is more than the rounding of outcomes
/// of `largest` size, z and p would be made by the processor, and are NaN. chosen: 1e-10 of it.
EffectEstimate tested_effect(double estimate, double se, double confidence, double largest);

/// The rows on one side of the true border, for an estimate at a placebo cutoff: a bandwidth that
/// crosses the true border would make a false effect.
DiscontinuityData one_side_of(const DiscontinuityData& data, double border, bool right_side);

/// The rows at the given positions.
DiscontinuityData rows_of(const DiscontinuityData& data, const std::vector<Index>& positions);

}  // namespace borderlens
