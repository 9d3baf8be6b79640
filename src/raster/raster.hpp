#pragma once
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/index.hpp"
#include "raster/grid.hpp"

namespace borderlens {

/// Borrowed 2-D data: row-major, rows `stride` elements apart.
template <typename T>
struct RasterView {
    T* data = nullptr;
    Index rows = 0;
    Index cols = 0;
    Index stride = 0;

    T& operator()(Index row, Index col) const { return data[row * stride + col]; }
    T* row(Index row_number) const { return data + row_number * stride; }
    RasterView crop(const Window& window) const {
        return {data + window.row0 * stride + window.col0, window.rows, window.cols, stride};
    }
};

/// Owned data on a Grid, `[band][row][col]`. In memory NaN is "no data" in floats, 0 in class
/// codes.
template <typename T>
class Raster {
  public:
    Raster() = default;
    explicit Raster(Grid grid, Index bands = 1, T value = T())
        : m_grid(std::move(grid)),
          m_bands(bands),
          m_values(static_cast<std::size_t>(m_grid.size() * bands), value) {}
    Raster(Grid grid, Index bands, std::vector<T> values)
        : m_grid(std::move(grid)), m_bands(bands), m_values(std::move(values)) {
        if (static_cast<Index>(m_values.size()) != m_grid.size() * bands)
            throw internal_error("raster of {} values on {} with {} bands", m_values.size(),
                                 m_grid.describe(), bands);
    }

    const Grid& grid() const { return m_grid; }
    Index bands() const { return m_bands; }
    Index rows() const { return m_grid.rows(); }
    Index cols() const { return m_grid.cols(); }

    T& operator()(Index row, Index col) { return m_values[position(0, row, col)]; }
    const T& operator()(Index row, Index col) const { return m_values[position(0, row, col)]; }
    T& operator()(Index band, Index row, Index col) { return m_values[position(band, row, col)]; }
    const T& operator()(Index band, Index row, Index col) const {
        return m_values[position(band, row, col)];
    }

    T* band_data(Index band = 0) { return m_values.data() + band * m_grid.size(); }
    const T* band_data(Index band = 0) const { return m_values.data() + band * m_grid.size(); }
    RasterView<T> view(Index band = 0) { return {band_data(band), rows(), cols(), cols()}; }
    RasterView<const T> view(Index band = 0) const {
        return {band_data(band), rows(), cols(), cols()};
    }
    std::vector<T>& values() & { return m_values; }
    const std::vector<T>& values() const& { return m_values; }
    /// Of a temporary, by value: a loop over them outlives the raster.
    std::vector<T> values() && { return std::move(m_values); }

  private:
    std::size_t position(Index band, Index row, Index col) const {
        return static_cast<std::size_t>((band * m_grid.rows() + row) * m_grid.cols() + col);
    }

    Grid m_grid;
    Index m_bands = 0;
    std::vector<T> m_values;
};

inline constexpr float no_data = std::numeric_limits<float>::quiet_NaN();
using ClassCode = std::uint8_t;
inline constexpr ClassCode no_class = 0;
/// "No data" in rasters of codes where any other whole number is a code.
inline constexpr std::int32_t no_code = std::numeric_limits<std::int32_t>::min();

/// A window of all bands, copied; an empty raster stays empty.
template <typename T>
Raster<T> cropped(const Raster<T>& raster, const Window& window) {
    if (raster.bands() == 0) return {};
    Raster<T> result(raster.grid().crop(window), raster.bands());
    for (Index b = 0; b < raster.bands(); ++b)
        for (Index row = 0; row < window.rows; ++row)
            std::copy_n(raster.view(b).crop(window).row(row), window.cols, result.view(b).row(row));
    return result;
}

}  // namespace borderlens
