#include <catch2/catch.hpp>
#include <cmath>

#include "features/fill_harmonic.hpp"
#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "stages/find_scenes.hpp"
#include "stages/period_composite.hpp"
#include "support/temp_folder.hpp"

using namespace borderlens;

namespace {

const Grid& ground() {
    static const Grid grid(crs_wkt("EPSG:32644"), {600000, 4900000}, 10, 10, 1, 4);
    return grid;
}

/// One date of red and nir on four pixels.
void write_date(const TempFolder& folder, const std::string& date, const std::vector<float>& red) {
    Raster<float> bands(ground(), 2);
    for (Index i = 0; i < 4; ++i) {
        bands.band_data(0)[i] = red[static_cast<std::size_t>(i)];
        bands.band_data(1)[i] = 2.0F * red[static_cast<std::size_t>(i)];
    }
    write_raster(folder / (date + ".tif"), bands, {.band_descriptions = {"red", "nir"}});
}

PeriodPlan plan_of(const TempFolder& folder, const std::string& year, const Study& study) {
    std::vector<Scene> scenes;
    for (const Scene& scene : find_scenes({folder.path}))
        if (to_text(scene.date).starts_with(year)) scenes.push_back(scene);
    CompositeOptions options;
    options.rule = parse_composite_rule(study.composites.method);
    options.day_of_year = study.composites.day_of_year;
    const int number = std::stoi(year);
    return {{year, {number, 1, 1}, {number, 12, 31}}, plan_composite(scenes, options), 10.0};
}

}  // namespace

TEST_CASE("gaps are filled as the study says, flagged, and their looks stay none") {
    const TempFolder folder("period_composite");
    const float x = no_data;
    // Pixel 0 seen in both years, 1 in 2017 alone, 2 in 2016 alone, 3 never.
    write_date(folder, "2016-05-01", {0.1F, x, 0.3F, x});
    write_date(folder, "2017-05-01", {0.2F, 0.4F, x, x});
    write_date(folder, "2017-08-01", {0.2F, 0.6F, x, x});
    Study study;
    study.composites.fill = "neighbour";
    const auto plans = std::make_shared<const std::vector<PeriodPlan>>(
        std::vector<PeriodPlan>{plan_of(folder, "2016", study), plan_of(folder, "2017", study)});
    const PeriodComposer composer(study, plans, 0);
    CHECK(composer.band_names() == std::vector<std::string>{"red", "nir", "filled", "valid_looks"});
    const Raster<float> made = composer.block(ground(), ground().window());
    CHECK(made(0, 0, 0) == 0.1F);
    CHECK(made(0, 0, 1) == 0.5F);  // median of 0.4 and 0.6 of 2017
    CHECK(made(1, 0, 1) == 1.0F);
    CHECK(std::isnan(made(0, 0, 3)));
    const std::vector<float> filled = {0, 1, 0, 0}, looks = {1, 0, 1, 0};
    for (Index i = 0; i < 4; ++i) {
        CHECK(made(2, 0, i) == filled[static_cast<std::size_t>(i)]);
        CHECK(made(3, 0, i) == looks[static_cast<std::size_t>(i)]);
    }
}

TEST_CASE("a harmonic fit fills from the looks of all periods, with the day it speaks of") {
    const TempFolder folder("period_harmonic");
    const float x = no_data;
    for (const std::string year : {"2016", "2018"})
        for (const std::string month : {"02", "05", "08", "11"})
            write_date(folder, year + "-" + month + "-01", {0.2F, 0.3F, x, 0.1F});
    write_date(folder, "2017-06-01", {0.2F, x, x, 0.1F});
    Study study;
    study.composites.fill = "harmonic";
    study.composites.day_of_year = true;
    const auto plans = std::make_shared<const std::vector<PeriodPlan>>(
        std::vector<PeriodPlan>{plan_of(folder, "2016", study), plan_of(folder, "2017", study),
                                plan_of(folder, "2018", study)});
    const PeriodComposer composer(study, plans, 1);
    CHECK(composer.band_names() ==
          std::vector<std::string>{"red", "nir", "day_of_year", "filled", "valid_looks"});
    const Raster<float> made = composer.block(ground(), ground().window());
    CHECK(made(0, 0, 0) == 0.2F);
    CHECK(made(2, 0, 0) == 152.0F);  // 1 June
    CHECK(made(0, 0, 1) == Approx(0.3F));
    CHECK(made(2, 0, 1) == 183.0F);  // 2 July, the middle of 2017
    CHECK(made(3, 0, 1) == filled_by_fit);
    CHECK(made(4, 0, 1) == 0.0F);
    CHECK(std::isnan(made(0, 0, 2)));
}

TEST_CASE("the course of an index through a period is kept where it is asked for") {
    const TempFolder folder("period_temporal");
    for (const std::string month : {"03", "05", "07", "09"})
        write_date(folder, "2017-" + month + "-01", {0.1F, 0.2F, 0.3F, no_data});
    Study study;
    study.composites.temporal = {"NDVI"};
    const auto plans = std::make_shared<const std::vector<PeriodPlan>>(
        std::vector<PeriodPlan>{plan_of(folder, "2017", study)});
    const FeatureStack course =
        PeriodComposer(study, plans, 0).temporal(ground(), ground().window());
    REQUIRE(course.names.front() == "NDVI_p10");
    CHECK(course.names.back() == "NDVI_cycles");
    CHECK(course.values(0, 0, 0) == Approx(1.0 / 3.0));  // (0.2 - 0.1) / 0.3
    CHECK(std::isnan(course.values(0, 0, 3)));
}

TEST_CASE("periods of unlike pixels are compared on the wider ones") {
    Study study;
    study.pixel_size_m = 10.0;
    std::vector<PeriodPlan> plans(2);
    plans[0].finest_m = 30.0;
    plans[1].finest_m = 10.0;
    CHECK(common_support_px(study, plans) == 3);
    study.composites.support = "none";
    CHECK(common_support_px(study, plans) == 1);
    study.composites.support = "auto";
    plans[0].finest_m = 10.0;
    CHECK(common_support_px(study, plans) == 1);
}
