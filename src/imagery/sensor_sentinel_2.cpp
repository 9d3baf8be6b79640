#include "imagery/sensors.hpp"

namespace borderlens {

Sensor sentinel_2() {
    return {.name = "sentinel-2",
            .instrument = "MSI",
            .bands = {{Role::coastal, "B01", 432, 453, 60},
                      {Role::blue, "B02", 459, 525, 10},
                      {Role::green, "B03", 542, 578, 10},
                      {Role::red, "B04", 649, 680, 10},
                      {Role::red_edge1, "B05", 697, 712, 20},
                      {Role::red_edge2, "B06", 733, 748, 20},
                      {Role::red_edge3, "B07", 773, 793, 20},
                      {Role::nir, "B08", 780, 886, 10},
                      {Role::nir_narrow, "B8A", 854, 875, 20},
                      {Role::cirrus, "B10", 1358, 1389, 60},
                      {Role::swir1, "B11", 1568, 1659, 20},
                      {Role::swir2, "B12", 2115, 2290, 20}},
            .product = "L1C, L2A",
            .product_scale = 1e-4,
            .product_offset = 0.0,
            .source =
                "ESA Sentinel-2 Products Specification Document, issue 14; spectral response "
                "functions of Sentinel-2A, v3.0"};
}

}  // namespace borderlens
