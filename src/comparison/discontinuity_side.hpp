#pragma once
#include <vector>

#include "comparison/discontinuity.hpp"

namespace borderlens {

/// Observations on one side of the cutoff, sorted by distance.
struct RegressionSide {
    std::vector<double> distance;  ///< minus the cutoff, ascending
    std::vector<double> outcome;
    std::vector<std::vector<double>> covariates;
    std::vector<double> weight;  ///< empty = all 1
    std::vector<Index> cluster;  ///< numbered from 0 within the side; empty = none
    Index cluster_count = 0;
    std::vector<Index> group_start;  ///< first row of each run of equal distances, then rows()

    Index rows() const { return static_cast<Index>(distance.size()); }
    Index distinct() const { return static_cast<Index>(group_start.size()) - 1; }
};

/// Rows first .. last - 1 of a side.
struct RowSpan {
    Index first = 0;
    Index last = 0;
    Index size() const { return last - first; }
};

/// The kernel at distance x from the cutoff over bandwidth h, divided by h.
double kernel_weight(Kernel kernel, double x, double h);

/// Splits, sorts and numbers; `right` chooses distance >= cutoff.
RegressionSide side_of(const DiscontinuityData& data, double cutoff, bool right);

/// Rows whose kernel weight is positive: a contiguous run, because the side is sorted.
RowSpan window_of(const RegressionSide& side, Kernel kernel, double h);

/// Distinct distances within a span that does not cut a run of equal ones.
Index distinct_in(const RegressionSide& side, RowSpan span);

/// How far the k-th distinct distance, counted from the cutoff, is from it (k from 1).
double distinct_distance(const RegressionSide& side, Index k);

}  // namespace borderlens
