#include <catch2/catch.hpp>

#include "lenses/persistence.hpp"

using namespace borderlens;

TEST_CASE("what is built stays built from the most likely period on") {
    CHECK(persistent_start({0.1F, 0.9F, 0.9F, 0.8F}) == 1);
    CHECK(persistent_start({0.1F, 0.2F, 0.1F}) == 3);  // never
    CHECK(persistent_start({0.9F, 0.9F}) == 0);
}

TEST_CASE("one doubtful period does not undo the others") {
    // Evidence log(p / (1 - p)): 0.9 -> 2.2, 0.2 -> -1.4; from period 1: 2.2 - 1.4 + 2.2 > 2.2.
    CHECK(persistent_start({0.1F, 0.9F, 0.2F, 0.9F}) == 1);
    // A single flash among many denials is not believed: 2.2 - 3 x 2.2 < 0.
    CHECK(persistent_start({0.9F, 0.1F, 0.1F, 0.1F}) == 4);
}

TEST_CASE("unseen periods count for nothing") {
    CHECK(persistent_start({0.1F, no_data, 0.9F}) == 2);
    const Grid grid("", {0, 0}, 1, 1, 1, 1);
    CHECK(persistent_start({Raster<float>(grid, 1, no_data)})(0, 0) == 0);
    CHECK(persistent_start({Raster<float>(grid, 1, 0.9F)})(0, 0) == 1);
    CHECK(persistent_start({Raster<float>(grid, 1, 0.1F)})(0, 0) == 2);
}
