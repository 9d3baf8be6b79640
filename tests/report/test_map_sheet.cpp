#include <catch2/catch.hpp>

#include "report/map_sheet.hpp"

using namespace borderlens;

TEST_CASE("scale bars have lengths one can say") {
    CHECK(round_length(1.0) == 1.0);
    CHECK(round_length(1999.0) == Approx(1000.0));
    CHECK(round_length(2000.0) == Approx(2000.0));
    CHECK(round_length(7300.0) == Approx(5000.0));
    CHECK(round_length(0.03) == Approx(0.02));
}

TEST_CASE("a sheet is a PDF and a PNG in every language, the same bytes twice") {
    if (!can_draw_sheets()) {
        WARN("skipped: built without cairo and pango");
        return;
    }
    MapSheet sheet;
    sheet.title = "Khorgos";
    sheet.picture = Raster<std::uint8_t>(Grid("", {0.0, 500.0}, 10.0, 10.0, 50, 80), 4, 200);
    sheet.border = {{{400.0, -10.0}, {420.0, 510.0}}};
    sheet.legend = {{{200, 40, 40}, class_name("built_up", Language::english)}};
    sheet.sources = {"Contains modified Copernicus Sentinel data 2020."};
    for (const Language language : all_languages) {
        sheet.language = language;
        sheet.subtitle = text_of("land_use", language) + ", 2020";
        const std::string pdf = sheet_pdf(sheet), png = sheet_png(sheet);
        CHECK(pdf.substr(0, 5) == "%PDF-");
        CHECK(pdf.find("CreationDate") == std::string::npos);
        CHECK(png.substr(1, 3) == "PNG");
        CHECK(pdf == sheet_pdf(sheet));
        CHECK(png == sheet_png(sheet));
    }
}
