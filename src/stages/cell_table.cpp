#include "stages/cell_table.hpp"

#include "base/table_rows.hpp"

namespace borderlens {

Table cell_table(const std::vector<PeriodCells>& periods, const CellNames& names) {
    TableRows rows;
    for (const PeriodCells& one : periods)
        for (const auto& [key, cell] : one.cells) {
            rows.text("period", one.period);
            rows.text("side", std::get<0>(key) == 0 ? "a" : "b");
            rows.number("band", std::get<1>(key));
            rows.number("bin", static_cast<double>(std::get<2>(key)));
            rows.number("pixels", cell.pixels);
            for (const LegendEntry& entry : names.legend) {
                const auto found = cell.class_px.find(entry.code);
                rows.number("px_" + entry.name, found == cell.class_px.end() ? 0.0 : found->second);
            }
            for (std::size_t v = 0; v < names.values.size(); ++v) {
                rows.number(names.values[v].name + "_sum", cell.value_sum[v]);
                rows.number(names.values[v].name + "_px", cell.value_px[v]);
            }
            rows.number("looks_sum", cell.looks_sum);
            rows.number("looks_px", cell.looks_px);
            rows.number("filled_px", cell.filled_px);
        }
    // Without a cell, such as of towns where none is found, the columns are there all the same.
    std::vector<std::string> columns = {"period", "side", "band", "bin", "pixels"};
    for (const LegendEntry& entry : names.legend) columns.push_back("px_" + entry.name);
    for (const ValueName& value : names.values) {
        columns.push_back(value.name + "_sum");
        columns.push_back(value.name + "_px");
    }
    columns.insert(columns.end(), {"looks_sum", "looks_px", "filled_px"});
    return rows.table(columns);
}

std::vector<PeriodCells> cells_of(const Table& table, const CellNames& names) {
    std::vector<PeriodCells> periods;
    if (table.rows() == 0) return periods;
    const std::vector<std::string> period = table.texts("period"), side = table.texts("side");
    const auto column = [&](const std::string& name) { return &table.numbers(name); };
    std::vector<const std::vector<double>*> class_px, value_sum, value_px;
    for (const LegendEntry& entry : names.legend) class_px.push_back(column("px_" + entry.name));
    for (const ValueName& value : names.values) {
        value_sum.push_back(column(value.name + "_sum"));
        value_px.push_back(column(value.name + "_px"));
    }
    const auto &band = *column("band"), &bin = *column("bin"), &pixels = *column("pixels"),
               &looks_sum = *column("looks_sum"), &looks_px = *column("looks_px"),
               &filled_px = *column("filled_px");
    for (std::size_t row = 0; row < period.size(); ++row) {
        if (periods.empty() || periods.back().period != period[row])
            periods.push_back({period[row], {}});
        CellSums& cell = periods.back().cells[{
            side[row] == "a" ? 0 : 1, static_cast<int>(band[row]), static_cast<Index>(bin[row])}];
        cell.pixels = pixels[row];
        for (std::size_t c = 0; c < class_px.size(); ++c)
            if ((*class_px[c])[row] > 0.0)
                cell.class_px[names.legend[c].code] = (*class_px[c])[row];
        for (std::size_t v = 0; v < value_sum.size(); ++v) {
            cell.value_sum.push_back((*value_sum[v])[row]);
            cell.value_px.push_back((*value_px[v])[row]);
        }
        cell.looks_sum = looks_sum[row];
        cell.looks_px = looks_px[row];
        cell.filled_px = filled_px[row];
    }
    return periods;
}

}  // namespace borderlens
