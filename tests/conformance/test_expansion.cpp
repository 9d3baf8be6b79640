#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <sstream>

#include "change/expansion.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"

using namespace borderlens;

namespace {

const std::string shared = std::string(BORDERLENS_SHARED_DIR) + "/conformance/";

bool missing(const std::string& path) {
    if (file_exists(path)) return false;
    WARN("skipped: " << path << " is not there");
    return true;
}

/// A headerless grid of numbers.
Raster<ClassCode> grid_of(const std::string& path) {
    std::vector<ClassCode> values;
    Index rows = 0;
    std::istringstream lines(read_text(path));
    for (std::string line; std::getline(lines, line); ++rows) {
        std::istringstream cells(line);
        for (std::string cell; std::getline(cells, cell, ',');)
            values.push_back(static_cast<ClassCode>(std::stoi(cell)));
    }
    const Index cols = static_cast<Index>(values.size()) / rows;
    return Raster<ClassCode>(Grid("", {0, 0}, 10, 10, rows, cols), 1, std::move(values));
}

}  // namespace

TEST_CASE("lei_geometry: expansion index by the ring of eight neighbours") {
    const std::string folder = shared + "lei_geometry/";
    if (missing(folder + "urban_t1.csv")) return;
    const Raster<ClassCode> urban = grid_of(folder + "urban_t1.csv");
    const Raster<ClassCode> fresh = grid_of(folder + "new_patches.csv");
    Raster<ClassCode> before(urban.grid()), after(urban.grid());
    for (std::size_t i = 0; i < urban.values().size(); ++i) {
        before.values()[i] = urban.values()[i] != 0 ? cell_built : cell_open;
        after.values()[i] =
            urban.values()[i] != 0 || fresh.values()[i] != 0 ? cell_built : cell_open;
    }
    const Expansion result = find_expansion(before, after, Connectivity::eight, 1.0);
    const Document expected = read_json(folder + "expected.json");
    REQUIRE(static_cast<Index>(result.patches.size()) == expected.at("patches").size());
    const std::map<std::string, std::string> names = {
        {"infilling", "infill"}, {"edge-expansion", "edge"}, {"outlying", "outlying"}};
    for (std::size_t p = 0; p < result.patches.size(); ++p) {
        // Patches are numbered by their first cell; the case's number stands in its cells.
        const Component& component = result.found.components[p];
        Index number = 0;
        for (std::size_t i = 0; i < fresh.values().size() && number == 0; ++i)
            if (result.found.labels.values()[i] == static_cast<std::int32_t>(p + 1))
                number = fresh.values()[i];
        const Document& wanted = expected.at("patches")[number - 1];
        CHECK(component.cells == wanted.at("area_cells").as_integer());
        CHECK(result.patches[p].index ==
              Approx(wanted.at("LEI_raster_8neigh").as_number()).margin(1e-6));
        CHECK(name_of(result.patches[p].type) == names.at(wanted.at("type").as_text()));
    }
    CHECK(result.mean_index == Approx(expected.at("MEI_raster8").as_number()));
    CHECK(result.area_weighted_index == Approx(expected.at("AWMEI_raster8").as_number()));
}

TEST_CASE("lcrpgr: land consumption rate over population growth rate") {
    const std::string path = shared + "lcrpgr/cases.json";
    if (missing(path)) return;
    const Document cases = read_json(path);
    for (const auto& entry : cases.members()) {
        const Document& item = entry.second;
        const LandConsumption rates = land_consumption(
            item.at("u1").as_number(), item.at("u2").as_number(), item.at("p1").as_number(),
            item.at("p2").as_number(), item.at("years").as_number());
        CHECK(rates.land_consumption_rate == Approx(item.at("lcr").as_number()).margin(1e-9));
        CHECK(rates.population_growth_rate == Approx(item.at("pgr").as_number()).margin(1e-9));
        if (item.at("lcrpgr").is_null())
            CHECK(std::isnan(rates.ratio));
        else
            CHECK(rates.ratio == Approx(item.at("lcrpgr").as_number()).margin(1e-9));
    }
}
