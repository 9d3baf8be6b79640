#pragma once
#include <cstdint>

#include "simulation/ground_object.hpp"
#include "simulation/layout.hpp"
#include "simulation/materials.hpp"
#include "simulation/place_index.hpp"

namespace borderlens {

/// What the simulated ground is at one place in one year.
struct SimulatedCell {
    Material material = Material::steppe;
    std::uint8_t object = 0;  ///< 0..object_levels-1: how this field, roof, patch differs from mean
    std::int8_t texture = 0;  ///< how this spot differs within its object, in 1/40 of a deviation
};

inline constexpr float texture_unit = 1.0F / 40.0F;

/// The simulated borderland of one seed: ground as a function of place and year, so that any
/// window of any size can be made by itself. Places outside the bounds are defined as well (margins
/// of filters).
class SimulatedLandscape {
  public:
    SimulatedLandscape(const Bounds& bounds, const LandscapeRules& rules, std::uint64_t seed);

    /// Cells with their texture at every x of a row: what material() says, and far cheaper.
    std::vector<SimulatedCell> row(const std::vector<double>& xs, double y, int year) const;
    Material material(double x, double y, int year) const;
    ClassCode land_class(double x, double y, int year) const {
        return class_of(material(x, y, year));
    }

    /// Whether places that grow or come may lie within some ten metres.
    bool is_near_places(double x, double y) const;

    const SimulatedBorder& border() const { return m_border; }
    const Layout& layout() const { return m_layout; }
    const LandscapeRules& rules() const { return m_rules; }

  private:
    /// Cell without its texture. `noise(salt, size_m, octaves)` is the rough noise there.
    template <typename Noise>
    SimulatedCell surface(double x, double y, int year, const SimulatedBorder::Crossing& border,
                          const Noise& noise) const;
    // What lies on top is asked first; each says whether it is there and fills the cell.
    bool on_route(double x, double y, SimulatedCell& cell) const;
    bool built(double x, double y, int year, SimulatedCell& cell) const;
    bool river(double x, double y, const SimulatedBorder::Crossing& border,
               SimulatedCell& cell) const;
    bool reservoir(double x, double y, int year, SimulatedCell& cell) const;
    bool field(double x, double y, int year, SimulatedCell& cell) const;
    template <typename Noise>
    void open_land(double x, double y, const Noise& noise, SimulatedCell& cell) const;

    /// What is true of a whole field whatever the year.
    struct FieldSite {
        bool is_arable = false;
        bool is_on_a = false;
        double moisture = 0.0;
    };
    FieldSite field_site(Index i, Index j, double center_x, double center_y) const;
    static constexpr std::uint64_t height_salt = 41;
    static constexpr int height_octaves = 4;
    /// Northing as a share of the study, bent by noise: desert below, mountain foot above.
    double height(double y, double noise) const;
    double height_size_m() const { return 0.30 * m_scale; }
    double moisture(double x, double y) const;

    LandscapeRules m_rules;
    std::uint64_t m_seed = 0;
    Index m_number = 0;  ///< of this landscape in the process: what threads remember belongs to it
    SimulatedBorder m_border;
    Layout m_layout;
    PlaceIndex m_places;
    double m_width = 1.0, m_height = 1.0, m_scale = 1.0;
    double m_field_cos = 1.0, m_field_sin = 0.0;
};

}  // namespace borderlens
