#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/index.hpp"

namespace borderlens {

/// What stood on the command line, checked against the command's declaration. Getters throw an
/// input error that names the option where a value is not of the kind asked for.
class Arguments {
  public:
    using Values = std::map<std::string, std::vector<std::string>>;
    explicit Arguments(Values values) : m_values(std::move(values)) {}

    /// Given by the user or filled by a default.
    bool has(const std::string& name) const;
    bool flag(const std::string& name) const { return has(name); }
    const std::string& text(const std::string& name) const;
    std::string text_or(const std::string& name, const std::string& otherwise) const;
    double number(const std::string& name) const;
    double number_or(const std::string& name, double otherwise) const;
    Index integer(const std::string& name) const;
    Index integer_or(const std::string& name, Index otherwise) const;
    /// All values of a repeatable option or positional.
    const std::vector<std::string>& texts(const std::string& name) const;
    /// One value cut at commas: "a,b" gives {"a", "b"}; empty where the option is not given.
    std::vector<std::string> list(const std::string& name) const;
    std::vector<double> number_list(const std::string& name) const;
    bool overwrite() const { return has("--overwrite"); }

  private:
    Values m_values;
};

/// Cuts at every separator; no piece is dropped.
std::vector<std::string> split(const std::string& text, char separator);

}  // namespace borderlens
