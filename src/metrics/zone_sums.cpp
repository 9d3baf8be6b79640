#include "metrics/zone_sums.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "base/error.hpp"

namespace borderlens {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// One block's codes with a margin of one cell on all sides, no_code beyond the map.
Raster<std::int32_t> with_margin(const CodeSource& source, const Window& core) {
    const Window wanted = core.pad(1);
    const Window there = wanted.intersect({0, 0, source.rows, source.cols});
    const Raster<std::int32_t> part = source.read(there);
    Raster<std::int32_t> all(Grid("", {0.0, 0.0}, 1.0, 1.0, wanted.rows, wanted.cols), 1, no_code);
    for (Index row = 0; row < there.rows; ++row)
        std::copy_n(part.view().row(row), there.cols,
                    all.view().row(row + there.row0 - wanted.row0) + there.col0 - wanted.col0);
    return all;
}

/// Counts one block. Zones are looked up once a run of cells, not once a cell.
class BlockSummer {
  public:
    BlockSummer(const CodeSource& classes, const CodeSource& zones, const Window& core)
        : m_core(core), m_codes(with_margin(classes, core)), m_ids(with_margin(zones, core)) {
        // A cell counts only where it has both a class and a zone.
        for (std::size_t i = 0; i < m_codes.values().size(); ++i)
            if (m_codes.values()[i] == no_code || m_ids.values()[i] == no_code)
                m_codes.values()[i] = m_ids.values()[i] = no_code;
    }

    void count_cells_and_sides() {
        for (Index row = 1; row <= m_core.rows; ++row)
            for (Index col = 1; col <= m_core.cols; ++col) {
                const std::int32_t id = m_ids(row, col), code = m_codes(row, col);
                if (id != no_code) ++tally(id, code).cells;
                // Sides to the left and above belong to those cells, but at the map's edge.
                if (m_core.col0 + col == 1 && id != no_code) ++boundary(id);
                if (m_core.row0 + row == 1 && id != no_code) ++boundary(id);
                count_side(id, code, m_ids(row, col + 1), m_codes(row, col + 1));
                count_side(id, code, m_ids(row + 1, col), m_codes(row + 1, col));
            }
    }

    void add_values(const ValueLayer& layer) {
        const Raster<double> values = layer.read(m_core);
        ValueSums* sums = nullptr;
        std::int32_t last = no_code;
        for (Index row = 0; row < m_core.rows; ++row)
            for (Index col = 0; col < m_core.cols; ++col) {
                const std::int32_t id = m_ids(row + 1, col + 1);
                if (id == no_code || std::isnan(values(row, col))) continue;
                if (id != last || sums == nullptr) {
                    sums = &m_sums.zones[id].values[layer.name];
                    last = id;
                }
                sums->add(values(row, col));
            }
    }

    ZoneSums take() {
        for (const auto& [key, tally] : m_tallies) {
            ZoneSum& zone = m_sums.zones[tally.id];
            zone.cells[tally.code] += tally.cells;
        }
        for (const auto& [key, pair] : m_pairs)
            m_sums.zones[pair.id].sides[std::minmax(pair.a, pair.b)] += pair.sides;
        for (const auto& [id, sides] : m_boundary) m_sums.zones[id].boundary_sides += sides;
        return std::move(m_sums);
    }

  private:
    struct Tally {
        std::int32_t id = no_code, code = no_code;
        Index cells = 0;
    };
    struct PairTally {
        std::int32_t id = no_code, a = no_code, b = no_code;
        Index sides = 0;
    };
    struct Key {
        std::int32_t id, a, b;
        bool operator==(const Key&) const = default;
    };
    struct HashKey {
        std::size_t operator()(const Key& key) const {
            std::uint64_t mixed = static_cast<std::uint32_t>(key.id);
            mixed = mixed * 0x9E3779B97F4A7C15ULL + static_cast<std::uint32_t>(key.a);
            mixed = mixed * 0x9E3779B97F4A7C15ULL + static_cast<std::uint32_t>(key.b);
            return mixed ^ (mixed >> 29);
        }
    };

    Tally& tally(std::int32_t id, std::int32_t code) {
        if (m_last_tally == nullptr || m_last_tally->id != id || m_last_tally->code != code) {
            m_last_tally = &m_tallies[{id, code, 0}];
            m_last_tally->id = id;
            m_last_tally->code = code;
        }
        return *m_last_tally;
    }
    Index& boundary(std::int32_t id) { return m_boundary[id]; }

    void count_side(std::int32_t id_a, std::int32_t a, std::int32_t id_b, std::int32_t b) {
        if (id_a != id_b) {
            if (id_a != no_code) ++boundary(id_a);
            if (id_b != no_code) ++boundary(id_b);
            return;
        }
        if (id_a == no_code) return;
        if (m_last_pair == nullptr || m_last_pair->id != id_a || m_last_pair->a != a ||
            m_last_pair->b != b) {
            m_last_pair = &m_pairs[{id_a, a, b}];
            m_last_pair->id = id_a;
            m_last_pair->a = a;
            m_last_pair->b = b;
        }
        ++m_last_pair->sides;
    }

    Window m_core;
    Raster<std::int32_t> m_codes, m_ids;
    std::unordered_map<Key, Tally, HashKey> m_tallies;
    std::unordered_map<Key, PairTally, HashKey> m_pairs;
    std::unordered_map<std::int32_t, Index> m_boundary;
    Tally* m_last_tally = nullptr;  // unordered_map never moves its elements
    PairTally* m_last_pair = nullptr;
    ZoneSums m_sums;
};

Measure measure_of(const std::string& metric, double value, const std::string& unit, Index cells) {
    return {"", "", "", "", metric, value, unit, undefined, undefined, static_cast<double>(cells)};
}

}  // namespace

void ValueSums::add(double value) {
    low = cells == 0 ? value : std::min(low, value);
    high = cells == 0 ? value : std::max(high, value);
    ++cells;
    const double delta = value - mean;
    mean += delta / static_cast<double>(cells);
    squares += delta * (value - mean);
}

ValueSums& ValueSums::operator+=(const ValueSums& other) {
    if (other.cells == 0) return *this;
    if (cells == 0) return *this = other;
    const double n = static_cast<double>(cells), m = static_cast<double>(other.cells);
    const double delta = other.mean - mean;
    mean += delta * m / (n + m);
    squares += other.squares + delta * delta * n * m / (n + m);
    low = std::min(low, other.low);
    high = std::max(high, other.high);
    cells += other.cells;
    return *this;
}

double ValueSums::standard_deviation() const {
    return cells > 0 ? std::sqrt(squares / static_cast<double>(cells)) : undefined;
}

ZoneSum& ZoneSum::operator+=(const ZoneSum& other) {
    for (const auto& [code, count] : other.cells) cells[code] += count;
    for (const auto& [pair, count] : other.sides) sides[pair] += count;
    for (const auto& [name, sums] : other.values) values[name] += sums;
    boundary_sides += other.boundary_sides;
    return *this;
}

Index ZoneSum::classed_cells() const {
    Index sum = 0;
    for (const auto& [code, count] : cells) sum += count;
    return sum;
}

double ZoneSum::share(std::int32_t code) const {
    const Index all = classed_cells();
    if (all == 0) return undefined;
    const auto found = cells.find(code);
    return found == cells.end() ? 0.0
                                : static_cast<double>(found->second) / static_cast<double>(all);
}

Index ZoneSum::edge_sides() const {
    Index sum = 0;
    for (const auto& [pair, count] : sides)
        if (pair.first != pair.second) sum += count;
    return sum;
}

Index ZoneSum::edge_sides(std::int32_t code) const {
    Index sum = 0;
    for (const auto& [pair, count] : sides)
        if (pair.first != pair.second && (pair.first == code || pair.second == code)) sum += count;
    return sum;
}

ZoneSums& ZoneSums::operator+=(const ZoneSums& other) {
    for (const auto& [id, sum] : other.zones) zones[id] += sum;
    return *this;
}

std::vector<Measure> ZoneSums::measures(
    std::int32_t zone, double cell_size_m,
    const std::map<std::int32_t, std::string>& class_names) const {
    const auto found = zones.find(zone);
    if (found == zones.end()) return {};
    const ZoneSum& sum = found->second;
    const Index all = sum.classed_cells();
    const double cell_ha = cell_size_m * cell_size_m / 10000.0;
    const double total_ha = static_cast<double>(all) * cell_ha;
    std::vector<Measure> rows;
    if (all > 0) {
        const double edge_m = static_cast<double>(sum.edge_sides()) * cell_size_m;
        rows.push_back(measure_of("ta", total_ha, "ha", all));
        rows.push_back(measure_of("te", edge_m, "m", all));
        rows.push_back(measure_of("ed", edge_m / total_ha, "m/ha", all));
    }
    for (const auto& [code, count] : sum.cells) {
        const auto named = class_names.find(code);
        const std::string name =
            named == class_names.end() ? fmt::format("class {}", code) : named->second;
        const double edge_m = static_cast<double>(sum.edge_sides(code)) * cell_size_m;
        rows.push_back(measure_of("ca " + name, static_cast<double>(count) * cell_ha, "ha", all));
        rows.push_back(measure_of("pland " + name, 100.0 * sum.share(code), "%", all));
        rows.push_back(measure_of("te " + name, edge_m, "m", all));
        rows.push_back(measure_of("ed " + name, edge_m / total_ha, "m/ha", all));
    }
    for (const auto& [name, values] : sum.values)
        if (values.cells > 0)
            rows.push_back(measure_of("mean " + name, values.mean, "1", values.cells));
    return rows;
}

ZoneSums sum_zones(const CodeSource& classes, const CodeSource& zones,
                   const std::vector<ValueLayer>& values, const Window& part, Index block_px) {
    if (classes.rows != zones.rows || classes.cols != zones.cols)
        throw input_error("classes are {} x {} cells, zones {} x {}; expected the same grid",
                          classes.cols, classes.rows, zones.cols, zones.rows);
    return sum_over_blocks<ZoneSums>(part, block_px, 0, [&](const Block& block) {
        BlockSummer summer(classes, zones, block.core);
        summer.count_cells_and_sides();
        for (const ValueLayer& layer : values) summer.add_values(layer);
        return summer.take();
    });
}

}  // namespace borderlens
