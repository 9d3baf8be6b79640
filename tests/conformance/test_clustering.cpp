// US arrests: hierarchical clusters, k-means and silhouettes as R 4.2 computes them.
#include <catch2/catch.hpp>
#include <cmath>

#include "base/csv.hpp"
#include "conformance/shared_case.hpp"
#include "network/clustering.hpp"
#include "network/partition.hpp"

using namespace borderlens;
using test::shared_case;

namespace {

Points arrests(const std::string& folder) {
    std::string text = read_text(folder + "/input.csv");
    // R leaves the column of row names without a name.
    text.replace(0, 2, "state");
    return points_of(parse_csv(text, "usarrests"), "state", {});
}

std::vector<int> integers(const Document& list) {
    std::vector<int> values;
    for (const double value : list.as_numbers()) values.push_back(static_cast<int>(value));
    return values;
}

void check_tree(const Points& points, const Document& expected, Linkage linkage) {
    const Dendrogram tree = hierarchical_clusters(euclidean_distances(points), linkage);
    const Document& merge = expected.at("merge");
    const std::vector<double> heights = expected.at("height").as_numbers();
    REQUIRE(tree.heights.size() == heights.size());
    for (std::size_t step = 0; step < heights.size(); ++step) {
        CHECK(std::abs(tree.heights[step] - heights[step]) <= 1e-9);
        CHECK(std::vector<int>{tree.merge[step].first, tree.merge[step].second} ==
              integers(merge[static_cast<Index>(step)]));
    }
    CHECK(tree.order == integers(expected.at("order")));
    const Document& cuts = expected.at("cutree");
    for (Index k = 2; k < 2 + cuts.size(); ++k)
        CHECK(cut_tree(tree, static_cast<int>(k)) == integers(cuts[k - 2]));
}

}  // namespace

TEST_CASE("hierarchical clusters of the US arrests are R's, merge by merge") {
    const auto files = shared_case("usarrests");
    if (!files) return;
    const Points raw = arrests(files->folder);
    for (const auto& [scale, points] :
         {std::pair("scaled", standardised(raw)), std::pair("raw", raw)}) {
        const Document& expected = files->expected.at(scale);
        for (const auto& entry : expected.members()) {
            const std::string name = entry.second.at("method").as_text();
            INFO(scale << " " << name);
            if (name == "ward.D2") check_tree(points, entry.second, Linkage::ward);
            if (name == "average" || name == "complete" || name == "single")
                check_tree(points, entry.second, linkage_of(name));
        }
    }
}

TEST_CASE("silhouettes and k-means of the US arrests reach R's values") {
    const auto files = shared_case("usarrests");
    if (!files) return;
    const Points points = standardised(arrests(files->folder));
    const Distances distances = euclidean_distances(points);
    const Dendrogram tree = hierarchical_clusters(distances, Linkage::ward);
    const auto widths = files->expected.at("silhouette_wardD2_k2_6").as_numbers();
    for (std::size_t i = 0; i < widths.size(); ++i)
        CHECK(mean_of(silhouettes(distances, cut_tree(tree, static_cast<int>(i) + 2))) ==
              Approx(widths[i]).margin(1e-9));
    const Document& kmeans = files->expected.at("kmeans_scaled");
    for (const auto& entry : kmeans.members()) {
        const int k = static_cast<int>(entry.second.at("k").as_integer());
        const Partition partition = k_means(points, k, 200, 1);
        CHECK(partition.total_within_ss ==
              Approx(entry.second.at("tot.withinss").as_number()).margin(1e-6));
    }
}
