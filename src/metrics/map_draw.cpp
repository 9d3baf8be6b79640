#include "metrics/map_draw.hpp"

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

    double at(Index col) const {
        const double x = static_cast<double>(col) / m_draw.patch_px;
        const Index whole = floor_index(x);
        const double u = x - static_cast<double>(whole), v = m_v;
        const auto i = static_cast<std::size_t>(whole - m_first);
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
};

/// The class that a uniform number chooses, the most probable one first.
std::size_t chosen_class(const std::vector<float>& share, double uniform) {
    std::size_t first = 0;
    for (std::size_t c = 1; c < share.size(); ++c)
        if (share[c] > share[first]) first = c;
    double left = uniform - static_cast<double>(share[first]);
    if (left < 0.0) return first;
    std::size_t last = first;
    for (std::size_t c = 0; c < share.size(); ++c) {
        if (c == first || share[c] <= 0.0F) continue;
        last = c;
        left -= static_cast<double>(share[c]);
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
    Raster<std::int32_t> drawn(grid, 1, no_code);
    SmoothRows field(draw, place.col0, place.cols);
    std::vector<float> share(codes.size());
    for (Index row = 0; row < grid.rows(); ++row) {
        field.move_to(place.row0 + row);
        for (Index col = 0; col < grid.cols(); ++col) {
            bool known = true;
            for (std::size_t c = 0; c < share.size(); ++c) {
                share[c] = probability(static_cast<Index>(c), row, col);
                known = known && !std::isnan(share[c]);
            }
            if (!known) continue;
            const double uniform = 0.5 * std::erfc(-field.at(place.col0 + col) / std::sqrt(2.0));
            drawn(row, col) = codes[chosen_class(share, uniform)];
        }
    }
    return drawn;
}

}  // namespace borderlens
