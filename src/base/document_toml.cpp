#include <algorithm>
#include <sstream>

#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>

#include "base/document.hpp"
#include "base/error.hpp"

namespace borderlens {
namespace {

Document from_toml(const toml::node& node) {
    Document made;
    if (const auto* table = node.as_table()) {
        // toml++ sorts keys; the order of the file is restored, since lists of lenses and periods
        // are told in the order their author chose.
        std::vector<std::pair<toml::source_position, std::pair<std::string, Document>>> members;
        for (const auto& [key, value] : *table) {
            Document child = from_toml(value);
            const auto place = key.source().begin;
            if (place.line > 0)
                child.set_place(static_cast<int>(place.line), static_cast<int>(place.column));
            members.push_back({place, {std::string(key.str()), std::move(child)}});
        }
        std::stable_sort(members.begin(), members.end(), [](const auto& a, const auto& b) {
            return a.first.line != b.first.line ? a.first.line < b.first.line
                                                : a.first.column < b.first.column;
        });
        std::vector<Document::Member> in_order;
        for (auto& member : members) in_order.push_back(std::move(member.second));
        made = Document::object_of(std::move(in_order));
    } else if (const auto* array = node.as_array()) {
        made = Document::list();
        for (const auto& element : *array) made.append(from_toml(element));
    } else if (const auto* text = node.as_string()) {
        made = Document(text->get());
    } else if (const auto* integer = node.as_integer()) {
        made = Document(static_cast<Index>(integer->get()));
    } else if (const auto* number = node.as_floating_point()) {
        made = Document(number->get());
    } else if (const auto* boolean = node.as_boolean()) {
        made = Document(boolean->get());
    } else {
        // Dates and times, written without quotes: kept as the text they stand for.
        std::ostringstream text_of_date;
        if (const auto* date = node.as_date()) text_of_date << date->get();
        if (const auto* time = node.as_time()) text_of_date << time->get();
        if (const auto* date_time = node.as_date_time()) text_of_date << date_time->get();
        made = Document(text_of_date.str());
    }
    const auto place = node.source().begin;
    made.set_place(static_cast<int>(place.line), static_cast<int>(place.column));
    return made;
}

}  // namespace

Document parse_toml(const std::string& text, const std::string& name) {
    // chosen: a study that names ten thousand scenes takes 1 MB; a longer text is none of a
    // person's
    constexpr std::size_t most_bytes = std::size_t{16} << 20;
    if (text.size() > most_bytes)
        throw input_error("{}: {} MB of text, expected at most {} MB; is it a TOML file?", name,
                          text.size() >> 20, most_bytes >> 20);
    try {
        return from_toml(toml::parse(text, name));
    } catch (const Error& error) {
        throw error.with_context(name);
    } catch (const toml::parse_error& error) {
        throw input_error("{}:{}:{}: not valid TOML: {}", name, error.source().begin.line,
                          error.source().begin.column, error.description());
    }
}

}  // namespace borderlens
