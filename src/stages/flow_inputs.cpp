#include "stages/flow_inputs.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <sstream>

#include "base/error.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "io/vector_file.hpp"
#include "stages/cost_inputs.hpp"

namespace borderlens {
namespace {

struct Line {
    int number = 0;
    std::vector<std::string> words;
};

/// Lines cut at blanks, tabs, commas and semicolons; empty ones left out.
std::vector<Line> read_lines(const std::string& path) {
    std::string text = read_text(path);
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    for (char& c : text)
        if (c == ',' || c == ';' || c == '\t' || c == '\r') c = ' ';
    std::istringstream stream(text);
    std::vector<Line> lines;
    std::string row;
    for (int number = 1; std::getline(stream, row); ++number) {
        std::istringstream cut(row);
        Line line{number, {}};
        for (std::string word; cut >> word;) line.words.push_back(word);
        if (!line.words.empty()) lines.push_back(std::move(line));
    }
    if (lines.empty()) throw input_error("{}: is empty", path);
    return lines;
}

bool is_number(const std::string& word) {
    double number = 0.0;
    return parse_number(word, number);
}

double number_at(const std::string& path, const Line& line, std::size_t position) {
    double number = 0.0;
    if (position >= line.words.size())
        throw input_error("{}: line {} has {} values, expected at least {}", path, line.number,
                          line.words.size(), position + 1);
    if (!parse_number(line.words[position], number) || !std::isfinite(number))
        throw input_error("{}: line {}: found '{}', expected a number", path, line.number,
                          line.words[position]);
    return number;
}

std::int32_t id_from(const std::string& path, double number) {
    if (number != std::floor(number) || std::abs(number) > 2147483000.0)
        throw input_error("{}: found focal id {}, expected a whole number", path, number);
    return static_cast<std::int32_t>(number);
}

Index place_cell(const std::string& path, const Grid& grid, double x, double y) {
    const Point px = grid.to_px({x, y});
    // A point on the right or lower edge belongs to the last cell.
    Index row = static_cast<Index>(std::floor(std::clamp(px.y, -1e9, 1e9)));
    Index col = static_cast<Index>(std::floor(std::clamp(px.x, -1e9, 1e9)));
    if (px.y == static_cast<double>(grid.rows())) --row;
    if (px.x == static_cast<double>(grid.cols())) --col;
    if (!grid.window().contains(row, col))
        throw input_error("{}: point ({}, {}) lies outside the habitat raster ({})", path, x, y,
                          grid.describe());
    return row * grid.cols() + col;
}

std::size_t column_named(const std::string& path, const Line& names,
                         const std::vector<std::string>& wanted) {
    for (std::size_t i = 0; i < names.words.size(); ++i)
        if (std::count(wanted.begin(), wanted.end(), names.words[i]) > 0) return i;
    throw input_error("{}: line {} names no column '{}'", path, names.number, wanted.front());
}

std::vector<CellValue> values_of_list(const std::string& path, const Grid& grid) {
    const std::vector<Line> lines = read_lines(path);
    std::size_t value = 0, x = 1, y = 2, first = 0;
    if (!is_number(lines[0].words[0])) {
        value = column_named(path, lines[0], {"id", "value"});
        x = column_named(path, lines[0], {"x", "lon"});
        y = column_named(path, lines[0], {"y", "lat"});
        first = 1;
    }
    std::vector<CellValue> values;
    for (std::size_t i = first; i < lines.size(); ++i)
        values.push_back(
            {place_cell(path, grid, number_at(path, lines[i], x), number_at(path, lines[i], y)),
             number_at(path, lines[i], value)});
    return values;
}

std::vector<CellValue> values_of_features(const std::string& path, const Grid& grid) {
    const VectorLayer layer = read_vector(path, "", grid.crs());
    const std::string field = layer.attributes.has("value") ? "value" : "id";
    const std::vector<double>& numbers = layer.attributes.numbers(field);
    std::vector<CellValue> values;
    for (std::size_t i = 0; i < layer.geometries.size(); ++i)
        for (const Point& point : layer.geometries[i].points)
            values.push_back({place_cell(path, grid, point.x, point.y), numbers[i]});
    return values;
}

}  // namespace

std::vector<CellValue> read_cell_values(const std::string& path, const std::string& habitat_path,
                                        const Grid& grid) {
    if (path.ends_with(".csv") || path.ends_with(".txt") || path.ends_with(".tsv"))
        return values_of_list(path, grid);
    if (is_vector_path(path)) return values_of_features(path, grid);
    require_same_grid(path, read_raster_info(path).grid, habitat_path, grid);
    const Raster<double> raster = read_doubles(path, {0});
    std::vector<CellValue> values;
    for (Index cell = 0; cell < grid.size(); ++cell) {
        const double value = raster.values()[static_cast<std::size_t>(cell)];
        if (!std::isnan(value)) values.push_back({cell, value});
    }
    return values;
}

std::vector<FocalCell> read_focal_cells(const std::string& path, const std::string& habitat_path,
                                        const Grid& grid) {
    std::vector<FocalCell> focal;
    for (const CellValue& found : read_cell_values(path, habitat_path, grid))
        if (found.value > 0.0) focal.push_back({found.cell, id_from(path, found.value)});
    if (focal.empty()) throw input_error("{}: holds no focal node (ids above 0)", path);
    std::stable_sort(focal.begin(), focal.end(),
                     [](const FocalCell& a, const FocalCell& b) { return a.id < b.id; });
    return focal;
}

std::vector<std::int32_t> read_regions(const std::string& path, const std::string& habitat_path,
                                       const Grid& grid) {
    require_same_grid(path, read_raster_info(path).grid, habitat_path, grid);
    const Raster<std::int32_t> codes = read_codes(path);
    std::vector<std::int32_t> regions = codes.values();
    for (std::int32_t& region : regions)
        if (region == no_code || region < 0) region = 0;
    return regions;
}

PairChoice read_pairs(const std::string& path) {
    std::vector<Line> lines = read_lines(path);
    PairChoice choice;
    choice.all = false;
    std::set<std::int32_t> ids;
    if (lines[0].words[0] == "min") {
        if (lines.size() < 4 || lines[1].words[0] != "max")
            throw input_error("{}: expected lines 'min V', 'max V' and a square table", path);
        const double least = number_at(path, lines[0], 1), most = number_at(path, lines[1], 1);
        for (std::size_t i = 3; i < lines.size(); ++i) {
            const std::int32_t a = id_from(path, number_at(path, lines[i], 0));
            ids.insert(a);
            for (std::size_t k = 1; k < lines[2].words.size(); ++k) {
                const double value = number_at(path, lines[i], k);
                const std::int32_t b = id_from(path, number_at(path, lines[2], k));
                if (a != b && value >= least && value <= most) choice.pairs.emplace_back(a, b);
            }
        }
        choice.ids.assign(ids.begin(), ids.end());
        return choice;
    }
    bool exclude = false;
    std::size_t first = 0;
    if (lines[0].words[0] == "mode") {
        const std::string mode = lines[0].words.size() > 1 ? lines[0].words[1] : "";
        if (mode != "include" && mode != "exclude")
            throw input_error("{}: found mode '{}', expected include or exclude", path, mode);
        exclude = mode == "exclude";
        first = 1;
    } else if (!is_number(lines[0].words[0])) {
        first = 1;
    }
    for (std::size_t i = first; i < lines.size(); ++i) {
        const std::int32_t a = id_from(path, number_at(path, lines[i], 0));
        const std::int32_t b = id_from(path, number_at(path, lines[i], 1));
        // An id paired with 0 is named, but has no partner.
        for (const std::int32_t id : {a, b})
            if (id != 0) ids.insert(id);
        if (a != 0 && b != 0) choice.pairs.emplace_back(a, b);
    }
    choice.ids.assign(ids.begin(), ids.end());
    if (exclude) {
        PairChoice rest;
        rest.all = false;
        rest.ids = choice.ids;
        for (std::size_t i = 0; i < rest.ids.size(); ++i)
            for (std::size_t k = i + 1; k < rest.ids.size(); ++k)
                if (!choice.includes(rest.ids[i], rest.ids[k]))
                    rest.pairs.emplace_back(rest.ids[i], rest.ids[k]);
        return rest;
    }
    return choice;
}

std::map<std::int32_t, double> read_strengths(const std::string& path) {
    std::map<std::int32_t, double> strengths;
    for (const Line& line : read_lines(path)) {
        if (strengths.empty() && !is_number(line.words[0])) continue;
        const double strength = number_at(path, line, 1);
        strengths[id_from(path, number_at(path, line, 0))] = strength;
    }
    return strengths;
}

}  // namespace borderlens
