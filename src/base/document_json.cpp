#include <cmath>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/document.hpp"
#include "base/error.hpp"

namespace borderlens {
namespace {

using Json = nlohmann::ordered_json;

// Deep nesting would end the process by stack overflow, so it is refused.
constexpr int max_depth = 200;  // chosen: no catalogue of the field nests beyond some ten levels

Document from_json(const Json& json, int depth) {
    if (depth > max_depth) throw input_error("nested deeper than {} levels", max_depth);
    if (json.is_boolean()) return Document(json.get<bool>());
    if (json.is_number_integer()) {
        if (json.is_number_unsigned() && json.get<std::uint64_t>() > INT64_MAX)
            return Document(json.get<double>());
        return Document(json.get<Index>());
    }
    if (json.is_number()) return Document(json.get<double>());
    if (json.is_string()) return Document(json.get<std::string>());
    if (json.is_array()) {
        Document made = Document::list();
        for (const Json& element : json) made.append(from_json(element, depth + 1));
        return made;
    }
    if (json.is_object()) {
        Document made = Document::object();
        for (const auto& [name, value] : json.items()) made.set(name, from_json(value, depth + 1));
        return made;
    }
    return Document();
}

Json to_ordered_json(const Document& document) {
    switch (document.type()) {
        case Document::Type::null:
            return nullptr;
        case Document::Type::boolean:
            return document.as_boolean();
        case Document::Type::integer:
            return document.as_integer();
        case Document::Type::number: {
            const double value = document.as_number();
            return std::isfinite(value) ? Json(value) : Json(nullptr);
        }
        case Document::Type::text:
            return document.as_text();
        case Document::Type::list: {
            Json list = Json::array();
            for (const auto& member : document.members())
                list.push_back(to_ordered_json(member.second));
            return list;
        }
        case Document::Type::object: {
            Json object = Json::object();
            for (const auto& member : document.members())
                object[member.first] = to_ordered_json(member.second);
            return object;
        }
    }
    return nullptr;
}

}  // namespace

Document parse_json(const std::string& text, const std::string& name) {
    try {
        const auto limit_depth = [](int depth, Json::parse_event_t, Json&) {
            if (depth > max_depth) throw input_error("nested deeper than {} levels", max_depth);
            return true;
        };
        return from_json(Json::parse(text, limit_depth), 0);
    } catch (const Json::parse_error& error) {
        throw input_error("{}: not valid JSON at byte {}; mend or fetch the file again", name,
                          error.byte);
    } catch (const Json::exception& error) {
        // What else its reader refuses: a number beyond all doubles.
        const std::string_view what = error.what();
        throw input_error("{}: not valid JSON: {}", name, what.substr(what.find("] ") + 2));
    } catch (const Error& error) {
        throw error.with_context(name);
    }
}

std::string to_json(const Document& document, int indent_width) {
    return to_ordered_json(document).dump(indent_width, ' ', false, Json::error_handler_t::replace);
}

}  // namespace borderlens
