#include "stages/network_facts.hpp"

#include "base/error.hpp"
#include "io/table_file.hpp"

namespace borderlens {

NetworkFacts read_network_facts(const StudyNetwork& network) {
    NetworkFacts facts;
    facts.nodes = read_table(network.nodes_path);
    for (const std::string& path : network.edges_paths) facts.edges.push_back(read_table(path));
    if (!network.crossings_path.empty()) facts.crossings = read_table(network.crossings_path);
    return facts;
}

TransportNetwork transport_of(const StudyNetwork& network, const NetworkFacts& facts) {
    TransportOptions options;
    options.unknown_wait_h = network.unknown_wait_h;
    try {
        return transport_network_of(facts.nodes, facts.edges,
                                    facts.crossings ? &*facts.crossings : nullptr, options);
    } catch (const Error& error) {
        throw error.with_context(network.nodes_path);
    }
}

void describe_network(const StudyNetwork& network, Fingerprint& inputs) {
    inputs.add_file(network.nodes_path);
    for (const std::string& path : network.edges_paths) inputs.add_file(path);
    if (!network.crossings_path.empty()) inputs.add_file(network.crossings_path);
    for (const std::string& crossing : network.border_crossings) inputs.add(crossing);
    inputs.add(network.unknown_wait_h ? to_text(*network.unknown_wait_h) : "mean");
}

std::vector<NodeGroup> node_groups(const StudyNetwork& network, const Table& nodes) {
    std::vector<NodeGroup> groups;
    if (network.group_field.empty()) {
        NodeGroup all;
        const auto roles = nodes.has("role") ? nodes.texts("role") : std::vector<std::string>();
        for (std::size_t i = 0; i < roles.size(); ++i)
            if (roles[i] == "candidate") all.rows.push_back(static_cast<Index>(i));
        if (all.rows.empty())
            for (Index i = 0; i < nodes.rows(); ++i) all.rows.push_back(i);
        return {all};
    }
    const std::vector<std::string> names = nodes.texts(network.group_field);
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i].empty()) continue;
        std::size_t g = 0;
        while (g < groups.size() && groups[g].name != names[i]) ++g;
        if (g == groups.size()) groups.push_back({names[i], {}});
        groups[g].rows.push_back(static_cast<Index>(i));
    }
    if (groups.empty())
        throw input_error("{}: column '{}' is empty in every row; it names the groups of nodes",
                          network.nodes_path, network.group_field);
    return groups;
}

}  // namespace borderlens
