#pragma once
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "network/circuit.hpp"

namespace borderlens {

/// A cell of a focal node; nodes of several cells are short-circuited.
struct FocalCell {
    Index cell = 0;  ///< row-major
    std::int32_t id = 0;
};

/// Which pairs of focal nodes are looked at: all, or those listed.
struct PairChoice {
    bool all = true;
    std::vector<std::int32_t> ids;  ///< nodes named; the others are left out
    std::vector<std::pair<std::int32_t, std::int32_t>> pairs;
    bool includes(std::int32_t a, std::int32_t b) const;
};

/// What a network of cells carries. Current flow as circuit theory in ecology defines it (McRae et
/// al. 2008), with the options and conventions of Circuitscape.
struct FlowProblem {
    Raster<double> conductance;
    std::vector<std::int32_t> regions;  ///< short-circuit regions, row-major, 0 = none; or empty
    std::vector<FocalCell> focal;
    PairChoice choice;
    std::map<std::int32_t, double> strengths;  ///< A per focal node; 1 where not given
    CircuitOptions options;
};

/// Current [A] and voltage [V] maps of one solution, named by its focal nodes ("1_2", "3").
using FlowMap = std::function<void(const std::string& name, const Raster<double>& current,
                                   const Raster<double>& voltage)>;

struct FlowResult {
    std::vector<std::int32_t> ids;   ///< focal nodes, ascending
    std::vector<double> resistance;  ///< pairwise: ids x ids [ohm], -1 = not joined or not chosen
    Raster<double> cumulative_current;  ///< sum over solutions [A]; 0 where nothing flows
    Raster<double> maximum_current;
};

/// 1 A from one focal node of each pair to the other.
FlowResult pairwise_flow(const FlowProblem& problem, const FlowMap& on_map = {});
/// Each focal node in turn sends its strength to all others, which are grounded. resistance: one a
/// node, voltage over strength; -1 where no other is joined to it.
FlowResult one_to_all_flow(const FlowProblem& problem, const FlowMap& on_map = {});
/// Each focal node in turn is grounded and all others send their strength; those that are no pair
/// of it 1 A, as the reference program has it. A node without any pair is passed over. resistance:
/// 0, or -1 where nothing reaches it.
FlowResult all_to_one_flow(const FlowProblem& problem, const FlowMap& on_map = {});

/// What is done with nodes that are both source and ground.
enum class Conflict { keep_all, remove_source, remove_ground, remove_both };

constexpr double direct_ground = std::numeric_limits<double>::infinity();

/// Any sources [A] and grounds [S] (direct_ground = at zero volts) per cell, 0 = none. Components
/// without a source or without a ground carry nothing. A direct ground gives way to a source.
struct FlowField {
    Raster<double> current;
    Raster<double> voltage;
};
FlowField advanced_flow(const FlowProblem& problem, const std::vector<double>& source_a,
                        const std::vector<double>& ground_s, Conflict conflict);

}  // namespace borderlens
