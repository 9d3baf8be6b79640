#pragma once
#include <vector>

#include "change/pixel_piece.hpp"

namespace borderlens {

/// Variates that are linear in the bands of both dates: variate k = weights[k] . (x, y) -
/// offset[k]; a pixel's chi-square is the sum of precision[k] times variate k squared.
struct LinearVariates {
    Index before_bands = 0;
    Index after_bands = 0;
    std::vector<double> weights;  ///< count() rows of before_bands + after_bands
    std::vector<double> offset;
    std::vector<double> precision;  ///< 1 / variance under no change; 0 = left out
    Index count() const { return static_cast<Index>(offset.size()); }
    Index bands() const { return before_bands + after_bands; }
    /// The part of the variates that one date makes: what the other date gives is left out (the
    /// offset goes with the earlier one). Both parts add up to the variates.
    LinearVariates part_of(bool earlier) const;
};

/// Linear variates made ready for many pixels.
class VariateMap {
  public:
    explicit VariateMap(const LinearVariates& variates);
    /// Columns of kernel_px doubles that `variates` has to hold: their number, rounded up.
    Index padded_count() const { return static_cast<Index>(m_offset.size()); }
    /// Variates of a piece, variate after variate, kernel_px each, and, unless null, the chi-square
    /// sums (kernel_px as well); what lies beyond the piece's count means nothing.
    void apply(const PixelPiece& piece, double* variates, double* chi_square) const;

  private:
    Index m_variables;
    std::vector<double> m_weights, m_offset, m_precision;
};

}  // namespace borderlens
