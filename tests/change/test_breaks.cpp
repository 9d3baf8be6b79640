#include <catch2/catch.hpp>
#include <cmath>

#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/random.hpp"
#include "change/break_table.hpp"

using namespace borderlens;

namespace {

constexpr double day0 = 730000;

/// Seasonal observations every 16 days over `years`; from `change_day` on all bands rise by `step`.
ObservationSeries drawn(double years, double change_day, double step, std::uint64_t seed) {
    Random random(seed);
    ObservationSeries series;
    series.bands = {"blue", "green", "red", "nir", "swir1", "swir2"};
    series.values.resize(6);
    series.detection_bands = {1, 2, 3, 4, 5};
    series.mask_bands = {1, 4};
    for (double day = day0; day < day0 + years * 365.25; day += 16) {
        series.days.push_back(day);
        for (int band = 0; band < 6; ++band)
            series.values[static_cast<std::size_t>(band)].push_back(
                1000 + 100 * band + 300 * std::cos(2 * M_PI * (day - day0) / 365.2425) +
                40 * random.normal() + (day >= change_day ? step : 0.0));
    }
    return series;
}

std::vector<double> breaks_of(const std::vector<HistorySegment>& segments) {
    std::vector<double> days;
    for (const HistorySegment& segment : segments)
        if (segment.probability == 1.0) days.push_back(segment.break_day);
    return days;
}

}  // namespace

TEST_CASE("harmonic fits recover the season and leave empty harmonics at zero") {
    std::vector<double> days, values;
    for (double day = day0; day < day0 + 1500; day += 16) {
        days.push_back(day);
        values.push_back(2000 + 500 * std::cos(2 * M_PI * day / year_length_d) -
                         200 * std::sin(2 * M_PI * day / year_length_d));
    }
    const HarmonicFit fit = fit_harmonics(days, values, 8);
    // The lasso's penalty of 1 draws each amplitude in by 1 / variance of a cosine = 2.
    CHECK(fit.coefficients[2] == Approx(498).margin(1.5));
    CHECK(fit.coefficients[3] == Approx(-198).margin(1.5));
    CHECK(std::abs(fit.coefficients[4]) < 1.0);
    CHECK(fit.predict(days[10]) == Approx(values[10]).margin(6));
    CHECK(fit.rmse < 3.0);
}

TEST_CASE("a constant series has a flat model without error") {
    const HarmonicFit fit = fit_harmonics({1, 20, 40, 60, 80}, {7, 7, 7, 7, 7}, 4);
    CHECK(fit.predict(1000) == Approx(7));
    CHECK(fit.rmse == Approx(0).margin(1e-9));
}

TEST_CASE("a season without a change has no break") {
    for (std::uint64_t seed = 1; seed <= 5; ++seed)
        CHECK(breaks_of(find_segments(drawn(8, 1e9, 0, seed), {})).empty());
}

TEST_CASE("a lasting change is dated to its first observation") {
    const double change_day = day0 + 4 * 365.25;
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        const auto segments = find_segments(drawn(8, change_day, 900, seed), {});
        const auto days = breaks_of(segments);
        REQUIRE(days.size() == 1);
        CHECK(days[0] >= change_day);
        CHECK(days[0] < change_day + 32);
        CHECK(segments[0].magnitudes[3] == Approx(900).margin(100));
        CHECK(segments[0].kind == SegmentKind::eight);
    }
}

TEST_CASE("one bad observation is no break") {
    ObservationSeries series = drawn(8, 1e9, 0, 3);
    for (auto& band : series.values) band[80] += 4000;
    CHECK(breaks_of(find_segments(series, {})).empty());
}

TEST_CASE("quality decides on the procedure") {
    const auto table_of_quality = [](int qa_of_most) {
        std::string csv = "day,blue,green,red,nir,swir1,swir2,qa\n";
        for (int i = 0; i < 100; ++i)
            csv += std::to_string(730000 + 16 * i) + ",500,600,700,2000,1500,900," +
                   std::to_string(i % 7 == 0 ? 0 : qa_of_most) + "\n";
        return parse_csv(csv, "t");
    };
    const auto kind = [&](int qa) {
        const auto segments =
            segments_of(series_of(table_of_quality(qa), QualityCode::cfmask, 0), {});
        return segments.empty() ? 0 : static_cast<int>(segments[0].kind);
    };
    CHECK(kind(4) == 44);
    CHECK(kind(3) == 54);
    CHECK(kind(0) == 8);
    CHECK_THROWS_WITH(kind(21824), Catch::Contains("--qa"));
}

TEST_CASE("reflectances between 0 and 1 are brought to the model's unit; days are sorted") {
    const Table table =
        parse_csv("date,green,qa\n2020-02-01,0.2,21824\n2020-01-01,0.1,22280\n", "t");
    const QualifiedSeries series = series_of(table, QualityCode::qa_pixel, 0);
    CHECK(series.all.values[0] == std::vector<double>{1000, 2000});
    CHECK(series.quality == std::vector<int>{4, 0});
    CHECK(series.all.days[1] - series.all.days[0] == 31);
}

TEST_CASE("tables of observations are read under their usual names") {
    const std::string head = "Date,Sensor,Blues,GREENS,reds,nirs,SWIR1s,swir2s,Pixel_QA,year\n";
    std::string rows;
    for (int i = 0; i < 30; ++i)
        rows += "20" + std::to_string(10 + i / 12) + "-" + (i % 12 < 9 ? "0" : "") +
                std::to_string(i % 12 + 1) + "-15,LC08,0.05,0.06,0.07,0.3,0.2,0.1,64,2010\n";
    // The last date comes twice; a row without numbers is no look.
    rows += "2012-06-15,LC08,0.05,0.06,0.07,0.3,0.2,0.1,64,2010\n2012-07-15,LC08,,,,,,,64,2010\n";
    const QualifiedSeries series = series_of(parse_csv(head + rows, "t"), QualityCode::qa_pixel, 0);
    CHECK(series.all.bands ==
          std::vector<std::string>{"blue", "green", "red", "nir", "swir1", "swir2"});
    CHECK(series.all.values[3][0] == Approx(3000.0));
    const auto segments = segments_of(series, {});
    REQUIRE(!segments.empty());
    for (const HistorySegment& segment : segments) CHECK(segment.probability == 0.0);
    CHECK(segments_of(series_of(parse_csv(head + rows.substr(0, rows.find('\n') + 1), "t"),
                                QualityCode::qa_pixel, 0),
                      {})
              .empty());
    CHECK_THROWS_WITH(series_of(parse_csv("day,blue,Blue\n1,2,3\n", "t"), QualityCode::cfmask, 0),
                      Catch::Contains("comes twice"));
}
