#pragma once
#include <string>
#include <vector>

#include "imagery/composite.hpp"
#include "imagery/harmonisation.hpp"
#include "stages/read_scene.hpp"

namespace borderlens {

struct CompositeOptions {
    CompositeRule rule;
    ReadOptions read;
    std::vector<Role> roles;         ///< empty = those all scenes have, without thermal
    std::string harmonise = "auto";  ///< "auto": to OLI where sensors are mixed; "none"; a sensor
    std::string harmonise_fit = "ols";  ///< or "rma": ETM+ and OLI, see BandAdjustment
    bool mix_levels = false;            ///< top of atmosphere together with surface reflectance
    double memory_gib = 2.0;     ///< for all: looks of all threads, decoded blocks, open files
    double outlier_sigma = 0.0;  ///< see mask_outliers; 0 = no second opinion
    bool day_of_year = false;    ///< a band day_of_year before the count
};

/// Scenes made ready for one composite: usable, of one level, their near infrared paired, with the
/// adjustment each needs.
struct CompositePlan {
    std::vector<Scene> scenes;                             ///< by date, then as named
    std::vector<std::vector<BandAdjustment>> adjustments;  ///< one list a scene, done in order
    std::vector<Role> roles;
    CompositeOptions options;
    std::vector<Point> shifts = {};  ///< to take back when reading [px], one per scene; or empty
};

/// An input error if no scene is usable, levels are mixed, roles are missing or none is common.
CompositePlan plan_composite(std::vector<Scene> scenes, const CompositeOptions& options);

/// The plan's scenes on a window, adjusted, with outliers masked: what a composite is made of.
/// Thread-safe.
std::vector<Raster<float>> read_looks(const CompositePlan& plan, const Grid& grid,
                                      const Window& window);

/// Bands of the plan's roles, day_of_year if wanted and, last, the number of valid looks.
/// Thread-safe.
Raster<float> composite_window(const CompositePlan& plan, const Grid& grid, const Window& window);

/// Role names, "day_of_year" if wanted, "valid_looks".
std::vector<std::string> composite_band_names(const CompositePlan& plan);

/// Makes the composite block by block and writes it as a COG.
void write_composite(const CompositePlan& plan, const Grid& grid, const std::string& path,
                     bool overwrite);

}  // namespace borderlens
