#include "lenses/mixture_odds.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "lenses/kind_density.hpp"

namespace borderlens {
namespace {

// Blocks are always whole, so that every pixel is computed by the same vector instructions
// wherever it lies; one fits the innermost cache with all its bands.
constexpr int block_px = 128;
using Block = Eigen::Array<float, block_px, 1>;

/// ln of a sum of exponentials that is never formed: the greatest so far is kept beside.
class LogSum {
  public:
    void add(const Block& logarithm) {
        const Block greater = m_greatest.max(logarithm);
        m_sum = m_sum * (m_greatest - greater).exp() + (logarithm - greater).exp();
        m_greatest = greater;
    }
    Block value() const { return m_greatest + m_sum.log(); }

  private:
    // Below every density, yet far enough from the least float for differences to be finite.
    Block m_greatest = Block::Constant(-1e30F);
    Block m_sum = Block::Zero();
};

}  // namespace

MixtureOdds::MixtureOdds(const SceneMixture& mixture, const std::string& class_name) {
    for (const SpectralKind& kind : mixture) {
        const KindDensity density(kind);
        Kind one{{density.whitening.begin(), density.whitening.end()},
                 {},
                 static_cast<float>(density.log_factor)};
        auto factor = density.whitening.begin();
        for (std::size_t row = 0; row < density.mean.size(); ++row) {
            double shift = 0.0;
            for (std::size_t b = 0; b <= row; ++b) shift += *factor++ * density.mean[b];
            one.shift.push_back(static_cast<float>(shift));
        }
        m_bands = static_cast<Index>(density.mean.size());
        (kind.class_name == class_name ? m_sought : m_others).push_back(std::move(one));
    }
    if (m_sought.empty() || m_others.empty())
        throw input_error("a mixture with {} kinds of '{}' and {} others; expected some of both",
                          m_sought.size(), class_name, m_others.size());
}

Raster<float> MixtureOdds::log_odds(const FeatureStack& image) const {
    const Index size = image.values.grid().size();
    Raster<float> result(image.values.grid(), 1, no_data);
    std::vector<Block> logarithms(static_cast<std::size_t>(m_bands));
    const auto log_likelihood = [&](const std::vector<Kind>& kinds) {
        LogSum sum;
        for (const Kind& kind : kinds) {
            Block distance = Block::Zero();
            auto factor = kind.whitening.begin();
            for (std::size_t row = 0; row < kind.shift.size(); ++row) {
                Block part = Block::Constant(-kind.shift[row]);
                for (std::size_t b = 0; b <= row; ++b) part += *factor++ * logarithms[b];
                distance += part.square();
            }
            sum.add(kind.log_factor - 0.5F * distance);
        }
        return sum.value();
    };
    for (Index first = 0; first < size; first += block_px) {
        const Index count = std::min<Index>(block_px, size - first);
        Block known = Block::Zero();  // becomes NaN where a band is
        for (Index b = 0; b < m_bands; ++b) {
            Block values = Block::Zero();
            std::copy_n(image.values.band_data(b) + first, count, values.data());
            known += values;
            logarithms[static_cast<std::size_t>(b)] =
                values.max(static_cast<float>(darkest_reflectance)).log();
        }
        const Block odds = log_likelihood(m_sought) - log_likelihood(m_others);
        for (Index i = 0; i < count; ++i)
            if (!std::isnan(known(i))) result.band_data()[first + i] = odds(i);
    }
    return result;
}

}  // namespace borderlens
