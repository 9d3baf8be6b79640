#include "base/document.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "base/error.hpp"

namespace borderlens {

const char* Document::type_name() const {
    switch (m_type) {
        case Type::null:
            return "nothing";
        case Type::boolean:
            return "true or false";
        case Type::integer:
            return "a whole number";
        case Type::number:
            return "a number";
        case Type::text:
            return "a text";
        case Type::list:
            return "a list";
        case Type::object:
            return "a table";
    }
    return "unknown";
}

bool Document::as_boolean() const {
    if (m_type != Type::boolean) throw input_error("expected true or false, found {}", type_name());
    return m_integer != 0;
}

Index Document::as_integer() const {
    if (m_type != Type::integer)
        throw input_error("expected a whole number, found {}", type_name());
    return m_integer;
}

double Document::as_number() const {
    if (m_type == Type::integer) return static_cast<double>(m_integer);
    if (m_type != Type::number) throw input_error("expected a number, found {}", type_name());
    return m_number;
}

const std::string& Document::as_text() const {
    if (m_type != Type::text) throw input_error("expected a text, found {}", type_name());
    return m_text;
}

std::vector<std::string> Document::as_texts() const {
    if (m_type != Type::list) throw input_error("expected a list of texts, found {}", type_name());
    std::vector<std::string> values;
    for (const Member& member : m_members) values.push_back(member.second.as_text());
    return values;
}

std::vector<double> Document::as_numbers() const {
    if (m_type != Type::list)
        throw input_error("expected a list of numbers, found {}", type_name());
    std::vector<double> values;
    for (const Member& member : m_members) values.push_back(member.second.as_number());
    return values;
}

Document Document::object_of(std::vector<Member> members) {
    Document made = object();
    std::unordered_map<std::string_view, std::size_t> places;
    std::vector<bool> again(members.size(), false);
    for (std::size_t i = 0; i < members.size(); ++i) {
        const auto [place, is_new] = places.emplace(members[i].first, i);
        if (is_new) continue;
        members[place->second].second = std::move(members[i].second);
        again[i] = true;
    }
    made.m_members.reserve(places.size());
    for (std::size_t i = 0; i < members.size(); ++i)
        if (!again[i]) made.m_members.push_back(std::move(members[i]));
    return made;
}

void Document::append(Document value) {
    if (m_type == Type::null) m_type = Type::list;
    if (m_type != Type::list) throw internal_error("append to {}", type_name());
    m_members.emplace_back(std::string(), std::move(value));
}

const Document& Document::operator[](Index position) const {
    if (position < 0 || position >= size())
        throw input_error("element {} of a list of {}", position, size());
    return m_members[static_cast<std::size_t>(position)].second;
}

const Document* Document::find(const std::string& name) const {
    if (m_type != Type::object) return nullptr;
    const auto found = std::find_if(m_members.begin(), m_members.end(),
                                    [&](const Member& member) { return member.first == name; });
    return found == m_members.end() ? nullptr : &found->second;
}

const Document& Document::at(const std::string& name) const {
    const Document* found = find(name);
    if (found == nullptr) throw input_error("'{}' is missing", name);
    return *found;
}

Document& Document::set(const std::string& name, Document value) {
    if (m_type == Type::null) m_type = Type::object;
    if (m_type != Type::object) throw internal_error("member '{}' set on {}", name, type_name());
    for (Member& member : m_members) {
        if (member.first == name) {
            member.second = std::move(value);
            return member.second;
        }
    }
    m_members.emplace_back(name, std::move(value));
    return m_members.back().second;
}

}  // namespace borderlens
