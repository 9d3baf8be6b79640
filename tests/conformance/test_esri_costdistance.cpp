#include <catch2/catch.hpp>

#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "network/cost_surface.hpp"
#include "stages/cost_inputs.hpp"

using namespace borderlens;

TEST_CASE("accumulated cost agrees with ESRI's published example") {
    const std::string folder = BORDERLENS_SHARED_DIR "/conformance/esri_costdistance_6x6/";
    if (!file_exists(folder + "cost.asc")) {
        WARN("skipped: " << folder << " is not here");
        return;
    }
    const Raster<double> friction = read_doubles(folder + "cost.asc");
    const Raster<double> expected = read_doubles(folder + "expected.asc");
    const CostSurface surface(friction, nullptr,
                              read_sources(folder + "source.asc", friction.grid(), ""), {});
    for (Index row = 0; row < 6; ++row)
        for (Index col = 0; col < 6; ++col) {
            if (std::isnan(expected(row, col)))
                CHECK(std::isnan(surface.cost(row, col)));
            else
                CHECK(surface.cost(row, col) == Approx(expected(row, col)).margin(1e-5));
        }
}
