#pragma once
#include <string>
#include <vector>

#include "network/decision.hpp"

namespace borderlens {

/// Weights that sum to 1, from the data alone; a constant column carries no information and gets
/// weight 0 (all columns constant: equal weights, and a warning is due by the caller).

/// 1 / m for each of m criteria.
std::vector<double> equal_weights(const DecisionMatrix& decision);

/// w_j = (1 - e_j) / sum(1 - e), e_j = -sum(p ln p) / ln n, p = x / sum(x), 0 ln 0 = 0. Unit 1.
/// Errors: negative values, fewer than two rows.
/// src: Shannon 1948; Hwang and Yoon 1981, p. 52-56.
std::vector<double> entropy_weights(const DecisionMatrix& decision);

/// c_j = sigma_j * sum_k(1 - r_jk) on columns scaled 0..1 towards their best value; w = c / sum(c).
/// r is Pearson's correlation. A constant column has no correlation and gets 0.
/// src: Diakoulaki, Mavrotas, Papayannakis 1995, Computers & Operations Research 22(7): 763-770.
std::vector<double> critic_weights(const DecisionMatrix& decision);

/// Population standard deviation of the raw columns over their sum: depends on the units.
/// src: Diakoulaki et al. 1995, section 2 (standard deviation method).
std::vector<double> standard_deviation_weights(const DecisionMatrix& decision);

/// Removal effects: n = min/x (benefit) or x/max (cost); S_i = ln(1 + mean_j |ln n_ij|); S'_ij the
/// same without criterion j (still over m); E_j = sum_i |S'_ij - S_i|; w = E / sum(E).
/// Errors: values that are not positive.
/// src: Keshavarz-Ghorabaee et al. 2021, Symmetry 13(4): 525, eq. 1-6.
std::vector<double> merec_weights(const DecisionMatrix& decision);

/// The weights of the criteria table, as they are: not rescaled. Errors: missing, negative or all
/// 0.
std::vector<double> given_weights(const DecisionMatrix& decision);

/// Product of several weightings, scaled to sum 1: w_j = prod_k w_kj / sum_j prod_k w_kj.
/// src: Zavadskas and Podvezko 2016, Int. J. of Information Technology & Decision Making 15(2):
/// 267-283, eq. 20 (the aggregation of IDOCRIW).
std::vector<double> combined_weights(const std::vector<std::vector<double>>& weightings);

}  // namespace borderlens
