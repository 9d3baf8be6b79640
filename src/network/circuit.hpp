#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "raster/raster.hpp"

namespace borderlens {

/// How two adjoining cells are wired: the resistance between them is the mean of their resistances,
/// or the conductance the mean of their conductances; a diagonal conducts 1/sqrt 2 of that.
enum class WireAverage { resistance, conductance };

struct CircuitOptions {
    int neighbours = 8;  ///< 4 or 8
    WireAverage average = WireAverage::resistance;
};

struct Wire {
    std::int32_t from = 0;
    std::int32_t to = 0;
    double conductance = 0.0;
};

/// A network of nodes and conducting wires; a node is a cell or a short-circuit region of cells.
struct Circuit {
    Index nodes = 0;
    std::vector<Wire> wires;                 ///< from < to, each pair once
    std::vector<std::int32_t> node_of_cell;  ///< row-major, -1 = none
    std::vector<std::int32_t> component_of_node;
    Index components = 0;
};

/// Wires a raster of conductances (McRae 2006; McRae, Dickson, Keitt, Shah 2008): cells above zero
/// are nodes; cells of one region number (> 0, any number of cells, also on no data) are one node
/// if at least one of them conducts. regions: row-major, 0 = none, or empty.
Circuit build_circuit(const Raster<double>& conductance, const std::vector<std::int32_t>& regions,
                      const CircuitOptions& options);

/// Conductances of a habitat raster: as they are, or 1 / resistance; no data conducts nothing.
/// Input errors: values below zero, a resistance of zero, nothing that conducts.
Raster<double> habitat_conductance(const Raster<double>& habitat, bool is_conductance);

/// Sets the component numbers of a circuit whose nodes and wires are given.
void number_components(Circuit& circuit);

/// Voltages in one component of a circuit. Nodes in `grounded` are at zero; others may leak to
/// ground through a conductance. At least one node must be grounded or leak.
class CircuitSolver {
  public:
    /// nodes: those of one component, ascending; leak, grounded: one entry per such node.
    CircuitSolver(const Circuit& circuit, std::vector<std::int32_t> nodes, std::vector<double> leak,
                  std::vector<std::uint8_t> grounded);
    ~CircuitSolver();
    CircuitSolver(CircuitSolver&&) noexcept;

    /// Voltages [V] at the component's nodes for currents [A] put in at them. Thread-safe.
    std::vector<double> voltages(const std::vector<double>& injected) const;

  private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Current through each node of a circuit [A]: the larger of what flows in and out along its wires
/// and through its leak. voltages, leak: per node of the whole circuit; leak may be empty.
std::vector<double> node_currents(const Circuit& circuit, const std::vector<double>& voltages,
                                  const std::vector<double>& leak);

}  // namespace borderlens
