#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "imagery/role.hpp"
#include "imagery/scene.hpp"

namespace borderlens {

/// Surface reflectance of one sensor's band as another would see it: slope * value + intercept.
struct BandAdjustment {
    std::string_view from;  ///< sensor of the registry, or one unit of it: "sentinel-2b"
    std::string_view to;
    std::string_view fit;  ///< "ols" or "rma" where a source gives both, else ""
    Role role = Role::red;
    double slope = 1.0;
    double intercept = 0.0;
    std::string_view source;
};

/// The published adjustments, one row a band.
const std::vector<BandAdjustment>& all_band_adjustments();

/// The adjustments from one sensor to another (both names of the registry), for the fit wanted
/// where there are two. TM is treated as ETM+ and Landsat 9 as Landsat 8, whose instruments they
/// are next to, a Sentinel-2 of unknown unit as 2A; ETM+ to MSI goes by way of OLI. Empty for a
/// sensor to itself, and between sensors for which nothing is published. The row `nir` of MSI is
/// that of B8A: see with_narrow_nir.
/// Roles absent from the list stay as they are.
std::vector<BandAdjustment> band_adjustments(const std::string& from, const std::string& to,
                                             const std::string& fit = "ols");

/// Whether scenes of these come from sensors that need adjusting to one another.
bool sensors_are_mixed(const std::vector<Scene>& scenes);

/// A mixed study sees near infrared through Sentinel-2's narrow band (B8A), whose limits are those
/// of OLI; its wide one is left out. Scenes without B8A stay as they are.
Scene with_narrow_nir(Scene scene);

}  // namespace borderlens
