#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "base/random.hpp"
#include "comparison/spatial_autocorrelation.hpp"

using namespace borderlens;

namespace {

/// A chain of places, each next to the ones before and after it.
Neighbours chain(Index n) {
    Neighbours neighbours(static_cast<std::size_t>(n));
    for (Index i = 0; i < n; ++i) {
        if (i > 0) neighbours[i].push_back(i - 1);
        if (i + 1 < n) neighbours[i].push_back(i + 1);
    }
    return neighbours;
}

}  // namespace

TEST_CASE("Moran's I of a small chain is what the formula gives by hand") {
    // z = -1.5 -0.5 0.5 1.5; lags -0.5 -0.5 0.5 0.5; sum z * lag = 2; squares 5; I = 2 / 5.
    CHECK(moran({1, 2, 3, 4}, chain(4), 0).i == Approx(0.4));
    // 1 -1 1 -1: every lag is the opposite: I = -1.
    CHECK(moran({1, -1, 1, -1}, chain(4), 0).i == Approx(-1.0));
}

TEST_CASE("a smooth field is significant, noise is not, at any thread count") {
    std::vector<double> smooth;
    std::vector<double> noise;
    Random random(6);
    for (int i = 0; i < 80; ++i) {
        smooth.push_back(std::sin(i / 8.0));
        noise.push_back(random.normal());
    }
    set_thread_count(1);
    const MoranTest one = moran(smooth, chain(80), 499, 3);
    set_thread_count(3);
    const MoranTest three = moran(smooth, chain(80), 499, 3);
    set_thread_count(0);
    CHECK(one.p == three.p);
    CHECK(one.z == three.z);
    CHECK(one.p == Approx(2.0 / 500.0));
    CHECK(one.expected == Approx(-1.0 / 79.0).margin(0.02));
    CHECK(moran(noise, chain(80), 499, 3).p > 0.05);
}

TEST_CASE("local Moran finds the cluster and names its kind") {
    std::vector<double> values(60, 0.0);
    Random random(7);
    for (double& value : values) value = random.normal();
    for (int i = 20; i < 26; ++i) values[i] += 6.0;
    const auto local = local_moran(values, chain(60), 999, 1);
    CHECK(local[22].quadrant == 1);
    CHECK(local[22].p < 0.05);
    CHECK(local[5].p > 0.05);
    // The mean of the local values is the global one when every place has neighbours.
    double sum = 0.0;
    for (const LocalMoran& place : local) sum += place.i;
    CHECK(sum / 60.0 == Approx(moran(values, chain(60), 0).i));
}

TEST_CASE("neighbours are found by number and by distance") {
    const std::vector<double> x = {0, 1, 3, 7};
    const std::vector<double> y = {0, 0, 0, 0};
    CHECK(nearest_neighbours(x, y, 2)[3] == std::vector<Index>{2, 1});
    CHECK(neighbours_within(x, y, 2.0)[1] == std::vector<Index>{0, 2});
    CHECK(neighbours_within(x, y, 2.0)[3].empty());
}

TEST_CASE("constant and broken fields are answered with NaN and errors") {
    CHECK(std::isnan(moran({1, 1, 1, 1}, chain(4)).i));
    CHECK_THROWS_AS(moran({1, std::nan(""), 1, 1}, chain(4)), Error);
    CHECK_THROWS_AS(moran({1, 2}, chain(4)), Error);
}

TEST_CASE("adjusted p values follow Benjamini and Hochberg") {
    // Of 4: 0.01 * 4 = 0.04, 0.02 * 4 / 2 = 0.04, 0.03 * 4 / 3 = 0.04, 0.5.
    const auto adjusted = false_discovery_adjusted({0.03, 0.5, 0.01, 0.02, std::nan("")});
    CHECK(adjusted[0] == Approx(0.04));
    CHECK(adjusted[1] == Approx(0.5));
    CHECK(adjusted[2] == Approx(0.04));
    CHECK(std::isnan(adjusted[4]));
}
