#include "network/circuit.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <unordered_map>

#include "base/error.hpp"

namespace borderlens {
namespace {

double wire_between(double a, double b, bool diagonal, WireAverage average) {
    const double mean = average == WireAverage::conductance ? (a + b) / 2.0
                        : a > 0.0 && b > 0.0                ? 2.0 / (1.0 / a + 1.0 / b)
                                                            : 0.0;
    return diagonal ? mean / std::numbers::sqrt2 : mean;
}

void merge_parallel(std::vector<Wire>& wires) {
    std::stable_sort(wires.begin(), wires.end(), [](const Wire& a, const Wire& b) {
        return a.from != b.from ? a.from < b.from : a.to < b.to;
    });
    std::size_t kept = 0;
    for (const Wire& wire : wires) {
        if (kept > 0 && wires[kept - 1].from == wire.from && wires[kept - 1].to == wire.to)
            wires[kept - 1].conductance += wire.conductance;
        else
            wires[kept++] = wire;
    }
    wires.resize(kept);
}

}  // namespace

Raster<double> habitat_conductance(const Raster<double>& habitat, bool is_conductance) {
    Raster<double> conductance(habitat.grid(), 1, 0.0);
    bool any = false;
    for (Index row = 0; row < habitat.rows(); ++row)
        for (Index col = 0; col < habitat.cols(); ++col) {
            const double value = habitat(row, col);
            if (std::isnan(value)) continue;
            if (value < 0.0)
                throw input_error(
                    "habitat is {} at row {}, column {}, expected 0 or more; declare its no-data "
                    "value",
                    value, row, col);
            if (value == 0.0 && !is_conductance)
                throw input_error(
                    "resistance is 0 at row {}, column {}; give cells without resistance as "
                    "short-circuit regions (--polygons)",
                    row, col);
            const double g = is_conductance ? value : 1.0 / value;
            conductance(row, col) = g;
            any = any || g > 0.0;
        }
    if (!any) throw input_error("no cell of the habitat conducts: all are no data or 0");
    return conductance;
}

void number_components(Circuit& circuit) {
    std::vector<std::int32_t> parent(static_cast<std::size_t>(circuit.nodes));
    for (std::size_t i = 0; i < parent.size(); ++i) parent[i] = static_cast<std::int32_t>(i);
    const auto root = [&](std::int32_t node) {
        while (parent[static_cast<std::size_t>(node)] != node) {
            std::int32_t& up = parent[static_cast<std::size_t>(node)];
            up = parent[static_cast<std::size_t>(up)];
            node = up;
        }
        return node;
    };
    for (const Wire& wire : circuit.wires) {
        const std::int32_t a = root(wire.from), b = root(wire.to);
        parent[static_cast<std::size_t>(std::max(a, b))] = std::min(a, b);
    }
    circuit.components = 0;
    circuit.component_of_node.assign(parent.size(), -1);
    for (std::size_t i = 0; i < parent.size(); ++i) {
        const std::size_t top = static_cast<std::size_t>(root(static_cast<std::int32_t>(i)));
        std::int32_t& number = circuit.component_of_node[top];
        if (number < 0) number = static_cast<std::int32_t>(circuit.components++);
        circuit.component_of_node[i] = number;
    }
}

Circuit build_circuit(const Raster<double>& conductance, const std::vector<std::int32_t>& regions,
                      const CircuitOptions& options) {
    if (options.neighbours != 4 && options.neighbours != 8)
        throw input_error("neighbours: found {}, expected 4 or 8", options.neighbours);
    const Index rows = conductance.rows(), cols = conductance.cols();
    if (conductance.grid().size() > std::numeric_limits<std::int32_t>::max())
        throw input_error("{} cells are too many for one circuit", conductance.grid().size());
    const std::vector<double>& g = conductance.values();
    Circuit circuit;
    circuit.node_of_cell.assign(g.size(), -1);
    // A region conducts as soon as one of its cells does.
    std::unordered_map<std::int32_t, std::int32_t> node_of_region;
    for (std::size_t cell = 0; cell < regions.size(); ++cell)
        if (regions[cell] > 0 && g[cell] > 0.0) node_of_region.emplace(regions[cell], -1);
    for (std::size_t cell = 0; cell < g.size(); ++cell) {
        const auto region = regions.empty() || regions[cell] <= 0
                                ? node_of_region.end()
                                : node_of_region.find(regions[cell]);
        if (region == node_of_region.end()) {
            if (g[cell] > 0.0)
                circuit.node_of_cell[cell] = static_cast<std::int32_t>(circuit.nodes++);
            continue;
        }
        if (region->second < 0) region->second = static_cast<std::int32_t>(circuit.nodes++);
        circuit.node_of_cell[cell] = region->second;
    }
    const Index steps[4][2] = {{0, 1}, {1, 0}, {1, 1}, {1, -1}};
    for (Index row = 0; row < rows; ++row)
        for (Index col = 0; col < cols; ++col) {
            const std::size_t cell = static_cast<std::size_t>(row * cols + col);
            const std::int32_t from = circuit.node_of_cell[cell];
            if (from < 0) continue;
            for (int k = 0; k < options.neighbours / 2; ++k) {
                if (!conductance.grid().window().contains(row + steps[k][0], col + steps[k][1]))
                    continue;
                const std::size_t other =
                    static_cast<std::size_t>((row + steps[k][0]) * cols + col + steps[k][1]);
                const std::int32_t to = circuit.node_of_cell[other];
                const double value = wire_between(g[cell], g[other], k >= 2, options.average);
                if (to < 0 || to == from || !(value > 0.0)) continue;
                circuit.wires.push_back({std::min(from, to), std::max(from, to), value});
            }
        }
    if (!node_of_region.empty()) merge_parallel(circuit.wires);
    number_components(circuit);
    return circuit;
}

std::vector<double> node_currents(const Circuit& circuit, const std::vector<double>& voltages,
                                  const std::vector<double>& leak) {
    std::vector<double> in(voltages.size(), 0.0), out(voltages.size(), 0.0);
    for (const Wire& wire : circuit.wires) {
        const std::size_t a = static_cast<std::size_t>(wire.from);
        const std::size_t b = static_cast<std::size_t>(wire.to);
        const double current = wire.conductance * (voltages[a] - voltages[b]);
        (current > 0.0 ? out[a] : in[a]) += std::abs(current);
        (current > 0.0 ? in[b] : out[b]) += std::abs(current);
    }
    for (std::size_t i = 0; i < leak.size(); ++i) {
        const double current = leak[i] * voltages[i];
        (current > 0.0 ? out[i] : in[i]) += std::abs(current);
    }
    for (std::size_t i = 0; i < in.size(); ++i) in[i] = std::max(in[i], out[i]);
    return in;
}

}  // namespace borderlens
