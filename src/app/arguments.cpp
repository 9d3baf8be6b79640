#include "app/arguments.hpp"

#include <cmath>

#include "base/error.hpp"
#include "base/table.hpp"

namespace borderlens {
namespace {

double as_number(const std::string& text, const std::string& option) {
    double value = 0.0;
    if (!parse_number(text, value) || !std::isfinite(value))
        throw input_error("{}: found '{}', expected a number", option, text);
    return value;
}

}  // namespace

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> pieces;
    std::size_t start = 0;
    while (true) {
        const std::size_t end = text.find(separator, start);
        pieces.push_back(text.substr(start, end == std::string::npos ? end : end - start));
        if (end == std::string::npos) return pieces;
        start = end + 1;
    }
}

bool Arguments::has(const std::string& name) const {
    return m_values.count(name) > 0;
}

const std::vector<std::string>& Arguments::texts(const std::string& name) const {
    static const std::vector<std::string> none;
    const auto found = m_values.find(name);
    return found == m_values.end() ? none : found->second;
}

const std::string& Arguments::text(const std::string& name) const {
    const auto& values = texts(name);
    if (values.empty()) throw input_error("{}: is missing; see --help", name);
    return values.front();
}

std::string Arguments::text_or(const std::string& name, const std::string& otherwise) const {
    return has(name) ? text(name) : otherwise;
}

double Arguments::number(const std::string& name) const {
    return as_number(text(name), name);
}

double Arguments::number_or(const std::string& name, double otherwise) const {
    return has(name) ? number(name) : otherwise;
}

Index Arguments::integer(const std::string& name) const {
    const double value = number(name);
    if (value != std::floor(value) || std::abs(value) > 9e15)
        throw input_error("{}: found '{}', expected a whole number", name, text(name));
    return static_cast<Index>(value);
}

Index Arguments::integer_or(const std::string& name, Index otherwise) const {
    return has(name) ? integer(name) : otherwise;
}

std::vector<std::string> Arguments::list(const std::string& name) const {
    return has(name) ? split(text(name), ',') : std::vector<std::string>();
}

std::vector<double> Arguments::number_list(const std::string& name) const {
    std::vector<double> numbers;
    for (const std::string& piece : list(name)) numbers.push_back(as_number(piece, name));
    return numbers;
}

}  // namespace borderlens
