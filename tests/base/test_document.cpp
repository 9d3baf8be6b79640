#include <catch2/catch.hpp>

#include "base/document.hpp"
#include "support/answer.hpp"

using namespace borderlens;

namespace {

std::string answer_to(const std::string& json) {
    return answer_of([&] { parse_json(json, "a.json"); });
}

}  // namespace

TEST_CASE("a number beyond all doubles is bad JSON, no fault of ours") {
    CHECK_THAT(answer_to("[1e400]"), Catch::StartsWith("a.json: not valid JSON"));
    CHECK(answer_to("[1e300]") == "accepted");
}

TEST_CASE("JSON that nests without end is refused before the stack is") {
    CHECK_THAT(answer_to(std::string(100000, '[')), Catch::Contains("nested deeper than"));
}

TEST_CASE("a TOML table of more keys than anybody writes is refused, not waited for") {
    std::string text;
    for (int i = 0; i < 10001; ++i) text += "k" + std::to_string(i) + " = 1\n";
    CHECK_THROWS_WITH(parse_toml(text, "a.toml"),
                      "a.toml: 10001 keys in one table, expected at most 10000");
}
