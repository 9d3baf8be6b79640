#include <cmath>
#include <unordered_map>

#include "app/command.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "comparison/discontinuity.hpp"
#include "io/table_file.hpp"

namespace borderlens {
namespace {

Kernel kernel_named(const std::string& name) {
    if (name == "uniform") return Kernel::uniform;
    if (name == "epanechnikov") return Kernel::epanechnikov;
    return Kernel::triangular;
}

Variance variance_named(const std::string& name) {
    if (name == "hc0") return Variance::hc0;
    if (name == "hc1") return Variance::hc1;
    if (name == "hc2") return Variance::hc2;
    if (name == "hc3") return Variance::hc3;
    if (name == "nncluster") return Variance::nn_cluster;
    return Variance::nn;
}

const std::vector<std::string>& rule_names() {
    // In the order of BandwidthRule.
    static const std::vector<std::string> names = {"mserd",    "msetwo",  "msesum", "msecomb1",
                                                   "msecomb2", "cerrd",   "certwo", "cersum",
                                                   "cercomb1", "cercomb2"};
    return names;
}

BandwidthRule rule_named(const std::string& name) {
    const auto& names = rule_names();
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name) return static_cast<BandwidthRule>(i);
    throw internal_error("bandwidth rule {}", name);
}

/// "L:R" or one number for both sides.
std::vector<double> widths_of(const std::string& text) {
    std::vector<double> widths;
    for (const std::string& piece : split(text, ':')) {
        double width = 0.0;
        if (!parse_number(piece, width) || !std::isfinite(width) || width <= 0.0)
            throw input_error(
                "--bandwidth: found '{}', expected positive numbers as H, H,B, "
                "LEFT:RIGHT or LEFT:RIGHT,LEFT:RIGHT",
                text);
        widths.push_back(width);
    }
    if (widths.size() > 2)
        throw input_error("--bandwidth: found {} numbers in '{}', expected one or LEFT:RIGHT",
                          widths.size(), text);
    if (widths.size() == 1) widths.push_back(widths[0]);
    return widths;
}

std::optional<Bandwidths> bandwidths_of(const Arguments& arguments) {
    if (!arguments.has("--bandwidth")) return std::nullopt;
    const std::vector<std::string> parts = arguments.list("--bandwidth");
    if (parts.size() > 2)
        throw input_error("--bandwidth: found {} values, expected H or H,B", parts.size());
    const std::vector<double> h = widths_of(parts[0]);
    const std::vector<double> b = parts.size() == 2 ? widths_of(parts[1]) : h;
    return Bandwidths{h[0], h[1], b[0], b[1]};
}

/// A number for each different text; an empty cell is -1.
std::vector<Index> numbered(const std::vector<std::string>& texts) {
    std::unordered_map<std::string, Index> numbers;
    std::vector<Index> result;
    for (const std::string& text : texts)
        result.push_back(
            text.empty() ? -1
                         : numbers.emplace(text, static_cast<Index>(numbers.size())).first->second);
    return result;
}

/// The columns named on the command line, without rows that lack a value in any of them.
DiscontinuityData data_of(const Table& table, const Arguments& arguments) {
    DiscontinuityData data;
    data.outcome = table.numbers(arguments.text("--outcome"));
    data.distance = table.numbers(arguments.text("--distance"));
    // The jump of each row's change: what differs between rows but stays the same falls out.
    if (arguments.has("--before")) {
        const std::vector<double> before = table.numbers(arguments.text("--before"));
        for (std::size_t row = 0; row < before.size(); ++row) data.outcome[row] -= before[row];
    }
    for (const std::string& name : arguments.list("--covariates"))
        data.covariates.push_back(table.numbers(name));
    if (arguments.has("--cluster"))
        data.cluster = numbered(table.texts(arguments.text("--cluster")));
    if (arguments.has("--weight")) data.weight = table.numbers(arguments.text("--weight"));

    std::vector<Index> complete;
    for (Index row = 0; row < table.rows(); ++row) {
        bool whole = !std::isnan(data.outcome[row]) && !std::isnan(data.distance[row]);
        for (const auto& covariate : data.covariates) whole = whole && !std::isnan(covariate[row]);
        if (!data.cluster.empty()) whole = whole && data.cluster[row] >= 0;
        if (!data.weight.empty()) whole = whole && !std::isnan(data.weight[row]);
        if (whole) complete.push_back(row);
    }
    if (complete.empty())
        throw input_error("{} rows, none with a value in every column asked for", table.rows());
    const Index missing = table.rows() - static_cast<Index>(complete.size());
    if (missing == 0) return data;
    log_info("{} of {} rows lack a value and are left out", missing, table.rows());
    return rows_of(data, complete);
}

Document as_document(const EffectEstimate& estimate) {
    Document object = Document::object();
    object.set("estimate", estimate.estimate);
    object.set("se", estimate.se);
    object.set("z", estimate.z);
    object.set("p", estimate.p);
    object.set("ci_low", estimate.ci_low);
    object.set("ci_high", estimate.ci_high);
    return object;
}

Document as_document(const DiscontinuityResult& result, const DiscontinuityOptions& options,
                     const Arguments& arguments) {
    const Bandwidths& w = result.bandwidths;
    Document answer = Document::object();
    answer.set("n_left", result.n_left);
    answer.set("n_right", result.n_right);
    answer.set("n_h_left", result.n_h_left);
    answer.set("n_h_right", result.n_h_right);
    answer.set("h_left", w.h_left);
    answer.set("h_right", w.h_right);
    answer.set("b_left", w.b_left);
    answer.set("b_right", w.b_right);
    answer.set("conventional", as_document(result.conventional));
    answer.set("bias_corrected", as_document(result.bias_corrected));
    answer.set("robust", as_document(result.robust));
    answer.set("n_b_left", result.n_b_left);
    answer.set("n_b_right", result.n_b_right);
    answer.set("distinct_left", result.distinct_left);
    answer.set("distinct_right", result.distinct_right);
    answer.set("level_left", result.level_left);
    answer.set("level_right", result.level_right);
    answer.set("cutoff", options.cutoff);
    answer.set("order", options.order);
    answer.set("derivative", options.derivative);
    answer.set("kernel", arguments.text("--kernel"));
    answer.set("bandwidth_rule",
               options.bandwidths ? std::string("given") : arguments.text("--bandwidth-rule"));
    answer.set("variance", arguments.text("--variance"));
    answer.set("confidence", options.confidence);
    answer.set("notes", Document(result.notes));
    return answer;
}

DiscontinuityOptions options_of(const Arguments& arguments) {
    DiscontinuityOptions options;
    options.cutoff = arguments.number_or("--cutoff", 0.0);
    options.derivative = static_cast<int>(arguments.integer_or("--derivative", 0));
    // A kink needs a curve: by default one order more than the derivative.
    options.order = static_cast<int>(arguments.integer_or("--order", options.derivative + 1));
    options.bias_order = static_cast<int>(arguments.integer_or("--bias-order", options.order + 1));
    options.kernel = kernel_named(arguments.text("--kernel"));
    options.variance = variance_named(arguments.text("--variance"));
    options.rule = rule_named(arguments.text("--bandwidth-rule"));
    options.bandwidths = bandwidths_of(arguments);
    options.matches = static_cast<int>(arguments.integer_or("--matches", 3));
    options.adjust_mass_points = arguments.text("--mass-points") == "adjust";
    options.least_distinct = static_cast<int>(arguments.integer_or("--least-distinct", 0));
    options.donut = arguments.number_or("--donut", 0.0);
    options.confidence = arguments.number_or("--confidence", 0.95);
    if (options.variance == Variance::nn_cluster && !arguments.has("--cluster"))
        throw input_error(
            "--variance nncluster: found no --cluster, expected the clusters' column");
    if (options.donut < 0.0)
        throw input_error("--donut: found {}, expected no negative distance", options.donut);
    return options;
}

void run_discontinuity(const Arguments& arguments) {
    DiscontinuityOptions options = options_of(arguments);
    const std::string& path = arguments.text("TABLE");
    DiscontinuityResult result;
    try {
        DiscontinuityData data = data_of(read_table(path), arguments);
        if (arguments.has("--placebo")) {
            const double border = options.cutoff;
            options.cutoff = arguments.number("--placebo");
            if (options.cutoff == border)
                throw input_error(
                    "--placebo: found the cutoff itself, {}; give a distance inside "
                    "one side",
                    border);
            data = one_side_of(data, border, options.cutoff > border);
        }
        result = estimate_discontinuity(data, options);
    } catch (const Error& error) {
        throw error.with_context(path);
    }
    for (const std::string& note : result.notes) log_warning("{}", note);
    write_document(arguments.text("--out"), as_document(result, options, arguments),
                   arguments.overwrite());
}

}  // namespace

Command discontinuity_command() {
    return {
        .name = "discontinuity",
        .summary = "border effect by local-polynomial regression discontinuity",
        .example =
            "borderlens discontinuity points.csv --outcome ndvi --distance "
            "signed_distance_km --cluster segment --out effect.json",
        .positionals = {{.name = "TABLE", .help = "table, one row an observation"}},
        .options =
            {
                {.name = "--outcome", .help = "column of the outcome", .required = true},
                {.name = "--distance",
                 .help =
                     "column of the signed distance; the effect is right (>= cutoff) minus left",
                 .required = true},
                {.name = "--before",
                 .help = "column of the same rows' outcome at an earlier date: the effect is then "
                         "the change of the jump (difference in discontinuities)"},
                {.name = "--bandwidth",
                 .help = "H, H,B, LEFT:RIGHT or LEFT:RIGHT,LEFT:RIGHT, in the unit of distance; "
                         "without it the rule chooses"},
                {.name = "--bandwidth-rule",
                 .help = "MSE- or coverage-error-optimal bandwidths",
                 .default_value = "mserd",
                 .choices = rule_names()},
                {.name = "--kernel",
                 .help = "weights by distance",
                 .default_value = "triangular",
                 .choices = {"triangular", "uniform", "epanechnikov"}},
                {.name = "--order", .help = "of the polynomial (default: derivative + 1)"},
                {.name = "--bias-order", .help = "of the bias polynomial (default: order + 1)"},
                {.name = "--derivative", .help = "0 = jump of the level, 1 = of the slope (kink)"},
                {.name = "--variance",
                 .help =
                     "nearest neighbours or plug-in residuals; with --cluster: CR1, with hc2 CR2, "
                     "with hc3 CR3, with nncluster nearest neighbours summed by cluster",
                 .default_value = "nn",
                 .choices = {"nn", "hc0", "hc1", "hc2", "hc3", "nncluster"}},
                {.name = "--matches", .help = "neighbours of the nn variance (default 3)"},
                {.name = "--covariates", .help = "columns, separated by commas"},
                {.name = "--cluster", .help = "column that names each row's cluster"},
                {.name = "--weight", .help = "column of weights that multiply the kernel"},
                {.name = "--cutoff", .help = "distance of the border (default 0)"},
                {.name = "--placebo",
                 .help = "estimate here, with the observations of this side of the cutoff only"},
                {.name = "--donut", .help = "leave out observations nearer than this"},
                {.name = "--mass-points",
                 .help = "repeated distances: adjust the pilot bandwidths, or not",
                 .default_value = "adjust",
                 .choices = {"adjust", "off"}},
                {.name = "--least-distinct",
                 .help = "distinct distances a pilot window must hold a side"},
                {.name = "--confidence", .help = "of the intervals (default 0.95)"},
                {.name = "--out", .help = "JSON file, or - for standard output", .required = true},
            },
        .run = run_discontinuity};
}

}  // namespace borderlens
