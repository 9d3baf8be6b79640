#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "imagery/role.hpp"

namespace borderlens {

/// One band of a sensor.
struct SensorBand {
    Role role;
    std::string_view name;  ///< as products call it: "B8A", "B5"
    double low_nm;          ///< lower edge of the band at half of its maximum
    double high_nm;         ///< upper edge
    double resolution_m;
    /// Exoatmospheric solar irradiance [W m-2 um-1], for products that carry radiance gains only;
    /// 0 = not needed.
    double solar_irradiance = 0.0;

    double center_nm() const { return 0.5 * (low_nm + high_nm); }
};

/// What a sensor's bands are called, where they lie and how its usual product is scaled:
/// reflectance = number * product_scale + product_offset. Metadata of a product rule over both.
struct Sensor {
    std::string_view name;
    std::string_view instrument;
    std::vector<SensorBand> bands;
    std::string_view product;
    double product_scale = 1.0;
    double product_offset = 0.0;
    std::string_view source;

    const SensorBand* find(Role role) const;
    /// Also "B2" for "B02", in any case; null where the sensor has no such band.
    const SensorBand* find(std::string_view band_name) const;
};

/// The registry: one table file per family, sensor_<family>.cpp.
const std::vector<Sensor>& all_sensors();

/// By name, also in the spellings of metadata ("LANDSAT_8", "Sentinel-2A", "landsat-8-oli");
/// null if unknown.
const Sensor* find_sensor(std::string_view name);

/// The unit a product comes from, "sentinel-2b" or "landsat-8", of a spacecraft's name
/// ("Sentinel-2B") or a product's ("S2B_MSIL2A_..."); "" where the text names none.
std::string platform_named(std::string_view text);

/// As find_sensor; an input error that lists the names there are.
const Sensor& sensor_named(std::string_view name);

Sensor sentinel_2();
std::vector<Sensor> landsat_tm();
Sensor landsat_etm();
std::vector<Sensor> landsat_oli();

}  // namespace borderlens
