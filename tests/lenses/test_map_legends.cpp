#include <catch2/catch.hpp>
#include <set>

#include "lenses/map_legends.hpp"
#include "simulation/materials.hpp"

using namespace borderlens;

TEST_CASE("every map legend has a source, unique codes and classes that exist") {
    std::set<std::string> names;
    for (const MapLegend& legend : all_map_legends()) {
        INFO(legend.name);
        CHECK(names.insert(legend.name).second);
        CHECK_FALSE(legend.source.empty());
        std::set<int> codes;
        for (const MapCode& code : legend.codes) {
            CHECK(codes.insert(code.code).second);
            CHECK_FALSE(code.meaning.empty());
            CHECK(code.land <= land::class_count);
        }
    }
    CHECK(names ==
          std::set<std::string>{"worldcover", "dynamic_world", "esri", "glc_fcs30", "clcd"});
}

TEST_CASE("codes of published maps become classes of land_use") {
    CHECK(map_legend_named("worldcover").land_of(40) == land::cropland);
    CHECK(map_legend_named("dynamic_world").land_of(0) == land::water);
    CHECK(map_legend_named("esri").land_of(11) == land::grass_steppe);
    CHECK(map_legend_named("glc_fcs30").land_of(71) == land::shrub_forest);
    CHECK(map_legend_named("clcd").land_of(8) == land::built_up);
    CHECK(map_legend_named("worldcover").land_of(100) == 0);  // moss and lichen: none of ours
    CHECK(map_legend_named("clcd").land_of(77) == 0);
    CHECK_THROWS_WITH(map_legend_named("corine"), Catch::Contains("worldcover, dynamic_world"));
}
