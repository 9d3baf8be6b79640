#include "metrics/map_draw.hpp"

#include <array>
#include <cmath>

#include "base/error.hpp"
#include "raster/components.hpp"
#include "simulation/noise.hpp"

namespace borderlens {
namespace {

/// Standard normal values at every pixel of a row, alike over some pixels: normals on a lattice of
/// that spacing, weighted by nearness and scaled to unit variance.
class SmoothRows {
  public:
    SmoothRows(const MapDraw& draw, Index first_col, Index cols) : m_draw(draw) {
        m_first = floor_index(static_cast<double>(first_col) / draw.patch_px);
        const Index last = floor_index(static_cast<double>(first_col + cols) / draw.patch_px) + 1;
        m_rows[0].resize(static_cast<std::size_t>(last - m_first + 1));
        m_rows[1] = m_rows[0];
        for (Index col = first_col; col < first_col + cols; ++col) {
            const double x = static_cast<double>(col) / draw.patch_px;
            const Index whole = floor_index(x);
            m_places.push_back(
                {static_cast<std::size_t>(whole - m_first), x - static_cast<double>(whole)});
        }
    }

    void move_to(Index row) {
        const double y = static_cast<double>(row) / m_draw.patch_px;
        const Index j = floor_index(y);
        m_v = y - static_cast<double>(j);
        if (m_is_filled && j == m_j) return;
        m_j = j;
        m_is_filled = true;
        for (int k = 0; k < 2; ++k)
            for (std::size_t i = 0; i < m_rows[k].size(); ++i)
                m_rows[k][i] = place_normal(m_draw.seed, m_first + static_cast<Index>(i), j + k);
    }

    /// At a column counted from the first.
    double at(std::size_t col) const {
        const auto& [i, u] = m_places[col];
        const double v = m_v;
        const double sum = (1.0 - v) * ((1.0 - u) * m_rows[0][i] + u * m_rows[0][i + 1]) +
                           v * ((1.0 - u) * m_rows[1][i] + u * m_rows[1][i + 1]);
        return sum / std::sqrt((u * u + (1.0 - u) * (1.0 - u)) * (v * v + (1.0 - v) * (1.0 - v)));
    }

  private:
    MapDraw m_draw;
    Index m_first = 0, m_j = 0;
    double m_v = 0.0;
    bool m_is_filled = false;
    std::vector<double> m_rows[2];
    /// Of each column: the lattice point to its left and the share of the way to the next.
    std::vector<std::pair<std::size_t, double>> m_places;
};

/// Phi(z), the uniform number that a standard normal value stands for.
double uniform_of(double z) {
    return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

/// Tells cheaply of most values that Phi(z) is below a share, so that erfc is left for the rest.
class UniformBounds {
  public:
    UniformBounds() {
        for (std::size_t i = 0; i < m_most.size(); ++i)
            m_most[i] = uniform_of(least_z + static_cast<double>(i + 1) / steps_per_unit) + margin;
    }

    bool is_surely_below(double z, double share) const {
        if (z < least_z) return m_most[0] < share;
        const auto i = static_cast<std::size_t>((z - least_z) * steps_per_unit);
        return i < m_most.size() && m_most[i] < share;
    }

  private:
    static constexpr double least_z = -4.0, steps_per_unit = 32.0;
    static constexpr double margin = 1e-12;  ///< far above what erfc and the step's place may err
    std::array<double, 256> m_most{};        ///< of each step of z: Phi at its upper end
};

/// The most probable class of every pixel of a row and its share; NaN where any class is NaN.
struct LikeliestRow {
    std::vector<float> share;
    std::vector<std::size_t> number;

    void take(const Raster<float>& probability, Index row) {
        const auto cols = static_cast<std::size_t>(probability.grid().cols());
        const float* first = &probability(0, row, 0);
        share.assign(first, first + cols);
        number.assign(cols, 0);
        for (Index c = 1; c < probability.bands(); ++c) {
            const float* value = &probability(c, row, 0);
            for (std::size_t i = 0; i < cols; ++i) {
                const bool greater = value[i] > share[i], unknown = std::isnan(value[i]);
                share[i] = greater || unknown ? value[i] : share[i];
                number[i] = greater ? static_cast<std::size_t>(c) : number[i];
            }
        }
    }
};

/// The class that a uniform number chooses beyond the share of the likeliest one.
std::size_t other_class(const Raster<float>& probability, Index row, Index col,
                        std::size_t likeliest, double left) {
    std::size_t last = likeliest;
    for (std::size_t c = 0; c < static_cast<std::size_t>(probability.bands()); ++c) {
        const float share = probability(static_cast<Index>(c), row, col);
        if (c == likeliest || share <= 0.0F) continue;
        last = c;
        left -= static_cast<double>(share);
        if (left < 0.0) break;
    }
    return last;
}

}  // namespace

Raster<std::int32_t> draw_map(const Raster<float>& probability,
                              const std::vector<std::int32_t>& codes, const Window& place,
                              const MapDraw& draw) {
    const Grid& grid = probability.grid();
    if (static_cast<Index>(codes.size()) != probability.bands() || place.rows != grid.rows() ||
        place.cols != grid.cols())
        throw internal_error("draw_map: {} codes for {} bands, or a window of another size",
                             codes.size(), probability.bands());
    static const UniformBounds bounds;
    Raster<std::int32_t> drawn(grid, 1, no_code);
    SmoothRows field(draw, place.col0, place.cols);
    LikeliestRow likeliest;
    for (Index row = 0; row < grid.rows(); ++row) {
        field.move_to(place.row0 + row);
        likeliest.take(probability, row);
        for (Index col = 0; col < grid.cols(); ++col) {
            const auto i = static_cast<std::size_t>(col);
            const auto share = static_cast<double>(likeliest.share[i]);
            if (std::isnan(share)) continue;
            std::size_t chosen = likeliest.number[i];
            const double z = field.at(i);
            if (!bounds.is_surely_below(z, share)) {
                const double left = uniform_of(z) - share;
                if (left >= 0.0) chosen = other_class(probability, row, col, chosen, left);
            }
            drawn(row, col) = codes[chosen];
        }
    }
    return drawn;
}

}  // namespace borderlens
