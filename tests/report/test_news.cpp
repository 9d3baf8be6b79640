#include <catch2/catch.hpp>

#include "report/news.hpp"

using namespace borderlens;

namespace {

Table comparison_of(const std::vector<std::string>& periods, const std::vector<double>& asymmetry) {
    const std::size_t n = periods.size();
    Table table;
    table.set("zone", std::vector<std::string>(n, "all"));
    table.set("band", std::vector<std::string>(n, "all"));
    table.set("period", periods);
    table.set("metric", std::vector<std::string>(n, "share_built_up"));
    table.set("asymmetry", asymmetry);
    std::vector<double> low, high;
    for (const double value : asymmetry) {
        low.push_back(value - 0.1);
        high.push_back(value + 0.1);
    }
    table.set("asymmetry_low", low);
    table.set("asymmetry_high", high);
    return table;
}

Table towns_of(const std::vector<std::string>& periods, const std::vector<double>& built_up_km2) {
    Table table;
    table.set("town", std::vector<std::string>(periods.size(), "T"));
    table.set("name", std::vector<std::string>(periods.size(), "Town"));
    table.set("period", periods);
    table.set("built_up_km2", built_up_km2);
    return table;
}

Table objects_of(const std::vector<double>& lon, const std::vector<double>& probability) {
    Table table;
    table.set("kind", std::vector<std::string>(lon.size(), "photovoltaics"));
    table.set("area_ha", std::vector<double>(lon.size(), 1.0));  // a circle of 56 m
    table.set("lon", lon);
    table.set("lat", std::vector<double>(lon.size(), 0.0));
    table.set("probability", probability);
    return table;
}

}  // namespace

TEST_CASE("a first run has nothing to tell") {
    const RunState now{
        comparison_of({"2017", "2020"}, {0.1, 0.9}), objects_of({80.0}, {0.9}), {}, {}, "m", "f"};
    const Document news = news_between(nullptr, now, {});
    CHECK(news.at("first_run").as_boolean());
    CHECK(news.at("alerts").as_integer() == 0);
}

TEST_CASE("a new year whose asymmetry leaves the interval of the last one is told") {
    const RunState before{comparison_of({"2017", "2020"}, {0.1, 0.2}), {}, {}, {}, "m", "f"};
    RunState now = before;
    now.comparison = comparison_of({"2017", "2020", "2024"}, {0.1, 0.2, 0.35});
    const Document news = news_between(&before, now, {});
    REQUIRE(news.at("asymmetry").size() == 1);  // 0.35 lies above 0.2 + 0.1
    CHECK(news.at("asymmetry")[0].at("period").as_text() == "2024");
    CHECK(news.at("asymmetry")[0].at("high_before").as_number() == Approx(0.3));
    CHECK(news.at("new_periods").as_texts() == std::vector<std::string>{"2024"});
    CHECK(news.at("revised").size() == 0);
    now.comparison = comparison_of({"2017", "2020", "2024"}, {0.1, 0.2, 0.29});
    CHECK(news_between(&before, now, {}).at("alerts").as_integer() == 0);
}

TEST_CASE("objects that stood there before are not new") {
    const RunState before{{}, objects_of({80.0}, {0.9}), {}, {}, "m", "f"};
    RunState now = before;
    // 0.0003 degrees are 33 m, within 56 m; 0.01 degrees are 1.1 km.
    now.objects = objects_of({80.0003, 80.01, 80.02}, {0.9, 0.9, 0.3});
    const Document news = news_between(&before, now, {});
    REQUIRE(news.at("objects").size() == 1);  // the last one is too unsure
    CHECK(news.at("objects")[0].at("lon").as_number() == Approx(80.01));
}

TEST_CASE("an object of a year told before is a revision, one of a new year is news") {
    const auto dated = [](const std::vector<double>& lon, const std::vector<std::string>& since) {
        Table table = objects_of(lon, std::vector<double>(lon.size(), 0.9));
        table.set("since", since);
        return table;
    };
    const RunState before{
        comparison_of({"2017", "2020"}, {0.1, 0.1}), dated({80.0}, {"2020"}), {}, {}, "m", "f"};
    RunState now = before;
    now.comparison = comparison_of({"2017", "2020", "2024"}, {0.1, 0.1, 0.1});
    now.objects = dated({80.0, 80.01, 80.02}, {"2020", "2020", "2024"});
    now.model = "another";
    const Document news = news_between(&before, now, {});
    CHECK(news.at("alerts").as_integer() == 1);
    REQUIRE(news.at("objects").size() == 1);
    CHECK(news.at("objects")[0].at("since").as_text() == "2024");
    REQUIRE(news.at("revised_objects").size() == 1);
    CHECK(news.at("revised_objects")[0].at("lon").as_number() == Approx(80.01));
    CHECK(news.at("revised_objects")[0].at("cause").as_text() == "model");
    // A bound that was lowered lets in what stood there: no news of the land.
    RunState lower = before;
    lower.objects = dated({80.0, 80.01}, {"2020", "2020"});
    const Document by_bound = news_between(&before, lower, {});
    CHECK(by_bound.at("alerts").as_integer() == 0);
    CHECK(by_bound.at("revised_objects")[0].at("cause").as_text() == "settings");
    // New scenes of a year already told of may show something new in it.
    lower.scenes.set("scene", std::vector<std::string>{"s"});
    lower.scenes.set("period", std::vector<std::string>{"2020"});
    CHECK(news_between(&before, lower, {}).at("objects").size() == 1);
}

TEST_CASE("a town that grows faster than it used to is told") {
    RunState before{{}, {}, towns_of({"2014", "2016", "2018"}, {1.0, 1.2, 1.4}), {}, "m", "f"};
    RunState now = before;
    now.towns = towns_of({"2014", "2016", "2018", "2020"}, {1.0, 1.2, 1.4, 1.8});
    // 0.1 km2 a year before, 0.2 now: above 1.5 times.
    const Document news = news_between(&before, now, {});
    REQUIRE(news.at("towns").size() == 1);
    CHECK(news.at("towns")[0].at("usual_km2_per_year").as_number() == Approx(0.1));
    CHECK(news.at("towns")[0].at("growth_km2").as_number() == Approx(0.4));
    now.towns = towns_of({"2014", "2016", "2018", "2020"}, {1.0, 1.2, 1.4, 1.65});
    CHECK(news_between(&before, now, {}).at("towns").size() == 0);
}

TEST_CASE("figures of known periods that move are revisions with their cause") {
    const RunState before{comparison_of({"2017"}, {0.1}), {}, {}, {}, "old", "f"};
    RunState now = before;
    now.comparison = comparison_of({"2017"}, {0.15});
    now.method = "new";
    Document news = news_between(&before, now, {});
    CHECK(news.at("alerts").as_integer() == 0);
    REQUIRE(news.at("revised").size() == 1);
    CHECK(news.at("revised")[0].at("cause").as_text() == "method");
    now.method = "old";
    CHECK(news_between(&before, now, {}).at("revised")[0].at("cause").as_text() == "settings");
    now.comparison = comparison_of({"2017", "2020"}, {0.15, 0.15});
    CHECK(news_between(&before, now, {}).at("revised")[0].at("cause").as_text() == "later periods");
}

TEST_CASE("a state is read back as it was written") {
    const RunState state{comparison_of({"2017"}, {0.1}), {}, {}, {}, "m", "f"};
    const RunState again = run_state_of(document_of(state));
    CHECK(again.comparison.rows() == 1);
    CHECK(again.objects.rows() == 0);
    CHECK(again.comparison.numbers("asymmetry_low")[0] ==
          state.comparison.numbers("asymmetry_low")[0]);
}
