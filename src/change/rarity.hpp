#pragma once
#include <vector>

namespace borderlens {

/// How rare a value is in its scene: -ln of the share of the scene with values as high or higher
/// (equal ones counted half). Under no change it is exponentially distributed, whatever the
/// feature's own distribution, so that several may be added as in Fisher's combination of p values.
class RarityScale {
  public:
    RarityScale() = default;
    /// From a sample of the scene (NaN left out).
    explicit RarityScale(std::vector<double> sample);
    /// 0 for NaN and where the sample was empty.
    double rarity(double value) const;

  private:
    std::vector<double> m_knots;  ///< values at evenly spaced rarities
    double m_step = 1.0;
};

/// P that `count` independent rarities add up to `sum` or more: Fisher's combined p value.
/// src: Fisher 1932, Statistical Methods for Research Workers, section 21.1.
double combined_p_value(double sum, int count);

}  // namespace borderlens
