#include "metrics/landscape.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <numeric>

#include "metrics/core_area.hpp"
#include "metrics/metrics.hpp"
#include "metrics/nearest_neighbour.hpp"
#include "metrics/patch_shape.hpp"

namespace borderlens {
namespace {

/// What a code of the measured map stands for: with zones a code is a pair.
struct Key {
    std::int32_t zone = 0;
    std::int32_t code = 0;
    bool operator<(const Key& other) const {
        return zone != other.zone ? zone < other.zone : code < other.code;
    }
};
using KeyOf = std::function<Key(std::int32_t)>;

void fill_patches(const ComponentMap& map, const LandscapeOptions& options,
                  std::vector<Patch>& patches, std::vector<DisjunctCore>& cores) {
    const std::vector<Component>& components = map.components();
    for (std::size_t i = 0; i < patches.size(); ++i) {
        patches[i].cells = components[i].cells;
        patches[i].perimeter_sides = components[i].perimeter_sides;
    }
    if (options.with_shape) {
        const std::vector<PatchShape> shapes = patch_shapes(map);
        for (std::size_t i = 0; i < patches.size(); ++i) {
            Patch& patch = patches[i];
            patch.gyration_px = shapes[i].mean_distance_to_centroid;
            patch.diameter_px = std::sqrt(static_cast<double>(shapes[i].diameter2));
            // Template: 1 for the cell, 2 for each like neighbour beside it, 1 for each at a
            // corner. Two sides of every inner pair: 4 * cells - perimeter.
            patch.like_neighbours =
                static_cast<double>(patch.cells + 2 * (4 * patch.cells - patch.perimeter_sides) +
                                    2 * shapes[i].corner_pairs);
        }
    }
    if (options.with_core) {
        for (Patch& patch : patches) patch.core_cells = patch.disjunct_cores = 0.0;
        cores = disjunct_cores(map, options.edge_depth_px);
        for (const DisjunctCore& core : cores) {
            Patch& patch = patches[static_cast<std::size_t>(core.patch)];
            patch.core_cells += static_cast<double>(core.cells);
            patch.disjunct_cores += 1.0;
        }
    }
    if (options.with_neighbours) {
        const std::vector<std::int64_t> nearest = nearest_neighbour_px2(map);
        for (std::size_t i = 0; i < patches.size(); ++i)
            if (nearest[i] != no_neighbour)
                patches[i].nearest_px = std::sqrt(static_cast<double>(nearest[i]));
    }
}

ClassSums& class_of(Landscape& landscape, std::int32_t code) {
    const auto found = std::lower_bound(
        landscape.classes.begin(), landscape.classes.end(), code,
        [](const ClassSums& sums, std::int32_t wanted) { return sums.code < wanted; });
    return *found;
}

void add_sides(std::map<std::int32_t, Landscape>& landscapes, const SideCounts& sides,
               const KeyOf& key_of) {
    for (const auto& [pair, count] : sides) {
        const Key a = key_of(pair.first), b = key_of(pair.second);
        if (a.zone != b.zone) continue;
        Landscape& landscape = landscapes.at(a.zone);
        ClassSums& first = class_of(landscape, a.code);
        if (a.code == b.code) {
            first.like_sides += count;
            continue;
        }
        ClassSums& second = class_of(landscape, b.code);
        const auto number = [&](const ClassSums& sums) {
            return static_cast<std::size_t>(&sums - landscape.classes.data());
        };
        first.sides_to[number(second)] += count;
        second.sides_to[number(first)] += count;
        first.edge_sides += count;
        second.edge_sides += count;
        landscape.edge_sides += count;
    }
}

/// Shares out the measured pieces of the map among its zones (one zone where there are none).
std::map<std::int32_t, Landscape> assemble(const ComponentMap& map, const LandscapeOptions& options,
                                           const KeyOf& key_of) {
    const std::vector<Component>& components = map.components();
    std::vector<Patch> patches(components.size());
    std::vector<DisjunctCore> cores;
    fill_patches(map, options, patches, cores);

    std::vector<Key> keys(components.size());
    for (std::size_t i = 0; i < keys.size(); ++i) keys[i] = key_of(components[i].code);
    std::vector<std::size_t> order(components.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return keys[a] < keys[b]; });

    std::map<std::int32_t, Landscape> landscapes;
    for (const std::size_t i : order) {
        Landscape& landscape = landscapes[keys[i].zone];
        if (landscape.classes.empty() || landscape.classes.back().code != keys[i].code) {
            landscape.classes.emplace_back();
            landscape.classes.back().code = keys[i].code;
            landscape.classes.back().first_patch = landscape.patches.size();
        }
        ClassSums& sums = landscape.classes.back();
        ++sums.patches;
        sums.cells += components[i].cells;
        sums.perimeter_sides += components[i].perimeter_sides;
        landscape.cells += components[i].cells;
        landscape.patches.push_back(patches[i]);
        landscape.patches.back().code = keys[i].code;
    }
    for (auto& [zone, landscape] : landscapes) {
        landscape.options = options;
        for (ClassSums& sums : landscape.classes) sums.sides_to.resize(landscape.classes.size());
    }
    for (const DisjunctCore& core : cores) {
        const Key key = keys[static_cast<std::size_t>(core.patch)];
        class_of(landscapes.at(key.zone), key.code)
            .disjunct_core_cells.push_back(static_cast<double>(core.cells));
    }
    add_sides(landscapes, map.sides(), key_of);
    for (auto& [zone, landscape] : landscapes) {
        for (const ClassSums& sums : landscape.classes)
            landscape.boundary_sides += sums.perimeter_sides - sums.edge_sides;
        landscape.patch_values = patch_values_of(landscape);
    }
    return landscapes;
}

/// Numbers pairs of zone and class as they are met; the numbers never leave this file.
class PairNumbers {
  public:
    std::int32_t number_of(Key key) {
        const std::lock_guard<std::mutex> lock(m_guard);
        const auto [place, added] =
            m_numbers.try_emplace(key, static_cast<std::int32_t>(m_keys.size()));
        if (added) m_keys.push_back(key);
        return place->second;
    }
    Key key(std::int32_t number) const { return m_keys[static_cast<std::size_t>(number)]; }

  private:
    std::mutex m_guard;
    std::map<Key, std::int32_t> m_numbers;
    std::vector<Key> m_keys;
};

}  // namespace

Landscape measure_landscape(const CodeSource& source, const LandscapeOptions& options,
                            const StripOptions& strips) {
    const ComponentMap map(source, options.connectivity, strips);
    auto landscapes = assemble(map, options, [](std::int32_t code) { return Key{0, code}; });
    if (landscapes.empty())
        throw input_error("no cell of the map has a class: all {} x {} are background", source.cols,
                          source.rows);
    return std::move(landscapes.begin()->second);
}

std::map<std::int32_t, Landscape> measure_zones(const CodeSource& classes, const CodeSource& zones,
                                                const LandscapeOptions& options,
                                                const StripOptions& strips) {
    if (classes.rows != zones.rows || classes.cols != zones.cols)
        throw input_error("classes are {} x {} cells, zones {} x {}; expected the same grid",
                          classes.cols, classes.rows, zones.cols, zones.rows);
    PairNumbers numbers;
    const CodeSource both{classes.rows, classes.cols, [&](const Window& window) {
                              Raster<std::int32_t> codes = classes.read(window);
                              const Raster<std::int32_t> ids = zones.read(window);
                              Key last{no_code, no_code};
                              std::int32_t last_number = 0;
                              for (std::size_t i = 0; i < codes.values().size(); ++i) {
                                  std::int32_t& code = codes.values()[i];
                                  const std::int32_t zone = ids.values()[i];
                                  if (code == no_code || zone == no_code) {
                                      code = no_code;
                                      continue;
                                  }
                                  if (zone != last.zone || code != last.code) {
                                      last = {zone, code};
                                      last_number = numbers.number_of(last);
                                  }
                                  code = last_number;
                              }
                              return codes;
                          }};
    const ComponentMap map(both, options.connectivity, strips);
    return assemble(map, options, [&](std::int32_t number) { return numbers.key(number); });
}

}  // namespace borderlens
