#include "imagery/sensors.hpp"

namespace borderlens {
namespace {

constexpr std::string_view source =
    "USGS Landsat Collection 2 Level-2 guide (LSDS-1618); solar irradiance: Chander, Markham, "
    "Helder 2009, Remote Sensing of Environment 113, table 4";

}  // namespace

std::vector<Sensor> landsat_tm() {
    return {{.name = "landsat-4",
             .instrument = "TM",
             .bands = {{Role::blue, "B1", 450, 520, 30, 1983.0},
                       {Role::green, "B2", 520, 600, 30, 1795.0},
                       {Role::red, "B3", 630, 690, 30, 1539.0},
                       {Role::nir, "B4", 760, 900, 30, 1028.0},
                       {Role::swir1, "B5", 1550, 1750, 30, 219.8},
                       {Role::thermal, "B6", 10400, 12500, 120},
                       {Role::swir2, "B7", 2080, 2350, 30, 83.49}},
             .product = "Collection 2 L2SP",
             .product_scale = 2.75e-5,
             .product_offset = -0.2,
             .source = source},
            {.name = "landsat-5",
             .instrument = "TM",
             .bands = {{Role::blue, "B1", 450, 520, 30, 1983.0},
                       {Role::green, "B2", 520, 600, 30, 1796.0},
                       {Role::red, "B3", 630, 690, 30, 1536.0},
                       {Role::nir, "B4", 760, 900, 30, 1031.0},
                       {Role::swir1, "B5", 1550, 1750, 30, 220.0},
                       {Role::thermal, "B6", 10400, 12500, 120},
                       {Role::swir2, "B7", 2080, 2350, 30, 83.44}},
             .product = "Collection 2 L2SP",
             .product_scale = 2.75e-5,
             .product_offset = -0.2,
             .source = source}};
}

}  // namespace borderlens
