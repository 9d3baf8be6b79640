#include "app/command.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "comparison/side_comparison.hpp"
#include "io/table_file.hpp"

namespace borderlens {
namespace {

SideNames names_of(const Arguments& arguments) {
    SideNames names;
    if (!arguments.has("--sides")) return names;
    const std::vector<std::string> pieces = arguments.list("--sides");
    if (pieces.size() != 2 || pieces[0].empty() || pieces[1].empty() || pieces[0] == pieces[1])
        throw input_error("--sides: found '{}', expected two names such as a,b",
                          arguments.text("--sides"));
    return {pieces[0], pieces[1]};
}

void run_compare(const Arguments& arguments) {
    const std::string& path = arguments.text("TABLE");
    std::vector<SidePair> pairs;
    try {
        pairs = pair_sides(read_table(path), names_of(arguments));
    } catch (const Error& error) {
        throw error.with_context(path);
    }
    if (pairs.empty()) log_warning("{}: no row has a side; nothing to compare", path);
    write_table(arguments.text("--out"), compare_sides(pairs), arguments.overwrite());
}

}  // namespace

Command compare_command() {
    return {.name = "compare",
            .summary = "side against side per zone, period and metric, with intervals",
            .example = "borderlens compare tables/metrics.csv --out comparison.csv",
            .positionals = {{.name = "TABLE",
                             .help = "tidy table: zone, side, band, period, metric, value, unit, "
                                     "low, high, n"}},
            .options = {{.name = "--sides",
                         .help = "names of side a and side b in the table",
                         .default_value = "a,b"},
                        {.name = "--out",
                         .help = "table by ending, or - for standard output",
                         .required = true}},
            .run = run_compare};
}

}  // namespace borderlens
