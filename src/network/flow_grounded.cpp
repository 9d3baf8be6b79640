#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "network/flow_solution.hpp"

namespace borderlens {
namespace {

void resolve(std::vector<double>& sources, std::vector<double>& grounds, Conflict conflict) {
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (sources[i] == 0.0 || grounds[i] == 0.0) continue;
        const bool no_source =
            conflict == Conflict::remove_source || conflict == Conflict::remove_both;
        const bool no_ground =
            conflict == Conflict::remove_ground || conflict == Conflict::remove_both;
        // A source on a direct ground would never be seen: the ground gives way.
        if (no_ground || (!no_source && std::isinf(grounds[i]))) grounds[i] = 0.0;
        if (no_source) sources[i] = 0.0;
    }
}

std::vector<double> leaks(const std::vector<double>& grounds) {
    std::vector<double> result = grounds;
    for (double& ground : result)
        if (std::isinf(ground)) ground = 0.0;
    return result;
}

double strength_of(const FlowProblem& problem, std::int32_t id) {
    const auto found = problem.strengths.find(id);
    return found == problem.strengths.end() ? 1.0 : found->second;
}

FlowResult each_against_the_rest(const FlowProblem& problem, const FlowMap& on_map,
                                 bool focal_sends) {
    FlowResult result;
    result.ids = chosen_ids(problem);
    if (result.ids.size() < 2)
        throw input_error("found {} focal nodes, expected at least 2", result.ids.size());
    result.cumulative_current = Raster<double>(problem.conductance.grid(), 1, 0.0);
    result.maximum_current = result.cumulative_current;
    Circuit circuit;
    std::vector<std::int32_t> wired;
    for (const std::int32_t id : result.ids) {
        std::vector<std::int32_t> partners;
        for (const std::int32_t other : result.ids)
            if (other != id && problem.choice.includes(id, other)) partners.push_back(other);
        // Where the focal node sends, only its partners are grounds and joined to areas. Where it
        // receives, all others send: a partner its strength, any other node 1 A.
        std::vector<std::int32_t> present = focal_sends ? partners : result.ids;
        if (focal_sends) present.push_back(id);
        std::sort(present.begin(), present.end());
        if (present != wired)
            circuit = build_circuit(problem.conductance, merged_regions(problem, present),
                                    problem.options);
        wired = present;
        std::vector<double> sources(static_cast<std::size_t>(circuit.nodes), 0.0);
        std::vector<double> grounds = sources;
        const std::int32_t own = node_of(problem, circuit, id);
        for (const std::int32_t other : present) {
            const std::int32_t node = node_of(problem, circuit, other);
            if (node < 0 || partners.empty()) continue;
            const bool is_partner =
                other == id || std::binary_search(partners.begin(), partners.end(), other);
            if ((other == id) == focal_sends)
                sources[static_cast<std::size_t>(node)] +=
                    is_partner ? strength_of(problem, other) : 1.0;
            else
                grounds[static_cast<std::size_t>(node)] = direct_ground;
        }
        resolve(sources, grounds, focal_sends ? Conflict::remove_ground : Conflict::remove_source);
        bool solved = false;
        std::vector<double> voltages(sources.size(), 0.0);
        if (own >= 0)
            voltages =
                grounded_voltages(circuit, sources, grounds,
                                  circuit.component_of_node[static_cast<std::size_t>(own)], solved);
        const double at_own = own < 0 ? 0.0 : voltages[static_cast<std::size_t>(own)];
        result.resistance.push_back(!solved       ? -1.0
                                    : focal_sends ? at_own / strength_of(problem, id)
                                                  : 0.0);
        if (!solved) continue;
        const Raster<double> current =
            draw_nodes(problem, circuit, node_currents(circuit, voltages, leaks(grounds)));
        for (std::size_t cell = 0; cell < current.values().size(); ++cell) {
            result.cumulative_current.values()[cell] += current.values()[cell];
            double& most = result.maximum_current.values()[cell];
            most = std::max(most, current.values()[cell]);
        }
        if (on_map) on_map(std::to_string(id), current, draw_nodes(problem, circuit, voltages));
    }
    return result;
}

}  // namespace

FlowResult one_to_all_flow(const FlowProblem& problem, const FlowMap& on_map) {
    return each_against_the_rest(problem, on_map, true);
}

FlowResult all_to_one_flow(const FlowProblem& problem, const FlowMap& on_map) {
    return each_against_the_rest(problem, on_map, false);
}

FlowField advanced_flow(const FlowProblem& problem, const std::vector<double>& source_a,
                        const std::vector<double>& ground_s, Conflict conflict) {
    const Circuit circuit = build_circuit(problem.conductance, problem.regions, problem.options);
    std::vector<double> sources(static_cast<std::size_t>(circuit.nodes), 0.0);
    std::vector<double> grounds = sources;
    for (std::size_t cell = 0; cell < circuit.node_of_cell.size(); ++cell) {
        if (circuit.node_of_cell[cell] < 0) continue;
        const std::size_t node = static_cast<std::size_t>(circuit.node_of_cell[cell]);
        sources[node] += source_a[cell];
        grounds[node] += ground_s[cell];
    }
    resolve(sources, grounds, conflict);
    bool solved = false;
    const std::vector<double> voltages = grounded_voltages(circuit, sources, grounds, -1, solved);
    if (!solved) throw input_error("no source is joined to a ground: nothing flows");
    return {draw_nodes(problem, circuit, node_currents(circuit, voltages, leaks(grounds))),
            draw_nodes(problem, circuit, voltages)};
}

}  // namespace borderlens
