#include "imagery/sensors.hpp"

namespace borderlens {

Sensor landsat_etm() {
    return {.name = "landsat-7",
            .instrument = "ETM+",
            .bands = {{Role::blue, "B1", 441, 514, 30, 1997.0},
                      {Role::green, "B2", 519, 601, 30, 1812.0},
                      {Role::red, "B3", 631, 692, 30, 1533.0},
                      {Role::nir, "B4", 772, 898, 30, 1039.0},
                      {Role::swir1, "B5", 1547, 1749, 30, 230.8},
                      {Role::thermal, "B6", 10310, 12360, 60},
                      {Role::swir2, "B7", 2064, 2345, 30, 84.90}},
            .product = "Collection 2 L2SP",
            .product_scale = 2.75e-5,
            .product_offset = -0.2,
            .source =
                "USGS Landsat 7 Data Users Handbook (LSDS-1927); solar irradiance: Chander, "
                "Markham, Helder 2009, Remote Sensing of Environment 113, table 4"};
}

}  // namespace borderlens
