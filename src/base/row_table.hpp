#pragma once
#include <string>
#include <vector>

#include "base/table.hpp"

namespace borderlens {

/// A table that is filled row by row: text columns first, then number columns.
class RowTable {
  public:
    RowTable(std::vector<std::string> text_names, std::vector<std::string> number_names)
        : m_text_names(std::move(text_names)),
          m_number_names(std::move(number_names)),
          m_texts(m_text_names.size()),
          m_numbers(m_number_names.size()) {}

    /// One row; as many values as there are columns, else std::out_of_range.
    void add(const std::vector<std::string>& texts, const std::vector<double>& numbers) {
        for (std::size_t i = 0; i < m_texts.size(); ++i) m_texts[i].push_back(texts.at(i));
        for (std::size_t i = 0; i < m_numbers.size(); ++i) m_numbers[i].push_back(numbers.at(i));
    }

    Table table() const {
        Table made;
        for (std::size_t i = 0; i < m_texts.size(); ++i) made.set(m_text_names[i], m_texts[i]);
        for (std::size_t i = 0; i < m_numbers.size(); ++i)
            made.set(m_number_names[i], m_numbers[i]);
        return made;
    }

  private:
    std::vector<std::string> m_text_names, m_number_names;
    std::vector<std::vector<std::string>> m_texts;
    std::vector<std::vector<double>> m_numbers;
};

}  // namespace borderlens
