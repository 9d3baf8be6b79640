// PROMETHEE II: every alternative against every other, net outranking flow.
#include <cmath>

#include "base/error.hpp"
#include "network/ranking.hpp"

namespace borderlens {
namespace {

double needed(double value, const char* letter, const Criterion& criterion, bool positive) {
    if (std::isnan(value) || value < 0.0 || (positive && value == 0.0))
        throw input_error(
            "criterion '{}': its preference function needs {} {} 0, found {}; fill the column '{}'",
            criterion.name, letter,
            positive ? ">" : ">=", std::isnan(value) ? "nothing" : to_text(value), letter);
    return value;
}

/// The criterion's thresholds checked; those its function does not use are left as they are.
Preference checked(const Criterion& criterion) {
    Preference p = criterion.preference;
    switch (p.kind) {
        case PreferenceKind::usual:
            break;
        case PreferenceKind::u_shape:
            needed(p.indifference, "q", criterion, false);
            break;
        case PreferenceKind::v_shape:
            needed(p.preference, "p", criterion, true);
            break;
        case PreferenceKind::level:
        case PreferenceKind::linear:
            if (std::isnan(p.indifference)) p.indifference = 0.0;
            needed(p.indifference, "q", criterion, false);
            needed(p.preference, "p", criterion, false);
            if (p.preference < p.indifference)
                throw input_error("criterion '{}': p ({}) is below q ({}); expected p >= q",
                                  criterion.name, p.preference, p.indifference);
            break;
        case PreferenceKind::gaussian:
            needed(p.gaussian_width, "s", criterion, true);
            break;
    }
    return p;
}

/// Preference 0..1 for a difference d > 0 in the better direction.
double preference_of(double d, const Preference& p) {
    if (d <= 0.0) return 0.0;
    switch (p.kind) {
        case PreferenceKind::usual:
            return 1.0;
        case PreferenceKind::u_shape:
            return d > p.indifference ? 1.0 : 0.0;
        case PreferenceKind::v_shape:
            return d > p.preference ? 1.0 : d / p.preference;
        case PreferenceKind::level:
            return d > p.preference ? 1.0 : d > p.indifference ? 0.5 : 0.0;
        case PreferenceKind::linear:
            if (d > p.preference) return 1.0;
            if (d <= p.indifference) return 0.0;
            return (d - p.indifference) / (p.preference - p.indifference);
        case PreferenceKind::gaussian:
            return 1.0 - std::exp(-d * d / (2.0 * p.gaussian_width * p.gaussian_width));
    }
    return 0.0;
}

}  // namespace

Ranking rank_promethee2(const DecisionMatrix& decision, const std::vector<double>& weights,
                        const RankingOptions& options) {
    const bool changed = options.normalise.has_value();
    const DecisionMatrix values = changed ? normalised(decision, *options.normalise) : decision;
    const std::size_t n = values.rows();
    std::vector<double> plus(n, 0.0), minus(n, 0.0);
    for (std::size_t j = 0; j < values.columns(); ++j) {
        const Preference preference = checked(decision.criteria[j]);
        const bool benefit = changed || decision.criteria[j].benefit;
        const std::vector<double> column = values.column(j);
        for (std::size_t a = 0; a < n; ++a)
            for (std::size_t b = 0; b < n; ++b) {
                const double d = benefit ? column[a] - column[b] : column[b] - column[a];
                const double preferred = weights[j] * preference_of(d, preference);
                plus[a] += preferred;
                minus[b] += preferred;
            }
    }
    Ranking ranking;
    for (std::size_t i = 0; i < n; ++i) {
        if (n > 1) {
            plus[i] /= static_cast<double>(n - 1);
            minus[i] /= static_cast<double>(n - 1);
        }
        ranking.scores.push_back(plus[i] - minus[i]);
    }
    ranking.parts = {{"phi_plus", plus}, {"phi_minus", minus}};
    return ranking;
}

}  // namespace borderlens
