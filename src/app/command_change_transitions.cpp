#include "app/commands.hpp"
#include "base/error.hpp"
#include "change/intensity.hpp"
#include "change/transitions_document.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "stages/measure_transitions.hpp"

namespace borderlens {
namespace {

Document analyse(const std::vector<PairCounts>& intervals, const std::vector<std::int32_t>& codes,
                 const std::vector<double>& years) {
    std::vector<SquareMatrix> matrices;
    for (const PairCounts& interval : intervals) matrices.push_back(matrix_of(interval, codes));
    std::vector<std::string> classes;
    for (const std::int32_t code : codes) classes.push_back(std::to_string(code));
    return document_of(analyse_intensity(matrices, years), classes, years);
}

void run_change_transitions(const Arguments& arguments) {
    const auto& maps = arguments.texts("MAPS");
    const auto years = years_of_maps(maps, arguments.number_list("--years"));
    const std::string out = arguments.text("--out");
    if (out != "-") require_writable(out, arguments.overwrite());
    const TransitionCounts counts = read_transitions(maps, arguments.text_or("--zones", ""));
    if (counts.zones.empty())
        throw input_error("no cell holds a class in all {} maps: they do not overlap", maps.size());
    const auto codes = codes_of(counts);
    std::vector<PairCounts> whole(maps.size() - 1);
    for (const auto& [zone, intervals] : counts.zones)
        for (std::size_t k = 0; k < intervals.size(); ++k)
            for (const auto& [pair, count] : intervals[k]) whole[k][pair] += count;
    Document document = analyse(whole, codes, years);
    Document names = Document::object();
    for (const LegendEntry& entry : read_legend(maps[0]))
        names.set(std::to_string(entry.code), entry.name);
    document.set("class_names", std::move(names));
    if (arguments.has("--zones")) {
        Document zones = Document::object();
        for (const auto& [zone, intervals] : counts.zones)
            zones.set(std::to_string(zone), analyse(intervals, codes, years));
        document.set("zones", std::move(zones));
    }
    write_document(out, document, arguments.overwrite());
}

}  // namespace

Command change_transitions_command() {
    return {.name = "change transitions",
            .summary = "transition matrices and intensity analysis of class maps of several years",
            .example =
                "borderlens change transitions k2013.tif k2017.tif k2021.tif --years "
                "2013,2017,2021 --out transitions.json",
            .positionals = {{.name = "MAPS",
                             .help = "class maps on one grid, oldest first",
                             .at_least = 2,
                             .at_most = -1}},
            .options = {{.name = "--years",
                         .help = "one year a map (decimals allowed); default: from the file names"},
                        {.name = "--zones",
                         .help = "raster of zone ids (sides, distance bands): a report for each"},
                        {.name = "--out",
                         .help = "JSON file, or - for standard output",
                         .default_value = "-"}},
            .run = run_change_transitions};
}

}  // namespace borderlens
