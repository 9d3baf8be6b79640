// Seconds of the node analyses beside their peers on the same input: all travel times (igraph's
// Dijkstra), centrality and communities (igraph called by itself), Ward clusters (scipy), k-means
// (scikit-learn), doubly constrained gravity model, and a robust ranking. Largest difference of
// results where both give the same thing. usage: bench_nodes [places = 2000]
#include <fmt/core.h>
#include <igraph/igraph.h>
#include <sys/resource.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/parallel.hpp"
#include "base/random.hpp"
#include "io/files.hpp"
#include "network/clustering.hpp"
#include "network/graph_measures.hpp"
#include "network/gravity.hpp"
#include "network/partition.hpp"
#include "network/robustness.hpp"
#include "network/travel_time.hpp"

using namespace borderlens;

namespace {

template <typename Fn>
double seconds(Fn&& fn) {
    const auto start = std::chrono::steady_clock::now();
    fn();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void row(const char* what, std::size_t n, const char* program, double time, double difference) {
    fmt::print("{},{},{},{:.3f},{:.2g}\n", what, n, program, time, difference);
}

/// Places in a ring with three chords each, as roads between neighbours and some longer ones.
TransportNetwork drawn_network(std::size_t places) {
    Random random(1);
    TransportNetwork network;
    network.modes = {"road"};
    for (std::size_t i = 0; i < places; ++i) network.places.push_back({std::to_string(i), 1.0});
    for (std::size_t i = 0; i < places; ++i)
        for (int k = 0; k < 3; ++k) {
            TransportLink link;
            link.from = i;
            link.to = k == 0 ? (i + 1) % places
                             : static_cast<std::size_t>(random.below(static_cast<Index>(places)));
            if (link.to == link.from) continue;
            link.hours = 0.1 + random.uniform();
            network.links.push_back(link);
        }
    return network;
}

void travel(std::size_t places) {
    const TransportNetwork network = drawn_network(places);
    TravelTimes times;
    row("travel_times", places, "borderlens", seconds([&] { times = travel_times(network, {}); }),
        0.0);
    igraph_vector_int_t ends;
    igraph_vector_t hours;
    igraph_t graph;
    igraph_matrix_t result;
    const auto links = static_cast<igraph_integer_t>(network.links.size());
    igraph_vector_int_init(&ends, 2 * links);
    igraph_vector_init(&hours, links);
    for (igraph_integer_t l = 0; l < links; ++l) {
        const TransportLink& link = network.links[static_cast<std::size_t>(l)];
        VECTOR(ends)[2 * l] = static_cast<igraph_integer_t>(link.from);
        VECTOR(ends)[2 * l + 1] = static_cast<igraph_integer_t>(link.to);
        VECTOR(hours)[l] = link.hours;
    }
    igraph_create(&graph, &ends, static_cast<igraph_integer_t>(places), false);
    igraph_matrix_init(&result, 0, 0);
    const double time = seconds([&] {
        igraph_distances_dijkstra(&graph, &result, igraph_vss_all(), igraph_vss_all(), &hours,
                                  IGRAPH_ALL);
    });
    double difference = 0.0;
    for (std::size_t i = 0; i < places; ++i)
        for (std::size_t j = 0; j < places; ++j)
            difference =
                std::max(difference, std::abs(MATRIX(result, static_cast<igraph_integer_t>(i),
                                                     static_cast<igraph_integer_t>(j)) -
                                              times.at(i, j)));
    row("travel_times", places, "igraph", time, difference);
    igraph_matrix_destroy(&result);
    igraph_destroy(&graph);
    igraph_vector_destroy(&hours);
    igraph_vector_int_destroy(&ends);
}

/// Centrality and communities: what our wrapping of igraph costs beside igraph's own calls.
void centrality(std::size_t places) {
    Random random(5);
    WeightedGraph graph;
    graph.size = places;
    for (std::size_t i = 0; i < places; ++i)
        for (std::size_t k = 1; k <= 3; ++k)
            graph.edges.push_back({i, (i + k * k) % places, 0.1 + random.uniform()});
    Centrality found;
    row("centrality, all six", places, "borderlens", seconds([&] { found = centrality_of(graph); }),
        0.0);
    Communities groups;
    row("communities, best of ten", places, "borderlens",
        seconds([&] { groups = communities_of(graph, CommunityMethod::louvain, 1); }), 0.0);
    igraph_vector_int_t ends, membership;
    igraph_vector_t result, weights, lengths;
    igraph_t made;
    const auto edges = static_cast<igraph_integer_t>(graph.edges.size());
    igraph_vector_int_init(&ends, 2 * edges);
    igraph_vector_int_init(&membership, 0);
    igraph_vector_init(&result, 0);
    igraph_vector_init(&weights, edges);
    igraph_vector_init(&lengths, edges);
    for (igraph_integer_t e = 0; e < edges; ++e) {
        const WeightedGraph::Edge& edge = graph.edges[static_cast<std::size_t>(e)];
        VECTOR(ends)[2 * e] = static_cast<igraph_integer_t>(edge.a);
        VECTOR(ends)[2 * e + 1] = static_cast<igraph_integer_t>(edge.b);
        VECTOR(weights)[e] = edge.weight;
        VECTOR(lengths)[e] = 1.0 / edge.weight;
    }
    igraph_create(&made, &ends, static_cast<igraph_integer_t>(places), false);
    // Relative to the largest value: igraph scales some measures otherwise.
    const auto peer_row = [&](const char* what, const std::vector<double>& ours,
                              const auto& compute) {
        const double time = seconds(compute);
        double largest = 0.0, our_largest = 0.0, difference = 0.0;
        for (std::size_t i = 0; i < places; ++i) {
            largest = std::max(largest, VECTOR(result)[static_cast<igraph_integer_t>(i)]);
            our_largest = std::max(our_largest, ours[i]);
        }
        for (std::size_t i = 0; i < places; ++i)
            difference = std::max(
                difference, std::abs(VECTOR(result)[static_cast<igraph_integer_t>(i)] / largest -
                                     ours[i] / our_largest));
        row(what, places, "igraph", time, difference);
    };
    const igraph_vs_t all = igraph_vss_all();
    peer_row("strength", found.strength,
             [&] { igraph_strength(&made, &result, all, IGRAPH_ALL, true, &weights); });
    peer_row("betweenness", found.betweenness,
             [&] { igraph_betweenness(&made, &result, all, false, &lengths); });
    peer_row("betweenness by steps", found.betweenness_steps,
             [&] { igraph_betweenness(&made, &result, all, false, nullptr); });
    peer_row("closeness", found.closeness, [&] {
        igraph_closeness(&made, &result, nullptr, nullptr, all, IGRAPH_ALL, nullptr, true);
    });
    peer_row("closeness by 1 / weight", found.closeness_weighted, [&] {
        igraph_closeness(&made, &result, nullptr, nullptr, all, IGRAPH_ALL, &lengths, true);
    });
    peer_row("eigenvector", found.eigenvector, [&] {
        igraph_arpack_options_t options;
        igraph_arpack_options_init(&options);
        igraph_eigenvector_centrality(&made, &result, nullptr, false, true, &weights, &options);
    });
    igraph_real_t modularity = 0.0;
    const double time = seconds(
        [&] { igraph_community_multilevel(&made, &weights, 1.0, &membership, nullptr, nullptr); });
    igraph_modularity(&made, &membership, &weights, 1.0, false, &modularity);
    // How much modularity igraph's single run falls short of ours (negative: it does not).
    row("communities, one run", places, "igraph", time, groups.modularity - modularity);
    igraph_destroy(&made);
    for (igraph_vector_t* vector : {&result, &weights, &lengths}) igraph_vector_destroy(vector);
    igraph_vector_int_destroy(&ends);
    igraph_vector_int_destroy(&membership);
}

/// Runs a line of Python that prints "seconds value".
void peer(const char* what, std::size_t n, const char* program, const std::string& line,
          double ours) {
    std::FILE* pipe = popen(("/usr/bin/python3 -c \"" + line + "\" 2>/dev/null").c_str(), "r");
    double time = 0.0, value = 0.0;
    const bool found = pipe != nullptr && std::fscanf(pipe, "%lf %lf", &time, &value) == 2;
    if (pipe != nullptr) pclose(pipe);
    if (found) row(what, n, program, time, std::abs(value - ours) / std::abs(ours));
}

void clusters(std::size_t places) {
    Random random(2);
    Points points;
    points.columns = {"a", "b", "c", "d"};
    std::string text;
    for (std::size_t i = 0; i < places; ++i) {
        points.ids.push_back(std::to_string(i));
        for (int j = 0; j < 4; ++j) {
            points.values.push_back(random.normal() + static_cast<double>(i % 5));
            text += fmt::format("{}{}", points.values.back(), j < 3 ? "," : "\n");
        }
    }
    const std::string path = "/tmp/borderlens_bench_points.csv";
    write_text(path, text, true);
    double last = 0.0;
    row("ward", places, "borderlens", seconds([&] {
            last = hierarchical_clusters(euclidean_distances(points), Linkage::ward).heights.back();
        }),
        0.0);
    const std::string load = "import time,numpy as np;x=np.loadtxt('" + path + "',delimiter=',');";
    peer("ward", places, "scipy",
         load +
             "from scipy.cluster.hierarchy import linkage;t=time.time();z=linkage(x,'ward');"
             "print(time.time()-t,z[-1,2])",
         last);
    double within = 0.0;
    row("k_means, 20 starts", places, "borderlens",
        seconds([&] { within = k_means(points, 5, 20, 1).total_within_ss; }), 0.0);
    peer("k_means, 20 starts", places, "scikit-learn",
         load +
             "from sklearn.cluster import KMeans;t=time.time();"
             "k=KMeans(5,n_init=20,random_state=1).fit(x);print(time.time()-t,k.inertia_)",
         within);
    remove_file(path);
}

void gravity(std::size_t places) {
    Random random(3);
    FlowTable table;
    for (std::size_t i = 0; i < places; ++i) table.ids.push_back(std::to_string(i));
    table.origin_mass.assign(places, 1.0);
    table.destination_mass.assign(places, 1.0);
    for (std::size_t i = 0; i < places; ++i)
        for (std::size_t j = 0; j < places; ++j)
            if (i != j) {
                const double km = 10.0 + 500.0 * random.uniform();
                table.flows.push_back({i, j, std::floor(1e4 * random.uniform() / km), km});
            }
    double decay = 0.0;
    const double time = seconds([&] {
        for (const auto& parameter :
             fit_gravity(table, DistanceDecay::power, GravityConstraint::doubly).parameters)
            if (parameter.name == "distance") decay = parameter.value;
    });
    // Of the law the flows were drawn by; they scatter.
    row("gravity, doubly constrained", places, "borderlens", time, std::abs(decay + 1.0));
}

void ranking(std::size_t places) {
    Random random(4);
    DecisionMatrix decision;
    for (std::size_t j = 0; j < 10; ++j)
        decision.criteria.push_back({std::to_string(j), j % 3 != 0, 0.1, {}});
    for (std::size_t i = 0; i < places; ++i) {
        decision.ids.push_back(std::to_string(i));
        for (int j = 0; j < 10; ++j) decision.values.push_back(1.0 + random.uniform());
    }
    for (const char* method : {"topsis", "promethee2"}) {
        ScorePlan plan;
        plan.ranking = method;
        row(method, places, "borderlens, 1000 draws",
            seconds([&] { rank_intervals(decision, weights_by(plan, decision), plan, {}); }), 0.0);
    }
}

}  // namespace

int main(int argc, char** argv) {
    const auto places = static_cast<std::size_t>(argc > 1 ? std::atoll(argv[1]) : 2000);
    set_thread_count(1);
    fmt::print("what,n,program,seconds,difference\n");
    travel(places);
    centrality(places);
    clusters(places);
    gravity(40);
    ranking(60);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    fmt::print("peak memory of this process,{},all,{:.0f} MiB,\n", places,
               static_cast<double>(usage.ru_maxrss) / 1024.0);
    return 0;
}
