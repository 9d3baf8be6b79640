#include "io/workbook.hpp"

#include <ogrsf_frmts.h>

#include <cmath>

#include "base/error.hpp"
#include "io/gdal_session.hpp"

namespace borderlens {
namespace {

/// Years and counts are shown without decimals.
bool holds_whole_numbers(const Column& column) {
    for (const double number : column.numbers)
        if (!std::isnan(number) && (number != std::round(number) || std::abs(number) > 1e15))
            return false;
    return true;
}

OGRFieldType field_type(const Column& column) {
    if (!column.is_number) return OFTString;
    return holds_whole_numbers(column) ? OFTInteger64 : OFTReal;
}

void write_sheet(GDALDataset& book, const std::string& name, const Table& table,
                 const std::string& path) {
    OGRLayer* layer = book.CreateLayer(name.c_str(), nullptr, wkbNone, nullptr);
    if (layer == nullptr) throw input_error("{}: cannot be written: {}", path, last_gdal_message());
    std::vector<OGRFieldType> types;
    for (const Column& column : table.columns()) {
        types.push_back(field_type(column));
        OGRFieldDefn field(column.name.c_str(), types.back());
        layer->CreateField(&field);
    }
    for (std::size_t row = 0; row < static_cast<std::size_t>(table.rows()); ++row) {
        OGRFeature feature(layer->GetLayerDefn());
        int number = 0;
        for (const Column& column : table.columns()) {
            const int field = number++;
            if (!column.is_number) {
                if (!column.texts[row].empty()) feature.SetField(field, column.texts[row].c_str());
            } else if (std::isfinite(column.numbers[row])) {
                if (types[static_cast<std::size_t>(field)] == OFTReal)
                    feature.SetField(field, column.numbers[row]);
                else
                    feature.SetField(field, static_cast<GIntBig>(column.numbers[row]));
            }
        }
        if (layer->CreateFeature(&feature) != OGRERR_NONE)
            throw input_error("{}: cannot be written: {}", path, last_gdal_message());
    }
}

}  // namespace

void write_workbook(const std::string& path,
                    const std::vector<std::pair<std::string, Table>>& sheets, bool overwrite) {
    const bool is_ods = path.ends_with(".ods");
    if (!is_ods && !path.ends_with(".xlsx"))
        throw input_error("{}: expected a name that ends in .xlsx or .ods", path);
    write_layers(path, is_ods ? "ODS" : "XLSX", overwrite, [&](GDALDataset& book) {
        for (const auto& [name, table] : sheets)
            if (table.rows() <= most_sheet_rows) write_sheet(book, name, table, path);
    });
}

}  // namespace borderlens
