#include <catch2/catch.hpp>

#include "imagery/stac_search.hpp"

using namespace borderlens;

TEST_CASE("a STAC search asks for place, dates, collections and clouds") {
    StacSearch search;
    search.collections = {"sentinel-2-l2a"};
    search.lonlat = {80.1, 44.0, 80.6, 44.3};
    search.first = {2020, 4, 1};
    search.last = {2020, 10, 31};
    search.max_cloud_share = 0.2;
    const Document body = search_body(search);
    CHECK(body.at("bbox").as_numbers() == std::vector<double>{80.1, 44.0, 80.6, 44.3});
    CHECK(body.at("datetime").as_text() == "2020-04-01T00:00:00Z/2020-10-31T23:59:59Z");
    CHECK(body.at("query").at("eo:cloud_cover").at("lte").as_number() == 20.0);
    search.max_cloud_share = 1.0;
    CHECK(search_body(search).find("query") == nullptr);
}

TEST_CASE("the next page is asked for as the server says") {
    const Document body = parse_json("{\"limit\":100,\"bbox\":[1,2,3,4]}", "body");
    const std::string at = "https://h/v1/search";
    CHECK_FALSE(next_page(parse_json("{\"links\":[]}", "p"), body, at));
    const auto plain = next_page(
        parse_json("{\"links\":[{\"rel\":\"next\",\"href\":\"https://h/v1/search?p=2\"}]}", "p"),
        body, at);
    REQUIRE(plain);
    CHECK(plain->address == "https://h/v1/search?p=2");
    CHECK_FALSE(plain->body);
    const auto merged = next_page(
        parse_json("{\"links\":[{\"rel\":\"next\",\"href\":\"/v1/search\",\"method\":\"POST\","
                   "\"merge\":true,\"body\":{\"token\":\"x\"}}]}",
                   "p"),
        body, at);
    REQUIRE(merged);
    CHECK(merged->address == at);
    CHECK(merged->body->at("token").as_text() == "x");
    CHECK(merged->body->at("limit").as_integer() == 100);
}

namespace {

Document found_item(const std::string& id, const std::string& time, double cloud_percent,
                    const std::string& cell = "MGRS-44TLP",
                    const std::string& platform = "sentinel-2a") {
    Document properties = Document::object();
    properties.set("datetime", time);
    properties.set("eo:cloud_cover", cloud_percent);
    properties.set("grid:code", cell);
    properties.set("platform", platform);
    Document item = Document::object();
    item.set("id", id);
    item.set("properties", properties);
    return item;
}

std::vector<std::string> ids_of(const std::vector<Document>& items) {
    std::vector<std::string> ids;
    for (const Document& item : items) ids.push_back(item.at("id").as_text());
    return ids;
}

}  // namespace

TEST_CASE("of what a search finds the clearest of each cell are taken, by date") {
    const std::vector<Document> found = {found_item("a", "2020-05-01T05:20:01Z", 40),
                                         found_item("b", "2020-06-01T05:20:01Z", 5),
                                         found_item("c", "2020-07-01T05:20:01Z", 20),
                                         found_item("d", "2020-07-01T05:20:15Z", 30, "MGRS-44TMP"),
                                         found_item("e", "2021-06-01T05:20:01Z", 0)};
    ItemChoice choice{.period = {"2020", {2020, 4, 1}, {2020, 9, 30}}};
    CHECK(ids_of(chosen_items(found, choice)) == std::vector<std::string>{"a", "b", "c", "d"});
    choice.per_cell = 2;
    CHECK(ids_of(chosen_items(found, choice)) == std::vector<std::string>{"b", "c", "d"});
    choice.max_cloud_share = 0.25;
    CHECK(ids_of(chosen_items(found, choice)) == std::vector<std::string>{"b", "c"});
    choice.platforms = {"sentinel-2b"};
    CHECK(chosen_items(found, choice).empty());
}

TEST_CASE("of two versions of one acquisition the later named is taken") {
    const std::vector<Document> found = {
        found_item("S2A_44TLP_20200501_1_L2A", "2020-05-01T05:20:01.500Z", 5),
        found_item("S2A_44TLP_20200501_0_L2A", "2020-05-01T05:20:01Z", 5)};
    const ItemChoice choice{.period = {"2020", {2020, 1, 1}, {2020, 12, 31}}};
    CHECK(ids_of(chosen_items(found, choice)) ==
          std::vector<std::string>{"S2A_44TLP_20200501_1_L2A"});
}

TEST_CASE("assets may be taken from their other address") {
    const Document item = parse_json(
        R"({"assets":{"red":{"href":"https://h/r.tif","alternate":{"s3":{"href":"s3://b/r.tif"}}},
            "plain":{"href":"https://h/p.tif"}}})",
        "i");
    const Document moved = with_alternate(item, "s3");
    CHECK(moved.at("assets").at("red").at("href").as_text() == "s3://b/r.tif");
    CHECK(moved.at("assets").find("plain") == nullptr);
}

TEST_CASE("an address tells its host") {
    CHECK(host_of("https://example.org:8000/a/b.tif") == "example.org:8000");
    CHECK(host_of("/vsicurl/http://127.0.0.1:9/x") == "127.0.0.1:9");
    CHECK(host_of("/vsicurl?pc_url_signing=yes&pc_collection=c&url=https://h.net/x.tif") ==
          "h.net");
    CHECK(host_of("s3://usgs-landsat/x") == "s3://usgs-landsat");
    CHECK(host_of("/vsis3/usgs-landsat/x") == "s3://usgs-landsat");
    CHECK(host_of("https://user:word@h.net/x") == "h.net");
    CHECK(host_of("folder/x.tif").empty());
}
