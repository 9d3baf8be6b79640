#include <catch2/catch.hpp>

#include "report/indicator_book.hpp"
#include "report/indicator_dictionary.hpp"

using namespace borderlens;

namespace {

Table comparison() {
    Table table;
    table.set("zone", std::vector<std::string>{"all", "all"});
    table.set("band", std::vector<std::string>{"all", "all"});
    table.set("period", std::vector<double>{2017, 2020});
    table.set("metric", std::vector<std::string>{"share_water", "share_water"});
    for (const char* column : {"a", "a_low", "a_high", "b", "b_low", "b_high", "n_a", "n_b"})
        table.set(column, std::vector<double>{0.25, 0.5});
    return table;
}

const Table& sheet(const NamedSheets& book, const std::string& name) {
    for (const auto& [one, table] : book)
        if (one == name) return table;
    throw std::runtime_error("no sheet " + name);
}

}  // namespace

TEST_CASE("a sheet of the workbook has one row per place, side and year") {
    IndicatorSource source{.title = "t", .name_a = "Here", .name_b = "There"};
    source.tables.push_back({"comparison", comparison()});
    const NamedSheets book = indicator_book(source);
    const Table& land = sheet(book, "land_use");
    REQUIRE(land.rows() == 4);  // two years, two sides
    CHECK(land.numbers("year") == std::vector<double>{2017, 2017, 2020, 2020});
    CHECK(land.texts("side_name") == std::vector<std::string>{"Here", "There", "Here", "There"});
    CHECK(land.numbers("share_water_low")[2] == 0.5);
}

TEST_CASE("every column of the workbook stands in its dictionary") {
    IndicatorSource source{.title = "t"};
    source.tables.push_back({"comparison", comparison()});
    Table unknown;
    unknown.set("something_else", std::vector<double>{1.0});
    source.tables.push_back({"of_another_stage", unknown});
    const NamedSheets book = indicator_book(source);
    std::size_t columns = 0;
    for (const auto& [name, table] : book)
        if (name != "dictionary") columns += table.columns().size();
    const Table& dictionary = sheet(book, "dictionary");
    CHECK(static_cast<std::size_t>(dictionary.rows()) == columns);
    for (const std::string& text : dictionary.texts("meaning")) CHECK_FALSE(text.empty());
    for (const std::string& text : dictionary.texts("unit")) CHECK_FALSE(text.empty());
}

TEST_CASE("a limit of an interval is explained as such") {
    CHECK(meaning_of("share_water").meaning.find("share of the place") == 0);
    CHECK(meaning_of("share_water_low").meaning == "lower end of the 95 % interval of share_water");
    CHECK(meaning_of("asymmetry_high").unit == "1");
    CHECK(meaning_of("rank_low").unit == "1");
}

TEST_CASE(
    "the workbook's first sheet names the border's source as a sentence and the sources used") {
    IndicatorSource source{
        .title = "t", .border_note = "drawn by hand", .name_a = "Here", .name_b = "There"};
    source.attributions = {"Places: GeoNames, CC BY 4.0."};
    source.tables.push_back({"comparison", comparison()});
    const NamedSheets book = indicator_book(source);
    const std::vector<std::string> says = sheet(book, "read_me").texts("says");
    CHECK(says[4] ==
          "drawn by hand. The border line is replaceable and no statement on sovereignty.");
    CHECK(says.back() == "Places: GeoNames, CC BY 4.0.");
}
