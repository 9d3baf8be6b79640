#include <catch2/catch.hpp>

#include "base/base64.hpp"

TEST_CASE("the examples of RFC 4648, section 10 hold") {
    using borderlens::to_base64;
    CHECK(to_base64("") == "");
    CHECK(to_base64("f") == "Zg==");
    CHECK(to_base64("fo") == "Zm8=");
    CHECK(to_base64("foo") == "Zm9v");
    CHECK(to_base64("foob") == "Zm9vYg==");
    CHECK(to_base64("foobar") == "Zm9vYmFy");
}
