#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "base/error.hpp"
#include "features/formula.hpp"
#include "features/indices.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"

using namespace borderlens;

TEST_CASE("the registry's formulas are those of the catalogue") {
    const std::string folder = BORDERLENS_SHARED_DIR "/conformance/spyndex/";
    if (!file_exists(folder + "spectral-indices-dict.json")) {
        WARN("skipped: " << folder << " is not here");
        return;
    }
    const Document catalogue =
        read_json(folder + "spectral-indices-dict.json").at("SpectralIndices");
    const Document published = read_json(folder + "constants.json");
    const std::map<std::string, std::string> letters = {
        {"A", "coastal"},    {"B", "blue"},        {"G", "green"},       {"R", "red"},
        {"N", "nir"},        {"N2", "nir_narrow"}, {"S1", "swir1"},      {"S2", "swir2"},
        {"T", "thermal"},    {"T1", "thermal"},    {"RE1", "red_edge1"}, {"RE2", "red_edge2"},
        {"RE3", "red_edge3"}};
    // A reflectance of its own for every role; 12 significant digits must agree.
    std::map<std::string, double> inputs;
    for (const auto& [letter, role] : letters) {
        inputs[role] = role == "thermal" ? 300.0 : 0.0;
        if (role != "thermal")
            for (const char c : role)
                inputs[role] = std::fmod(inputs[role] * 3.7 + c * 0.0137, 0.6);
        inputs[role] += 0.03;
    }
    for (const IndexConstant& constant : all_index_constants()) {
        const std::string name(constant.name);
        inputs[name] = constant.value;
        const Document& there = published.at(name).at("default");
        if (!there.is_null()) CHECK(there.as_number() == constant.value);
    }
    Index compared = 0;
    for (const SpectralIndex& index : all_indices()) {
        const Document* entry = catalogue.find(std::string(index.name));
        INFO(index.name);
        if (entry == nullptr) continue;  // common names the catalogue has under another
        const Formula own{std::string(index.formula)}, theirs(entry->at("formula").as_text());
        const auto value_of = [&](const Formula& formula, bool by_letter) {
            std::vector<double> values;
            for (const std::string& name : formula.names()) {
                const auto letter = letters.find(name);
                const std::string key =
                    by_letter && letter != letters.end() ? letter->second : name;
                if (inputs.count(key) == 0) return std::make_pair(false, 0.0);
                values.push_back(inputs.at(key));
            }
            return std::make_pair(true, formula.evaluate(values));
        };
        const auto [known, wanted] = value_of(theirs, true);
        if (!known) continue;  // kernels, whose catalogue formulas hold kernel terms
        const double found = value_of(own, false).second;
        if (std::isnan(wanted))
            CHECK(std::isnan(found));
        else
            CHECK(found == Approx(wanted).epsilon(1e-9));
        ++compared;
    }
    CHECK(compared >= 230);
}
