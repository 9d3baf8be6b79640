#include "network/normalise.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace borderlens {
namespace {

Error not_divisible(const std::string& name, const char* what, double found,
                    Normalisation normalisation) {
    return input_error(
        "criterion '{}': {} is {}, by which '{}' normalisation cannot divide; choose --normalise "
        "minmax or vector",
        name, what, found, name_of(normalisation));
}

}  // namespace

Normalisation normalisation_of(const std::string& name) {
    for (const Normalisation each : {Normalisation::none, Normalisation::vector,
                                     Normalisation::minmax, Normalisation::sum, Normalisation::max})
        if (name == name_of(each)) return each;
    throw input_error("normalisation '{}', expected vector, minmax, sum, max or none", name);
}

const char* name_of(Normalisation normalisation) {
    switch (normalisation) {
        case Normalisation::none:
            return "none";
        case Normalisation::vector:
            return "vector";
        case Normalisation::minmax:
            return "minmax";
        case Normalisation::sum:
            return "sum";
        case Normalisation::max:
            return "max";
    }
    return "unknown";
}

std::vector<double> normalised(const std::vector<double>& column, bool benefit,
                               Normalisation normalisation, const std::string& name) {
    const auto [least, most] = std::minmax_element(column.begin(), column.end());
    const double low = *least, high = *most;
    const bool all_zero = low == 0.0 && high == 0.0;
    double total = 0.0;
    std::vector<double> result = column;
    switch (normalisation) {
        case Normalisation::none:
            if (!benefit)
                for (double& x : result) x = -x;
            break;
        case Normalisation::minmax:
            for (double& x : result)
                x = high == low ? 1.0 : (benefit ? x - low : high - x) / (high - low);
            break;
        case Normalisation::sum:
            if (benefit && all_zero) break;
            if (!benefit)
                for (double& x : result) {
                    if (x == 0.0) throw not_divisible(name, "a cost", x, normalisation);
                    x = 1.0 / x;
                }
            for (const double x : result) total += x;
            if (total == 0.0) throw not_divisible(name, "the sum", total, normalisation);
            for (double& x : result) x /= total;
            break;
        case Normalisation::max:
            if (benefit && all_zero) break;
            if (benefit && high <= 0.0)
                throw not_divisible(name, "the maximum", high, normalisation);
            for (double& x : result) {
                if (!benefit && x == 0.0) throw not_divisible(name, "a cost", x, normalisation);
                x = benefit ? x / high : low / x;
            }
            break;
        case Normalisation::vector:
            for (const double x : column) total += x * x;
            for (double& x : result) {
                const double share = total == 0.0 ? 0.0 : x / std::sqrt(total);
                x = benefit ? share : 1.0 - share;
            }
            break;
    }
    return result;
}

DecisionMatrix normalised(const DecisionMatrix& decision, Normalisation normalisation,
                          bool as_benefits) {
    DecisionMatrix result = decision;
    for (std::size_t j = 0; j < decision.columns(); ++j) {
        const bool benefit = as_benefits || decision.criteria[j].benefit;
        const std::vector<double> column =
            normalised(decision.column(j), benefit, normalisation, decision.criteria[j].name);
        for (std::size_t i = 0; i < decision.rows(); ++i) result.at(i, j) = column[i];
    }
    return result;
}

}  // namespace borderlens
