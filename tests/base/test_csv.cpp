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
    CHECK_THROWS_WITH(parse_csv("a,b\n\"1,5\",x\n", "t.csv"), Catch::Contains("decimal comma"));
    CHECK_THROWS_WITH(parse_csv("a,,c\n1,2,3\n", "t.csv"), Catch::Contains("column 2 has no name"));
    CHECK_THROWS_WITH(parse_csv("", "t.csv"), Catch::Contains("empty"));
}

TEST_CASE("tables as spreadsheets and R write them are read") {
    const Table excel =
        parse_csv("\xEF\xBB\xBFid;km;n\r\n\"a;b\";1,5;2\r\nc;-0,25;3,5\r\n", "t.csv");
    CHECK(excel.texts("id") == std::vector<std::string>{"a;b", "c"});
    CHECK(excel.numbers("km") == std::vector<double>{1.5, -0.25});
    CHECK(excel.numbers("n") == std::vector<double>{2, 3.5});
    const Table by_write_csv = parse_csv("\"\",\"x\"\n\"Alabama\",13.2\n", "t.csv");
    CHECK(by_write_csv.texts("row_names") == std::vector<std::string>{"Alabama"});
    const Table by_write_table = parse_csv("x\ty\nAlabama\t1\t2\nAlaska\t3\t4\n", "t.tsv");
    CHECK(by_write_table.texts("row_names") == std::vector<std::string>{"Alabama", "Alaska"});
    CHECK(by_write_table.numbers("y") == std::vector<double>{2, 4});
    // Every other row still has to fit.
    CHECK_THROWS_WITH(parse_csv("x,y\na,1,2\nb,3\n", "t.csv"),
                      Catch::Contains("row 2 has 3 cells"));
}

TEST_CASE("the separator is told by the header outside quotes, also behind blank lines") {
    CHECK(parse_csv("\r\n\na;b\n1;2\n", "t.csv").columns().size() == 2);
    const Table table = parse_csv("\"a;b;c\",d\n1,2\n", "t.csv");
    REQUIRE(table.columns().size() == 2);
    CHECK(table.columns()[0].name == "a;b;c");
    CHECK(parse_csv(to_csv(table), "again.csv").columns()[0].name == "a;b;c");
    Table one;
    one.set("a;b", std::vector<double>{1.0});
    CHECK(parse_csv(to_csv(one), "one.csv").columns().size() == 1);
}

TEST_CASE("what is written is read again, whatever its cells begin with") {
    Table names;
    names.set(
        "\xEF\xBB\xBF"
        "a\"",
        std::vector<std::string>{"", "b"});
    const Table again = parse_csv(to_csv(names), "again.csv");
    CHECK(again.names() == names.names());
    CHECK(again.rows() == 2);
    // The mark is taken off once: a second one is part of the first name.
    const Table doubled = parse_csv("\xEF\xBB\xBF\xEF\xBB\xBF\nx\ty\n", "t.csv");
    CHECK(parse_csv(to_csv(doubled), "again.csv").columns().size() == 1);
}

TEST_CASE("a NUL byte is told, also inside quotes") {
    using namespace std::string_literals;
    CHECK_THROWS_WITH(parse_csv("a\n\"b\0\"\n"s, "t.csv"), Catch::Contains("NUL byte"));
}
