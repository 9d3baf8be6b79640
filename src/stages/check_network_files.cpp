#include "stages/check_network_files.hpp"

#include "io/table_file.hpp"

namespace borderlens {

std::vector<NetworkFault> faults_of_files(const std::string& nodes,
                                          const std::vector<std::string>& edges,
                                          const std::string& crossings) {
    const Table of_nodes = read_table(nodes);
    std::vector<Table> of_edges;
    for (const std::string& path : edges) of_edges.push_back(read_table(path));
    const Table of_crossings = crossings.empty() ? Table() : read_table(crossings);
    NetworkTables tables;
    tables.nodes = &of_nodes;
    for (const Table& table : of_edges) tables.edges.push_back(&table);
    tables.crossings = crossings.empty() ? nullptr : &of_crossings;
    return check_network(tables);
}

Document check_network_files(const std::string& nodes, const std::vector<std::string>& edges,
                             const std::string& crossings) {
    Index errors = 0, warnings = 0;
    Document findings = Document::list();
    for (const NetworkFault& fault : faults_of_files(nodes, edges, crossings)) {
        (fault.weight == NetworkFault::Weight::error ? errors : warnings) += 1;
        findings.append(to_text(fault));
    }
    Document report = Document::object();
    report.set("errors", errors);
    report.set("warnings", warnings);
    report.set("findings", std::move(findings));
    return report;
}

}  // namespace borderlens
