#include "network/flow_solution.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace borderlens {

bool PairChoice::includes(std::int32_t a, std::int32_t b) const {
    if (all) return true;
    for (const auto& [from, to] : pairs)
        if ((from == a && to == b) || (from == b && to == a)) return true;
    return false;
}

std::vector<std::int32_t> chosen_ids(const FlowProblem& problem) {
    std::set<std::int32_t> ids;
    for (const FocalCell& focal : problem.focal)
        if (problem.choice.all ||
            std::count(problem.choice.ids.begin(), problem.choice.ids.end(), focal.id) > 0)
            ids.insert(focal.id);
    return {ids.begin(), ids.end()};
}

std::vector<std::int32_t> merged_regions(const FlowProblem& problem,
                                         const std::vector<std::int32_t>& ids) {
    std::vector<std::int32_t> regions = problem.regions;
    if (regions.empty())
        regions.assign(static_cast<std::size_t>(problem.conductance.grid().size()), 0);
    std::int32_t next = *std::max_element(regions.begin(), regions.end()) + 1;
    for (const std::int32_t id : ids) {
        std::vector<std::size_t> cells;
        for (const FocalCell& focal : problem.focal)
            if (focal.id == id) cells.push_back(static_cast<std::size_t>(focal.cell));
        if (cells.size() < 2) continue;
        std::set<std::int32_t> touched;
        for (const std::size_t cell : cells)
            if (regions[cell] != 0) touched.insert(regions[cell]);
        if (!touched.empty())
            for (std::int32_t& region : regions)
                if (touched.count(region) > 0) region = next;
        for (const std::size_t cell : cells) regions[cell] = next;
        ++next;
    }
    return regions;
}

std::int32_t node_of(const FlowProblem& problem, const Circuit& circuit, std::int32_t id) {
    for (const FocalCell& focal : problem.focal) {
        const std::int32_t node = circuit.node_of_cell[static_cast<std::size_t>(focal.cell)];
        if (focal.id == id && node >= 0) return node;
    }
    return -1;
}

std::vector<std::int32_t> nodes_of(const Circuit& circuit, std::int32_t component) {
    std::vector<std::int32_t> nodes;
    for (std::size_t i = 0; i < circuit.component_of_node.size(); ++i)
        if (circuit.component_of_node[i] == component)
            nodes.push_back(static_cast<std::int32_t>(i));
    return nodes;
}

Raster<double> draw_nodes(const FlowProblem& problem, const Circuit& circuit,
                          const std::vector<double>& values) {
    Raster<double> drawn(problem.conductance.grid(), 1, 0.0);
    for (std::size_t cell = 0; cell < circuit.node_of_cell.size(); ++cell)
        if (circuit.node_of_cell[cell] >= 0)
            drawn.values()[cell] = values[static_cast<std::size_t>(circuit.node_of_cell[cell])];
    return drawn;
}

std::vector<double> grounded_voltages(const Circuit& circuit, const std::vector<double>& sources,
                                      const std::vector<double>& grounds, std::int32_t only,
                                      bool& solved) {
    std::vector<double> voltages(static_cast<std::size_t>(circuit.nodes), 0.0);
    std::vector<std::uint8_t> has_source(static_cast<std::size_t>(circuit.components), 0);
    std::vector<std::uint8_t> has_ground = has_source;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const std::size_t component = static_cast<std::size_t>(circuit.component_of_node[i]);
        if (sources[i] != 0.0) has_source[component] = 1;
        if (grounds[i] != 0.0) has_ground[component] = 1;
    }
    solved = false;
    for (std::int32_t component = 0; component < circuit.components; ++component) {
        const std::size_t c = static_cast<std::size_t>(component);
        if ((only >= 0 && component != only) || !has_source[c] || !has_ground[c]) continue;
        const std::vector<std::int32_t> nodes = nodes_of(circuit, component);
        std::vector<double> leak, injected;
        std::vector<std::uint8_t> grounded;
        for (const std::int32_t node : nodes) {
            const double ground = grounds[static_cast<std::size_t>(node)];
            grounded.push_back(std::isinf(ground));
            leak.push_back(std::isinf(ground) ? 0.0 : ground);
            injected.push_back(sources[static_cast<std::size_t>(node)]);
        }
        const CircuitSolver solver(circuit, nodes, leak, grounded);
        const std::vector<double> found = solver.voltages(injected);
        for (std::size_t i = 0; i < nodes.size(); ++i)
            voltages[static_cast<std::size_t>(nodes[i])] = found[i];
        solved = true;
    }
    return voltages;
}

}  // namespace borderlens
