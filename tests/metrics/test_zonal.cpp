#include <catch2/catch.hpp>
#include <cmath>

#include "base/parallel.hpp"
#include "base/random.hpp"
#include "metrics/zonal.hpp"
#include "support/drawing.hpp"

using namespace borderlens;

namespace {

ValueReader reader_of(const Raster<float>& raster) {
    return [&raster](const Window& window) {
        Raster<double> part(raster.grid().crop(window));
        for (Index r = 0; r < window.rows; ++r)
            for (Index c = 0; c < window.cols; ++c)
                part(r, c) = raster(window.row0 + r, window.col0 + c);
        return part;
    };
}

Geometry box(double x0, double y0, double x1, double y1) {
    Geometry geometry;
    geometry.polygons.push_back({{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}, {}});
    return geometry;
}

Table measure(const std::vector<Geometry>& zones, const Raster<float>& raster,
              const std::string& statistics, const Raster<float>* weights = nullptr) {
    ZonalOptions options;
    options.statistics = parse_statistics(statistics, weights != nullptr);
    return zonal_statistics(zones, raster.grid(), reader_of(raster),
                            weights ? reader_of(*weights) : ValueReader(), options);
}

}  // namespace

TEST_CASE("statistics of a box that covers cells in part") {
    // 1 m cells, corner (0, 0): row 0 is y -1..0. The box covers half of 1, all of 3, half of 2.
    const Raster<float> values = test::draw_floats({"132", "..."}, 1.0);
    const Table found = measure({box(0.5, -1.0, 2.5, 0.0)}, values,
                                "count,sum,mean,min,max,variance,stdev,cv,median,mode,minority,"
                                "variety,frac,quantile(0.25)");
    CHECK(found.numbers("count")[0] == 2.0);
    CHECK(found.numbers("sum")[0] == 4.5);  // 0.5 + 3 + 1
    CHECK(found.numbers("mean")[0] == 2.25);
    CHECK(found.numbers("min")[0] == 1.0);
    CHECK(found.numbers("max")[0] == 3.0);
    // (0.5 * 1.25^2 + 0.75^2 + 0.5 * 0.25^2) / 2
    CHECK(found.numbers("variance")[0] == Approx(0.6875));
    CHECK(found.numbers("stdev")[0] == Approx(std::sqrt(0.6875)));
    CHECK(found.numbers("cv")[0] == Approx(std::sqrt(0.6875) / 2.25));
    CHECK(found.numbers("mode")[0] == 3.0);
    CHECK(found.numbers("minority")[0] == 1.0);
    CHECK(found.numbers("variety")[0] == 3.0);
    CHECK(found.numbers("frac_3")[0] == 0.5);
    CHECK(found.numbers("frac_1")[0] == 0.25);
    // values 1, 2, 3 with c = 0.5, 0.5, 1: S = 0, 0.5 + 2 * 0.5 = 1.5, 2 + 2 = 4; S_n = 2 * 2 = 4
    // median: p S_n = 2 lies (2 - 1.5) / 2.5 = 0.2 of the way from 2 to 3
    CHECK(found.numbers("median")[0] == Approx(2.2));
    CHECK(found.numbers("quantile(0.25)")[0] == Approx(1.0 + 1.0 / 1.5));
}

TEST_CASE("outside the raster or over no data, sums are 0 and the rest is undefined") {
    const Raster<float> values = test::draw_floats({"1..", "1.."}, 1.0);
    const Table found = measure({box(10, 10, 12, 12), box(1.1, -1.9, 2.9, -0.1), Geometry()},
                                values, "count,sum,mean,min,median,variety,mode,frac,stdev");
    for (const std::size_t row : {0, 1, 2}) {
        CHECK(found.numbers("count")[row] == 0.0);
        CHECK(found.numbers("sum")[row] == 0.0);
        CHECK(found.numbers("variety")[row] == 0.0);
        for (const char* name : {"mean", "min", "median", "mode", "stdev"})
            CHECK(std::isnan(found.numbers(name)[row]));
    }
}

TEST_CASE("weights multiply coverage, and a missing weight makes the weighted mean undefined") {
    const Raster<float> values = test::draw_floats({"1234"}, 1.0);
    const Raster<float> weights = test::draw_floats({"123."}, 1.0);
    const Table found = measure({box(0.5, -1.0, 3.0, 0.0), box(0.0, -1.0, 4.0, 0.0)}, values,
                                "mean,weighted_mean,weighted_sum,weighted_frac", &weights);
    // c = 0.5, 1, 1; w = 1, 2, 3: (0.5 + 4 + 9) / 5.5
    CHECK(found.numbers("weighted_sum")[0] == Approx(13.5));
    CHECK(found.numbers("weighted_mean")[0] == Approx(13.5 / 5.5));
    CHECK(found.numbers("weighted_frac_1")[0] == Approx(0.5 / 5.5));
    CHECK(found.numbers("mean")[1] == 2.5);
    CHECK(std::isnan(found.numbers("weighted_mean")[1]));
}

TEST_CASE("cells covered no more than the threshold are left out; cells may count whole") {
    const Raster<float> values = test::draw_floats({"12"}, 1.0);
    ZonalOptions options;
    options.statistics = {"count", "mean"};
    options.coverage_threshold = 0.5;
    const auto zone = box(0.6, -1.0, 2.0, 0.0);
    CHECK(zonal_statistics({zone}, values.grid(), reader_of(values), {}, options)
              .numbers("count")[0] == 1.0);
    options.coverage_threshold = 0.0;
    options.weigh_by_coverage = false;
    CHECK(zonal_statistics({zone}, values.grid(), reader_of(values), {}, options)
              .numbers("mean")[0] == 1.5);
}

TEST_CASE("a large zone equals the sum of its parts") {
    Raster<float> values(Grid("", {0, 0}, 1, 1, 700, 900));
    Random random(2);
    for (float& value : values.values())
        value = random.uniform() < 0.1 ? no_data : static_cast<float>(random.normal());
    const Table found = measure({box(0.25, -699.5, 899.5, -0.25), box(0.25, -300.0, 899.5, -0.25),
                                 box(0.25, -699.5, 899.5, -300.0)},
                                values, "count,sum,variety,median");
    CHECK(found.numbers("count")[0] ==
          Approx(found.numbers("count")[1] + found.numbers("count")[2]));
    CHECK(found.numbers("sum")[0] == Approx(found.numbers("sum")[1] + found.numbers("sum")[2]));
}

TEST_CASE("unknown statistics are answered with the ones there are") {
    CHECK_THROWS_WITH(parse_statistics("mean,avg", false), Catch::Contains("'avg'"));
    CHECK_THROWS_WITH(parse_statistics("quantile(2)", false), Catch::Contains("quantile(p)"));
    CHECK_THROWS_WITH(parse_statistics("weighted_mean", false), Catch::Contains("--weights"));
    CHECK(parse_statistics("mean, quantile(0.1)", false).size() == 2);
}
