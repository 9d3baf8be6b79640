#pragma once
#include <optional>
#include <vector>

#include "network/transport.hpp"
#include "stages/unit.hpp"

namespace borderlens {

/// The tables a study names in [network].
struct NetworkFacts {
    Table nodes;
    std::vector<Table> edges;
    std::optional<Table> crossings;
};

NetworkFacts read_network_facts(const StudyNetwork& network);
/// The network to travel on; input errors name the file of the nodes.
TransportNetwork transport_of(const StudyNetwork& network, const NetworkFacts& facts);
/// Adds the tables and everything else travel times depend on.
void describe_network(const StudyNetwork& network, Fingerprint& inputs);

/// The groups nodes are evaluated in, in the order of the table: values of the group field, ""
/// where there is none. rows: of the nodes table.
struct NodeGroup {
    std::string name;
    std::vector<Index> rows;
};
/// Without a group field one group: the candidates where there is a column role, else all nodes.
/// Errors: no such column, no row in any group.
std::vector<NodeGroup> node_groups(const StudyNetwork& network, const Table& nodes);

}  // namespace borderlens
