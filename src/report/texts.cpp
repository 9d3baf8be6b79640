#include "report/texts.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "lenses/lens_classes.hpp"

namespace borderlens {
namespace {

const TextRow* row_of(const std::string& key) {
    for (const auto* rows : {&page_texts(), &story_texts(), &table_texts()})
        for (const TextRow& row : *rows)
            if (key == row.key) return &row;
    return nullptr;
}

std::size_t place_of(Language language) {
    return static_cast<std::size_t>(language);
}

/// Puts values where "{0}", "{1}" ... stand.
std::string filled(std::string text, const std::vector<std::string>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::string mark = "{" + std::to_string(i) + "}";
        for (std::size_t at = text.find(mark); at != std::string::npos;
             at = text.find(mark, at + values[i].size()))
            text.replace(at, mark.size(), values[i]);
    }
    return text;
}

}  // namespace

const char* language_code(Language language) {
    constexpr const char* codes[] = {"en", "zh", "ru", "kk"};
    return codes[place_of(language)];
}

const char* language_name(Language language) {
    constexpr const char* names[] = {"English", "中文", "Русский", "Қазақша"};
    return names[place_of(language)];
}

std::string text_of(const std::string& key, Language language) {
    const TextRow* row = row_of(key);
    if (row == nullptr) throw internal_error("no text has the key '{}'", key);
    return row->in[place_of(language)];
}

std::string table_title(const std::string& name, Language language) {
    if (const TextRow* row = row_of("table." + name)) return row->in[place_of(language)];
    return class_name(name, Language::english);
}

std::string said(const Sentence& sentence, Language language) {
    std::vector<std::string> values;
    for (const std::string& value : sentence.values) {
        if (value.starts_with('@'))
            values.push_back(metric_name(value.substr(1), language));
        else if (value.starts_with('#'))
            values.push_back(text_of(value.substr(1), language));
        else
            values.push_back(value);
    }
    std::string text = filled(text_of(sentence.key, language), values);
    // A number and its percent sign stay on one line.
    for (std::size_t at = text.find(" %"); at != std::string::npos; at = text.find(" %", at))
        text.replace(at, 1, "\u00A0");
    return text;
}

std::string border_words(const std::string& note) {
    std::string words = note;
    if (!words.empty()) words += words.ends_with('.') ? " " : ". ";
    return words + text_of("borderStatement", Language::english);
}

std::string class_name(const std::string& name, Language language) {
    if (language != Language::english)
        for (const LensClass& one : land_use_classes())
            if (one.english == name)
                return language == Language::chinese   ? one.chinese
                       : language == Language::russian ? one.russian
                                                       : one.kazakh;
    std::string words = name;
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

std::string metric_name(const std::string& metric, Language language) {
    if (metric.starts_with("share_"))
        return filled(text_of("shareOf", language), {class_name(metric.substr(6), language)});
    if (metric.starts_with("area_"))
        return filled(text_of("areaOf", language), {class_name(metric.substr(5), language)});
    if (const TextRow* row = row_of("metric." + metric)) return row->in[place_of(language)];
    return class_name(metric, language);
}

}  // namespace borderlens
