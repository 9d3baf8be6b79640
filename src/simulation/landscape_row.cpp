#include <algorithm>
#include <array>

#include "simulation/landscape.hpp"
#include "simulation/noise.hpp"

namespace borderlens {
namespace {

/// Cell size of the texture that stays from date to date [m]: below the finest pixel.
constexpr double texture_cell_m = 5.0;
constexpr std::uint64_t texture_salt = 12;

/// The noise fields of a landscape along a row, each drawn for the whole row when first asked for.
class RowNoise {
  public:
    RowNoise(std::uint64_t seed, const std::vector<double>& xs, double y)
        : m_seed(seed), m_xs(xs), m_y(y) {}

    void go_to(std::size_t place) { m_place = place; }
    double operator()(std::uint64_t salt, double size_m, int octaves) const {
        std::vector<double>& field = m_fields.at(salt);
        if (field.empty()) field = rough_noise_row(m_seed + salt, m_xs, m_y, size_m, octaves);
        return field[m_place];
    }

  private:
    std::uint64_t m_seed;
    const std::vector<double>& m_xs;
    double m_y;
    std::size_t m_place = 0;
    mutable std::array<std::vector<double>, 68> m_fields;  ///< by salt; those asked for are filled
};

}  // namespace

template <typename Noise>
void SimulatedLandscape::open_land(double x, double y, const Noise& noise,
                                   SimulatedCell& cell) const {
    const double h = height(y, noise(height_salt, height_size_m(), height_octaves));
    const double patch_m = std::clamp(0.06 * m_scale, 120.0, 2500.0);
    const auto patch = [&](std::uint64_t salt, double size) {
        return noise(salt, size * patch_m, 3);
    };
    cell.object = smooth_object(noise(61, 140.0, 3));
    const double u = (x - m_layout.bounds.min_x) / m_width;
    // chosen: thresholds that give every class its place: snow in the north-eastern corner, then
    // the mountain foot (forest and scrub, meadow, gravel fans), salt in the lowland, gravel that
    // looks like built-up anywhere, desert in the south, steppe between.
    if (h + 0.10 * u > 1.035) {
        cell.material = Material::snow;
    } else if (h > 0.86) {
        const double cover = patch(62, 1.4);
        cell.material = cover > 0.12    ? Material::shrub
                        : cover > -0.22 ? Material::meadow
                                        : Material::gravel;
    } else if (h < 0.50 && patch(63, 1.5) > 0.30) {
        cell.material = Material::salt;
    } else if (patch(64, 1.1) > 0.34) {
        cell.material = Material::gravel;
    } else if (h < 0.25 + 0.10 * patch(65, 0.8)) {
        cell.material = patch(66, 1.8) > 0.25 ? Material::sand : Material::desert_soil;
    } else {
        cell.material = patch(67, 1.0) > 0.27 ? Material::shrub : Material::steppe;
    }
}

template <typename Noise>
SimulatedCell SimulatedLandscape::surface(double x, double y, int year,
                                          const SimulatedBorder::Crossing& border,
                                          const Noise& noise) const {
    SimulatedCell cell;
    if (!on_route(x, y, cell) && !built(x, y, year, cell) && !river(x, y, border, cell) &&
        !reservoir(x, y, year, cell) && !field(x, y, year, cell))
        open_land(x, y, noise, cell);
    return cell;
}

Material SimulatedLandscape::material(double x, double y, int year) const {
    const auto noise = [&](std::uint64_t salt, double size_m, int octaves) {
        return rough_noise(m_seed + salt, x / size_m, y / size_m, octaves);
    };
    return surface(x, y, year, m_border.crossing_at(y), noise).material;
}

std::vector<SimulatedCell> SimulatedLandscape::row(const std::vector<double>& xs, double y,
                                                   int year) const {
    std::vector<SimulatedCell> cells;
    cells.reserve(xs.size());
    const SimulatedBorder::Crossing border = m_border.crossing_at(y);
    const Index j = floor_index(y / texture_cell_m);
    RowNoise noise(m_seed, xs, y);
    for (std::size_t k = 0; k < xs.size(); ++k) {
        noise.go_to(k);
        cells.push_back(surface(xs[k], y, year, border, noise));
        const Index i = floor_index(xs[k] / texture_cell_m);
        const double texture =
            0.6 * place_normal(m_seed + 11, i, j) + 2.4 * noise(texture_salt, 70.0, 2);
        cells.back().texture = static_cast<std::int8_t>(std::clamp(texture * 40.0, -120.0, 120.0));
    }
    return cells;
}

}  // namespace borderlens
