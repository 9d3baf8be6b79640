#pragma once
#include <limits>
#include <vector>

#include "base/index.hpp"

namespace borderlens {

/// One value of a zone and how much of the zone has it.
struct ValueShare {
    double value = 0.0;
    double covered = 0.0;   ///< sum of coverage fractions
    double weighted = 0.0;  ///< sum of coverage fraction * weight
};

/// How much of a zone has which value: exact, whatever the number of values. Small whole numbers
/// (classes, digital numbers) are counted in a table, others sorted and merged now and then.
class ValueDistribution {
  public:
    void add(double value, double covered, double weighted);
    void add(const ValueDistribution& other);
    /// Values in ascending order, each once.
    std::vector<ValueShare> sorted() const;

  private:
    void merge_others();

    std::vector<ValueShare> m_small;  ///< m_small[v] is whole number v
    std::vector<ValueShare> m_others;
    std::size_t m_merge_at = 1 << 16;
};

/// Moments and extremes of a zone's values.
struct ValueMoments {
    double covered = 0.0;  ///< sum of coverage fractions
    double mean = 0.0;
    double squares = 0.0;  ///< sum of c (v - mean)^2
    double sum = 0.0;
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    /// Adds a value; c = 0 adds nothing to the moments. NaN weights make everything NaN.
    void add(double value, double c);
    /// Adds neighbouring cells that all have the same c > 0; NaN values are left out.
    void add(const double* values, Index count, double c);
    /// src: Chan, Golub, LeVeque 1979, pairwise update.
    ValueMoments& operator+=(const ValueMoments& other);
    double variance() const { return squares / covered; }
};

}  // namespace borderlens
