#include "app/study_keys.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/nearest_word.hpp"

namespace borderlens {
namespace {

/// What a value of the wrong type is shown as.
std::string shown(const Document& node) {
    if (node.is_text()) return "the text '" + node.as_text() + "'";
    if (node.is_number()) return fmt::format("{}", node.as_number());
    return node.type_name();
}

}  // namespace

std::string StudyKeys::place(const Document& node) const {
    return fmt::format("{}:{}:{}", m_file, node.line(), node.column());
}

const Document* StudyKeys::find(const std::string& key) {
    m_known.insert(key);
    return m_document == nullptr ? nullptr : m_document->find(key);
}

void StudyKeys::fail(const std::string& key, const std::string& message) const {
    const Document* node = m_document == nullptr ? nullptr : m_document->find(key);
    const std::string full = m_table.empty() ? key : m_table + "." + key;
    const std::string where = node != nullptr         ? place(*node)
                              : m_document != nullptr ? place(*m_document)
                                                      : m_file;
    throw input_error("{}: {}: {}", where, full, message);
}

bool StudyKeys::has(const std::string& key) {
    return find(key) != nullptr;
}

std::string StudyKeys::text(const std::string& key, const std::string& otherwise) {
    const Document* node = find(key);
    if (node == nullptr) return otherwise;
    if (!node->is_text()) fail(key, "found " + shown(*node) + ", expected a text in quotes");
    return node->as_text();
}

std::string StudyKeys::required_text(const std::string& key) {
    if (!has(key)) fail(key, "is missing, expected a text");
    return text(key, "");
}

std::string StudyKeys::choice(const std::string& key, const std::string& otherwise,
                              const std::vector<std::string>& choices) {
    const std::string value = text(key, otherwise);
    if (std::find(choices.begin(), choices.end(), value) == choices.end())
        fail(key, fmt::format("found '{}', expected one of {}", value, fmt::join(choices, ", ")));
    return value;
}

double StudyKeys::number(const std::string& key, double otherwise, double least, double most) {
    const Document* node = find(key);
    if (node == nullptr) return otherwise;
    if (!node->is_number()) fail(key, "found " + shown(*node) + ", expected a number");
    const double value = node->as_number();
    if (!(value >= least && value <= most))
        fail(key, fmt::format("found {}, expected {} to {}", value, least, most));
    return value;
}

Index StudyKeys::integer(const std::string& key, Index otherwise, Index least, Index most) {
    const Document* node = find(key);
    if (node == nullptr) return otherwise;
    if (node->type() != Document::Type::integer)
        fail(key, "found " + shown(*node) + ", expected a whole number");
    const Index value = node->as_integer();
    if (value < least || value > most)
        fail(key, fmt::format("found {}, expected {} to {}", value, least, most));
    return value;
}

bool StudyKeys::boolean(const std::string& key, bool otherwise) {
    const Document* node = find(key);
    if (node == nullptr) return otherwise;
    if (node->type() != Document::Type::boolean)
        fail(key, "found " + shown(*node) + ", expected true or false");
    return node->as_boolean();
}

std::vector<std::string> StudyKeys::texts(const std::string& key,
                                          std::vector<std::string> otherwise) {
    const Document* node = find(key);
    if (node == nullptr) return otherwise;
    if (node->is_text()) return {node->as_text()};
    try {
        return node->as_texts();
    } catch (const Error&) {
        fail(key, "found " + shown(*node) + ", expected a list of texts such as [\"a\", \"b\"]");
    }
}

std::vector<double> StudyKeys::numbers(const std::string& key, std::vector<double> otherwise) {
    const Document* node = find(key);
    if (node == nullptr) return otherwise;
    try {
        return node->as_numbers();
    } catch (const Error&) {
        fail(key, "found " + shown(*node) + ", expected a list of numbers such as [0, 2, 5]");
    }
}

std::optional<Point> StudyKeys::lonlat(const std::string& key) {
    if (!has(key)) return std::nullopt;
    const std::vector<double> pair = numbers(key, {});
    const bool valid = pair.size() == 2 && std::abs(pair[0]) <= 180.0 && std::abs(pair[1]) <= 90.0;
    if (!valid) fail(key, "expected [longitude, latitude] in degrees such as [80.5, 44.2]");
    return Point{pair[0], pair[1]};
}

StudyKeys StudyKeys::table(const std::string& key) {
    const Document* node = find(key);
    if (node != nullptr && !node->is_object())
        fail(key, "found " + shown(*node) + ", expected a table [" + key + "]");
    return StudyKeys(m_file, m_table.empty() ? key : m_table + "." + key, node);
}

std::vector<StudyKeys> StudyKeys::tables(const std::string& key) {
    const Document* node = find(key);
    std::vector<StudyKeys> found;
    if (node == nullptr) return found;
    if (!node->is_list()) fail(key, "found " + shown(*node) + ", expected tables [[" + key + "]]");
    for (Index i = 0; i < node->size(); ++i) {
        if (!(*node)[i].is_object()) fail(key, "expected tables [[" + key + "]]");
        found.emplace_back(m_file, fmt::format("{}[{}]", key, i + 1), &(*node)[i]);
    }
    return found;
}

void StudyKeys::finish() const {
    if (m_document == nullptr) return;
    const std::vector<std::string> known(m_known.begin(), m_known.end());
    for (const auto& [key, value] : m_document->members()) {
        if (m_known.count(key) > 0) continue;
        const std::string offer = did_you_mean(key, known);
        fail(key, offer.empty() ? fmt::format("unknown key; there are: {}", fmt::join(known, ", "))
                                : "unknown key" + offer);
    }
}

}  // namespace borderlens
