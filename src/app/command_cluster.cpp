#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "app/commands.hpp"
#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "network/clustering.hpp"
#include "network/partition.hpp"

namespace borderlens {
namespace {

/// What is to be grouped: points with their distances, or distances alone.
struct ClusterMaterial {
    std::optional<Points> points;
    Distances distances;
};

ClusterMaterial material_of(const Arguments& arguments) {
    const bool by_distance = arguments.has("--distances");
    if (!by_distance && !arguments.has("T.csv"))
        throw input_error("no table: give T.csv or --distances D.csv");
    const std::string path = arguments.text(by_distance ? "--distances" : "T.csv");
    const Table table = read_table(path);
    // A square table names its objects in its first column.
    if (!by_distance && !arguments.has("--id"))
        throw input_error("{}: --id is missing: the column that names the rows", path);
    const std::string id = id_column_of(
        table,
        arguments.text_or("--id", by_distance && table.rows() > 0 ? table.names().front() : ""));
    try {
        if (by_distance) return {std::nullopt, distances_of(table, id)};
        Points points = points_of(table, id, arguments.list("--columns"));
        if (arguments.flag("--standardise")) points = standardised(points);
        Distances distances = euclidean_distances(points);
        return {std::move(points), std::move(distances)};
    } catch (const Error& error) {
        throw error.with_context(path);
    }
}

/// How many clusters suit the material, by mean silhouette and by the gap statistic.
Document choice_document(const ClusterMaterial& material, const ClusterMethod& of_points,
                         const std::function<std::vector<int>(int)>& labels_for, int k_max,
                         Index references, std::uint64_t seed, int& best_k) {
    Document choice = Document::object();
    Document counts = Document::list(), widths = Document::list();
    double best = -std::numeric_limits<double>::infinity();
    for (int k = 2; k <= k_max; ++k) {
        const double width = mean_of(silhouettes(material.distances, labels_for(k)));
        counts.append(k);
        widths.append(width);
        if (width > best) {
            best = width;
            best_k = k;
        }
    }
    choice.set("k", std::move(counts));
    choice.set("silhouette", std::move(widths));
    choice.set("silhouette_k", best_k);
    if (material.points && references > 0) {
        const GapStatistic gap =
            gap_statistic(*material.points, k_max, references, seed, of_points);
        choice.set("gap", Document(gap.gap));
        choice.set("gap_standard_error", Document(gap.standard_error));
        choice.set("gap_k", gap.k);
    }
    return choice;
}

Document result_document(const ClusterMaterial& material, const std::vector<int>& labels,
                         const Dendrogram* tree) {
    const std::vector<std::string>& ids = material.distances.ids;
    Document document = Document::object();
    Document by_id = Document::object();
    for (std::size_t i = 0; i < ids.size(); ++i) by_id.set(ids[i], labels[i]);
    document.set("labels", std::move(by_id));
    Document merge = Document::list();
    if (tree != nullptr)
        for (const auto& [a, b] : tree->merge) merge.append(Document(std::vector<int>{a, b}));
    document.set("heights", tree != nullptr ? Document(tree->heights) : Document::list());
    document.set("merge", std::move(merge));
    if (tree != nullptr) document.set("order", Document(tree->order));
    const std::vector<double> widths = silhouettes(material.distances, labels);
    Document width_by_id = Document::object(), silhouette = Document::object();
    for (std::size_t i = 0; i < ids.size(); ++i) width_by_id.set(ids[i], widths[i]);
    silhouette.set("mean", mean_of(widths));
    silhouette.set("ids", std::move(width_by_id));
    document.set("silhouette", std::move(silhouette));
    if (material.points) {
        const Partition partition = partition_of(*material.points, labels);
        document.set("within_ss", partition.total_within_ss);
        document.set("within_ss_by_cluster", Document(partition.within_ss));
        document.set("centers", Document(partition.centers));
        document.set("columns", Document(material.points->columns));
    } else {
        document.set("within_ss", Document());
        document.set("centers", Document());
    }
    return document;
}

void run_cluster(const Arguments& arguments) {
    if (arguments.text("--out") != "-")
        require_writable(arguments.text("--out"), arguments.overwrite());
    const std::string method = arguments.text("--method");
    const auto seed = static_cast<std::uint64_t>(arguments.integer("--seed"));
    const Index starts = arguments.integer("--starts");
    const ClusterMaterial material = material_of(arguments);
    const bool k_means_asked = method == "kmeans";
    if (k_means_asked && !material.points)
        throw input_error(
            "kmeans needs attributes, not --distances; choose ward, average, complete "
            "or single");
    const auto n = static_cast<int>(material.distances.size());
    std::optional<Dendrogram> tree;
    if (!k_means_asked) tree = hierarchical_clusters(material.distances, linkage_of(method));
    const ClusterMethod of_points = [&](const Points& points, int k) {
        if (k_means_asked) return k_means(points, k, starts, seed).labels;
        return cut_tree(hierarchical_clusters(euclidean_distances(points), linkage_of(method)), k);
    };
    const auto labels_for = [&](int k) {
        return tree ? cut_tree(*tree, k) : k_means(*material.points, k, starts, seed).labels;
    };
    Document choice;
    int k = static_cast<int>(arguments.integer_or("--k", 0));
    if (!arguments.has("--k") || arguments.integer("--gap") > 0) {
        const int k_max = std::min(static_cast<int>(arguments.integer("--k-max")), n - 1);
        if (k_max < 2)
            throw input_error("{} objects: too few to choose the number of clusters; give --k", n);
        int best_k = 2;
        choice = choice_document(material, of_points, labels_for, k_max, arguments.integer("--gap"),
                                 seed, best_k);
        if (!arguments.has("--k")) {
            k = best_k;
            log_info("{} clusters: the widest mean silhouette of 2 to {}", k, k_max);
        }
    }
    if (k < 1 || k > n)
        throw input_error("{}: {} clusters of {} objects; expected 1 to {}",
                          arguments.text(material.points ? "T.csv" : "--distances"), k, n, n);
    Document document = result_document(material, labels_for(k), tree ? &*tree : nullptr);
    document.set("k", k);
    document.set("method", method);
    if (!choice.is_null()) document.set("choice", std::move(choice));
    write_document(arguments.text("--out"), document, arguments.overwrite());
}

}  // namespace

Command cluster_command() {
    return {
        .name = "cluster",
        .summary = "group the rows of a table, or objects with known distances",
        .example =
            "borderlens cluster pipelines/data/nodes.csv --id id --columns lon,lat --method ward "
            "--k 4 --standardise "
            "--out groups.json",
        .positionals = {{"T.csv", "table: an id column and number columns", 0, 1}},
        .options =
            {
                {.name = "--id",
                 .help = "column that names the rows; of --distances else the first"},
                {.name = "--method",
                 .help = "how to group",
                 .default_value = "ward",
                 .choices = {"ward", "average", "complete", "single", "kmeans"}},
                {.name = "--k", .help = "clusters; left out: the widest mean silhouette chooses"},
                {.name = "--standardise",
                 .help = "columns to mean 0 and sample standard deviation 1 first",
                 .is_flag = true},
                {.name = "--columns", .help = "columns to group by (a,b); default all numbers"},
                {.name = "--distances", .help = "square table of distances instead of attributes"},
                {.name = "--k-max", .help = "most clusters tried", .default_value = "10"},
                {.name = "--gap",
                 .help = "reference tables of the gap statistic, 0 = none",
                 .default_value = "0"},
                {.name = "--starts", .help = "starts of kmeans", .default_value = "200"},
                {.name = "--seed", .help = "seed of kmeans and gap", .default_value = "1"},
                {.name = "--out",
                 .help = "JSON file, or - for standard output",
                 .default_value = "-"},
            },
        .run = run_cluster};
}

}  // namespace borderlens
