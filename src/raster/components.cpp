#include "raster/components.hpp"

#include <unordered_map>

#include "base/parallel.hpp"
#include "raster/disjoint_sets.hpp"

namespace borderlens {
namespace {

std::size_t at(std::int32_t number) {
    return static_cast<std::size_t>(number);
}

/// Numbers the codes of a strip 0, 1, ... so that sides can be counted in a small matrix.
class CodeNumbers {
  public:
    std::int32_t number_of(std::int32_t code) {
        if (!m_codes.empty() && code == m_last_code) return m_last_number;
        const auto [place, added] =
            m_numbers.try_emplace(code, static_cast<std::int32_t>(m_codes.size()));
        if (added) m_codes.push_back(code);
        m_last_code = code;
        m_last_number = place->second;
        return m_last_number;
    }
    const std::vector<std::int32_t>& codes() const { return m_codes; }

  private:
    std::unordered_map<std::int32_t, std::int32_t> m_numbers;
    std::vector<std::int32_t> m_codes;
    std::int32_t m_last_code = 0;
    std::int32_t m_last_number = 0;
};

/// Sides between numbered classes: a matrix while it stays small, else a table of the pairs met.
class PairCounter {
  public:
    explicit PairCounter(std::size_t classes) : m_classes(classes) {
        if (classes <= max_matrix) m_matrix.resize(classes * classes);
    }
    void add(std::int32_t a, std::int32_t b, Index sides) {
        const std::size_t place = at(a) * m_classes + at(b);
        if (m_classes <= max_matrix)
            m_matrix[place] += sides;
        else
            m_pairs[place] += sides;
    }
    void add_to(SideCounts& counts, const std::vector<std::int32_t>& codes) const {
        const auto put = [&](std::size_t place, Index sides) {
            if (sides > 0)
                counts[std::minmax(codes[place / m_classes], codes[place % m_classes])] += sides;
        };
        for (std::size_t i = 0; i < m_matrix.size(); ++i) put(i, m_matrix[i]);
        for (const auto& [place, sides] : m_pairs) put(place, sides);
    }

  private:
    static constexpr std::size_t max_matrix = 1024;  // chosen: 8 MB a thread
    std::size_t m_classes;
    std::vector<Index> m_matrix;
    std::unordered_map<std::size_t, Index> m_pairs;
};

/// Adds a run, which lies below or right of all runs added before.
void extend(Component& part, const Run& run, Index row, Index perimeter_sides, Index edge_sides) {
    const Index length = run.end - run.begin;
    if (part.cells == 0) {
        part.code = run.code;
        part.row_min = row;
        part.col_min = run.begin;
    }
    part.cells += length;
    part.perimeter_sides += perimeter_sides;
    part.edge_sides += edge_sides;
    part.sum_row += row * length;
    part.sum_col += length * (run.begin + run.end - 1) / 2;
    part.row_max = row;
    part.col_min = std::min<Index>(part.col_min, run.begin);
    part.col_max = std::max<Index>(part.col_max, run.end - 1);
}

}  // namespace

Component& Component::operator+=(const Component& other) {
    if (other.cells == 0) return *this;
    if (cells == 0) return *this = other;
    cells += other.cells;
    perimeter_sides += other.perimeter_sides;
    edge_sides += other.edge_sides;
    sum_row += other.sum_row;
    sum_col += other.sum_col;
    row_min = std::min(row_min, other.row_min);
    row_max = std::max(row_max, other.row_max);
    col_min = std::min(col_min, other.col_min);
    col_max = std::max(col_max, other.col_max);
    return *this;
}

LabelledStrip label_strip(RunRows& strip, Connectivity connectivity) {
    LabelledStrip result;
    // First numbers the classes, so that the loop over contacts below counts in a small matrix.
    CodeNumbers numbers;
    std::vector<std::int32_t> class_of_run(strip.runs.size());
    for (std::size_t i = 0; i < strip.runs.size(); ++i)
        class_of_run[i] = numbers.number_of(strip.runs[i].code);
    PairCounter pairs(numbers.codes().size());

    DisjointSets sets;
    std::vector<Index> like(strip.runs.size()), edge(strip.runs.size());
    for (Index row = 0; row < strip.rows(); ++row) {
        const std::span<Run> lower = strip.row(row);
        const std::size_t lower_start = strip.starts[static_cast<std::size_t>(row)];
        for (std::size_t j = 0; j < lower.size(); ++j) {
            const std::size_t run = lower_start + j;
            pairs.add(class_of_run[run], class_of_run[run], lower[j].end - lower[j].begin - 1);
            if (j == 0 || lower[j - 1].end != lower[j].begin) continue;
            pairs.add(class_of_run[run - 1], class_of_run[run], 1);
            ++edge[run - 1];
            ++edge[run];
        }
        if (row > 0) {
            const std::span<const Run> upper = std::as_const(strip).row(row - 1);
            const std::size_t upper_start = strip.starts[static_cast<std::size_t>(row) - 1];
            for_each_contact(upper, lower, [&](std::size_t i, std::size_t j, Index overlap) {
                const std::size_t a = upper_start + i, b = lower_start + j;
                if (overlap > 0) pairs.add(class_of_run[a], class_of_run[b], overlap);
                if (upper[i].code != lower[j].code) {
                    edge[a] += overlap;
                    edge[b] += overlap;
                } else if (overlap > 0 || connectivity == Connectivity::eight) {
                    like[b] += overlap;
                    if (lower[j].label < 0)
                        lower[j].label = upper[i].label;
                    else if (lower[j].label != upper[i].label)
                        lower[j].label = sets.join(lower[j].label, upper[i].label);
                }
            });
        }
        for (Run& run : lower)
            if (run.label < 0) run.label = sets.add();
    }
    pairs.add_to(result.sides, numbers.codes());

    std::int32_t count = 0;
    const std::vector<std::int32_t> component_of_label = sets.numbered(count);
    std::vector<Component>& components = result.parts;
    components.resize(at(count));
    for (Index row = 0; row < strip.rows(); ++row)
        for (std::size_t i = strip.starts[static_cast<std::size_t>(row)];
             i < strip.starts[static_cast<std::size_t>(row) + 1]; ++i) {
            Run& run = strip.runs[i];
            run.label = component_of_label[at(run.label)];
            extend(components[at(run.label)], run, strip.row0 + row,
                   2 * (run.end - run.begin) + 2 - 2 * like[i], edge[i]);
        }
    for (const Index row : {Index{0}, strip.rows() - 1}) {
        const auto runs = std::as_const(strip).row(row);
        result.edges.runs.insert(result.edges.runs.end(), runs.begin(), runs.end());
        result.edges.starts.push_back(result.edges.runs.size());
    }
    return result;
}

JoinedStrips join_strips(std::vector<LabelledStrip>& strips, Connectivity connectivity) {
    JoinedStrips joined;
    DisjointSets sets;
    for (const LabelledStrip& strip : strips) {
        joined.first_part_of_strip.push_back(sets.size());
        for (std::size_t i = 0; i < strip.parts.size(); ++i) sets.add();
        for (const auto& [pair, sides] : strip.sides) joined.sides[pair] += sides;
    }
    for (std::size_t s = 0; s + 1 < strips.size(); ++s) {
        const auto upper = strips[s].edges.row(1), lower = strips[s + 1].edges.row(0);
        for_each_contact(upper, lower, [&](std::size_t i, std::size_t j, Index overlap) {
            Component& a = strips[s].parts[at(upper[i].label)];
            Component& b = strips[s + 1].parts[at(lower[j].label)];
            if (overlap > 0) joined.sides[std::minmax(a.code, b.code)] += overlap;
            if (a.code != b.code) {
                a.edge_sides += overlap;
                b.edge_sides += overlap;
            } else if (overlap > 0 || connectivity == Connectivity::eight) {
                a.perimeter_sides -= overlap;
                b.perimeter_sides -= overlap;
                sets.join(
                    static_cast<std::int32_t>(joined.first_part_of_strip[s]) + upper[i].label,
                    static_cast<std::int32_t>(joined.first_part_of_strip[s + 1]) + lower[j].label);
            }
        });
    }
    std::int32_t count = 0;
    joined.component_of_part = sets.numbered(count);
    joined.components.resize(at(count));
    for (std::size_t s = 0; s < strips.size(); ++s) {
        for (std::size_t i = 0; i < strips[s].parts.size(); ++i)
            joined.components[at(joined.component_of_part[joined.first_part_of_strip[s] + i])] +=
                strips[s].parts[i];
        strips[s] = {};
    }
    return joined;
}

CodeSource code_source(const Raster<std::int32_t>& codes) {
    return {codes.rows(), codes.cols(), [&codes](const Window& window) {
                Raster<std::int32_t> part(codes.grid().crop(window));
                for (Index row = 0; row < window.rows; ++row)
                    std::copy_n(codes.view().row(window.row0 + row) + window.col0, window.cols,
                                part.view().row(row));
                return part;
            }};
}

namespace {

/// Unsigned codes: 0 is background.
template <typename T>
CodeSource unsigned_source(const Raster<T>& codes) {
    return {codes.rows(), codes.cols(), [&codes](const Window& window) {
                Raster<std::int32_t> part(codes.grid().crop(window));
                for (Index row = 0; row < window.rows; ++row) {
                    const T* from = codes.view().row(window.row0 + row) + window.col0;
                    std::transform(from, from + window.cols, part.view().row(row), [](T code) {
                        return code == 0 ? no_code : static_cast<std::int32_t>(code);
                    });
                }
                return part;
            }};
}

}  // namespace

CodeSource code_source(const Raster<ClassCode>& classes) {
    return unsigned_source(classes);
}

CodeSource code_source(const Raster<std::uint16_t>& zones) {
    return unsigned_source(zones);
}

ComponentMap::ComponentMap(CodeSource source, Connectivity connectivity,
                           const StripOptions& options)
    : m_source(std::move(source)), m_connectivity(connectivity) {
    m_strip_rows = std::clamp<Index>(options.strip_cells / std::max<Index>(1, cols()), 1, rows());
    const Index count = (rows() + m_strip_rows - 1) / m_strip_rows;
    m_cache.resize(static_cast<std::size_t>(count));
    std::vector<LabelledStrip> strips(static_cast<std::size_t>(count));
    // A share for each strip: which ones are kept must not depend on who comes first.
    const std::size_t share = static_cast<std::size_t>(options.cache_bytes / count);
    parallel_for(count, [&](Index number) {
        const std::size_t s = static_cast<std::size_t>(number);
        RunRows runs = read_strip(number);
        strips[s] = label_strip(runs, m_connectivity);
        if (runs.runs.size() * sizeof(Run) <= share)
            m_cache[s] = std::make_shared<RunRows>(std::move(runs));
    });
    m_joined = join_strips(strips, m_connectivity);
    parallel_for(count, [&](Index number) {
        const std::size_t s = static_cast<std::size_t>(number);
        if (m_cache[s]) number_runs(*m_cache[s], number);
    });
}

void ComponentMap::number_runs(RunRows& strip, Index number) const {
    const std::size_t first = m_joined.first_part_of_strip[static_cast<std::size_t>(number)];
    for (Run& run : strip.runs) run.label = m_joined.component_of_part[first + at(run.label)];
}

RunRows ComponentMap::read_strip(Index number) const {
    const Index row0 = number * m_strip_rows;
    const Window window{row0, 0, std::min(m_strip_rows, rows() - row0), cols()};
    const Raster<std::int32_t> codes = m_source.read(window);
    return runs_of<std::int32_t>(codes.view(), row0, no_code);
}

std::shared_ptr<const RunRows> ComponentMap::strip(Index number) const {
    const std::size_t s = static_cast<std::size_t>(number);
    if (m_cache[s]) return m_cache[s];
    auto strip = std::make_shared<RunRows>(read_strip(number));
    label_strip(*strip, m_connectivity);
    number_runs(*strip, number);
    return strip;
}

namespace {

template <typename T>
LabelledComponents labelled(const Raster<T>& codes, Connectivity connectivity) {
    const ComponentMap map(code_source(codes), connectivity);
    LabelledComponents result{Raster<std::int32_t>(codes.grid()), map.components()};
    parallel_for(map.strips(), [&](Index number) {
        const auto strip = map.strip(number);
        for (Index row = 0; row < strip->rows(); ++row) {
            std::int32_t* labels = result.labels.view().row(strip->row0 + row);
            for (const Run& run : strip->row(row))
                std::fill(labels + run.begin, labels + run.end, run.label + 1);
        }
    });
    return result;
}

}  // namespace

LabelledComponents label_components(const Raster<ClassCode>& classes, Connectivity connectivity) {
    return labelled(classes, connectivity);
}

LabelledComponents label_components(const Raster<std::int32_t>& codes, Connectivity connectivity) {
    return labelled(codes, connectivity);
}

Raster<std::int32_t> cells_of(const CodeSource& source, const Component& wanted,
                              Connectivity connectivity) {
    const Window bounds = wanted.bounds();
    LabelledComponents found = label_components(source.read(bounds), connectivity);
    for (std::size_t n = 0; n < found.components.size(); ++n) {
        const Component& one = found.components[n];
        // Others may lie within the same bounds; no two share all of these.
        const bool same = one.code == wanted.code && one.cells == wanted.cells &&
                          one.sum_row + one.cells * bounds.row0 == wanted.sum_row &&
                          one.sum_col + one.cells * bounds.col0 == wanted.sum_col;
        if (!same) continue;
        for (std::int32_t& label : found.labels.values())
            label = label == static_cast<std::int32_t>(n) + 1 ? 1 : 0;
        return std::move(found.labels);
    }
    throw internal_error("a component of {} cells was not found again", wanted.cells);
}

}  // namespace borderlens
