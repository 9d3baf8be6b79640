#pragma once
#include <string>
#include <utility>
#include <vector>

#include "base/index.hpp"

namespace borderlens {

/// A tree of values: what JSON and TOML files hold and what commands answer. Objects keep the order
/// in which members were added. Nodes read from TOML know their line and column (1-based; 0 =
/// none).
class Document {
  public:
    enum class Type { null, boolean, integer, number, text, list, object };
    using Member = std::pair<std::string, Document>;

    Document() = default;
    Document(bool value) : m_type(Type::boolean), m_integer(value) {}
    Document(int value) : m_type(Type::integer), m_integer(value) {}
    Document(Index value) : m_type(Type::integer), m_integer(value) {}
    /// NaN and infinities are written as null.
    Document(double value) : m_type(Type::number), m_number(value) {}
    Document(const char* value) : m_type(Type::text), m_text(value) {}
    Document(std::string value) : m_type(Type::text), m_text(std::move(value)) {}
    template <typename T>
    Document(const std::vector<T>& values) : m_type(Type::list) {
        m_members.reserve(values.size());
        for (const T& value : values) m_members.emplace_back(std::string(), Document(value));
    }

    static Document list() { return of_type(Type::list); }
    static Document object() { return of_type(Type::object); }
    /// Of several members of one name the last value counts, at the first one's place. Takes time
    /// in proportion to their number, where `set` one by one would take its square.
    static Document object_of(std::vector<Member> members);

    Type type() const { return m_type; }
    bool is_null() const { return m_type == Type::null; }
    bool is_number() const { return m_type == Type::integer || m_type == Type::number; }
    bool is_text() const { return m_type == Type::text; }
    bool is_list() const { return m_type == Type::list; }
    bool is_object() const { return m_type == Type::object; }

    /// Values; each throws an input error that says what was found where the type is another one.
    bool as_boolean() const;
    Index as_integer() const;
    double as_number() const;
    const std::string& as_text() const;
    std::vector<std::string> as_texts() const;
    std::vector<double> as_numbers() const;

    /// Lists.
    void append(Document value);
    Index size() const { return static_cast<Index>(m_members.size()); }
    const Document& operator[](Index position) const;

    /// Objects. `find` gives null where there is no such member; `at` throws an input error;
    /// `set` replaces a member or adds it at the end.
    const Document* find(const std::string& name) const;
    const Document& at(const std::string& name) const;
    Document& set(const std::string& name, Document value);
    const std::vector<Member>& members() const { return m_members; }

    int line() const { return m_line; }
    int column() const { return m_column; }
    void set_place(int line, int column) {
        m_line = line;
        m_column = column;
    }
    /// "a text", "a list" ...: for messages.
    const char* type_name() const;

  private:
    static Document of_type(Type type) {
        Document made;
        made.m_type = type;
        return made;
    }

    Type m_type = Type::null;
    Index m_integer = 0;
    double m_number = 0.0;
    std::string m_text;
    std::vector<Member> m_members;
    int m_line = 0;
    int m_column = 0;
};

/// `name` says where the text came from, for messages.
Document parse_json(const std::string& text, const std::string& name);
Document parse_toml(const std::string& text, const std::string& name);

/// Numbers with all digits they need to be read back the same; undefined ones as null.
/// indent_width < 0 writes one line.
std::string to_json(const Document& document, int indent_width = 2);

}  // namespace borderlens
