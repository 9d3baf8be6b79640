#include <algorithm>
#include <cmath>

#include "app/commands.hpp"
#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "network/methods.hpp"
#include "network/robustness.hpp"
#include "network/scoring.hpp"

namespace borderlens {
namespace {

// chosen: the reversal test ranks the table once for each alternative; beyond this it, and the
// draws, would take minutes for the outranking methods.
constexpr Index k_rows_tested_by_default = 300;

template <typename T>
Document by_id(const std::vector<std::string>& ids, const std::vector<T>& values) {
    Document object = Document::object();
    for (std::size_t i = 0; i < ids.size(); ++i) object.set(ids[i], Document(values[i]));
    return object;
}

/// The optimal alternative of ARAS: a column criterion and one of numbers, or one row with a column
/// a criterion.
std::vector<double> reference_of(const Table& table, const std::vector<Criterion>& criteria) {
    std::vector<double> reference;
    if (table.has("criterion")) {
        const std::vector<std::string> names = table.texts("criterion");
        const Column* values = nullptr;
        for (const Column& column : table.columns())
            if (column.is_number && (values == nullptr || column.name == "value")) values = &column;
        if (values == nullptr) throw input_error("no column of numbers beside 'criterion'");
        for (const Criterion& criterion : criteria) {
            std::size_t row = 0;
            while (row < names.size() && names[row] != criterion.name) ++row;
            if (row == names.size()) throw input_error("no row for criterion '{}'", criterion.name);
            reference.push_back(values->numbers[row]);
        }
    } else {
        if (table.rows() != 1)
            throw input_error("found {} rows; expected columns criterion and value, or one row",
                              table.rows());
        for (const Criterion& criterion : criteria)
            reference.push_back(table.numbers(criterion.name)[0]);
    }
    for (std::size_t j = 0; j < reference.size(); ++j)
        if (!std::isfinite(reference[j]))
            throw input_error("criterion '{}' has no value", criteria[j].name);
    return reference;
}

/// Runs `read` on the table of a file and names the file in its errors.
template <typename Read>
auto from_file(const std::string& path, const Read& read) {
    const Table table = read_table(path);
    try {
        return read(table);
    } catch (const Error& error) {
        throw error.with_context(path);
    }
}

ScorePlan plan_of(const Arguments& arguments, const std::vector<Criterion>& criteria) {
    ScorePlan plan;
    plan.weightings = split(arguments.text("--weights"), '+');
    for (const std::string& name : plan.weightings) weighting_named(name);
    plan.ranking = ranking_named(arguments.text("--method")).name;
    if (arguments.has("--normalise"))
        plan.options.normalise = normalisation_of(arguments.text("--normalise"));
    plan.options.v = arguments.number("--v");
    plan.options.lambda = arguments.number("--lambda");
    plan.options.tau = arguments.number("--tau");
    plan.options.zeta = arguments.number("--zeta");
    if (arguments.has("--comparisons"))
        plan.comparisons = from_file(arguments.text("--comparisons"), comparisons_of);
    if (arguments.has("--reference"))
        plan.options.reference = from_file(arguments.text("--reference"), [&](const Table& table) {
            return reference_of(table, criteria);
        });
    return plan;
}

Document consistency_document(const PairwiseWeights& pairwise) {
    Document consistency = Document::object();
    consistency.set("principal_eigenvalue", pairwise.principal_eigenvalue);
    consistency.set("consistency_index", pairwise.consistency_index);
    consistency.set("random_index", pairwise.random_index);
    consistency.set("consistency_ratio", pairwise.consistency_ratio);
    consistency.set("acceptable", pairwise.consistency_ratio <= max_consistency_ratio);
    if (pairwise.consistency_ratio > max_consistency_ratio)
        log_warning(
            "the comparisons contradict each other: consistency ratio {:.3f}, at most {} is "
            "accepted (Saaty 1980); revise them",
            pairwise.consistency_ratio, max_consistency_ratio);
    return consistency;
}

Document agreement_document(const DecisionMatrix& decision, const MethodAgreement& agreement) {
    Document document = Document::object();
    document.set("kendall_w", agreement.kendall_w);
    Document methods = Document::object(), skipped = Document::object();
    for (const auto& [name, ranks] : agreement.ranks) methods.set(name, by_id(decision.ids, ranks));
    for (const auto& [name, reason] : agreement.skipped) skipped.set(name, reason);
    document.set("ranks", std::move(methods));
    document.set("skipped", std::move(skipped));
    return document;
}

Document reversal_document(const RankReversals& reversals) {
    Document document = Document::object();
    document.set("compared", reversals.compared);
    document.set("reversed", reversals.reversed);
    Document examples = Document::list();
    for (const RankReversal& reversal : reversals.examples) {
        Document row = Document::object();
        row.set("removed", reversal.removed);
        row.set("was_better", reversal.was_better);
        row.set("is_better", reversal.is_better);
        examples.append(std::move(row));
    }
    document.set("examples", std::move(examples));
    return document;
}

Document moves_document(const std::vector<RankMove>& moves) {
    Document list = Document::list();
    for (const RankMove& move : moves) {
        Document row = Document::object();
        row.set("id", move.id);
        row.set("rank_with", move.rank_with);
        row.set("rank_without", move.rank_without);
        row.set("cause", move.cause);
        row.set("cause_places", move.cause_places);
        list.append(std::move(row));
    }
    return list;
}

Document robustness_document(const DecisionMatrix& decision, const ScorePlan& plan,
                             const std::vector<double>& weights, const Perturbation& perturbation,
                             const std::vector<std::string>& group) {
    Document document = Document::object();
    document.set("draws", perturbation.draws);
    document.set("concentration", perturbation.concentration);
    document.set("seed", static_cast<Index>(perturbation.seed));
    Document intervals = Document::object();
    const auto found = rank_intervals(decision, weights, plan, perturbation);
    for (std::size_t i = 0; i < found.size(); ++i) {
        Document row = Document::object();
        row.set("best", found[i].best);
        row.set("worst", found[i].worst);
        row.set("low", found[i].low);
        row.set("median", found[i].median);
        row.set("high", found[i].high);
        row.set("first_share", found[i].first_share);
        intervals.set(decision.ids[i], std::move(row));
    }
    document.set("rank_intervals", std::move(intervals));
    Document without = Document::object();
    for (const WithoutCriterion& each : leave_one_criterion_out(decision, plan)) {
        Document row = Document::object();
        row.set("ranks", by_id(decision.ids, each.ranks));
        row.set("kendall_tau", each.kendall_tau);
        without.set(each.criterion, std::move(row));
    }
    document.set("leave_one_criterion_out", std::move(without));
    document.set("rank_reversals", reversal_document(rank_reversals(decision, weights, plan)));
    document.set("agreement",
                 agreement_document(decision, method_agreement(decision, weights, plan.options)));
    if (!group.empty()) {
        Document part = Document::object();
        part.set("criteria", Document(group));
        part.set("moves", moves_document(moves_without(decision, group, plan)));
        document.set("without", std::move(part));
    }
    return document;
}

Document score_document(const DecisionMatrix& decision, const ScorePlan& plan,
                        const Scored& scored) {
    Document document = Document::object();
    std::vector<std::string> names;
    for (const Criterion& criterion : decision.criteria) names.push_back(criterion.name);
    document.set("weights", by_id(names, scored.weights));
    document.set("scores", by_id(decision.ids, scored.ranking.scores));
    document.set("ranks", by_id(decision.ids, scored.ranks));
    for (const auto& [name, values] : scored.ranking.parts)
        document.set(name, by_id(decision.ids, values));
    if (scored.ranking.compromise) {
        const Compromise& compromise = *scored.ranking.compromise;
        std::vector<std::string> set;
        for (const std::size_t row : compromise.set) set.push_back(decision.ids[row]);
        document.set("compromise_set", Document(set));
        document.set("acceptable_advantage", compromise.acceptable_advantage);
        document.set("acceptable_stability", compromise.acceptable_stability);
    }
    if (scored.pairwise) document.set("consistency", consistency_document(*scored.pairwise));
    document.set("method", plan.ranking);
    document.set("weighting", Document(plan.weightings));
    document.set("normalisation", plan.options.normalise
                                      ? name_of(*plan.options.normalise)
                                      : ranking_named(plan.ranking).normalisation);
    document.set("higher_is_better", scored.ranking.higher_is_better);
    return document;
}

void run_score(const Arguments& arguments) {
    const std::string path = arguments.text("T.csv");
    if (arguments.text("--out") != "-")
        require_writable(arguments.text("--out"), arguments.overwrite());
    const std::vector<Criterion> criteria = from_file(arguments.text("--criteria"), criteria_of);
    const DecisionMatrix decision = from_file(path, [&](const Table& table) {
        return decision_of(table, id_column_of(table, arguments.text("--id")), criteria,
                           missing_rule_of(arguments.text("--missing")));
    });
    if (std::all_of(decision.values.begin(), decision.values.end(), [&](const double& value) {
            const auto cell = static_cast<std::size_t>(&value - decision.values.data());
            return value == decision.values[cell % decision.columns()];
        }))
        log_warning(
            "{}: all alternatives are alike in every criterion; ranks and weights from the "
            "data say nothing",
            path);
    const ScorePlan plan = plan_of(arguments, criteria);
    Document document;
    try {
        const Scored scored = score(decision, plan);
        document = score_document(decision, plan, scored);
        Perturbation perturbation;
        perturbation.draws = arguments.integer_or("--robustness", perturbation.draws);
        perturbation.concentration = arguments.number("--concentration");
        perturbation.seed = static_cast<std::uint64_t>(arguments.integer("--seed"));
        const bool many = static_cast<Index>(decision.rows()) > k_rows_tested_by_default;
        if (many && !arguments.has("--robustness")) {
            log_info("{} alternatives: robustness left out; ask for it with --robustness N",
                     decision.rows());
            perturbation.draws = 0;
        }
        if (perturbation.draws != 0)
            document.set("robustness",
                         robustness_document(decision, plan, scored.weights, perturbation,
                                             arguments.list("--without")));
    } catch (const Error& error) {
        throw error.with_context(path);
    }
    write_document(arguments.text("--out"), document, arguments.overwrite());
}

}  // namespace

Command score_command() {
    return {
        .name = "score",
        .summary = "weigh criteria, rank alternatives, and say how firm the ranking stands",
        .example =
            "borderlens score runs/khorgos/tables/nodes.csv --id id --criteria "
            "pipelines/data/criteria.csv --missing median --out scores.json",
        .positionals = {{"T.csv", "table of alternatives: an id column and a column a criterion"}},
        .options =
            {
                {.name = "--id", .help = "column that names the alternatives", .required = true},
                {.name = "--criteria",
                 .help = "table: criterion, direction (benefit|cost), weight, preference, q, p, s",
                 .required = true},
                {.name = "--weights",
                 .help = "entropy, critic, std, merec, equal, given, ahp, or several as a+b "
                         "(multiplied)",
                 .default_value = "entropy"},
                {.name = "--method",
                 .help = "topsis, vikor, promethee2, wsm, wpm, waspas, moora, copras, edas, codas, "
                         "mabac, marcos, aras, grey (gra)",
                 .default_value = "topsis"},
                {.name = "--normalise",
                 .help = "instead of the method's own normalisation",
                 .choices = {"vector", "minmax", "sum", "max", "none"}},
                {.name = "--comparisons", .help = "square table of pairwise judgements, for ahp"},
                {.name = "--reference", .help = "optimal alternative in raw units, for aras"},
                {.name = "--v", .help = "VIKOR: weight of group utility", .default_value = "0.5"},
                {.name = "--lambda",
                 .help = "WASPAS: share of the weighted sum",
                 .default_value = "0.5"},
                {.name = "--tau",
                 .help = "CODAS: distances closer than this are equal",
                 .default_value = "0.02"},
                {.name = "--zeta",
                 .help = "grey: distinguishing coefficient",
                 .default_value = "0.5"},
                {.name = "--missing",
                 .help = "what to do with empty cells",
                 .default_value = "refuse",
                 .choices = {"refuse", "drop", "median", "worst"}},
                {.name = "--robustness",
                 .help = "draws of shaken weights (default 1000, 0 = no robustness tests)"},
                {.name = "--concentration",
                 .help = "Dirichlet concentration of the draws; larger shakes less",
                 .default_value = "100"},
                {.name = "--without",
                 .help = "criteria (a,b) to rank once without: who moves, and by which"},
                {.name = "--seed", .help = "seed of the draws", .default_value = "1"},
                {.name = "--out",
                 .help = "JSON file, or - for standard output",
                 .default_value = "-"},
            },
        .run = run_score};
}

}  // namespace borderlens
