#pragma once
#include <string>
#include <vector>

#include "base/error.hpp"
#include "imagery/quality.hpp"
#include "imagery/scene.hpp"
#include "raster/raster.hpp"
#include "raster/resample.hpp"

namespace borderlens {

struct ReadOptions {
    Resampling resampling = Resampling::bilinear;
    bool use_masks = true;
    /// A spectral cloud mask where the scene brings none (needs blue, green, red, nir).
    bool fallback_mask = false;
    MaskRules rules = {};
    double dilation_m = 0.0;  ///< clouds and shadows grow by this
    Point shift_px = {};      ///< what belongs to (x, y) of the grid lies at (x, y) + shift
};

/// A scene on the study grid: one band per role asked for, reflectance (thermal: kelvin); NaN
/// where masked, without data, saturated or outside the scene. Roles the scene lacks are all NaN.
struct SceneImage {
    std::vector<Role> roles;
    Raster<float> values;
};

/// Reads a window of the study grid. Every band is resampled once, straight from its file; where
/// file and grid share their pixels the values are taken over unchanged. A pixel that a bad pixel
/// touches is bad; one of another CRS or resolution likewise. Independent of how the grid is cut
/// into windows. What its files are to blame for is thrown as a SceneError.
/// `room`: memory for the values, of any size and content; it is not filled before it is used.
SceneImage read_scene(const Scene& scene, const Grid& grid, const Window& window,
                      const std::vector<Role>& roles, const ReadOptions& options = {},
                      std::vector<float> room = {});

/// The files of a scene cannot be read. It knows which scene's, so that a study can go on without
/// it; its message begins with the scene's id.
class SceneError : public Error {
  public:
    SceneError(const Scene& scene, const Error& reason)
        : Error(reason.with_context("scene " + scene.id)),
          m_id(scene.id),
          m_path(scene.path),
          m_reason(reason.what()) {}

    bool is_of(const Scene& scene) const { return scene.id == m_id && scene.path == m_path; }
    /// Without the scene's name.
    const std::string& reason() const { return m_reason; }

  private:
    std::string m_id, m_path, m_reason;
};

/// The roles of a scene in the order of the registry.
std::vector<Role> roles_of(const Scene& scene);

/// The scene's own grid if it is projected (that of its finest band), else one in its UTM zone with
/// pixels of the sensor's resolution (unknown sensor: whole metres) whose corner is a multiple of
/// the pixel size. Without a CRS its own.
Grid default_grid(const Scene& scene);

/// The first scene's default grid, grown to hold all scenes. Scenes that share one grid give that.
Grid default_grid(const std::vector<Scene>& scenes);

/// Metres across a pixel: of geographic grids at the grid's middle.
double pixel_size_in_metres(const Grid& grid);

}  // namespace borderlens
