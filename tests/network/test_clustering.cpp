#include <catch2/catch.hpp>
#include <cmath>

#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/parallel.hpp"
#include "base/random.hpp"
#include "network/clustering.hpp"
#include "network/partition.hpp"

using namespace borderlens;

namespace {

Points line(const std::vector<double>& places) {
    Points points;
    points.columns = {"x"};
    for (std::size_t i = 0; i < places.size(); ++i) points.ids.push_back("p" + std::to_string(i));
    points.values = places;
    return points;
}

Points three_clouds(std::size_t each) {
    Random random(5);
    Points points;
    points.columns = {"x", "y"};
    for (std::size_t i = 0; i < 3 * each; ++i) {
        points.ids.push_back("p" + std::to_string(i));
        points.values.push_back(10.0 * static_cast<double>(i % 3) + 0.3 * random.normal());
        points.values.push_back(random.normal() * 0.3 + (i % 3 == 1 ? 17.0 : 0.0));
    }
    return points;
}

double rand_index(const std::vector<int>& a, const std::vector<int>& b) {
    double agree = 0.0, pairs = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t k = 0; k < i; ++k) {
            agree += (a[i] == a[k]) == (b[i] == b[k]) ? 1.0 : 0.0;
            pairs += 1.0;
        }
    return agree / pairs;
}

}  // namespace

TEST_CASE("four points on a line merge at the heights their linkage says") {
    // 0 and 1 join first, then 5 and 7, then the pairs.
    const Distances distances = euclidean_distances(line({0, 1, 5, 7}));
    const auto heights = [&](Linkage linkage) {
        return hierarchical_clusters(distances, linkage).heights;
    };
    CHECK(heights(Linkage::single) == std::vector<double>{1, 2, 4});
    CHECK(heights(Linkage::complete) == std::vector<double>{1, 2, 7});
    CHECK(heights(Linkage::average)[2] == Approx((5 + 7 + 4 + 6) / 4.0));
    // Ward: sqrt(2 * n_a n_b / (n_a + n_b)) times the distance of means, sqrt(2 * 4 / 4) * 5.5.
    CHECK(heights(Linkage::ward)[2] == Approx(std::sqrt(2.0) * 5.5));
    const Dendrogram tree = hierarchical_clusters(distances, Linkage::single);
    CHECK(tree.merge == std::vector<std::pair<int, int>>{{-1, -2}, {-3, -4}, {1, 2}});
    CHECK(tree.order == std::vector<int>{1, 2, 3, 4});
    CHECK(cut_tree(tree, 2) == std::vector<int>{1, 1, 2, 2});
    CHECK(cut_tree(tree, 3) == std::vector<int>{1, 1, 2, 3});
    CHECK(cut_tree(tree, 1) == std::vector<int>{1, 1, 1, 1});
    CHECK_THROWS_WITH(cut_tree(tree, 5), Catch::Contains("expected 1 to 4"));
}

TEST_CASE("clusters do not depend on the order of rows, and scale with the units") {
    const Points points = three_clouds(8);
    Points turned = points;
    const std::size_t n = points.rows();
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < 2; ++j)
            turned.values[i * 2 + j] = points.at(n - 1 - i, j) * 1000;
    for (const Linkage linkage :
         {Linkage::ward, Linkage::average, Linkage::complete, Linkage::single}) {
        const Dendrogram tree = hierarchical_clusters(euclidean_distances(points), linkage);
        const Dendrogram other = hierarchical_clusters(euclidean_distances(turned), linkage);
        for (std::size_t step = 0; step + 1 < n; ++step) {
            CHECK(other.heights[step] == Approx(1000 * tree.heights[step]));
            if (step > 0) CHECK(tree.heights[step] >= tree.heights[step - 1]);
        }
        auto labels = cut_tree(other, 3);
        std::reverse(labels.begin(), labels.end());
        CHECK(rand_index(cut_tree(tree, 3), labels) == 1.0);
    }
}

TEST_CASE("k-means finds three clouds, the same with any number of threads") {
    const Points points = three_clouds(30);
    set_thread_count(1);
    const Partition one = k_means(points, 3, 20, 9);
    set_thread_count(2);
    const Partition two = k_means(points, 3, 20, 9);
    set_thread_count(0);
    CHECK(one.labels == two.labels);
    CHECK(one.total_within_ss == two.total_within_ss);
    for (std::size_t i = 0; i < points.rows(); ++i)
        CHECK(one.labels[i] == static_cast<int>(i % 3) + 1);
    CHECK(k_means(points, 1, 5, 9).total_within_ss > k_means(points, 2, 5, 9).total_within_ss);
    CHECK(k_means(line({1, 2, 9}), 3, 5, 9).total_within_ss == 0.0);
    CHECK_THROWS_WITH(k_means(line({1, 1, 9}), 3, 5, 9), Catch::Contains("2 distinct rows"));
}

TEST_CASE("silhouettes follow Rousseeuw and single members have 0") {
    // Point 0: a = 1, b = mean(9, 10) = 9.5: 8.5 / 9.5; the lone cluster's member: 0.
    const Distances distances = euclidean_distances(line({0, 1, 9, 10, 30}));
    const auto widths = silhouettes(distances, {1, 1, 2, 2, 3});
    CHECK(widths[0] == Approx(8.5 / 9.5));
    CHECK(widths[1] == Approx(7.5 / 8.5));
    CHECK(widths[4] == 0.0);
    CHECK(std::isnan(silhouettes(distances, {1, 1, 1, 1, 1})[0]));
}

TEST_CASE("the gap statistic finds three clouds and one cluster where there is no structure") {
    const ClusterMethod ward = [](const Points& points, int k) {
        return cut_tree(hierarchical_clusters(euclidean_distances(points), Linkage::ward), k);
    };
    CHECK(gap_statistic(three_clouds(40), 5, 20, 1, ward).k == 3);
    Random random(11);
    Points formless = three_clouds(20);
    for (double& value : formless.values) value = random.uniform();
    CHECK(gap_statistic(formless, 5, 30, 1, ward).k == 1);
}

TEST_CASE("standardised columns have mean 0 and sample deviation 1") {
    // 1, 2, 3: mean 2, sample deviation 1.
    CHECK(standardised(line({1, 2, 3})).values == std::vector<double>{-1, 0, 1});
    CHECK_THROWS_WITH(standardised(line({2, 2})), Catch::Contains("'x' is constant"));
}

TEST_CASE("broken tables for clusters are answered with place and advice") {
    const auto points = [](const char* text) { return points_of(parse_csv(text, "t"), "id", {}); };
    CHECK(points("id,x,name\n1,2,u\n2,3,v\n").columns == std::vector<std::string>{"x"});
    CHECK_THROWS_WITH(points("id,x\na,1\n"), Catch::Contains("two or more"));
    CHECK_THROWS_WITH(points("id,x\na,1\na,2\n"), Catch::Contains("stands there twice"));
    CHECK_THROWS_WITH(points("id,x\na,1\nb,\n"), Catch::Contains("no value for 'b'"));
    CHECK_THROWS_WITH(points("id,x\na,u\nb,v\n"), Catch::Contains("nothing to group by"));
    const auto distances = [](const char* text) {
        return distances_of(parse_csv(text, "d"), "id");
    };
    CHECK(distances("id,a,b\na,0,2\nb,2,0\n").at(0, 1) == 2.0);
    CHECK_THROWS_WITH(distances("id,a,b\na,0,2\nb,3,0\n"), Catch::Contains("symmetric"));
    CHECK_THROWS_WITH(distances("id,a,b\na,1,2\nb,2,0\n"), Catch::Contains("expected 0"));
    CHECK_THROWS_WITH(distances("id,a,b\na,0,-2\nb,-2,0\n"), Catch::Contains("negative"));
    CHECK_THROWS_WITH(distances("id,a\na,0\nb,1\n"), Catch::Contains("no column 'b'"));
}
