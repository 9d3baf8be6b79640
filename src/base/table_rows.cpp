#include "base/table_rows.hpp"

#include "base/error.hpp"

namespace borderlens {

void TableRows::text(const std::string& column, const std::string& value) {
    auto [place, is_new] = m_texts.try_emplace(column);
    if (is_new) m_order.push_back(column);
    place->second.push_back(value);
}

void TableRows::number(const std::string& column, double value) {
    auto [place, is_new] = m_numbers.try_emplace(column);
    if (is_new) m_order.push_back(column);
    place->second.push_back(value);
}

void TableRows::append(const TableRows& other) {
    for (const std::string& column : other.m_order) {
        if (other.m_texts.count(column) > 0)
            for (const std::string& value : other.m_texts.at(column)) text(column, value);
        else
            for (const double value : other.m_numbers.at(column)) number(column, value);
    }
}

Table TableRows::table(const std::vector<std::string>& otherwise) const {
    Table made;
    if (m_order.empty())
        for (const std::string& column : otherwise) made.set(column, std::vector<double>());
    for (const std::string& column : m_order) {
        if (m_texts.count(column) > 0)
            made.set(column, m_texts.at(column));
        else
            made.set(column, m_numbers.at(column));
    }
    return made;
}

}  // namespace borderlens
