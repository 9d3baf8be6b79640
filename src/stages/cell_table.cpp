#include "stages/cell_table.hpp"

namespace borderlens {

Table cell_table(const std::vector<PeriodCells>& periods, const Legend& legend) {
    std::vector<std::string> period, side;
    std::vector<double> band, bin, pixels, ndvi_sum, ndvi_px, looks_sum, looks_px;
    std::vector<std::vector<double>> class_px(legend.size());
    for (const PeriodCells& one : periods)
        for (const auto& [key, cell] : one.cells) {
            period.push_back(one.period);
            side.push_back(std::get<0>(key) == 0 ? "a" : "b");
            band.push_back(std::get<1>(key));
            bin.push_back(static_cast<double>(std::get<2>(key)));
            pixels.push_back(cell.pixels);
            ndvi_sum.push_back(cell.ndvi_sum);
            ndvi_px.push_back(cell.ndvi_px);
            looks_sum.push_back(cell.looks_sum);
            looks_px.push_back(cell.looks_px);
            for (std::size_t c = 0; c < legend.size(); ++c) {
                const auto found = cell.class_px.find(legend[c].code);
                class_px[c].push_back(found == cell.class_px.end() ? 0.0 : found->second);
            }
        }
    Table table;
    table.set("period", period);
    table.set("side", side);
    table.set("band", band);
    table.set("bin", bin);
    table.set("pixels", pixels);
    for (std::size_t c = 0; c < legend.size(); ++c) table.set("px_" + legend[c].name, class_px[c]);
    table.set("ndvi_sum", ndvi_sum);
    table.set("ndvi_px", ndvi_px);
    table.set("looks_sum", looks_sum);
    table.set("looks_px", looks_px);
    return table;
}

std::vector<PeriodCells> cells_of(const Table& table, const Legend& legend) {
    std::vector<PeriodCells> periods;
    const std::vector<std::string> period = table.texts("period"), side = table.texts("side");
    const auto number = [&](const char* column, std::size_t row) {
        return table.numbers(column)[row];
    };
    std::vector<const std::vector<double>*> class_px;
    for (const LegendEntry& entry : legend) class_px.push_back(&table.numbers("px_" + entry.name));
    for (std::size_t row = 0; row < period.size(); ++row) {
        if (periods.empty() || periods.back().period != period[row])
            periods.push_back({period[row], {}});
        CellSums& cell =
            periods.back().cells[{side[row] == "a" ? 0 : 1, static_cast<int>(number("band", row)),
                                  static_cast<Index>(number("bin", row))}];
        cell.pixels = number("pixels", row);
        cell.ndvi_sum = number("ndvi_sum", row);
        cell.ndvi_px = number("ndvi_px", row);
        cell.looks_sum = number("looks_sum", row);
        cell.looks_px = number("looks_px", row);
        for (std::size_t c = 0; c < legend.size(); ++c)
            if ((*class_px[c])[row] > 0.0) cell.class_px[legend[c].code] = (*class_px[c])[row];
    }
    return periods;
}

}  // namespace borderlens
