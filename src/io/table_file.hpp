#pragma once
#include <string>

#include "base/document.hpp"
#include "base/table.hpp"

namespace borderlens {

/// A table by its ending: .csv (also .tsv, .txt), .json (array of objects), else a layer of
/// anything OGR opens (.gpkg, .xlsx, .ods, ...; point layers gain columns lon, lat where they have
/// none).
Table read_table(const std::string& path);

/// Writes by ending: .csv, .json (array of objects), .gpkg (points where there are lon and lat);
/// "-" writes CSV to standard output.
void write_table(const std::string& path, const Table& table, bool overwrite);

/// Writes JSON to a file, or to standard output for "-".
void write_document(const std::string& path, const Document& document, bool overwrite);

Document read_json(const std::string& path);
Document read_toml(const std::string& path);

}  // namespace borderlens
