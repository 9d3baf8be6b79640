#pragma once
#include <string>
#include <vector>

#include "base/table.hpp"

namespace borderlens {

struct NamedTable {
    std::string name;   ///< file name without ending
    std::string title;  ///< what it says, for people
    Table table;
};

/// The table of this name; an empty one if there is none.
inline const Table& table_named(const std::vector<NamedTable>& tables, const std::string& name) {
    static const Table none;
    for (const NamedTable& one : tables)
        if (one.name == name) return one.table;
    return none;
}

/// Whether a table has rows and all of these columns.
inline bool has_all(const Table& table, const std::vector<std::string>& columns) {
    if (table.rows() == 0) return false;
    for (const std::string& name : columns)
        if (!table.has(name)) return false;
    return true;
}

}  // namespace borderlens
