// Cities and ports side by side: facts, hours to the border and what the maps show around them,
// weighed, ranked, and with how firm the ranks are.
#include <cmath>

#include "base/error.hpp"
#include "base/log.hpp"
#include "io/crs.hpp"
#include "io/table_file.hpp"
#include "io/vector_file.hpp"
#include "network/robustness.hpp"
#include "network/travel_time.hpp"
#include "stages/node_catchments.hpp"
#include "stages/stages.hpp"
#include "stages/study_paths.hpp"

namespace borderlens {
namespace {

/// Hours from each node to the nearest crossing with a rider's choice of ways; empty without edges.
std::vector<double> border_hours(const StudyNetwork& network, const Table& nodes) {
    if (network.edges_paths.empty()) return {};
    std::vector<Table> edges;
    for (const std::string& path : network.edges_paths) edges.push_back(read_table(path));
    Table crossings;
    if (!network.crossings_path.empty()) crossings = read_table(network.crossings_path);
    try {
        const TransportNetwork transport = transport_network_of(
            nodes, edges, network.crossings_path.empty() ? nullptr : &crossings, {});
        return hours_to_border(transport, travel_times(transport, {}), network.border_crossings);
    } catch (const Error& error) {
        throw error.with_context(network.nodes_path);
    }
}

/// Criteria whose column holds at least two numbers; the others are named and left out.
std::vector<Criterion> usable(const std::vector<Criterion>& criteria, const Table& nodes) {
    std::vector<Criterion> kept;
    for (const Criterion& criterion : criteria) {
        Index values = 0;
        if (nodes.has(criterion.name))
            for (const double value : nodes.numbers(criterion.name))
                if (!std::isnan(value)) ++values;
        if (values >= 2)
            kept.push_back(criterion);
        else
            log_warning("criterion {}: fewer than two nodes have it; it is left out",
                        criterion.name);
    }
    if (kept.empty()) throw input_error("no criterion is left to judge the nodes by");
    return kept;
}

Table candidates(const Table& nodes) {
    if (!nodes.has("role")) return nodes;
    const std::vector<std::string> roles = nodes.texts("role");
    std::vector<Index> rows;
    for (std::size_t i = 0; i < roles.size(); ++i)
        if (roles[i] == "candidate") rows.push_back(static_cast<Index>(i));
    return rows.empty() ? nodes : nodes.select(rows);
}

void evaluate(const StudyRun& run) {
    const StudyNetwork& network = run.study.network;
    Table nodes = read_table(network.nodes_path);
    const std::vector<double> hours = border_hours(network, nodes);
    if (!hours.empty()) nodes.set("border_h", hours);
    if (run.study.border && !run.study.scenes.paths.empty()) {
        const Table seen = node_catchments(run, nodes);
        for (const Column& column : seen.columns()) nodes.set(column.name, column.numbers);
    }
    nodes = candidates(nodes);
    std::vector<Criterion> criteria = criteria_of(read_table(network.criteria_path));
    criteria = usable(criteria, nodes);
    // A node that was not measured by a criterion stands at its median: it neither gains nor loses.
    const DecisionMatrix decision = decision_of(nodes, "id", criteria, MissingRule::median);
    ScorePlan plan;
    plan.weightings = {network.weights};
    plan.ranking = network.ranking;
    const Scored scored = score(decision, plan);
    Perturbation perturbation;
    perturbation.seed = run.study.seed;
    const std::vector<RankInterval> intervals =
        rank_intervals(decision, scored.weights, plan, perturbation);
    std::vector<double> ranks(scored.ranks.begin(), scored.ranks.end()), low, high;
    for (const RankInterval& interval : intervals) {
        low.push_back(interval.low);
        high.push_back(interval.high);
    }
    nodes.set("score", scored.ranking.scores);
    nodes.set("rank", ranks);
    nodes.set("rank_low", low);
    nodes.set("rank_high", high);
    write_table(run.folder.file(table_path("nodes")), nodes, true);
    std::vector<std::string> names;
    for (const Criterion& criterion : criteria) names.push_back(criterion.name);
    Table weights;
    weights.set("criterion", names);
    weights.set("weight", scored.weights);
    write_table(run.folder.file(table_path("weights")), weights, true);
    VectorLayer layer{"nodes", lonlat_crs(), {}, nodes};
    for (std::size_t i = 0; i < static_cast<std::size_t>(nodes.rows()); ++i)
        layer.geometries.push_back({{{nodes.numbers("lon")[i], nodes.numbers("lat")[i]}}, {}, {}});
    write_vector(run.folder.file("network/nodes.gpkg"), {layer}, true);
}

}  // namespace

std::vector<Unit> evaluate_nodes(const StudyRun& run) {
    const StudyNetwork& network = run.study.network;
    if (network.nodes_path.empty() || network.criteria_path.empty()) return {};
    Unit unit{.name = "all",
              .outputs = {table_path("nodes"), table_path("weights"), "network/nodes.gpkg"}};
    unit.inputs.add_file(network.nodes_path).add_file(network.criteria_path);
    for (const std::string& path : network.edges_paths) unit.inputs.add_file(path);
    if (!network.crossings_path.empty()) unit.inputs.add_file(network.crossings_path);
    for (const std::string& crossing : network.border_crossings) unit.inputs.add(crossing);
    unit.inputs.add(network.weights).add(network.ranking).add(network.catchment_km);
    unit.inputs.add(static_cast<double>(run.study.seed));
    if (run.study.border && !run.study.scenes.paths.empty())
        for (const StudyPeriod& period : composite_periods(run))
            for (const Tile& tile : read_ground(run.folder).tiles)
                depend_on(unit.inputs, run.folder,
                          {layer_path("land_use", period.name, tile.name)});
    unit.work = [&run] { evaluate(run); };
    return {unit};
}

}  // namespace borderlens
