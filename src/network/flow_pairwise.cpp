#include <algorithm>
#include <optional>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "network/flow_solution.hpp"

namespace borderlens {
namespace {

/// Voltages of all focal nodes are kept for reuse up to this many numbers (2 GB); beyond, each pair
/// is solved by itself with the same factor.
constexpr Index most_kept = 250'000'000;
/// Pairs whose currents are held at once; chosen, bounds memory.
constexpr Index pairs_at_once = 8;

struct Pair {
    std::size_t from = 0, to = 0;  ///< positions in ids
};

/// The solutions of one component: 1 A into each focal node in turn, out at the ground.
struct CircuitPart {
    std::vector<std::int32_t> nodes;
    std::optional<CircuitSolver> solver;
    std::vector<std::vector<double>> unit_voltages;  ///< per position in ids; empty = not kept
    std::vector<std::int32_t> local;                 ///< node -> position in nodes

    std::vector<double> between(std::size_t i, std::size_t j, std::int32_t a,
                                std::int32_t b) const {
        std::vector<double> voltages(nodes.size());
        if (!unit_voltages[i].empty() && !unit_voltages[j].empty()) {
            for (std::size_t n = 0; n < nodes.size(); ++n)
                voltages[n] = unit_voltages[i][n] - unit_voltages[j][n];
        } else {
            std::vector<double> injected(nodes.size(), 0.0);
            injected[static_cast<std::size_t>(local[static_cast<std::size_t>(a)])] = 1.0;
            injected[static_cast<std::size_t>(local[static_cast<std::size_t>(b)])] = -1.0;
            voltages = solver->voltages(injected);
        }
        // Zero at the node the current leaves by.
        const double zero = voltages[static_cast<std::size_t>(local[static_cast<std::size_t>(b)])];
        for (double& v : voltages) v -= zero;
        return voltages;
    }
};

CircuitPart solve_component(const Circuit& circuit, std::int32_t number,
                            const std::vector<std::int32_t>& focal_nodes) {
    CircuitPart result;
    result.nodes = nodes_of(circuit, number);
    result.local.assign(static_cast<std::size_t>(circuit.nodes), -1);
    for (std::size_t i = 0; i < result.nodes.size(); ++i)
        result.local[static_cast<std::size_t>(result.nodes[i])] = static_cast<std::int32_t>(i);
    std::vector<std::size_t> members;
    for (std::size_t i = 0; i < focal_nodes.size(); ++i)
        if (focal_nodes[i] >= 0 &&
            circuit.component_of_node[static_cast<std::size_t>(focal_nodes[i])] == number)
            members.push_back(i);
    std::vector<std::uint8_t> grounded(result.nodes.size(), 0);
    const auto place = [&](std::size_t i) {
        return static_cast<std::size_t>(result.local[static_cast<std::size_t>(focal_nodes[i])]);
    };
    grounded[place(members.front())] = 1;
    result.solver.emplace(circuit, result.nodes, std::vector<double>(), grounded);
    result.unit_voltages.resize(focal_nodes.size());
    const Index kept = static_cast<Index>(members.size() * result.nodes.size());
    if (kept > most_kept) return result;
    parallel_for(static_cast<Index>(members.size()), [&](Index m) {
        const std::size_t i = members[static_cast<std::size_t>(m)];
        std::vector<double> injected(result.nodes.size(), 0.0);
        injected[place(i)] = 1.0;
        result.unit_voltages[i] = result.solver->voltages(injected);
    });
    return result;
}

class Pairwise {
  public:
    Pairwise(const FlowProblem& problem, const FlowMap& on_map)
        : m_problem(problem), m_on_map(on_map) {
        m_result.ids = chosen_ids(problem);
        const std::size_t count = m_result.ids.size();
        if (count < 2) throw input_error("found {} focal nodes, expected at least 2", count);
        m_result.resistance.assign(count * count, -1.0);
        for (std::size_t i = 0; i < count; ++i) m_result.resistance[i * count + i] = 0.0;
        m_result.cumulative_current = Raster<double>(problem.conductance.grid(), 1, 0.0);
        m_result.maximum_current = m_result.cumulative_current;
    }

    FlowResult run() {
        bool has_areas = false;
        for (const std::int32_t id : m_result.ids)
            has_areas =
                has_areas || std::count_if(m_problem.focal.begin(), m_problem.focal.end(),
                                           [&](const FocalCell& f) { return f.id == id; }) > 1;
        if (!has_areas) {
            solve(build_circuit(m_problem.conductance, m_problem.regions, m_problem.options),
                  all_pairs());
            return std::move(m_result);
        }
        // Only the two focal areas of a pair are short-circuited while it is solved.
        for (const Pair& pair : all_pairs())
            solve(build_circuit(
                      m_problem.conductance,
                      merged_regions(m_problem, {m_result.ids[pair.from], m_result.ids[pair.to]}),
                      m_problem.options),
                  {pair});
        return std::move(m_result);
    }

  private:
    std::vector<Pair> all_pairs() const {
        std::vector<Pair> pairs;
        for (std::size_t i = 0; i < m_result.ids.size(); ++i)
            for (std::size_t j = i + 1; j < m_result.ids.size(); ++j)
                if (m_problem.choice.includes(m_result.ids[i], m_result.ids[j]))
                    pairs.push_back({i, j});
        return pairs;
    }

    void set_resistance(const Pair& pair, double value) {
        const std::size_t count = m_result.ids.size();
        m_result.resistance[pair.from * count + pair.to] = value;
        m_result.resistance[pair.to * count + pair.from] = value;
    }

    void solve(const Circuit& circuit, const std::vector<Pair>& pairs) {
        std::vector<std::int32_t> node(m_result.ids.size(), -1);
        for (const Pair& pair : pairs)
            for (const std::size_t i : {pair.from, pair.to})
                node[i] = node_of(m_problem, circuit, m_result.ids[i]);
        std::vector<std::vector<Pair>> by_component(static_cast<std::size_t>(circuit.components));
        for (const Pair& pair : pairs) {
            const std::int32_t a = node[pair.from], b = node[pair.to];
            if (a < 0 || b < 0) continue;
            const std::int32_t component = circuit.component_of_node[static_cast<std::size_t>(a)];
            if (a == b)
                set_resistance(pair, 0.0);
            else if (component == circuit.component_of_node[static_cast<std::size_t>(b)])
                by_component[static_cast<std::size_t>(component)].push_back(pair);
        }
        for (std::size_t c = 0; c < by_component.size(); ++c)
            if (!by_component[c].empty())
                solve_pairs(circuit, node,
                            solve_component(circuit, static_cast<std::int32_t>(c), node),
                            by_component[c]);
    }

    void solve_pairs(const Circuit& circuit, const std::vector<std::int32_t>& node,
                     const CircuitPart& component, const std::vector<Pair>& pairs) {
        const Index count = static_cast<Index>(pairs.size());
        for (Index first = 0; first < count; first += pairs_at_once) {
            const Index here = std::min(pairs_at_once, count - first);
            std::vector<std::vector<double>> voltages(static_cast<std::size_t>(here));
            std::vector<std::vector<double>> currents = voltages;
            parallel_for(here, [&](Index k) {
                const Pair& pair = pairs[static_cast<std::size_t>(first + k)];
                const std::vector<double> local =
                    component.between(pair.from, pair.to, node[pair.from], node[pair.to]);
                std::vector<double>& all = voltages[static_cast<std::size_t>(k)];
                all.assign(static_cast<std::size_t>(circuit.nodes), 0.0);
                for (std::size_t n = 0; n < local.size(); ++n)
                    all[static_cast<std::size_t>(component.nodes[n])] = local[n];
                currents[static_cast<std::size_t>(k)] = node_currents(circuit, all, {});
            });
            for (Index k = 0; k < here; ++k) {
                const Pair& pair = pairs[static_cast<std::size_t>(first + k)];
                const std::size_t slot = static_cast<std::size_t>(k);
                set_resistance(pair, voltages[slot][static_cast<std::size_t>(node[pair.from])]);
                add(circuit, pair, currents[slot], voltages[slot]);
            }
        }
    }

    void add(const Circuit& circuit, const Pair& pair, const std::vector<double>& current,
             const std::vector<double>& voltage) {
        for (std::size_t cell = 0; cell < circuit.node_of_cell.size(); ++cell) {
            if (circuit.node_of_cell[cell] < 0) continue;
            const double here = current[static_cast<std::size_t>(circuit.node_of_cell[cell])];
            m_result.cumulative_current.values()[cell] += here;
            double& most = m_result.maximum_current.values()[cell];
            most = std::max(most, here);
        }
        if (m_on_map)
            m_on_map(std::to_string(m_result.ids[pair.from]) + "_" +
                         std::to_string(m_result.ids[pair.to]),
                     draw_nodes(m_problem, circuit, current),
                     draw_nodes(m_problem, circuit, voltage));
    }

    const FlowProblem& m_problem;
    const FlowMap& m_on_map;
    FlowResult m_result;
};

}  // namespace

FlowResult pairwise_flow(const FlowProblem& problem, const FlowMap& on_map) {
    return Pairwise(problem, on_map).run();
}

}  // namespace borderlens
