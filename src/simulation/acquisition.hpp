#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "imagery/date.hpp"
#include "simulation/layout.hpp"

namespace borderlens {

enum class Platform { landsat8, landsat9, sentinel2a, sentinel2b };
enum class ProductLayout { landsat_c2, stac_cog, safe };

/// How one acquisition is made: when, by whom, in what light and air, written as which product.
struct Acquisition {
    Platform platform = Platform::sentinel2a;
    ProductLayout layout = ProductLayout::stac_cog;
    Date date;
    std::string time;  ///< "052651": UTC of the overpass
    std::uint64_t seed = 0;
    double cloud_share = 0.0;   ///< of the scene, as asked for
    double missed_cloud = 0.0;  ///< share of cloud and shadow the quality band calls clear
    double false_cloud = 0.0;   ///< share of clear ground the quality band calls cloud
    double shift_x_m = 0.0;     ///< misregistration: where the image shows what lies at 0
    double shift_y_m = 0.0;
    double brightness = 1.0;        ///< of the whole scene, directional reflectance
    double brightness_slope = 0.0;  ///< from the western to the eastern edge
    double haze = 0.0;              ///< reflectance that is left over in the blue band
    /// Ground east of a slanting line lies outside the swath: the share of the study that does.
    double outside_share = 0.0;
    double season_shift_days = 0.0;
    double sun_azimuth_deg = 150.0;
    double sun_elevation_deg = 60.0;
    int offset_number = 0;  ///< what is added to the numbers, 0 or 1000 (baseline >= 04.00)
    bool says_offset_applied = false;  ///< Earth Search has taken the offset out again
    std::string baseline;              ///< "02.09"; Landsat: ""

    bool is_landsat() const {
        return platform == Platform::landsat8 || platform == Platform::landsat9;
    }
};

enum class SensorChoice { automatic, landsat, sentinel2, both };

struct AcquisitionPlan {
    std::vector<int> years;
    int dates_per_year = 3;
    SensorChoice sensors = SensorChoice::automatic;  ///< automatic: Landsat up to 2016
    double cloud_share = 0.10;                       ///< mean over scenes
    double missed_cloud = 0.05;
    double false_cloud = 0.01;
    double edge_scenes = 0.0;  ///< share of scenes whose swath ends within the study
};

/// All acquisitions of a plan in order of date. Dates spread over April to October; every third
/// Sentinel-2 date is a .SAFE product, the others STAC items. An input error for years outside
/// 2013-2040 (Landsat) or 2016-2040 (Sentinel-2 alone), doubled years, and shares outside 0..0.9.
std::vector<Acquisition> plan_acquisitions(const AcquisitionPlan& plan, std::uint64_t seed);

}  // namespace borderlens
