#pragma once
#include <cstdint>
#include <vector>

#include "simulation/acquisition.hpp"

namespace borderlens {

/// Clouds, their shadows and haze of one acquisition, as functions of place.
class Sky {
  public:
    /// `bounds`: over these the share of cloud is the one the acquisition asks for.
    Sky(const Acquisition& scene, const Bounds& bounds);

    /// Share of the light that comes from cloud at every x of a row, 0 (clear) .. 1 (opaque).
    std::vector<double> cloud(const std::vector<double>& xs, double y) const;
    /// Share of the sunlight that a cloud keeps from the ground, 0..1.
    std::vector<double> shadow(std::vector<double> xs, double y) const;
    /// Left-over haze relative to the scene's mean, 0..2.
    std::vector<double> haze(const std::vector<double>& xs, double y) const;

  private:
    std::vector<double> field(const std::vector<double>& xs, double y) const;

    std::uint64_t m_seed = 0;
    double m_size_m = 1000.0;
    double m_threshold = 2.0;
    double m_shadow_x_m = 0.0;
    double m_shadow_y_m = 0.0;
};

/// What is true of one pixel's sky, and from when on it counts so.
enum class SkyState : std::uint8_t { clear = 0, cloud = 1, shadow = 2, outside = 3 };
/// chosen: a pixel is cloudy from a tenth of its light on, in shadow from a quarter of its sun off.
SkyState sky_state(double cloud, double shadow);

}  // namespace borderlens
