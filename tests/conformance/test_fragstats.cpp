// FRAGSTATS results for a simulated landscape, ../shared/conformance/fragstats_landscape.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "metrics/metrics.hpp"

using namespace borderlens;

namespace {

const std::string folder = BORDERLENS_SHARED_DIR "/conformance/fragstats_landscape/";

std::string lower(std::string text) {
    for (char& letter : text) letter = static_cast<char>(std::tolower(letter));
    return text;
}

/// The README's tolerance: values are printed to four decimals.
bool agree(const std::string& name, double found, double expected) {
    if (std::isnan(expected)) return std::isnan(found);
    // FRAGSTATS places the centroid a little off the mean of the cells: not to be scored tightly.
    if (name.starts_with("GYRATE")) return std::abs(found - expected) <= 0.025 * expected;
    return std::abs(found - expected) <= std::max(6e-5, 2e-4 * std::abs(expected));
}

/// Rows of one class sorted by all values, since patch numbers are FRAGSTATS's own.
std::vector<std::vector<double>> rows_of(const Table& table, const std::vector<std::string>& names,
                                         double code, const std::string& class_column) {
    std::vector<std::vector<double>> rows;
    for (std::size_t r = 0; r < static_cast<std::size_t>(table.rows()); ++r) {
        if (table.numbers(class_column)[r] != code) continue;
        std::vector<double> row;
        for (const std::string& name : names) row.push_back(table.numbers(name)[r]);
        rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
        for (std::size_t i = 0; i < a.size(); ++i)
            if (std::abs(a[i] - b[i]) > 6e-5) return a[i] < b[i];
        return false;
    });
    return rows;
}

Landscape measured(Index strip_cells) {
    const Raster<std::int32_t> codes = read_codes(folder + "landscape.tif");
    return measure_landscape(code_source(codes), {}, {strip_cells});
}

}  // namespace

TEST_CASE("patches, classes and landscape agree with FRAGSTATS") {
    if (!std::filesystem::exists(folder)) {
        WARN("skipped: " << folder << " is not there");
        return;
    }
    for (const Index strip_cells : {1 << 20, 210, 30}) {
        const Landscape landscape = measured(strip_cells);
        for (const std::string level : {"class", "landscape"}) {
            const Table expected = read_table(folder + "expected_" + level + ".csv");
            const MetricLevel which = metric_level(level);
            const Table found = metric_table(landscape, which, choose_metrics(which, {}));
            for (const std::string& name : expected.names()) {
                if (name == "TYPE") continue;
                for (std::size_t r = 0; r < static_cast<std::size_t>(expected.rows()); ++r) {
                    std::size_t row = 0;
                    if (level == "class")
                        while (found.numbers("class")[row] != expected.numbers("TYPE")[r]) ++row;
                    const double ours = found.numbers(lower(name))[row];
                    INFO(level << " " << name << " row " << r << ": " << ours << ", expected "
                               << expected.numbers(name)[r]);
                    CHECK(agree(name, ours, expected.numbers(name)[r]));
                }
            }
        }
        const Table expected = read_table(folder + "expected_patch.csv");
        const Table found =
            metric_table(landscape, MetricLevel::patch, choose_metrics(MetricLevel::patch, {}));
        REQUIRE(found.rows() == expected.rows());
        std::vector<std::string> theirs{"PERIM"}, ours;
        for (const std::string& name : expected.names())
            if (name != "PID" && name != "TYPE" && name != "PERIM") theirs.push_back(name);
        for (const std::string& name : theirs) ours.push_back(lower(name));
        for (const double code : {1.0, 2.0, 3.0}) {
            const auto want = rows_of(expected, theirs, code, "TYPE");
            const auto got = rows_of(found, ours, code, "class");
            REQUIRE(got.size() == want.size());
            for (std::size_t r = 0; r < got.size(); ++r)
                for (std::size_t i = 0; i < ours.size(); ++i) {
                    INFO("class " << code << " patch " << r << " " << ours[i] << ": " << got[r][i]
                                  << ", expected " << want[r][i]);
                    CHECK(agree(theirs[i], got[r][i], want[r][i]));
                }
        }
    }
}
