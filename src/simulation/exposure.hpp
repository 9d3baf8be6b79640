#pragma once
#include "raster/raster.hpp"
#include "simulation/ground.hpp"
#include "simulation/sky.hpp"

namespace borderlens {

/// The frame in which a block of one sensor's pixels is exposed: pixels of `pixel_cells` small
/// cells a side; `grid_offset_cells` is where the pixel grid's corner lies in cells from the
/// study's corner (Landsat's grid lies 15 m off, as the real one does).
struct PixelFrame {
    Index pixel_cells = 2;
    Index offset_row_cells = 0;
    Index offset_col_cells = 0;
    Window window;  ///< pixels of this block
};

/// Cells a ground tile must reach beyond the pixels on each side: three deviations of the blur and
/// the largest shift.
inline constexpr Index blur_margin_cells = 24;

/// The sky over a frame's pixels, row by row.
struct PixelSky {
    std::vector<float> cloud, shadow, haze;
};

/// One acquisition being exposed: everything that does not change from block to block.
class Exposure {
  public:
    Exposure(const Acquisition& scene, const Bounds& bounds);

    const Acquisition& scene() const { return m_scene; }
    const DayTable& day() const { return m_day; }

    /// Reflectance at the satellite's product level of one role: blurred ground (Gaussian, sd half
    /// a pixel), shifted, in its light, with shadow, haze, cloud and noise; NaN outside the swath.
    /// `tile` covers the frame with the margin.
    std::vector<float> reflectance(const GroundTile& tile, const PixelFrame& frame,
                                   const PixelSky& sky, int role) const;
    /// Surface temperature in kelvin of the same pixels (Landsat): mean of materials, cooled by
    /// cloud; NaN outside the swath.
    std::vector<float> temperature(const GroundTile& tile, const PixelFrame& frame,
                                   const PixelSky& sky) const;
    PixelSky sky_over(const PixelFrame& frame) const;

    /// Whether a place lies beyond the swath's eastern edge, which runs as a descending orbit does:
    /// one part west for five parts south.
    bool is_outside(Point place) const;

    /// Centre of a frame's pixel [m].
    Point center(const PixelFrame& frame, Index row, Index col) const;

  private:
    template <typename CellValue>
    std::vector<float> blur(const GroundTile& tile, const PixelFrame& frame,
                            const CellValue& value) const;

    Acquisition m_scene;
    Bounds m_bounds;
    Sky m_sky;
    DayTable m_day;
};

}  // namespace borderlens
