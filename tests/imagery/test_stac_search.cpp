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
