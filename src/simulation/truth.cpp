#include "simulation/truth.hpp"

#include <cmath>
#include <limits>

#include "simulation/noise.hpp"

namespace borderlens {
namespace {

constexpr double pixel_area_km2 = 1e-4;  // 10 m x 10 m

bool is_settled(Material material) {
    switch (material) {
        case Material::bright_roof:
        case Material::blue_roof:
        case Material::red_roof:
        case Material::dark_roof:
        case Material::concrete:
        case Material::container_yard:
        case Material::yard_soil:
        case Material::yard_tree:
            return true;
        default:
            return false;
    }
}

Index valid_pixels(const std::array<Index, land::class_count + 1>& pixels) {
    Index sum = 0;
    for (const Index count : pixels) sum += count;
    return sum;
}

}  // namespace

ClassCode truth_class(const std::array<Material, 4>& cells, Index row, Index col) {
    std::array<int, land::class_count + 1> votes{};
    for (const Material cell : cells) ++votes[class_of(cell)];
    const auto start = static_cast<std::size_t>(place_hash(881, row, col) & 3U);
    ClassCode best = class_of(cells[start]);
    for (std::size_t i = 1; i < cells.size(); ++i) {
        const ClassCode candidate = class_of(cells[(start + i) % cells.size()]);
        if (votes[candidate] > votes[best]) best = candidate;
    }
    return best;
}

ClassCode truth_class_at(const SimulatedLandscape& landscape, Point upper_left, Index row,
                         Index col, int year) {
    // The four cells' centres, by the same arithmetic as draw_ground.
    const auto material = [&](Index cell_row, Index cell_col) {
        return landscape.material(
            upper_left.x + (static_cast<double>(cell_col) + 0.5) * ground_cell_m,
            upper_left.y - (static_cast<double>(cell_row) + 0.5) * ground_cell_m, year);
    };
    return truth_class({material(2 * row, 2 * col), material(2 * row, 2 * col + 1),
                        material(2 * row + 1, 2 * col), material(2 * row + 1, 2 * col + 1)},
                       row, col);
}

TruthTile truth_of(const GroundTile& tile, const Window& window) {
    TruthTile truth{window, {}, {}};
    for (Index row = window.row0; row < window.row_end(); ++row)
        for (Index col = window.col0; col < window.col_end(); ++col) {
            const std::array<Material, 4> cells = {
                tile.at(2 * row, 2 * col).material, tile.at(2 * row, 2 * col + 1).material,
                tile.at(2 * row + 1, 2 * col).material, tile.at(2 * row + 1, 2 * col + 1).material};
            const ClassCode code = truth_class(cells, row, col);
            int settled = 0;
            for (const Material cell : cells) settled += is_settled(cell) ? 1 : 0;
            truth.classes.push_back(code);
            truth.settled.push_back(code == land::built_up && settled > 0 ? 1 : 0);
        }
    return truth;
}

TruthCounts& TruthCounts::operator+=(const TruthCounts& other) {
    for (std::size_t side = 0; side < pixels.size(); ++side) {
        for (std::size_t code = 0; code < pixels[side].size(); ++code)
            pixels[side][code] += other.pixels[side][code];
        settled[side] += other.settled[side];
    }
    return *this;
}

TruthCounts count_truth(const SimulatedLandscape& landscape, const TruthTile& tile,
                        Point upper_left) {
    TruthCounts counts;
    std::size_t i = 0;
    for (Index row = tile.window.row0; row < tile.window.row_end(); ++row)
        for (Index col = tile.window.col0; col < tile.window.col_end(); ++col, ++i) {
            const double x = upper_left.x + (static_cast<double>(col) + 0.5) * 10.0;
            const double y = upper_left.y - (static_cast<double>(row) + 0.5) * 10.0;
            const auto side = static_cast<std::size_t>(landscape.border().side_of(x, y));
            ++counts.pixels[side][tile.classes[i]];
            counts.settled[side] += tile.settled[i];
        }
    return counts;
}

Table truth_areas(const std::vector<int>& years, const std::vector<TruthCounts>& counts) {
    std::vector<Measure> rows;
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    for (std::size_t y = 0; y < years.size(); ++y)
        for (std::size_t side = 0; side < 2; ++side) {
            const auto& pixels = counts[y].pixels[side];
            const auto valid = static_cast<double>(valid_pixels(pixels));
            const std::string name = side == 0 ? "a" : "b", year = std::to_string(years[y]);
            const auto add = [&](const std::string& metric, Index count) {
                const auto n = static_cast<double>(count);
                rows.push_back({"study", name, "", year, "area_" + metric, n * pixel_area_km2,
                                "km2", none, none, valid});
                rows.push_back({"study", name, "", year, "share_" + metric,
                                valid > 0.0 ? n / valid : none, "1", none, none, valid});
            };
            for (const LegendEntry& entry : land_legend())
                add(entry.name, pixels[static_cast<std::size_t>(entry.code)]);
            add("settled", counts[y].settled[side]);
        }
    return table_of(rows);
}

Table truth_asymmetry(const std::vector<int>& years, const std::vector<TruthCounts>& counts) {
    std::vector<std::string> names;
    std::vector<double> year_column, a_column, b_column, difference, log_ratio, asymmetry, change;
    for (const LegendEntry& entry : land_legend()) {
        const auto code = static_cast<std::size_t>(entry.code);
        double first = 0.0;
        for (std::size_t y = 0; y < years.size(); ++y) {
            const auto share = [&](std::size_t side) {
                const auto& pixels = counts[y].pixels[side];
                return static_cast<double>(pixels[code]) /
                       static_cast<double>(std::max<Index>(1, valid_pixels(pixels)));
            };
            const double a = share(0), b = share(1);
            // Undefined where neither side has any of the class, or only one for the ratio.
            constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
            const double index = a + b > 0.0 ? (a - b) / (a + b) : undefined;
            if (y == 0) first = index;
            names.push_back(entry.name);
            year_column.push_back(years[y]);
            a_column.push_back(a);
            b_column.push_back(b);
            difference.push_back(a - b);
            log_ratio.push_back(a > 0.0 && b > 0.0 ? std::log(a / b) : undefined);
            asymmetry.push_back(index);
            change.push_back(index - first);
        }
    }
    Table table;
    table.set("class", names);
    table.set("year", year_column);
    table.set("share_a", a_column);
    table.set("share_b", b_column);
    table.set("difference", difference);
    table.set("log_ratio", log_ratio);
    table.set("asymmetry", asymmetry);
    table.set("asymmetry_change", change);
    return table;
}

ChangeYears change_years(const SimulatedLandscape& landscape, Point upper_left,
                         const Window& window, int first, int last) {
    ChangeYears years;
    const auto pixels = static_cast<std::size_t>(window.size());
    years.change.assign(pixels, 0);
    years.built_up.assign(pixels, 0);
    years.photovoltaics.assign(pixels, 0);
    const Window cells{2 * window.row0, 2 * window.col0, 2 * window.rows, 2 * window.cols};
    const auto classes_in = [&](int year) {
        return truth_of(draw_ground(landscape, upper_left, cells, year), window).classes;
    };
    const std::vector<ClassCode> at_first = classes_in(first), at_last = classes_in(last);
    std::size_t i = 0;
    for (Index row = window.row0; row < window.row_end(); ++row)
        for (Index col = window.col0; col < window.col_end(); ++col, ++i) {
            const double x = upper_left.x + (static_cast<double>(col) + 0.5) * 10.0;
            const double y = upper_left.y - (static_cast<double>(row) + 0.5) * 10.0;
            ClassCode before = at_first[i];
            // Away from places that grow, only fields come or go, once within the years.
            const bool steady = !landscape.is_near_places(x, y) && before == at_last[i];
            for (int year = first; year <= last; ++year) {
                const ClassCode code = year == first || steady
                                           ? before
                                           : truth_class_at(landscape, upper_left, row, col, year);
                const auto stored = static_cast<std::uint16_t>(year);
                if (code != before) years.change[i] = stored;
                if (code == land::built_up && years.built_up[i] == 0) years.built_up[i] = stored;
                if (code == land::photovoltaics && years.photovoltaics[i] == 0)
                    years.photovoltaics[i] = stored;
                if (steady) break;
                before = code;
            }
        }
    return years;
}

}  // namespace borderlens
