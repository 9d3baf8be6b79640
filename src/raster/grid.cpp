#include "raster/grid.hpp"

#include <cmath>

#include "base/error.hpp"

namespace borderlens {

Grid::Grid(std::string crs, Point upper_left, double pixel_width, double pixel_height, Index rows,
           Index cols)
    : m_crs(std::move(crs)),
      m_upper_left(upper_left),
      m_pixel_width(pixel_width),
      m_pixel_height(pixel_height),
      m_rows(rows),
      m_cols(cols) {
    const bool finite = std::isfinite(upper_left.x) && std::isfinite(upper_left.y) &&
                        std::isfinite(pixel_width) && std::isfinite(pixel_height);
    if (!finite || pixel_width <= 0.0 || pixel_height <= 0.0)
        throw input_error(
            "grid at ({}, {}) with pixels of {} x {}: expected a finite place and a "
            "pixel size above zero (north up)",
            upper_left.x, upper_left.y, pixel_width, pixel_height);
    // The cap keeps rows * cols and byte counts of any band inside Index.
    constexpr Index max_extent = Index{1} << 30;
    if (rows < 1 || cols < 1 || rows > max_extent || cols > max_extent)
        throw input_error("grid of {} rows x {} columns: expected 1 to {} of each", rows, cols,
                          max_extent);
}

double Grid::pixel_size_m() const {
    if (std::abs(m_pixel_width - m_pixel_height) > 1e-6 * m_pixel_width)
        throw input_error("pixels are {} x {}, expected square ones; warp the raster first",
                          m_pixel_width, m_pixel_height);
    return m_pixel_width;
}

Bounds Grid::bounds() const {
    return {m_upper_left.x, m_upper_left.y - static_cast<double>(m_rows) * m_pixel_height,
            m_upper_left.x + static_cast<double>(m_cols) * m_pixel_width, m_upper_left.y};
}

Point Grid::center(Index row, Index col) const {
    return {m_upper_left.x + (static_cast<double>(col) + 0.5) * m_pixel_width,
            m_upper_left.y - (static_cast<double>(row) + 0.5) * m_pixel_height};
}

Point Grid::to_px(Point place) const {
    return {(place.x - m_upper_left.x) / m_pixel_width,
            (m_upper_left.y - place.y) / m_pixel_height};
}

Grid Grid::crop(const Window& window) const {
    return Grid(m_crs,
                {m_upper_left.x + static_cast<double>(window.col0) * m_pixel_width,
                 m_upper_left.y - static_cast<double>(window.row0) * m_pixel_height},
                m_pixel_width, m_pixel_height, window.rows, window.cols);
}

Grid Grid::coarsened(Index factor) const {
    return Grid(m_crs, m_upper_left, m_pixel_width * static_cast<double>(factor),
                m_pixel_height * static_cast<double>(factor), (m_rows + factor - 1) / factor,
                (m_cols + factor - 1) / factor);
}

std::string Grid::describe() const {
    return fmt::format("{} x {} px of {} at ({}, {})", m_cols, m_rows, m_pixel_width,
                       m_upper_left.x, m_upper_left.y);
}

}  // namespace borderlens
