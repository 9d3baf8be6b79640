#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "base/random.hpp"
#include "imagery/composite.hpp"
#include "imagery/geomedian_kernel.hpp"
#include "imagery/medoid_kernel.hpp"
#include "imagery/order_kernel.hpp"
#include "imagery/sorting_network.hpp"

using namespace borderlens;

namespace {

std::vector<Raster<float>> random_looks(Index looks, Index bands, Index count, double missing,
                                        std::uint64_t seed) {
    Random random(seed);
    std::vector<Raster<float>> made;
    for (Index k = 0; k < looks; ++k) {
        made.emplace_back(Grid("", {0, 0}, 1, 1, 1, count), bands);
        for (Index i = 0; i < count; ++i) {
            const bool cloud = random.uniform() < missing;
            for (Index b = 0; b < bands; ++b)
                // steps of 1e-4 make equal values as frequent as in real numbers
                made.back().band_data(b)[i] =
                    cloud ? no_data : static_cast<float>(random.below(300)) * 1e-4f;
        }
    }
    return made;
}

bool same(const float* a, const float* b, Index count) {
    for (Index i = 0; i < count; ++i)
        if (!(a[i] == b[i] || (std::isnan(a[i]) && std::isnan(b[i])))) return false;
    return true;
}

double total_distance(const std::vector<double>& points, Index bands, const double* place) {
    double total = 0.0;
    for (std::size_t k = 0; k < points.size() / static_cast<std::size_t>(bands); ++k) {
        double squares = 0.0;
        for (std::size_t b = 0; b < static_cast<std::size_t>(bands); ++b) {
            const double d = points[k * static_cast<std::size_t>(bands) + b] - place[b];
            squares += d * d;
        }
        total += std::sqrt(squares);
    }
    return total;
}

}  // namespace

TEST_CASE("the sorting network sorts every sequence of zeros and ones") {
    // By the 0-1 principle (Knuth, TAOCP 3, 5.3.4) it then sorts everything.
    for (Index wires = 1; wires <= 12; ++wires) {
        const auto network = sorting_network(wires);
        const Index middle = wires / 2;
        const auto selection = selection_network(wires, {middle});
        CHECK(selection.size() <= network.size());
        for (unsigned pattern = 0; pattern < 1u << wires; ++pattern) {
            unsigned ones = 0;
            std::vector<int> sorted, selected;
            for (Index w = 0; w < wires; ++w) sorted.push_back(pattern >> w & 1u);
            for (const int value : sorted) ones += static_cast<unsigned>(value);
            selected = sorted;
            for (const Comparator& c : network) {
                int &low = sorted[static_cast<std::size_t>(c.low)],
                    &high = sorted[static_cast<std::size_t>(c.high)];
                if (low > high) std::swap(low, high);
            }
            for (const Comparator& c : selection) {
                int &low = selected[static_cast<std::size_t>(c.low)],
                    &high = selected[static_cast<std::size_t>(c.high)];
                const int small = std::min(low, high), large = std::max(low, high);
                if (c.write_low) low = small;
                if (c.write_high) high = large;
            }
            if (!std::is_sorted(sorted.begin(), sorted.end())) FAIL("not sorted");
            const int expected = static_cast<Index>(ones) >= wires - middle ? 1 : 0;
            if (selected[static_cast<std::size_t>(middle)] != expected) FAIL("not selected");
        }
    }
}

TEST_CASE("the fast median and percentile equal the plain ones for any number of looks") {
    for (Index looks = 1; looks <= 34; ++looks)
        for (const double missing : {0.0, 0.4, 0.9}) {
            const Index count = 517;  // no multiple of any vector length
            const auto stack =
                random_looks(looks, 1, count, missing, static_cast<std::uint64_t>(looks));
            std::vector<const float*> layers;
            for (const auto& look : stack) layers.push_back(look.band_data());
            std::vector<float> fast(count), plain(count);
            median_of_layers(layers, count, fast.data());
            median_of_layers_plain(layers, count, plain.data());
            INFO(looks << " looks, " << missing << " missing");
            CHECK(same(fast.data(), plain.data(), count));
            for (const double percent : {0.0, 12.5, 90.0, 100.0}) {
                percentile_of_layers(layers, count, percent, fast.data());
                percentile_of_layers_plain(layers, count, percent, plain.data());
                CHECK(same(fast.data(), plain.data(), count));
            }
        }
}

TEST_CASE("median, mean and percentile are taken band by band, with the count of looks") {
    const Grid grid("", {0, 0}, 1, 1, 1, 2);
    const auto look = [&](std::vector<float> values) { return Raster<float>(grid, 2, values); };
    const std::vector<Raster<float>> looks = {look({0.1f, no_data, 0.5f, no_data}),
                                              look({0.4f, no_data, no_data, no_data}),
                                              look({0.2f, no_data, 0.7f, no_data})};
    const Raster<float> median = composite(looks, parse_composite_rule("median"));
    CHECK(median(0, 0, 0) == 0.2f);
    CHECK(median(1, 0, 0) == Approx(0.6f));
    CHECK(median(2, 0, 0) == 3.0f);
    CHECK(std::isnan(median(0, 0, 1)));
    CHECK(median(2, 0, 1) == 0.0f);
    // (0.1 + 0.4 + 0.2) / 3 = 0.2333...
    CHECK(composite(looks, parse_composite_rule("mean"))(0, 0, 0) == Approx(0.7 / 3));
    // rank 0.25 * 2 = 0.5: half way from 0.1 to 0.2
    CHECK(composite(looks, parse_composite_rule("percentile:25"))(0, 0, 0) == Approx(0.15));
    CHECK_THROWS_WITH(parse_composite_rule("percentile:101"), Catch::Contains("expected median"));
    CHECK_THROWS_AS(parse_composite_rule("mode"), Error);
}

TEST_CASE("the medoid is the look with the least sum of Euclidean distances") {
    const Grid grid("", {0, 0}, 1, 1, 1, 1);
    const auto look = [&](float a, float b) {
        return Raster<float>(grid, 2, std::vector<float>{a, b});
    };
    // distances: 0-1: 1, 0-2: 5, 0-3: 1.41, 1-2: 4.12, 1-3: 1, 2-3: 4; sums 7.41, 6.12, 13.1, 6.41
    const std::vector<Raster<float>> looks = {look(0, 0), look(1, 0), look(5, 0 + 1e-9f),
                                              look(1, 1), look(no_data, 3)};
    const Raster<float> medoid = composite(looks, parse_composite_rule("medoid"));
    CHECK(medoid(0, 0, 0) == 1.0f);
    CHECK(medoid(1, 0, 0) == 0.0f);
    CHECK(medoid(2, 0, 0) == 4.0f);  // the look without its first band does not count
    for (const double missing : {0.0, 0.5}) {
        const auto many = random_looks(9, 4, 300, missing, 5);
        Raster<float> fast(many[0].grid(), 5), plain(many[0].grid(), 5);
        medoid_of_looks(many, fast);
        medoid_of_looks_plain(many, plain);
        CHECK(same(fast.band_data(), plain.band_data(), 5 * 300));
    }
}

TEST_CASE("the geometric median of known figures") {
    // Square: its centre. Triangle with an angle above 120 degrees: that corner, exactly.
    const std::vector<double> square = {0, 0, 1, 0, 1, 1, 0, 1};
    double place[2];
    geometric_median(square.data(), 4, 2, place);
    CHECK(place[0] == Approx(0.5));
    CHECK(place[1] == Approx(0.5));
    const std::vector<double> flat = {-1, 0, 1, 0, 0, 0.1};
    geometric_median(flat.data(), 3, 2, place);
    CHECK(place[0] == 0.0);
    CHECK(place[1] == 0.1);
    // Equilateral triangle: Fermat's point, its centre (0.5, sqrt(3) / 6).
    const std::vector<double> even = {0, 0, 1, 0, 0.5, std::sqrt(3.0) / 2};
    geometric_median(even.data(), 3, 2, place);
    CHECK(place[0] == Approx(0.5).margin(1e-9));
    CHECK(place[1] == Approx(std::sqrt(3.0) / 6).margin(1e-7));
    // The mean falls on a look that is not the optimum: the iteration must not stick there.
    const std::vector<double> trap = {0,   0,    0.3, 0,   0.3,  0.01,  0.29, -0.01,
                                      0.3, 0.02, 1.2, 0.1, 0.41, -0.04, 0.4,  0.01142857142857143};
    std::vector<double> with_mean = trap;
    double mean[2] = {0, 0};
    for (int k = 0; k < 7; ++k) mean[0] += trap[2 * k] / 7, mean[1] += trap[2 * k + 1] / 7;
    with_mean[14] = mean[0], with_mean[15] = mean[1];
    geometric_median(with_mean.data(), 8, 2, place);
    double left = total_distance(with_mean, 2, place);
    for (const double dx : {-1e-3, 0.0, 1e-3})
        for (const double dy : {-1e-3, 0.0, 1e-3}) {
            const double near[2] = {place[0] + dx, place[1] + dy};
            CHECK(total_distance(with_mean, 2, near) >= left - 1e-12);
        }
}

TEST_CASE("the geometric median in lanes equals the one pixel by pixel, and is the optimum") {
    for (const double missing : {0.0, 0.5}) {
        const auto looks = random_looks(7, 3, 150, missing, 11);
        const Raster<float> fast = composite(looks, parse_composite_rule("geomedian"));
        for (Index i = 0; i < 150; ++i) {
            std::vector<double> points;
            for (const auto& look : looks)
                if (!std::isnan(look.band_data(0)[i]))
                    for (Index b = 0; b < 3; ++b)
                        points.push_back(static_cast<double>(look.band_data(b)[i]));
            const Index n = static_cast<Index>(points.size()) / 3;
            CHECK(fast.band_data(3)[i] == static_cast<float>(n));
            if (n == 0) {
                CHECK(std::isnan(fast.band_data(0)[i]));
                continue;
            }
            double place[3];
            geometric_median(points.data(), n, 3, place);
            const double here[3] = {static_cast<double>(fast.band_data(0)[i]),
                                    static_cast<double>(fast.band_data(1)[i]),
                                    static_cast<double>(fast.band_data(2)[i])};
            if (n != 2)
                for (int b = 0; b < 3; ++b) CHECK(here[b] == Approx(place[b]).margin(1e-6));
            const double least = total_distance(points, 3, here);
            for (int b = 0; b < 3; ++b)
                for (const double move : {-1e-4, 1e-4}) {
                    double near[3] = {here[0], here[1], here[2]};
                    near[b] += move;
                    CHECK(total_distance(points, 3, near) >= least - 1e-7);
                }
        }
    }
}
