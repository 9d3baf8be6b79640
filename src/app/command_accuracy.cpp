#include <map>

#include "app/commands.hpp"
#include "base/error.hpp"
#include "io/table_file.hpp"
#include "learning/accuracy_table.hpp"

namespace borderlens {
namespace {

Document assess(const Table& samples, const Table* strata, const AccuracyColumns& columns) {
    Document document = document_of(assess_accuracy(accuracy_sample_of(samples, strata, columns)));
    if (!columns.interpreter_1.empty())
        document.set("agreement",
                     document_of(interpreter_agreement(samples.texts(columns.interpreter_1),
                                                       samples.texts(columns.interpreter_2))));
    return document;
}

/// The table with the strata of all groups told apart, so that the whole can be assessed as well.
Table with_joint_strata(Table table, const std::string& by, const std::string& stratum) {
    const auto groups = table.texts(by);
    auto names = table.texts(table.has("stratum") ? "stratum" : stratum);
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = groups[i] + " / " + names[i];
    table.set("stratum", std::move(names));
    return table;
}

/// The rows of each value of a column, values in the order they first appear.
std::vector<std::pair<std::string, Table>> groups_of(const Table& table,
                                                     const std::string& column) {
    const auto names = table.texts(column);
    std::vector<std::string> order;
    std::map<std::string, std::vector<Index>> rows;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (rows.count(names[i]) == 0) order.push_back(names[i]);
        rows[names[i]].push_back(static_cast<Index>(i));
    }
    std::vector<std::pair<std::string, Table>> groups;
    for (const std::string& name : order) groups.emplace_back(name, table.select(rows[name]));
    return groups;
}

/// One assessment for each value of `by`, e.g. each side or period; the strata have that column
/// too.
Document assess_groups(const Table& samples, const Table* strata, const AccuracyColumns& columns,
                       const std::string& by) {
    Document all = Document::object();
    const auto strata_groups =
        strata == nullptr ? std::vector<std::pair<std::string, Table>>() : groups_of(*strata, by);
    for (const auto& [name, rows] : groups_of(samples, by)) {
        const Table* own = nullptr;
        for (const auto& [group, table] : strata_groups)
            if (group == name) own = &table;
        if (strata != nullptr && own == nullptr)
            throw input_error("{} '{}': the samples have it, the strata do not", by, name);
        try {
            all.set(name, assess(rows, own, columns));
        } catch (const Error& error) {
            throw error.with_context(by + " '" + name + "'");
        }
    }
    return all;
}

void run_accuracy(const Arguments& arguments) {
    AccuracyColumns columns;
    columns.map = arguments.text("--map-field");
    columns.reference = arguments.text("--reference-field");
    columns.population_correction = arguments.flag("--population-correction");
    const auto interpreters = arguments.list("--interpreters");
    if (!interpreters.empty() && interpreters.size() != 2)
        throw input_error("--interpreters: found {} fields, expected two, as in a,b",
                          interpreters.size());
    if (!interpreters.empty()) {
        columns.interpreter_1 = interpreters[0];
        columns.interpreter_2 = interpreters[1];
    }
    const std::string path = arguments.text("--samples");
    const Table samples = read_table(path);
    Table strata;
    if (arguments.has("--strata")) strata = read_table(arguments.text("--strata"));
    const Table* strata_or_none = arguments.has("--strata") ? &strata : nullptr;
    Document document;
    try {
        const std::string by = arguments.text_or("--by", "");
        if (!by.empty() && strata_or_none != nullptr) {
            const Table joint = with_joint_strata(strata, by, "class");
            document = assess(with_joint_strata(samples, by, columns.map), &joint, columns);
        } else {
            document = assess(samples, strata_or_none, columns);
        }
        if (!by.empty())
            document.set("groups", assess_groups(samples, strata_or_none, columns, by));
    } catch (const Error& error) {
        throw error.with_context(path);
    }
    write_document(arguments.text("--out"), document, arguments.overwrite());
}

}  // namespace

Command accuracy_command() {
    return {
        .name = "accuracy",
        .summary = "area-adjusted accuracy and areas with 95 % intervals from a random sample",
        .example =
            "borderlens accuracy --samples samples.csv --map-field map --reference-field "
            "reference --strata strata.csv --out accuracy.json",
        .positionals = {},
        .options =
            {{.name = "--samples",
              .help = "table: one row a sample (CSV, GeoPackage, ...)",
              .required = true},
             {.name = "--map-field", .help = "column of the mapped class", .default_value = "map"},
             {.name = "--reference-field",
              .help = "column of the true class",
              .default_value = "reference"},
             {.name = "--strata", .help = "table: class (or stratum), pixels"},
             {.name = "--population-correction",
              .help = "finite population correction of the variances",
              .is_flag = true},
             {.name = "--interpreters",
              .help = "two columns a,b of two interpreters: their agreement is reported, and their "
                      "common label taken where the reference is empty"},
             {.name = "--by", .help = "column whose values (sides, periods) are assessed each"},
             {.name = "--out",
              .help = "JSON file, or - for standard output",
              .default_value = "-"}},
        .run = run_accuracy};
}

}  // namespace borderlens
