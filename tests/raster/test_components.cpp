#include <catch2/catch.hpp>

#include "base/parallel.hpp"
#include "base/random.hpp"
#include "raster/components.hpp"
#include "support/drawing.hpp"

using namespace borderlens;
using test::draw;

namespace {

/// Cells of random class; `smooth` copies the left or upper neighbour that often.
Raster<ClassCode> random_map(Index rows, Index cols, double smooth, std::uint64_t seed) {
    Raster<ClassCode> map(Grid("", {0, 0}, 1, 1, rows, cols));
    Random random(seed);
    for (Index r = 0; r < rows; ++r)
        for (Index c = 0; c < cols; ++c) {
            map(r, c) = static_cast<ClassCode>(random.below(4));
            if (r > 0 && random.uniform() < smooth) map(r, c) = map(r - 1, c);
            if (c > 0 && random.uniform() < smooth) map(r, c) = map(r, c - 1);
        }
    return map;
}

/// Flood fill, cell by cell: slow and plain.
std::vector<Component> flood(const Raster<ClassCode>& map, bool eight) {
    std::vector<Component> found;
    Raster<std::int32_t> seen(map.grid());
    const auto code = [&](Index r, Index c) {
        return map.grid().window().contains(r, c) ? map(r, c) : no_class;
    };
    for (Index r0 = 0; r0 < map.rows(); ++r0)
        for (Index c0 = 0; c0 < map.cols(); ++c0) {
            if (map(r0, c0) == no_class || seen(r0, c0) != 0) continue;
            Component part;
            part.code = map(r0, c0);
            std::vector<std::pair<Index, Index>> waiting{{r0, c0}};
            seen(r0, c0) = 1;
            while (!waiting.empty()) {
                const auto [r, c] = waiting.back();
                waiting.pop_back();
                ++part.cells;
                part.sum_row += r;
                part.sum_col += c;
                for (Index dr = -1; dr <= 1; ++dr)
                    for (Index dc = -1; dc <= 1; ++dc) {
                        if (dr == 0 && dc == 0) continue;
                        const ClassCode other = code(r + dr, c + dc);
                        if (dr * dc == 0 && other != part.code) {
                            ++part.perimeter_sides;
                            part.edge_sides += other != no_class;
                        }
                        if (other != part.code || (!eight && dr * dc != 0)) continue;
                        if (seen(r + dr, c + dc) != 0) continue;
                        seen(r + dr, c + dc) = 1;
                        waiting.push_back({r + dr, c + dc});
                    }
            }
            found.push_back(part);
        }
    return found;
}

void check_same(const std::vector<Component>& a, const std::vector<Component>& b) {
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        CHECK(a[i].code == b[i].code);
        CHECK(a[i].cells == b[i].cells);
        CHECK(a[i].perimeter_sides == b[i].perimeter_sides);
        CHECK(a[i].edge_sides == b[i].edge_sides);
        CHECK(a[i].sum_row == b[i].sum_row);
        CHECK(a[i].sum_col == b[i].sum_col);
    }
}

}  // namespace

TEST_CASE("cells that meet at a corner are one component with 8 neighbours, two with 4") {
    const Raster<ClassCode> map = draw({"AB", "BA"});
    CHECK(label_components(map, Connectivity::eight).components.size() == 2);
    CHECK(label_components(map, Connectivity::four).components.size() == 4);
}

TEST_CASE("area, perimeter and edges of a drawn patch") {
    //  A has 5 cells; sides: 5 * 4 - 2 * 5 inner ones (3 in the first row's pairs ...) = 10
    const Raster<ClassCode> map = draw({"AAAB", "AA.B"});
    const auto found = label_components(map, Connectivity::eight);
    REQUIRE(found.components.size() == 2);
    const Component& a = found.components[0];
    CHECK(a.cells == 5);
    CHECK(a.perimeter_sides == 10);
    CHECK(a.edge_sides == 1);  // to B at the right of the first row; '.' is background
    CHECK(a.bounds() == Window{0, 0, 2, 3});
    CHECK(found.labels(1, 2) == 0);
    CHECK(found.labels(1, 3) == 2);
}

TEST_CASE("components equal a flood fill, for any strip height and thread count") {
    for (const double smooth : {0.0, 0.5, 0.9})
        for (const bool eight : {false, true}) {
            const Raster<ClassCode> map = random_map(57, 83, smooth, 7);
            const Connectivity way = eight ? Connectivity::eight : Connectivity::four;
            const std::vector<Component> expected = flood(map, eight);
            for (const Index strip_rows : {1, 2, 7, 57}) {
                const ComponentMap found(code_source(map), way,
                                         {strip_rows * 83, strip_rows == 7 ? 0 : 1 << 20});
                CHECK(found.strip_rows() == strip_rows);
                check_same(found.components(), expected);
                Index labelled = 0;
                for (Index s = 0; s < found.strips(); ++s) {
                    const auto strip = found.strip(s);
                    for (const Run& run : strip->runs)
                        labelled += found.components()[static_cast<std::size_t>(run.label)].code ==
                                    run.code;
                }
                CHECK(labelled == static_cast<Index>(runs_of(map.view(), 0, no_class).runs.size()));
            }
        }
}

TEST_CASE("sides between classes are counted once each") {
    // rows AAB / AAB: sides A-A: 2 + 2 = 4, A-B: 2, B-B: 1
    const Raster<ClassCode> map = draw({"AAB", "AAB"});
    for (const Index strip_cells : {3, 6}) {
        const ComponentMap found(code_source(map), Connectivity::eight, {strip_cells, 0});
        CHECK(found.sides() == SideCounts{{{1, 1}, 4}, {{1, 2}, 2}, {{2, 2}, 1}});
    }
}

TEST_CASE("any whole number but no_code may be a class") {
    Raster<std::int32_t> codes(Grid("", {0, 0}, 1, 1, 1, 4), 1, {0, -7, no_code, 70000});
    const auto found = label_components(codes, Connectivity::four);
    REQUIRE(found.components.size() == 3);
    CHECK(found.components[0].code == 0);
    CHECK(found.components[1].code == -7);
    CHECK(found.components[2].code == 70000);
}
