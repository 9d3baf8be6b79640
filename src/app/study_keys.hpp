#pragma once
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/document.hpp"
#include "raster/grid.hpp"

namespace borderlens {

/// Reads the keys of one table of a study file. Every error names file, line, column, key, what was
/// found and what is expected; `finish` refuses keys nobody asked for and offers the nearest one.
class StudyKeys {
  public:
    StudyKeys(std::string file, std::string table, const Document* document)
        : m_file(std::move(file)), m_table(std::move(table)), m_document(document) {}

    bool has(const std::string& key);
    std::string text(const std::string& key, const std::string& otherwise);
    std::string required_text(const std::string& key);
    std::string choice(const std::string& key, const std::string& otherwise,
                       const std::vector<std::string>& choices);
    double number(const std::string& key, double otherwise, double least, double most);
    Index integer(const std::string& key, Index otherwise, Index least, Index most);
    bool boolean(const std::string& key, bool otherwise);
    std::vector<std::string> texts(const std::string& key, std::vector<std::string> otherwise);
    std::vector<double> numbers(const std::string& key, std::vector<double> otherwise);
    /// A pair [lon, lat] in degrees.
    std::optional<Point> lonlat(const std::string& key);
    /// Sub-tables: one, or a list of tables.
    StudyKeys table(const std::string& key);
    std::vector<StudyKeys> tables(const std::string& key);

    /// Throws if the table holds a key that was not read.
    void finish() const;
    /// An input error at the place of a key.
    [[noreturn]] void fail(const std::string& key, const std::string& message) const;

  private:
    const Document* find(const std::string& key);
    std::string place(const Document& node) const;

    std::string m_file;
    std::string m_table;  ///< "border", "" for the top
    const Document* m_document = nullptr;
    std::set<std::string> m_known;
};

}  // namespace borderlens
