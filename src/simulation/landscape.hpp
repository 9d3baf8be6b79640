#pragma once
#include <cstdint>
#include <vector>

#include "simulation/layout.hpp"
#include "simulation/materials.hpp"

namespace borderlens {

/// What the simulated ground is at one place in one year.
struct GroundCell {
    Material material = Material::steppe;
    std::uint8_t object = 0;  ///< 0..object_levels-1: how this field, roof, patch differs from mean
    std::int8_t texture = 0;  ///< how this spot differs within its object, in 1/40 of a deviation
};
inline constexpr int object_levels = 32;
inline constexpr float texture_unit = 1.0F / 40.0F;

/// The simulated borderland of one seed: ground as a function of place and year, so that any
/// window of any size can be made by itself. Places outside the bounds are defined as well (margins
/// of filters).
class Landscape {
  public:
    Landscape(const Bounds& bounds, const LandscapeRules& rules, std::uint64_t seed);

    GroundCell cell(double x, double y, int year) const;
    Material material(double x, double y, int year) const { return cell(x, y, year).material; }
    ClassCode land_class(double x, double y, int year) const {
        return class_of(material(x, y, year));
    }

    const BorderLine& border() const { return m_border; }
    const Layout& layout() const { return m_layout; }
    const LandscapeRules& rules() const { return m_rules; }
    std::uint64_t seed() const { return m_seed; }

  private:
    /// Which placed things may reach into a square of the study.
    struct Bucket {
        std::vector<int> settlements, ports, plants, reservoirs, belts;
    };

    bool built(double x, double y, int year, GroundCell& cell) const;
    bool on_route(double x, double y, GroundCell& cell) const;
    bool water_or_banks(double x, double y, int year, GroundCell& cell) const;
    bool field(double x, double y, int year, GroundCell& cell) const;
    void open_land(double x, double y, GroundCell& cell) const;
    double height(double x, double y) const;
    double moisture(double x, double y) const;
    const Bucket& bucket_at(double x, double y) const;
    void fill_buckets();

    LandscapeRules m_rules;
    std::uint64_t m_seed = 0;
    BorderLine m_border;
    Layout m_layout;
    double m_width = 1.0, m_height = 1.0, m_scale = 1.0;
    double m_bucket_m = 1.0;
    Index m_bucket_rows = 1, m_bucket_cols = 1;
    std::vector<Bucket> m_buckets;
};

}  // namespace borderlens
