#include <catch2/catch.hpp>

#include "base/nearest_word.hpp"

using namespace borderlens;

TEST_CASE("the nearest word is offered only when it is near") {
    CHECK(nearest_word("zone", {"zone_km", "line"}) == "");
    CHECK(nearest_word("lines", {"zone_km", "line"}) == "line");
    CHECK(did_you_mean("lines", {"zone_km", "line"}) == "; did you mean 'line'?");
    CHECK(did_you_mean("zone", {"zone_km", "line"}) == "");
}
