#pragma once
#include <string>
#include <vector>

#include "network/decision.hpp"

namespace borderlens {

/// Ways to make criteria comparable. `none` leaves benefits as they are and turns costs negative.
///   minmax: (x - min) / (max - min); cost (max - x) / (max - min); a constant column becomes 1
///   sum:    x / sum(x);              cost (1/x) / sum(1/x)
///   max:    x / max;                 cost min / x
///   vector: x / sqrt(sum(x^2));      cost 1 - x / sqrt(sum(x^2))
/// src: Hwang and Yoon 1981, Multiple Attribute Decision Making; Jahan and Edwards 2015, Materials
/// & Design 65: 335-342 (minmax eq. 9-10, sum eq. 5-6, max eq. 1-2, vector eq. 12-13).
enum class Normalisation { none, vector, minmax, sum, max };

Normalisation normalisation_of(const std::string& name);
const char* name_of(Normalisation normalisation);

/// One column, made comparable; the result is better the larger it is. `name` is for messages.
/// Errors: a division by zero (a cost of 0 under sum and max, a column whose sum or maximum is not
/// positive) with the advice to take minmax or vector.
std::vector<double> normalised(const std::vector<double>& column, bool benefit,
                               Normalisation normalisation, const std::string& name);

/// All columns of the matrix. With `as_benefits` every column takes the form of a benefit: for
/// methods that subtract or divide by their costs themselves (MOORA, COPRAS).
DecisionMatrix normalised(const DecisionMatrix& decision, Normalisation normalisation,
                          bool as_benefits = false);

}  // namespace borderlens
