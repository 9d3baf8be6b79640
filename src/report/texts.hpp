#pragma once
#include <array>
#include <string>
#include <vector>

namespace borderlens {

/// Languages of the page and the map sheets, in the order of a TextRow.
enum class Language { english, chinese, russian, kazakh };
constexpr std::array<Language, 4> all_languages = {Language::english, Language::chinese,
                                                   Language::russian, Language::kazakh};

/// "en", "zh", "ru", "kk"; how the language calls itself.
const char* language_code(Language language);
const char* language_name(Language language);

/// One text in all languages; "{0}", "{1}" ... stand for values.
struct TextRow {
    const char* key;
    const char* in[4];
};

/// Texts of the page's controls, headings and charts; sentences of findings and trust; titles of
/// tables and names of their measures.
const std::vector<TextRow>& page_texts();
const std::vector<TextRow>& story_texts();
const std::vector<TextRow>& table_texts();

/// The text of a key; an internal error if there is none.
std::string text_of(const std::string& key, Language language);

/// What a table of a run is called: the text "table.<name>", else its name in words.
std::string table_title(const std::string& name, Language language);

/// A sentence to be said in any language. A value that starts with '@' is a metric or a class (see
/// metric_name), one that starts with '#' the key of another text; others are said as they are.
struct Sentence {
    std::string key;
    std::vector<std::string> values;
};
std::string said(const Sentence& sentence, Language language);

/// A class as people call it: those of the lenses in their language, others as they are written.
std::string class_name(const std::string& name, Language language);
/// A metric as people call it: "share_built_up" -> "built up share", "ndvi_mean" -> "mean NDVI".
std::string metric_name(const std::string& metric, Language language);

/// Where the border line comes from, in English: the study's note as a sentence, and that the line
/// is replaceable and no statement on sovereignty.
std::string border_words(const std::string& note);

}  // namespace borderlens
