#pragma once
#include <vector>

#include "change/pixel_piece.hpp"

namespace borderlens {

/// Weighted means and sums of squared deviations of several variables, added up block by block.
/// Adding two is Chan, Golub and LeVeque's update (1979), so that no precision is lost between
/// blocks of different level.
struct JointMoments {
    Index variables = 0;
    double count = 0.0;             ///< pixels
    double weight = 0.0;            ///< sum of weights
    std::vector<double> mean;       ///< variables
    std::vector<double> comoments;  ///< variables x variables, symmetric

    JointMoments& operator+=(const JointMoments& other);
    /// comoments / weight: the weighted covariance matrix.
    std::vector<double> covariance() const;
};

/// Moments of pieces of pixels, added one by one. The last digits may differ between processors
/// with shorter and longer vectors; they do not depend on threads.
class MomentSum {
  public:
    explicit MomentSum(Index variables);
    /// weights >= 0, one a pixel, or null for 1.
    void add(const PixelPiece& piece, const double* weights);
    const JointMoments& moments() const { return m_sum; }

  private:
    JointMoments m_sum, m_part;
    Index m_padded;  ///< variables, rounded up to what the kernel takes
    std::vector<double> m_centred, m_weighted, m_products;
};

}  // namespace borderlens
