#pragma once
#include <string>
#include <vector>

#include "base/table.hpp"

namespace borderlens {

/// A flow between two places of a network.
struct Flow {
    std::size_t from = 0;
    std::size_t to = 0;
    double amount = 0.0;  ///< trains, tonnes, people ...; NaN = not observed
    double distance_km;   ///< NaN = not known
};

/// Places and the flows between them; flows from a place to itself are left out.
struct FlowTable {
    std::vector<std::string> ids;
    std::vector<double> origin_mass;       ///< NaN = not given
    std::vector<double> destination_mass;  ///< NaN = not given
    std::vector<Flow> flows;
};

/// NODES: id, optional origin_mass, destination_mass, lon, lat. FLOWS: origin, destination,
/// optional flow, distance_km (else the great circle between lon and lat). Errors: doubled ids,
/// unknown ends, a pair that stands there twice, negative flows or distances.
FlowTable flow_table_of(const Table& nodes, const Table& flows);

enum class DistanceDecay { exponential, power };
enum class GravityConstraint { none, production, attraction, doubly };

DistanceDecay distance_decay_of(const std::string& name);
GravityConstraint gravity_constraint_of(const std::string& name);

struct GravityParameter {
    std::string name;
    double value = 0.0;
    double se = 0.0;         ///< from the Poisson likelihood
    double robust_se = 0.0;  ///< sandwich (HC0), sound where the variance is not the mean
};

struct GravityFit {
    std::vector<GravityParameter> parameters;
    std::vector<double> fitted;  ///< in the order of the flows
    double log_likelihood = 0.0;
    double deviance = 0.0;
    double aic = 0.0;                 ///< -2 log likelihood + 2 parameters
    double pseudo_r2 = 0.0;           ///< McFadden: 1 - log likelihood / that of the mean alone
    double explained_deviance = 0.0;  ///< 1 - deviance / that of the mean alone
    double srmse = 0.0;               ///< root mean square error over the mean flow
};

/// E(T_ij) = exp(c + a ln O_i + b ln D_j + g f(d_ij)), f(d) = d (exponential) or ln d (power);
/// production: c + a ln O_i gives way to a term for each origin, attraction: for each destination,
/// doubly: both. The first origin and destination (in alphabetical order) are the base of the
/// terms. Poisson maximum likelihood by iteratively reweighted least squares; flows need not be
/// integers. Errors: masses or distances that are missing or not positive, fewer flows than
/// parameters, constrained places without any flow, columns that depend on each other. src: Wilson
/// 1967, Transportation Research 1: 253-269; Flowerdew and Aitkin 1982, J. of Regional Science 22:
/// 191-202; Santos Silva and Tenreyro 2006, Review of Economics and Statistics 88(4).
GravityFit fit_gravity(const FlowTable& table, DistanceDecay decay, GravityConstraint constraint);

}  // namespace borderlens
