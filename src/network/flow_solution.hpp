#pragma once
#include <vector>

#include "network/current_flow.hpp"

namespace borderlens {

/// Ids of the focal nodes that take part, ascending.
std::vector<std::int32_t> chosen_ids(const FlowProblem& problem);

/// The problem's regions with the cells of the given focal nodes made one region each; regions that
/// a focal node touches become part of it.
std::vector<std::int32_t> merged_regions(const FlowProblem& problem,
                                         const std::vector<std::int32_t>& ids);

/// Node of a focal id in a circuit (its first cell that has one); -1 where none has.
std::int32_t node_of(const FlowProblem& problem, const Circuit& circuit, std::int32_t id);

/// Nodes of one component, ascending.
std::vector<std::int32_t> nodes_of(const Circuit& circuit, std::int32_t component);

/// A value per node drawn on the cells; 0 elsewhere.
Raster<double> draw_nodes(const FlowProblem& problem, const Circuit& circuit,
                          const std::vector<double>& values);

/// Voltages of the whole circuit for sources [A] and grounds [S] per node, component by component;
/// `only` >= 0 leaves the other components out. `solved` says whether any was solved.
std::vector<double> grounded_voltages(const Circuit& circuit, const std::vector<double>& sources,
                                      const std::vector<double>& grounds, std::int32_t only,
                                      bool& solved);

}  // namespace borderlens
