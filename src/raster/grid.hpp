#pragma once
#include <string>

#include "base/index.hpp"
#include "raster/window.hpp"

namespace borderlens {

struct Point {
    double x = 0.0;
    double y = 0.0;
    bool operator==(const Point&) const = default;
};

struct Bounds {
    double min_x = 0.0, min_y = 0.0, max_x = 0.0, max_y = 0.0;
    bool meets(const Bounds& other) const {
        return min_x <= other.max_x && other.min_x <= max_x && min_y <= other.max_y &&
               other.min_y <= max_y;
    }
};

/// The ground a raster lies on: CRS, upper-left corner, pixel size, rows and columns. North up.
/// Units are those of the CRS (metres in a study); `crs` is WKT, "" where the file names none.
class Grid {
  public:
    Grid() = default;
    /// Throws an input error unless both pixel sizes are > 0 and finite and rows, cols >= 1.
    Grid(std::string crs, Point upper_left, double pixel_width, double pixel_height, Index rows,
         Index cols);

    const std::string& crs() const { return m_crs; }
    Point upper_left() const { return m_upper_left; }
    double pixel_width() const { return m_pixel_width; }
    double pixel_height() const { return m_pixel_height; }
    /// Side of a square pixel [m]; an input error where pixels are not square.
    double pixel_size_m() const;
    double pixel_area_m2() const { return m_pixel_width * m_pixel_height; }
    Index rows() const { return m_rows; }
    Index cols() const { return m_cols; }
    Index size() const { return m_rows * m_cols; }
    Window window() const { return {0, 0, m_rows, m_cols}; }
    Bounds bounds() const;

    /// Centre of a pixel in CRS units; row and col may lie outside.
    Point center(Index row, Index col) const;
    /// Position in pixels from the upper-left corner: x to the right, y down.
    Point to_px(Point place) const;
    /// The grid of a window of this one; the window may reach outside.
    Grid crop(const Window& window) const;
    /// Same ground with pixels `factor` times as large; partial pixels at right and bottom count
    /// whole.
    Grid coarsened(Index factor) const;

    bool operator==(const Grid&) const = default;
    /// "100 x 80 px of 10 at (500000, 4900000)": for messages.
    std::string describe() const;

  private:
    std::string m_crs;
    Point m_upper_left;
    double m_pixel_width = 1.0;
    double m_pixel_height = 1.0;
    Index m_rows = 0;
    Index m_cols = 0;
};

}  // namespace borderlens
