#include <catch2/catch.hpp>
#include <cmath>

#include "comparison/normal.hpp"

using namespace borderlens;

TEST_CASE("normal quantiles agree with tables and undo the distribution function") {
    CHECK(normal_half_width(0.95) == Approx(1.959963984540054).epsilon(1e-14));
    CHECK(normal_quantile(1e-10) == Approx(-6.361340902404056).epsilon(1e-13));
    CHECK(normal_quantile(0.5) == 0.0);
    for (const double p : {1e-30, 1e-6, 0.02, 0.3, 0.6, 0.97, 0.999999})
        CHECK(normal_cdf(normal_quantile(p)) == Approx(p).epsilon(1e-12));
}

TEST_CASE("a probability outside 0 to 1 has no quantile") {
    CHECK(std::isnan(normal_quantile(-0.1)));
    CHECK(std::isinf(normal_quantile(1.0)));
}

TEST_CASE("two-sided p values stay exact in the far tail") {
    // erfc(5.082641638863 / sqrt 2), as in the Senate example.
    CHECK(two_sided_p(-5.082641638863) == Approx(3.722215566369e-07).epsilon(1e-9));
}
