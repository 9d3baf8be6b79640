#include <cmath>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/document.hpp"
#include "base/error.hpp"

namespace borderlens {
namespace {

using Json = nlohmann::ordered_json;

// Deep nesting would end the process by stack overflow, so it is refused.
constexpr std::size_t max_depth =
    200;  // chosen: no catalogue of the field nests beyond some ten levels

/// Builds a document while nlohmann reads the text.
class Builder : public nlohmann::json_sax<Json> {
  public:
    Document take() { return std::move(m_whole); }

    bool null() override { return put(Document()); }
    bool boolean(bool value) override { return put(Document(value)); }
    bool number_integer(number_integer_t value) override {
        return put(Document(static_cast<Index>(value)));
    }
    bool number_unsigned(number_unsigned_t value) override {
        return put(value > INT64_MAX ? Document(static_cast<double>(value))
                                     : Document(static_cast<Index>(value)));
    }
    bool number_float(number_float_t value, const string_t&) override {
        return put(Document(value));
    }
    bool string(string_t& value) override { return put(Document(std::move(value))); }
    bool binary(binary_t&) override { return false; }  // JSON text holds none
    bool start_object(std::size_t) override { return open(true); }
    bool end_object() override {
        Document made = Document::object_of(std::move(m_open.back().members));
        m_open.pop_back();
        return put(std::move(made));
    }
    bool start_array(std::size_t) override { return open(false); }
    bool end_array() override {
        Document made = std::move(m_open.back().list);
        m_open.pop_back();
        return put(std::move(made));
    }
    bool key(string_t& name) override {
        m_open.back().members.emplace_back(std::move(name), Document());
        return true;
    }
    bool parse_error(std::size_t, const std::string&,
                     const nlohmann::detail::exception& error) override {
        if (const auto* fault = dynamic_cast<const Json::parse_error*>(&error))
            throw input_error("not valid JSON at byte {}; mend or fetch the file again",
                              fault->byte);
        // What else its reader refuses: a number beyond all doubles.
        const std::string_view what = error.what();
        throw input_error("not valid JSON: {}", what.substr(what.find("] ") + 2));
    }

  private:
    struct Open {
        bool is_object = false;
        std::vector<Document::Member> members;
        Document list = Document::list();
    };

    bool open(bool is_object) {
        if (m_open.size() >= max_depth)
            throw input_error("nested deeper than {} levels", max_depth);
        m_open.push_back({.is_object = is_object});
        return true;
    }

    bool put(Document value) {
        if (m_open.empty())
            m_whole = std::move(value);
        else if (m_open.back().is_object)
            m_open.back().members.back().second = std::move(value);
        else
            m_open.back().list.append(std::move(value));
        return true;
    }

    Document m_whole;
    std::vector<Open> m_open;
};

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
            // Names are known to differ: nothing is looked up.
            Json::object_t object;
            object.reserve(document.members().size());
            for (const auto& member : document.members())
                object.emplace_back(member.first, to_ordered_json(member.second));
            return object;
        }
    }
    return nullptr;
}

}  // namespace

Document parse_json(const std::string& text, const std::string& name) {
    try {
        Builder builder;
        Json::sax_parse(text, &builder);
        return builder.take();
    } catch (const Error& error) {
        throw error.with_context(name);
    }
}

std::string to_json(const Document& document, int indent_width) {
    return to_ordered_json(document).dump(indent_width, ' ', false, Json::error_handler_t::replace);
}

}  // namespace borderlens
