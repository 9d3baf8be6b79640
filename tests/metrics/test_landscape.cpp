#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "base/random.hpp"
#include "metrics/core_area.hpp"
#include "metrics/metrics.hpp"
#include "metrics/nearest_neighbour.hpp"
#include "metrics/outline.hpp"
#include "metrics/patch_shape.hpp"
#include "support/drawing.hpp"

using namespace borderlens;
using test::draw;

namespace {

double value(const Landscape& map, MetricLevel level, const std::string& name, std::size_t i = 0) {
    return choose_metrics(level, {name}).front()->value(map, i);
}

Raster<ClassCode> random_map(Index rows, Index cols, double smooth, std::uint64_t seed) {
    Raster<ClassCode> map(Grid("", {0, 0}, 1, 1, rows, cols));
    Random random(seed);
    for (Index r = 0; r < rows; ++r)
        for (Index c = 0; c < cols; ++c) {
            map(r, c) = static_cast<ClassCode>(random.below(5));
            if (r > 0 && random.uniform() < smooth) map(r, c) = map(r - 1, c);
            if (c > 0 && random.uniform() < smooth) map(r, c) = map(r, c - 1);
        }
    return map;
}

}  // namespace

TEST_CASE("area and edge of a drawn landscape") {
    // 10 m cells: A 6 cells, B 2; sides A-B: 1 + 1 + 1 (rows) + 1 (column) = see below
    const Raster<ClassCode> map = draw({"AAAB", "AAAB"});
    LandscapeOptions options;
    options.cell_size_m = 10.0;
    const Landscape found = measure_landscape(code_source(map), options);
    CHECK(value(found, MetricLevel::landscape, "ta") == Approx(0.08));  // 8 cells of 0.01 ha
    CHECK(value(found, MetricLevel::class_level, "pland") == Approx(75.0));
    CHECK(value(found, MetricLevel::landscape, "te") == Approx(20.0));     // 2 sides of 10 m
    CHECK(value(found, MetricLevel::landscape, "ed") == Approx(250.0));    // 20 m / 0.08 ha
    CHECK(value(found, MetricLevel::patch, "perim", 0) == Approx(100.0));  // 3 x 2: 10 sides
    options.count_boundary = true;
    const Landscape with_boundary = measure_landscape(code_source(map), options);
    CHECK(value(with_boundary, MetricLevel::landscape, "te") == Approx(140.0));  // + 12 sides
}

TEST_CASE("a one-class landscape has no diversity and whole evenness is zero") {
    const Landscape found = measure_landscape(code_source(draw({"AA", "AA"})), {});
    CHECK(value(found, MetricLevel::landscape, "shdi") == 0.0);
    CHECK(value(found, MetricLevel::landscape, "shei") == 0.0);
    CHECK(std::isnan(value(found, MetricLevel::landscape, "contag")));
    CHECK(std::isnan(value(found, MetricLevel::patch, "enn")));
    CHECK(value(found, MetricLevel::landscape, "lsi") == 1.0);
}

TEST_CASE("a map without classes is refused") {
    CHECK_THROWS_WITH(measure_landscape(code_source(draw({"..", ".."})), {}),
                      Catch::Contains("no cell"));
}

TEST_CASE("core cells lie the edge depth inside, by four neighbours") {
    // A block of 5 x 5: depth 1 leaves 9 cells, depth 2 one
    const Raster<ClassCode> map = draw({"AAAAA", "AAAAA", "AAAAA", "AAAAA", "AAAAA"});
    for (const Index strip_cells : {5, 10, 25}) {
        const ComponentMap parts(code_source(map), Connectivity::eight, {strip_cells, 0});
        REQUIRE(disjunct_cores(parts, 1).size() == 1);
        CHECK(disjunct_cores(parts, 1)[0].cells == 9);
        CHECK(disjunct_cores(parts, 2)[0].cells == 1);
        CHECK(disjunct_cores(parts, 3).empty());
    }
}

TEST_CASE("core cells equal a cell-by-cell erosion") {
    const Raster<ClassCode> map = random_map(40, 37, 0.8, 3);
    const auto labelled = label_components(map, Connectivity::eight);
    std::vector<Index> expected(labelled.components.size());
    const auto code = [&](Index r, Index c) {
        return map.grid().window().contains(r, c) ? map(r, c) : no_class;
    };
    for (Index r = 0; r < map.rows(); ++r)
        for (Index c = 0; c < map.cols(); ++c) {
            const ClassCode own = map(r, c);
            if (own != no_class && code(r - 1, c) == own && code(r + 1, c) == own &&
                code(r, c - 1) == own && code(r, c + 1) == own)
                ++expected[static_cast<std::size_t>(labelled.labels(r, c) - 1)];
        }
    for (const Index strip_cells : {37, 200, 5000}) {
        std::vector<Index> found(expected.size());
        const ComponentMap parts(code_source(map), Connectivity::eight, {strip_cells, 0});
        for (const DisjunctCore& core : disjunct_cores(parts, 1))
            found[static_cast<std::size_t>(core.patch)] += core.cells;
        CHECK(found == expected);
    }
}

TEST_CASE("nearest neighbours equal the search over all pairs of cells") {
    for (const double smooth : {0.0, 0.4, 0.8, 0.95})
        for (const Connectivity way : {Connectivity::four, Connectivity::eight}) {
            const Raster<ClassCode> map = random_map(45, 150, smooth, 11);
            const auto labelled = label_components(map, way);
            std::vector<std::int64_t> expected(labelled.components.size(), no_neighbour);
            std::map<ClassCode, std::vector<std::array<Index, 3>>> cells;
            for (Index r = 0; r < map.rows(); ++r)
                for (Index c = 0; c < map.cols(); ++c)
                    if (map(r, c) != no_class)
                        cells[map(r, c)].push_back({r, c, labelled.labels(r, c) - 1});
            for (const auto& [code, all] : cells)
                for (const auto& a : all)
                    for (const auto& b : all) {
                        if (a[2] == b[2]) continue;
                        std::int64_t& best = expected[static_cast<std::size_t>(a[2])];
                        const Index dr = a[0] - b[0], dc = a[1] - b[1];
                        best = std::min<std::int64_t>(best, dr * dr + dc * dc);
                    }
            for (const Index strip_cells : {150, 1200, 100000})
                CHECK(nearest_neighbour_px2(
                          ComponentMap(code_source(map), way, {strip_cells, 0})) == expected);
        }
}

TEST_CASE("shape does not depend on where the map is cut") {
    for (const Connectivity way : {Connectivity::four, Connectivity::eight}) {
        const Raster<ClassCode> map = random_map(60, 50, 0.85, 5);
        const auto whole = patch_shapes(ComponentMap(code_source(map), way));
        const auto cut = patch_shapes(ComponentMap(code_source(map), way, {100, 0}));
        REQUIRE(whole.size() == cut.size());
        for (std::size_t i = 0; i < whole.size(); ++i) {
            CHECK(cut[i].mean_distance_to_centroid ==
                  Approx(whole[i].mean_distance_to_centroid).epsilon(1e-12));
            CHECK(cut[i].diameter2 == whole[i].diameter2);
            CHECK(cut[i].corner_pairs == whole[i].corner_pairs);
        }
    }
}

TEST_CASE("the longest axis joins the farthest cell corners") {
    // An L of 3 + 1 cells: from (0, 0) to the corner (2, 3): 4 + 9
    const ComponentMap parts(code_source(draw({"A.", "A.", "AA"})), Connectivity::eight);
    CHECK(patch_shapes(parts)[0].diameter2 == 13);
}

TEST_CASE("metrics are the same for any strip height") {
    const Raster<ClassCode> map = random_map(64, 64, 0.8, 9);
    for (const MetricLevel level :
         {MetricLevel::patch, MetricLevel::class_level, MetricLevel::landscape}) {
        const auto metrics = choose_metrics(level, {});
        const Table whole = metric_table(measure_landscape(code_source(map), {}), level, metrics);
        const Table cut =
            metric_table(measure_landscape(code_source(map), {}, {64 * 5, 0}), level, metrics);
        for (const Column& column : whole.columns())
            for (std::size_t r = 0; r < column.numbers.size(); ++r) {
                const double a = column.numbers[r], b = cut.numbers(column.name)[r];
                CHECK(((std::isnan(a) && std::isnan(b)) || b == Approx(a).epsilon(1e-12)));
            }
    }
}

TEST_CASE("zones are landscapes of their own: patches end at zone borders") {
    // A fills both zones: one patch in each, no edge between them, boundary all around
    const Raster<ClassCode> map = draw({"AAAA", "AABA"});
    const Raster<ClassCode> zones = draw({"11.2", "1112"});
    const auto found = measure_zones(code_source(map), code_source(zones), {});
    REQUIRE(found.size() == 2);
    const Landscape& one = found.at(1);
    CHECK(one.cells == 5);
    CHECK(value(one, MetricLevel::landscape, "np") == 2.0);
    CHECK(one.edge_sides == 1);       // A | B in the second row
    CHECK(one.boundary_sides == 10);  // A 2 x 2: 8 - 1 side to B; B: 3
    CHECK(found.at(2).patches.size() == 1);
    CHECK(value(found.at(2), MetricLevel::landscape, "te") == 0.0);
}

TEST_CASE("every metric says its formula, unit, range and source, once a level") {
    for (const MetricLevel level :
         {MetricLevel::patch, MetricLevel::class_level, MetricLevel::landscape}) {
        std::set<std::string> names;
        for (const Metric& metric : metrics_of(level)) {
            INFO(metric.name);
            CHECK(names.insert(metric.name).second);
            CHECK_FALSE(metric.formula.empty());
            CHECK_FALSE(metric.unit.empty());
            CHECK_FALSE(metric.range.empty());
            CHECK_FALSE(metric.source.empty());
        }
    }
    CHECK_THROWS_WITH(choose_metrics(MetricLevel::patch, {"areaa"}), Catch::Contains("there are"));
}

TEST_CASE("least perimeter of so many cells") {
    CHECK(least_perimeter_sides(1) == 4);
    CHECK(least_perimeter_sides(2) == 6);
    CHECK(least_perimeter_sides(9) == 12);
    CHECK(least_perimeter_sides(12) == 14);  // 3 x 4
    CHECK(least_perimeter_sides(13) == 16);  // 3 x 4 and one more
}
