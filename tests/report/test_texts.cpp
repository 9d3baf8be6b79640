#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "report/texts.hpp"

using namespace borderlens;

namespace {

std::set<std::string> places_in(const std::string& text) {
    std::set<std::string> places;
    for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1))
        places.insert(text.substr(at, 3));
    return places;
}

}  // namespace

TEST_CASE("every text is there once, in all languages, with the same places for values") {
    std::set<std::string> keys;
    for (const auto* rows : {&page_texts(), &story_texts(), &table_texts()})
        for (const TextRow& row : *rows) {
            CAPTURE(row.key);
            CHECK(keys.insert(row.key).second);
            for (const Language language : all_languages) {
                const std::string text = text_of(row.key, language);
                // Two are said in other languages only, or in none.
                if (std::string(row.key) != "english" && std::string(row.key) != "noUnit")
                    CHECK_FALSE(text.empty());
                CHECK(places_in(text) == places_in(text_of(row.key, Language::english)));
            }
        }
}

TEST_CASE("every text the viewer asks for is there") {
    const std::filesystem::path viewer =
        std::filesystem::path(BORDERLENS_SOURCE_DIR) / "src/report/viewer";
    std::vector<std::filesystem::path> sources = {viewer / "index.html"};
    for (const auto& entry : std::filesystem::directory_iterator(viewer / "src"))
        if (entry.path().extension() == ".ts") sources.push_back(entry.path());
    const std::regex asked("(?:\\btext\\(|data-(?:text|title|label)=)\"([A-Za-z._]+)\"");
    std::size_t count = 0;
    for (const auto& path : sources) {
        std::ifstream file(path);
        const std::string words((std::istreambuf_iterator<char>(file)), {});
        for (auto found = std::sregex_iterator(words.begin(), words.end(), asked);
             found != std::sregex_iterator(); ++found, ++count) {
            CAPTURE(path.filename().string(), (*found)[1].str());
            CHECK_NOTHROW(text_of((*found)[1].str(), Language::kazakh));
        }
    }
    CHECK(count > 50);
}

TEST_CASE("a sentence puts metrics, keys and values in their places") {
    const Sentence sentence{"finding.change",
                            {"2013-2020", "@share_built_up", "A", "B", "1 … 2", "#points"}};
    CHECK(said(sentence, Language::english) ==
          "Over 2013-2020 the built up share grew more on the side of A than on that of B: by 1 … "
          "2 percentage points "
          "(95\u00A0% interval).");
    CHECK(said(sentence, Language::russian).find("доля: застройка") != std::string::npos);
}

TEST_CASE("classes of the lenses are named in every language, others as they are") {
    CHECK(class_name("built_up", Language::english) == "built up");
    CHECK(class_name("built_up", Language::chinese) == "建设用地");
    CHECK(class_name("my_class", Language::kazakh) == "my class");
    CHECK(metric_name("ndvi_mean", Language::english) == "mean NDVI");
}
