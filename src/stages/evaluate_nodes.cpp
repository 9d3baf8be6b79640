// Cities and ports side by side: facts, hours to the border and what the maps show around them,
// weighed and ranked group by group, selected by clustering, and how firm all of it stands.
#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/row_table.hpp"
#include "io/crs.hpp"
#include "io/table_file.hpp"
#include "io/vector_file.hpp"
#include "network/robustness.hpp"
#include "network/selection.hpp"
#include "stages/network_facts.hpp"
#include "stages/node_catchments.hpp"
#include "stages/stages.hpp"
#include "stages/study_paths.hpp"

namespace borderlens {
namespace {

bool is_of_imagery(const std::string& criterion) {
    return criterion.rfind("rs_", 0) == 0;
}

/// Adds the access figures criteria may name: all gates, with or without waits as the study says.
void join_access(const StudyRun& run, Table& nodes) {
    const Table access = read_table(run.folder.file(table_path("access")));
    const std::string waits = run.study.network.waits_count ? "observed" : "none";
    const auto ids = access.texts("id"), gates = access.texts("gates"),
               counted = access.texts("waits");
    std::map<std::string, std::size_t> row_of;
    for (std::size_t i = 0; i < ids.size(); ++i)
        if (gates[i] == "all" && counted[i] == waits) row_of[ids[i]] = i;
    for (const char* name :
         {"border_h", "across_h", "weighted_mean_h", "coefficient", "potential", "valley"}) {
        std::vector<double> values;
        for (const std::string& id : nodes.texts("id"))
            values.push_back(access.numbers(name)[row_of.at(id)]);
        nodes.set(name, values);
    }
}

/// Tables of all groups.
struct Results {
    RowTable weights{{"group", "criterion", "rule"}, {"weight", "nodes_with_value", "nodes"}};
    RowTable robustness{{"group", "test", "subject", "other"}, {"value"}};
    RowTable dendrogram{{"group", "left", "right"}, {"height"}};
    RowTable moves{{"group", "id", "cause"}, {"rank_with", "rank_without", "cause_places"}};
};

/// The criteria of a group that at least two of its nodes have. The rule for the others: a
/// criterion known of one node at most compares nobody and is left out.
std::vector<Criterion> usable(const std::vector<Criterion>& criteria, const Table& nodes,
                              const std::string& group, Results& results,
                              std::vector<double>& known) {
    std::vector<Criterion> kept;
    for (const Criterion& criterion : criteria) {
        double values = 0.0;
        if (nodes.has(criterion.name) && nodes.column(criterion.name).is_number)
            for (const double value : nodes.numbers(criterion.name))
                if (!std::isnan(value)) values += 1.0;
        if (values >= 2.0) {
            kept.push_back(criterion);
            known.push_back(values);
            continue;
        }
        log_warning("criterion {}: fewer than two nodes{} have it; it is left out", criterion.name,
                    group.empty() ? "" : " of group '" + group + "'");
        results.weights.add({group, criterion.name, "left out: fewer than two nodes have it"},
                            {0.0, values, static_cast<double>(nodes.rows())});
    }
    if (kept.empty())
        throw input_error("no criterion is left to judge {} by",
                          group.empty() ? "the nodes" : "group '" + group + "'");
    return kept;
}

/// Rows of criteria.csv for one group: those without a group, or with it among theirs ("a;b").
std::vector<Criterion> criteria_for(const Table& table, const std::string& group) {
    if (!table.has("group")) return criteria_of(table);
    std::vector<Index> rows;
    const auto groups = table.texts("group");
    for (std::size_t i = 0; i < groups.size(); ++i)
        if (groups[i].empty() ||
            (";" + groups[i] + ";").find(";" + group + ";") != std::string::npos)
            rows.push_back(static_cast<Index>(i));
    if (rows.empty()) throw input_error("no row is for group '{}'", group);
    return criteria_of(table.select(rows));
}

void test_robustness(const DecisionMatrix& decision, const ScorePlan& plan, const Scored& scored,
                     const std::string& group, Results& results) {
    RowTable& rows = results.robustness;
    for (const WithoutCriterion& each : leave_one_criterion_out(decision, plan)) {
        rows.add({group, "without_criterion_kendall_tau", each.criterion, ""}, {each.kendall_tau});
        for (std::size_t i = 0; i < decision.rows(); ++i)
            rows.add({group, "without_criterion_rank", decision.ids[i], each.criterion},
                     {static_cast<double>(each.ranks[i])});
    }
    const RankReversals reversals = rank_reversals(decision, scored.weights, plan);
    rows.add({group, "rank_reversal_pairs_compared", "all", ""},
             {static_cast<double>(reversals.compared)});
    rows.add({group, "rank_reversal_pairs_turned", "all", ""},
             {static_cast<double>(reversals.reversed)});
    const MethodAgreement agreement = method_agreement(decision, scored.weights, plan.options);
    rows.add({group, "methods_kendall_w", "all", ""}, {agreement.kendall_w});
    for (const auto& [method, ranks] : agreement.ranks)
        for (std::size_t i = 0; i < ranks.size(); ++i)
            rows.add({group, "method_rank", decision.ids[i], method},
                     {static_cast<double>(ranks[i])});
    std::vector<std::string> seen_from_space;
    for (const Criterion& criterion : decision.criteria)
        if (is_of_imagery(criterion.name)) seen_from_space.push_back(criterion.name);
    if (seen_from_space.empty() || seen_from_space.size() == decision.columns()) return;
    for (const RankMove& move : moves_without(decision, seen_from_space, plan))
        results.moves.add({group, move.id, move.cause}, {static_cast<double>(move.rank_with),
                                                         static_cast<double>(move.rank_without),
                                                         static_cast<double>(move.cause_places)});
}

/// Scores, ranks, grades of one group, put beside its rows.
Table evaluated(const StudyRun& run, Table nodes, const Table& criteria_table,
                const std::string& group, Results& results) {
    const StudyNetwork& network = run.study.network;
    std::vector<double> known;
    const std::vector<Criterion> criteria =
        usable(criteria_for(criteria_table, group), nodes, group, results, known);
    // A node that was not measured by a criterion stands at the median of those that were: it
    // neither gains nor loses by it.
    const DecisionMatrix decision = decision_of(nodes, "id", criteria, MissingRule::median);
    ScorePlan plan;
    plan.weightings = {network.weights};
    plan.ranking = network.ranking;
    const Scored scored = score(decision, plan);
    Perturbation perturbation;
    perturbation.seed = run.study.seed;
    const SelectionRule rule{network.linkage, network.grades, run.study.seed};
    const Selection selection = select_nodes(decision, scored, rule);
    const SelectionFrequency frequency = selection_frequency(decision, plan, rule);
    if (selection.tree) {
        const auto part = [&](int number) {
            return number < 0 ? decision.ids[static_cast<std::size_t>(-number - 1)]
                              : "step " + std::to_string(number);
        };
        const Dendrogram& tree = *selection.tree;
        for (std::size_t step = 0; step < tree.merge.size(); ++step)
            results.dendrogram.add(
                {group, part(tree.merge[step].first), part(tree.merge[step].second)},
                {tree.heights[step]});
    }
    std::vector<double> low, high, grade, selected, imagery;
    for (const RankInterval& interval :
         rank_intervals(decision, scored.weights, plan, perturbation)) {
        low.push_back(interval.low);
        high.push_back(interval.high);
    }
    for (std::size_t i = 0; i < decision.rows(); ++i) {
        grade.push_back(selection.grade[i]);
        selected.push_back(selection.selected[i] ? 1.0 : 0.0);
        double seen = 0.0;
        for (const std::string& name : catchment_indicators())
            if (nodes.has(name) && !std::isnan(nodes.numbers(name)[i])) seen = 1.0;
        imagery.push_back(seen);
    }
    nodes.set("group", std::vector<std::string>(decision.rows(), group));
    nodes.set("score", scored.ranking.scores);
    nodes.set("rank", std::vector<double>(scored.ranks.begin(), scored.ranks.end()));
    nodes.set("rank_low", low);
    nodes.set("rank_high", high);
    nodes.set("grade", grade);
    nodes.set("selected", selected);
    nodes.set("selected_share", frequency.share);
    nodes.set("has_imagery", imagery);
    for (std::size_t j = 0; j < criteria.size(); ++j)
        results.weights.add(
            {group, criteria[j].name,
             known[j] < static_cast<double>(nodes.rows()) ? "the median stands in where it is empty"
                                                          : "all nodes have it"},
            {scored.weights[j], known[j], static_cast<double>(nodes.rows())});
    test_robustness(decision, plan, scored, group, results);
    return nodes;
}

/// Tables of equal columns one below the other.
Table stacked(const std::vector<Table>& parts) {
    Table whole;
    for (const Column& column : parts.front().columns()) {
        if (column.is_number) {
            std::vector<double> values;
            for (const Table& part : parts)
                values.insert(values.end(), part.numbers(column.name).begin(),
                              part.numbers(column.name).end());
            whole.set(column.name, values);
        } else {
            std::vector<std::string> values;
            for (const Table& part : parts)
                for (const std::string& text : part.texts(column.name)) values.push_back(text);
            whole.set(column.name, values);
        }
    }
    return whole;
}

void evaluate(const StudyRun& run) {
    const StudyNetwork& network = run.study.network;
    Table nodes = read_table(network.nodes_path);
    if (!network.edges_paths.empty()) join_access(run, nodes);
    if (has_imagery(run.study)) {
        const Table seen = node_catchments(run, nodes);
        for (const Column& column : seen.columns()) nodes.set(column.name, column.numbers);
    }
    const Table criteria = read_table(network.criteria_path);
    Results results;
    std::vector<Table> groups;
    for (const NodeGroup& group : node_groups(network, nodes)) {
        try {
            groups.push_back(
                evaluated(run, nodes.select(group.rows), criteria, group.name, results));
        } catch (const Error& error) {
            throw error.with_context(network.criteria_path);
        }
    }
    const Table all = stacked(groups);
    write_table(run.folder.file(table_path("nodes")), all, true);
    write_table(run.folder.file(table_path("weights")), results.weights.table(), true);
    write_table(run.folder.file(table_path("robustness")), results.robustness.table(), true);
    write_table(run.folder.file(table_path("dendrogram")), results.dendrogram.table(), true);
    write_table(run.folder.file(table_path("rank_moves")), results.moves.table(), true);
    VectorLayer layer{"nodes", lonlat_crs(), {}, all};
    for (std::size_t i = 0; i < static_cast<std::size_t>(all.rows()); ++i)
        layer.geometries.push_back({{{all.numbers("lon")[i], all.numbers("lat")[i]}}, {}, {}});
    write_vector(run.folder.file("network/nodes.gpkg"), {layer}, true);
}

}  // namespace

std::vector<Unit> evaluate_nodes(const StudyRun& run) {
    const StudyNetwork& network = run.study.network;
    if (network.nodes_path.empty() || network.criteria_path.empty()) return {};
    Unit unit{
        .name = "all",
        .outputs = {table_path("nodes"), table_path("weights"), table_path("robustness"),
                    table_path("dendrogram"), table_path("rank_moves"), "network/nodes.gpkg"}};
    unit.inputs.add_file(network.nodes_path).add_file(network.criteria_path);
    if (!network.edges_paths.empty()) depend_on(unit.inputs, run.folder, {table_path("access")});
    unit.inputs.add(network.weights).add(network.ranking).add(network.catchment_km);
    unit.inputs.add(network.group_field).add(network.linkage).add(network.grades);
    unit.inputs.add(network.waits_count ? "waits" : "no waits");
    unit.inputs.add(static_cast<double>(run.study.seed));
    if (has_imagery(run.study)) {
        depend_on(unit.inputs, run.folder, {table_path("cells")});
        for (const StudyPeriod& period : composite_periods(run))
            for (const Tile& tile : read_ground(run.folder).tiles)
                depend_on(unit.inputs, run.folder,
                          {layer_path("land_use", period.name, tile.name)});
    }
    unit.work = [&run] { evaluate(run); };
    return {unit};
}

}  // namespace borderlens
