#pragma once
#include <string>
#include <vector>

#include "base/document.hpp"
#include "base/table.hpp"
#include "learning/accuracy.hpp"

namespace borderlens {

/// Which columns hold what. Columns `count` (units a row) and `stratum` are used where present.
struct AccuracyColumns {
    std::string map = "map";
    std::string reference = "reference";
    /// Fields of two interpreters; both "" = none. Where the reference is empty their common label
    /// is taken.
    std::string interpreter_1;
    std::string interpreter_2;
    bool population_correction = false;
};

/// The sample of a table. `strata` (columns class or stratum, pixels or map_pixels) may be null:
/// the sample is then a simple random one of a population of unknown size.
/// Errors (input) name row and column: empty labels, unequal interpreters without a reference,
/// labels that no stratum covers, doubled strata, counts that are no whole numbers >= 0.
AccuracySample accuracy_sample_of(const Table& samples, const Table* strata,
                                  const AccuracyColumns& columns);

/// How well two interpreters agree beyond chance.
struct Agreement {
    double units = 0.0;     ///< labelled by both
    double observed = 0.0;  ///< share with the same label; NaN without units
    Estimate kappa;         ///< NaN where chance alone gives full agreement
};

/// Cohen's kappa with its large-sample standard error.
/// src: Cohen 1960, Educational and Psychological Measurement 20, eq. 1; Fleiss, Cohen and Everitt
/// 1969, Psychological Bulletin 72, eq. 13.
Agreement interpreter_agreement(const std::vector<std::string>& first,
                                const std::vector<std::string>& second);

Document document_of(const Accuracy& accuracy);
Document document_of(const Agreement& agreement);

}  // namespace borderlens
