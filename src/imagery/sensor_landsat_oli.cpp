#include "imagery/sensors.hpp"

namespace borderlens {

std::vector<Sensor> landsat_oli() {
    const Sensor landsat_8 = {
        .name = "landsat-8",
        .instrument = "OLI/TIRS",
        .bands = {{Role::coastal, "B1", 435, 451, 30},
                  {Role::blue, "B2", 452, 512, 30},
                  {Role::green, "B3", 533, 590, 30},
                  {Role::red, "B4", 636, 673, 30},
                  {Role::nir, "B5", 851, 879, 30},
                  {Role::swir1, "B6", 1566, 1651, 30},
                  {Role::swir2, "B7", 2107, 2294, 30},
                  {Role::cirrus, "B9", 1363, 1384, 30},
                  {Role::thermal, "B10", 10600, 11190, 100}},
        .product = "Collection 2 L2SP",
        .product_scale = 2.75e-5,
        .product_offset = -0.2,
        .source = "USGS Landsat 8-9 Collection 2 Level-2 Science Product Guide (LSDS-1619)"};
    // Landsat 9 carries a copy of the same instrument.
    Sensor landsat_9 = landsat_8;
    landsat_9.name = "landsat-9";
    landsat_9.instrument = "OLI-2/TIRS-2";
    return {landsat_8, landsat_9};
}

}  // namespace borderlens
