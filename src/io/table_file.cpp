#include "io/table_file.hpp"

#include <algorithm>
#include <cstdio>
#include <limits>

#include "base/csv.hpp"
#include "base/error.hpp"
#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/vector_file.hpp"

namespace borderlens {
namespace {

Document as_objects(const Table& table) {
    Document rows = Document::list();
    for (Index row = 0; row < table.rows(); ++row) {
        Document object = Document::object();
        for (const Column& column : table.columns()) {
            const std::size_t r = static_cast<std::size_t>(row);
            if (column.is_number)
                object.set(column.name, Document(column.numbers[r]));
            else
                object.set(column.name, Document(column.texts[r]));
        }
        rows.append(std::move(object));
    }
    return rows;
}

Table from_objects(const Document& rows) {
    if (!rows.is_list())
        throw input_error("expected a list of objects, found {}", rows.type_name());
    // Through texts: the CSV reader's rules for what is a number then hold for JSON as well.
    std::vector<std::string> names;
    for (const auto& row : rows.members())
        for (const auto& member : row.second.members()) {
            if (std::find(names.begin(), names.end(), member.first) == names.end())
                names.push_back(member.first);
        }
    Table table;
    for (const std::string& name : names) {
        bool is_number = true;
        std::vector<double> numbers;
        std::vector<std::string> texts;
        for (const auto& row : rows.members()) {
            const Document* value = row.second.find(name);
            const bool empty = value == nullptr || value->is_null();
            if (!empty && !value->is_number()) is_number = false;
            numbers.push_back(!empty && value->is_number()
                                  ? value->as_number()
                                  : std::numeric_limits<double>::quiet_NaN());
            texts.push_back(empty                ? ""
                            : value->is_text()   ? value->as_text()
                            : value->is_number() ? to_text(value->as_number())
                                                 : to_json(*value, -1));
        }
        if (is_number)
            table.set(name, std::move(numbers));
        else
            table.set(name, std::move(texts));
    }
    return table;
}

void print(const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
}

}  // namespace

Table read_table(const std::string& path) {
    if (path.ends_with(".csv") || path.ends_with(".tsv") || path.ends_with(".txt"))
        return parse_csv(read_text(path), path);
    if (path.ends_with(".json")) {
        try {
            return from_objects(read_json(path));
        } catch (const Error& error) {
            throw error.with_context(path);
        }
    }
    VectorLayer layer = read_vector(path);
    const bool points = !layer.geometries.empty() && !layer.geometries[0].points.empty();
    if (points && !layer.attributes.has("lon") && !layer.attributes.has("lat")) {
        std::vector<double> lon, lat;
        for (const Geometry& geometry : layer.geometries) {
            const Geometry place = layer.crs.empty()
                                       ? geometry
                                       : transform_geometry(layer.crs, lonlat_crs(), geometry);
            const bool has = !place.points.empty();
            lon.push_back(has ? place.points[0].x : std::numeric_limits<double>::quiet_NaN());
            lat.push_back(has ? place.points[0].y : std::numeric_limits<double>::quiet_NaN());
        }
        layer.attributes.set("lon", std::move(lon));
        layer.attributes.set("lat", std::move(lat));
    }
    return layer.attributes;
}

void write_table(const std::string& path, const Table& table, bool overwrite) {
    if (path == "-") return print(to_csv(table));
    if (path.ends_with(".json"))
        return write_text(path, to_json(as_objects(table)) + "\n", overwrite);
    if (path.ends_with(".gpkg")) {
        VectorLayer layer{"table", lonlat_crs(), {}, table};
        if (table.has("lon") && table.has("lat"))
            for (Index row = 0; row < table.rows(); ++row)
                layer.geometries.push_back({{{table.numbers("lon")[static_cast<std::size_t>(row)],
                                              table.numbers("lat")[static_cast<std::size_t>(row)]}},
                                            {},
                                            {}});
        return write_vector(path, {layer}, overwrite);
    }
    if (!path.ends_with(".csv"))
        throw input_error(
            "{}: expected a name that ends in .csv, .json or .gpkg, or '-' for "
            "standard output",
            path);
    write_text(path, to_csv(table), overwrite);
}

void write_document(const std::string& path, const Document& document, bool overwrite) {
    const std::string text = to_json(document) + "\n";
    if (path == "-")
        print(text);
    else
        write_text(path, text, overwrite);
}

Document read_json(const std::string& path) {
    return parse_json(read_text(path), path);
}

Document read_toml(const std::string& path) {
    return parse_toml(read_text(path), path);
}

}  // namespace borderlens
