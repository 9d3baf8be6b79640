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

TEST_CASE("objects of very many members are read and written in time in proportion to them") {
    // One by one each would be compared with all before it: 2e10 comparisons.
    constexpr Index count = 200000;
    std::vector<Document::Member> members;
    std::string toml;
    for (Index i = 0; i < count; ++i) {
        members.emplace_back("k" + std::to_string(i), Document(i));
        toml += "k" + std::to_string(i) + " = " + std::to_string(i) + "\n";
    }
    const Document made = Document::object_of(std::move(members));
    const Document read = parse_json(to_json(made), "a.json");
    REQUIRE(read.size() == count);
    CHECK(read.at("k199999").as_integer() == 199999);
    CHECK(read.members().front().first == "k0");
    CHECK(to_json(parse_toml(toml, "a.toml")) == to_json(made));
}

TEST_CASE("of members of one name the last value counts, at the first one's place") {
    const Document read =
        parse_json(R"({"a": 1, "b": {"x": []}, "a": [true, null, "t", -2.5]})", "");
    CHECK(to_json(read, -1) == R"({"a":[true,null,"t",-2.5],"b":{"x":[]}})");
}

TEST_CASE("whole numbers beyond 64 bits with sign are kept as numbers") {
    CHECK(parse_json("18446744073709551615", "").as_number() == 18446744073709551615.0);
    CHECK(parse_json("-7", "").as_integer() == -7);
    CHECK_THAT(answer_to("{\"a\": }"), Catch::StartsWith("a.json: not valid JSON at byte 7"));
    CHECK_THAT(answer_to(""), Catch::StartsWith("a.json: not valid JSON at byte 1"));
}
