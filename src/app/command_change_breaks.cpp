#include "app/commands.hpp"
#include "base/error.hpp"
#include "change/break_table.hpp"
#include "io/table_file.hpp"

namespace borderlens {
namespace {

void run(const Arguments& arguments) {
    const std::string path = arguments.text("OBSERVATIONS");
    const std::string qa = arguments.text("--qa");
    const QualityCode code = qa == "qa_pixel" ? QualityCode::qa_pixel
                             : qa == "bqa"    ? QualityCode::bqa
                                              : QualityCode::cfmask;
    BreakOptions options;
    options.change_probability = arguments.number("--probability");
    options.peek = arguments.integer("--peek");
    if (!(options.change_probability > 0.0 && options.change_probability < 1.0))
        throw input_error("--probability: found {}, expected a number between 0 and 1",
                          options.change_probability);
    if (options.peek < 2 || options.peek > 12)
        throw input_error("--peek: found {}, expected 2 to 12", options.peek);
    Document document;
    try {
        const QualifiedSeries series =
            series_of(read_table(path), code, arguments.number_or("--scale", 0.0));
        document = document_of(segments_of(series, options), series.all.bands);
    } catch (const Error& error) {
        throw error.with_context(path);
    }
    write_document(arguments.text("--out"), document, arguments.overwrite());
}

}  // namespace

Command change_breaks_command() {
    return {.name = "change breaks",
            .summary = "break dates of one pixel's history by harmonic models (CCDC)",
            .example = "borderlens change breaks observations.csv --out breaks.json",
            .positionals = {{.name = "OBSERVATIONS",
                             .help = "table: day (or date), one column a band, qa"}},
            .options = {{.name = "--qa",
                         .help = "what the qa column holds",
                         .default_value = "cfmask",
                         .choices = {"cfmask", "qa_pixel", "bqa"}},
                        {.name = "--probability",
                         .help = "chi-square probability a changed observation exceeds",
                         .default_value = "0.99"},
                        {.name = "--peek",
                         .help = "observations in a row that confirm a change",
                         .default_value = "6"},
                        {.name = "--scale",
                         .help = "value x scale = reflectance x 10000 (default: by the values)"},
                        {.name = "--out",
                         .help = "JSON file, or - for standard output",
                         .default_value = "-"}},
            .run = run};
}

}  // namespace borderlens
