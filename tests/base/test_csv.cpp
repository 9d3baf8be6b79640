#include <catch2/catch.hpp>
#include <cmath>

#include "base/csv.hpp"
#include "base/error.hpp"

using namespace borderlens;

TEST_CASE("CSV numbers, texts and empty cells come back the same") {
    const Table table = parse_csv("id,x,name\n1,0.1,\"a, \"\"b\"\"\"\n2,,c\n", "t.csv");
    REQUIRE(table.rows() == 2);
    CHECK(table.numbers("x")[0] == 0.1);
    CHECK(std::isnan(table.numbers("x")[1]));
    CHECK(table.texts("name")[0] == "a, \"b\"");
    CHECK(parse_csv(to_csv(table), "again").texts("name") == table.texts("name"));
}

TEST_CASE("byte-order mark, CRLF and semicolons are read") {
    const Table table = parse_csv("\xEF\xBB\xBFid;x\r\n1;2.5\r\n", "t.csv");
    CHECK(table.names() == std::vector<std::string>{"id", "x"});
    CHECK(table.numbers("x")[0] == 2.5);
}

TEST_CASE("codes with leading zeros stay texts") {
    CHECK(parse_csv("code\n007\n010\n", "t.csv").texts("code")[0] == "007");
}

TEST_CASE("broken CSV is answered with file, row and advice") {
    CHECK_THROWS_WITH(parse_csv("a,b\n1\n", "t.csv"), Catch::Contains("t.csv: row 2 has 1 cells"));
    CHECK_THROWS_WITH(parse_csv("a,a\n", "t.csv"), Catch::Contains("two columns are named 'a'"));
    CHECK_THROWS_WITH(parse_csv("a\n\"1\n", "t.csv"), Catch::Contains("never closed"));
    CHECK_THROWS_WITH(parse_csv("a;b\n1,5;x\n", "t.csv"), Catch::Contains("decimal comma"));
    CHECK_THROWS_WITH(parse_csv("", "t.csv"), Catch::Contains("empty"));
}
