#include <catch2/catch.hpp>

#include "io/files.hpp"
#include "io/workbook.hpp"
#include "support/temp_folder.hpp"

using namespace borderlens;

TEST_CASE("a workbook leaves out a table of more rows than a sheet has") {
    const TempFolder folder("workbook");
    Table small, large;
    small.set("value", std::vector<double>{1.0, 2.0});
    large.set("value", std::vector<double>(static_cast<std::size_t>(most_sheet_rows) + 1, 3.0));
    for (const std::string ending : {".xlsx", ".ods"}) {
        const std::string one = folder / ("one" + ending), two = folder / ("two" + ending);
        write_workbook(one, {{"small", small}}, true);
        write_workbook(two, {{"small", small}, {"large", large}}, true);
        const bool same = read_text(one) == read_text(two);
        CHECK(same);
    }
}
