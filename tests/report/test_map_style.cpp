#include <catch2/catch.hpp>

#include "report/map_style.hpp"
#include "report/qgis_project.hpp"

using namespace borderlens;

namespace {

Index count_of(const std::string& text, const std::string& part) {
    Index count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

}  // namespace

TEST_CASE("a class raster's style names every class in its colour") {
    const RasterStyle style{.legend = {{1, "water", {0, 0, 255}}, {3, "a < b", {255, 0, 16}}}};
    const std::string qml = qml_of(style);
    CHECK(count_of(qml, "<paletteEntry") == 2);
    CHECK(qml.find("value=\"3\" color=\"#ff0010\"") != std::string::npos);
    CHECK(qml.find("a &lt; b") != std::string::npos);
    const std::string sld = sld_of(style, "land_use");
    CHECK(count_of(sld, "<ColorMapEntry") == 2);
    CHECK(sld.find("type=\"values\"") != std::string::npos);
}

TEST_CASE("a vector style by a field has a rule and a symbol per value") {
    const VectorStyle style{
        .shape = VectorStyle::Shape::line,
        .field = "scenario",
        .steps = {{"one", 0, 0, "One", {1, 2, 3}}, {"two", 0, 0, "Two", {4, 5, 6}}}};
    CHECK(count_of(qml_of(style), "<symbol ") == 2);
    CHECK(count_of(qml_of(style), "<category ") == 2);
    CHECK(count_of(sld_of(style, "axes"), "<Rule>") == 2);
}

TEST_CASE("a project lists its layers by group and joins a table by name") {
    Project project{.title = "T", .crs = "", .authority = "EPSG:32644"};
    project.layers = {{ProjectLayer::Kind::polygon, "Border", "Zones", "study.gpkg|layername=zones",
                       "x", "EPSG:32644", "", true, "study.gpkg|layername=zone_values", "zone_key"},
                      {ProjectLayer::Kind::table, "Tables", "zone_values",
                       "study.gpkg|layername=zone_values", "", "", ""}};
    const std::string text = qgis_project(project);
    CHECK(count_of(text, "<maplayer ") == 2);
    CHECK(count_of(text, "<layer-tree-group name=") == 2);
    CHECK(text.find("joinLayerId=\"layer_study_gpkg_layername_zone_values_zone_values\"") !=
          std::string::npos);
}
