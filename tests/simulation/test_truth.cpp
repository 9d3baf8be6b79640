#include <catch2/catch.hpp>
#include <map>
#include <tuple>

#include "simulation/labels.hpp"
#include "simulation/truth.hpp"

using namespace borderlens;

namespace {

const Bounds study{450000.0, 4880000.0, 454000.0, 4884000.0};
const Point corner{450000.0, 4884000.0};

}  // namespace

TEST_CASE("the majority of the four cells is the truth, a tie falls to one of the two") {
    const auto truth = [](Material a, Material b, Material c, Material d) {
        return truth_class({a, b, c, d}, 3, 9);
    };
    CHECK(truth(Material::maize, Material::sand, Material::wheat, Material::salt) ==
          land::cropland);
    CHECK(truth(Material::salt, Material::sand, Material::gravel, Material::cleared_ground) ==
          land::bare_desert);
    const ClassCode tie = truth(Material::sand, Material::sand, Material::snow, Material::snow);
    CHECK((tie == land::bare_desert || tie == land::snow));
}

TEST_CASE("areas and shares add up to the pixels of each side") {
    const SimulatedLandscape landscape(study, {}, 2);
    const Window window{100, 100, 80, 160};
    const Window cells{200, 200, 160, 320};
    const TruthTile tile = truth_of(draw_ground(landscape, corner, cells, 2020), window);
    const TruthCounts counts = count_truth(landscape, tile, corner);
    Index pixels = 0;
    for (const auto& side : counts.pixels)
        for (const Index count : side) pixels += count;
    CHECK(pixels == window.size());
    CHECK(counts.pixels[0][0] + counts.pixels[1][0] == 0);
    const Table areas = truth_areas({2020}, {counts});
    double shares = 0.0, area_km2 = 0.0;
    for (const Measure& row : measures_of(areas)) {
        if (row.metric == "share_settled" || row.metric == "area_settled") continue;
        (row.unit == "km2" ? area_km2 : shares) += row.value;
    }
    CHECK(shares == Approx(2.0));            // each side's shares sum to one
    CHECK(area_km2 == Approx(80 * 160e-4));  // pixels of 1e-4 km2
}

TEST_CASE("years of change agree with the truth year by year") {
    const SimulatedLandscape landscape(study, {}, 2);
    // A window with a town, a plant, fields and open land.
    const Window window{210, 290, 120, 90};
    const Window cells{420, 580, 240, 180};
    const ChangeYears years = change_years(landscape, corner, window, 2013, 2024);
    std::vector<TruthTile> tiles;
    for (int year = 2013; year <= 2024; ++year)
        tiles.push_back(truth_of(draw_ground(landscape, corner, cells, year), window));
    int changed = 0;
    for (std::size_t i = 0; i < tiles[0].classes.size(); ++i) {
        int last_change = 0, first_built = 0, first_panels = 0;
        for (int t = 0; t < 12; ++t) {
            const ClassCode code = tiles[static_cast<std::size_t>(t)].classes[i];
            if (t > 0 && code != tiles[static_cast<std::size_t>(t - 1)].classes[i])
                last_change = 2013 + t;
            if (code == land::built_up && first_built == 0) first_built = 2013 + t;
            if (code == land::photovoltaics && first_panels == 0) first_panels = 2013 + t;
        }
        changed += last_change > 0 ? 1 : 0;
        REQUIRE(years.change[i] == last_change);
        REQUIRE(years.built_up[i] == first_built);
        REQUIRE(years.photovoltaics[i] == first_panels);
    }
    CHECK(changed > 500);
}

TEST_CASE("training polygons lie on ground of their class and side, points are true") {
    const SimulatedLandscape landscape(study, {}, 2);
    const LabelOptions options{3, 8};
    Labels labels = make_labels(landscape, {2017, 2024}, 9, options, "");
    const Labels again = make_labels(landscape, {2017, 2024}, 9, options, "");
    REQUIRE(labels.polygons.geometries.size() > 60);  // at most 3 x 10 classes x 2 sides x 2 years
    REQUIRE(labels.polygons.geometries.size() == again.polygons.geometries.size());
    const auto& codes = labels.polygons.attributes.numbers("class");
    const auto& years = labels.polygons.attributes.numbers("year");
    const auto sides = labels.polygons.attributes.texts("side");
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const Ring& ring = labels.polygons.geometries[i].polygons[0].outer;
        CHECK(ring == again.polygons.geometries[i].polygons[0].outer);
        CHECK(ring.front() == ring.back());
        Point middle;
        for (std::size_t k = 0; k + 1 < ring.size(); ++k) {
            middle.x += ring[k].x / 8.0;
            middle.y += ring[k].y / 8.0;
        }
        const int year = static_cast<int>(years[i]);
        // The cell to the upper left of the middle: the middle itself is a cell corner.
        CHECK(landscape.land_class(middle.x - 2.0, middle.y + 2.0, year) ==
              static_cast<int>(codes[i]));
        CHECK((landscape.border().side_of(middle.x, middle.y) == Side::a) == (sides[i] == "a"));
    }
    const auto point_codes = labels.points.attributes.numbers("class");
    const auto point_years = labels.points.attributes.numbers("year");
    for (std::size_t i = 0; i < point_codes.size(); ++i) {
        const Point place = labels.points.geometries[i].points[0];
        const auto row = static_cast<Index>((corner.y - place.y) / 10.0);
        const auto col = static_cast<Index>((place.x - corner.x) / 10.0);
        CHECK(truth_class_at(landscape, corner, row, col, static_cast<int>(point_years[i])) ==
              static_cast<int>(point_codes[i]));
    }
    // The weights of all points of a year add up to the pixels of the classes that have points.
    TruthCounts counts;
    for (auto& side : counts.pixels) side.fill(700);
    weigh_points(labels.points, {2017, 2024}, {counts, counts});
    std::map<std::tuple<int, int, std::string>, double> sums;
    const auto point_sides = labels.points.attributes.texts("side");
    const auto& weights = labels.points.attributes.numbers("weight");
    for (std::size_t i = 0; i < weights.size(); ++i)
        sums[{static_cast<int>(point_years[i]), static_cast<int>(point_codes[i]),
              point_sides[i]}] += weights[i];
    for (const auto& [stratum, sum] : sums) CHECK(sum == Approx(700.0));
}
