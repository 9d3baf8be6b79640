#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "base/table_rows.hpp"

using namespace borderlens;

TEST_CASE("rows keep the columns of their first use, tables are put one below the other") {
    TableRows first, second;
    first.text("zone", "all");
    first.number("value", 1.5);
    second.text("zone", "north");
    second.number("value", 2.5);
    first.append(second);
    const Table table = first.table();
    CHECK(table.names() == std::vector<std::string>{"zone", "value"});
    CHECK(table.texts("zone") == std::vector<std::string>{"all", "north"});
    CHECK(table.numbers("value") == std::vector<double>{1.5, 2.5});
}

TEST_CASE("no rows leave the columns that were asked for") {
    const Table table = TableRows().table({"zone", "value"});
    CHECK(table.rows() == 0);
    CHECK(table.names() == std::vector<std::string>{"zone", "value"});
}

TEST_CASE("a row that leaves a column out is our bug") {
    TableRows rows;
    rows.text("zone", "all");
    rows.number("value", 1.0);
    rows.text("zone", "north");
    CHECK_THROWS_AS(rows.table(), Error);
}
