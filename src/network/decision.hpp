#pragma once
#include <string>
#include <vector>

#include "base/table.hpp"

namespace borderlens {

/// The six preference functions of PROMETHEE.
/// src: Brans and Vincke 1985, Management Science 31(6): 647-656, types I to VI.
enum class PreferenceKind { usual, u_shape, v_shape, level, linear, gaussian };

/// How a difference d between two alternatives becomes a preference 0..1. NaN = not given.
struct Preference {
    PreferenceKind kind = PreferenceKind::usual;
    double indifference;    ///< q, units of the criterion
    double preference;      ///< p, units of the criterion
    double gaussian_width;  ///< s, units of the criterion
};

/// One column to judge by.
struct Criterion {
    std::string name;
    bool benefit = true;  ///< more is better; false: a cost, less is better
    double weight;        ///< as given; NaN = not given
    Preference preference;
    bool logarithm = false;  ///< judged by log10 of its values: for sizes that span magnitudes
};

/// Alternatives (rows) judged by criteria (columns). All values are finite.
struct DecisionMatrix {
    std::vector<std::string> ids;
    std::vector<Criterion> criteria;
    std::vector<double> values;  ///< row by row: values[row * criteria.size() + column]

    std::size_t rows() const { return ids.size(); }
    std::size_t columns() const { return criteria.size(); }
    double at(std::size_t row, std::size_t column) const {
        return values[row * criteria.size() + column];
    }
    double& at(std::size_t row, std::size_t column) {
        return values[row * criteria.size() + column];
    }
    std::vector<double> column(std::size_t column) const;

    DecisionMatrix without_row(std::size_t row) const;
    /// Keeps the columns for which keep[column] is true.
    DecisionMatrix with_columns(const std::vector<bool>& keep) const;
};

/// What to do with an empty cell of a criterion.
/// refuse: an input error; drop: the row is left out; median: the column's median stands in;
/// worst: the column's worst value stands in (a node that is not measured earns nothing by it).
enum class MissingRule { refuse, drop, median, worst };

MissingRule missing_rule_of(const std::string& name);

/// Columns criterion, direction (benefit|cost, also max|min), optional weight, preference, q, p, s,
/// transform (none|log). Errors: no rows, a criterion named twice, an unknown direction, preference
/// or transform.
std::vector<Criterion> criteria_of(const Table& table);

/// Takes the columns named by the criteria. Errors name the column and the row: duplicate or empty
/// ids, texts, empty cells where the rule is to refuse, and logarithms of values not above 0.
DecisionMatrix decision_of(const Table& table, const std::string& id_column,
                           const std::vector<Criterion>& criteria, MissingRule missing);

/// Sum of weight times value of each alternative.
std::vector<double> weighted_sums(const DecisionMatrix& values, const std::vector<double>& weights);

}  // namespace borderlens
