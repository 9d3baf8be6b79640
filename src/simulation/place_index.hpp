#pragma once
#include <vector>

#include "simulation/layout.hpp"

namespace borderlens {

/// Which placed things may lie at a place: lists by square of the study, so that a question about
/// one place does not walk through all of them.
class PlaceIndex {
  public:
    /// Numbers into the lists of the Layout.
    struct Bucket {
        std::vector<int> settlements, ports, plants, reservoirs, belts;
    };

    PlaceIndex() = default;
    explicit PlaceIndex(const Layout& layout);

    /// Places outside the study belong to the nearest square.
    const Bucket& at(double x, double y) const;

  private:
    Index row_of(double y) const;
    Index col_of(double x) const;
    void enter(const Bounds& area, std::vector<int> Bucket::*list, std::size_t number);

    Bounds m_bounds;
    double m_side_m = 1.0;
    Index m_rows = 1, m_cols = 1;
    std::vector<Bucket> m_buckets;
};

/// The last year a simulation may show.
inline constexpr int latest_year = 2040;

}  // namespace borderlens
