#include <unistd.h>

#include <filesystem>

#include "app/commands.hpp"
#include "base/error.hpp"
#include "base/parallel.hpp"
#include "io/environment.hpp"
#include "io/table_file.hpp"
#include "learning/compiled_forest.hpp"

namespace borderlens {
namespace {

/// What borderlens needs of GDAL, and what stops working without it.
struct NeededDriver {
    const char* name;
    bool writes;
    const char* without_it;
};
constexpr NeededDriver needed_drivers[] = {
    {"COG", true, "no raster can be written"},
    {"GTiff", true, "no raster can be written"},
    {"GPKG", true, "no vector file can be written"},
    {"GeoJSON", true, "border lines and points cannot be read from GeoJSON"},
    {"PNG", true, "the report has no maps"},
    {"VRT", true, "tiles cannot be joined"},
    {"JP2OpenJPEG", false, "Sentinel-2 .SAFE products cannot be read"},
    {"XLSX", true, "no workbook indicators.xlsx"},
    {"ODS", true, "no workbook indicators.ods"},
};

void run_doctor(const Arguments&) {
    std::vector<std::string> things, found, state;
    bool enough = true;
    const auto add = [&](const std::string& thing, const std::string& value, bool good,
                         const std::string& otherwise) {
        things.push_back(thing);
        found.push_back(value);
        state.push_back(good ? "good" : otherwise);
        enough = enough && good;
    };
    add("borderlens", BORDERLENS_VERSION, true, "");
    add("GDAL", gdal_version(), true, "");
    for (const NeededDriver& driver : needed_drivers) {
        const bool there = has_driver(driver.name, driver.writes);
        add(std::string("GDAL driver ") + driver.name, there ? "yes" : "no", there,
            driver.without_it);
    }
    add("threads", to_text(thread_count()), true, "");
    add("vector instructions",
        CompiledForest::can_run(ForestPath::avx512) ? "AVX-512"
        : CompiledForest::can_run(ForestPath::avx2) ? "AVX2"
                                                    : "none (portable code is used)",
        true, "");
    const double memory_gib = static_cast<double>(sysconf(_SC_PHYS_PAGES)) *
                              static_cast<double>(sysconf(_SC_PAGESIZE)) / 1073741824.0;
    constexpr double least_memory_gib = 2.0;  // the budget a study has unless it says otherwise
    add("memory [GiB]", fmt::format("{:.1f}", memory_gib), memory_gib >= least_memory_gib,
        "below 2 GiB: use smaller tiles and fewer threads");
    const auto disk = std::filesystem::space(".");
    const double disk_gib = static_cast<double>(disk.available) / 1073741824.0;
    add("free disk here [GiB]", fmt::format("{:.1f}", disk_gib), disk_gib >= 1.0,
        "below 1 GiB: a study may not fit");
    Table table;
    table.set("what", things);
    table.set("found", found);
    table.set("state", state);
    write_table("-", table, false);
    if (!enough) throw input_error("something is missing; see the column state above");
}

}  // namespace

Command doctor_command() {
    return {.name = "doctor",
            .summary = "tell what is installed here and whether it is enough",
            .example = "borderlens doctor",
            .positionals = {},
            .options = {},
            .run = run_doctor};
}

}  // namespace borderlens
