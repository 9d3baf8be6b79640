// The only file that knows igraph.
#include "network/graph_measures.hpp"

#include <igraph/igraph.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.hpp"
#include "base/random.hpp"

namespace borderlens {
namespace {

// chosen: Louvain and Leiden differ between runs by a few thousandths of modularity; ten runs level
// that out at a cost no study notices.
constexpr Index k_runs = 10;

void check(igraph_error_t code) {
    if (code != IGRAPH_SUCCESS) throw internal_error("igraph: {}", igraph_strerror(code));
}

class Vector {
  public:
    explicit Vector(std::size_t size = 0) {
        check(igraph_vector_init(&m_vector, static_cast<igraph_integer_t>(size)));
    }
    ~Vector() { igraph_vector_destroy(&m_vector); }
    Vector(const Vector&) = delete;
    Vector& operator=(const Vector&) = delete;
    igraph_vector_t* get() { return &m_vector; }
    double& operator[](std::size_t i) { return VECTOR(m_vector)[i]; }
    std::vector<double> values() const {
        return {VECTOR(m_vector), VECTOR(m_vector) + igraph_vector_size(&m_vector)};
    }

  private:
    igraph_vector_t m_vector;
};

class IntegerVector {
  public:
    explicit IntegerVector(std::size_t size = 0) {
        check(igraph_vector_int_init(&m_vector, static_cast<igraph_integer_t>(size)));
    }
    ~IntegerVector() { igraph_vector_int_destroy(&m_vector); }
    IntegerVector(const IntegerVector&) = delete;
    IntegerVector& operator=(const IntegerVector&) = delete;
    igraph_vector_int_t* get() { return &m_vector; }
    igraph_integer_t& operator[](std::size_t i) { return VECTOR(m_vector)[i]; }
    std::size_t size() const { return static_cast<std::size_t>(igraph_vector_int_size(&m_vector)); }

  private:
    igraph_vector_int_t m_vector;
};

class Graph {
  public:
    explicit Graph(const WeightedGraph& graph) {
        // igraph's default handler ends the program; its error codes are thrown instead.
        igraph_set_error_handler(igraph_error_handler_ignore);
        igraph_set_warning_handler(igraph_warning_handler_ignore);
        IntegerVector ends(2 * graph.edges.size());
        for (std::size_t e = 0; e < graph.edges.size(); ++e) {
            ends[2 * e] = static_cast<igraph_integer_t>(graph.edges[e].a);
            ends[2 * e + 1] = static_cast<igraph_integer_t>(graph.edges[e].b);
        }
        check(igraph_create(&m_graph, ends.get(), static_cast<igraph_integer_t>(graph.size),
                            graph.directed));
    }
    ~Graph() { igraph_destroy(&m_graph); }
    Graph(const Graph&) = delete;
    Graph& operator=(const Graph&) = delete;
    igraph_t* get() { return &m_graph; }

  private:
    igraph_t m_graph;
};

std::vector<double> betweenness(Graph& graph, bool directed, Vector* lengths) {
    Vector result;
    check(igraph_betweenness(graph.get(), result.get(), igraph_vss_all(), directed,
                             lengths != nullptr ? lengths->get() : nullptr));
    return result.values();
}

std::vector<double> closeness(Graph& graph, std::size_t size, Vector* lengths) {
    Vector result;
    IntegerVector reached;
    igraph_bool_t all_reached = false;
    check(igraph_closeness(graph.get(), result.get(), reached.get(), &all_reached, igraph_vss_all(),
                           IGRAPH_OUT, lengths != nullptr ? lengths->get() : nullptr, true));
    std::vector<double> values = result.values();
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double others = static_cast<double>(reached[i]);
        values[i] = others > 0.0 ? values[i] * others / static_cast<double>(size - 1) : 0.0;
    }
    return values;
}

std::vector<double> eigenvector(Graph& graph, bool directed, Vector& weights) {
    Vector result;
    igraph_arpack_options_t options;
    igraph_arpack_options_init(&options);
    check(igraph_eigenvector_centrality(graph.get(), result.get(), nullptr, directed, true,
                                        weights.get(), &options));
    std::vector<double> values = result.values();
    double squares = 0.0;
    for (const double value : values) squares += value * value;
    for (double& value : values) value = squares > 0.0 ? std::abs(value) / std::sqrt(squares) : 0.0;
    return values;
}

/// Both directions of a pair as one tie.
WeightedGraph undirected(const WeightedGraph& graph) {
    if (!graph.directed) return graph;
    WeightedGraph result;
    result.size = graph.size;
    std::map<std::pair<std::size_t, std::size_t>, double> weights;
    for (const WeightedGraph::Edge& edge : graph.edges)
        weights[{std::min(edge.a, edge.b), std::max(edge.a, edge.b)}] += edge.weight;
    for (const auto& [pair, weight] : weights)
        result.edges.push_back({pair.first, pair.second, weight});
    return result;
}

std::vector<int> numbered_by_first(IntegerVector& membership) {
    std::map<igraph_integer_t, int> number;
    std::vector<int> labels;
    for (std::size_t i = 0; i < membership.size(); ++i)
        labels.push_back(
            number.try_emplace(membership[i], static_cast<int>(number.size()) + 1).first->second);
    return labels;
}

}  // namespace

Centrality centrality_of(const WeightedGraph& graph) {
    Graph made(graph);
    Vector weights(graph.edges.size()), lengths(graph.edges.size());
    Centrality result;
    result.strength.assign(graph.size, 0.0);
    for (std::size_t e = 0; e < graph.edges.size(); ++e) {
        const WeightedGraph::Edge& edge = graph.edges[e];
        weights[e] = edge.weight;
        lengths[e] = 1.0 / edge.weight;
        result.strength[edge.a] += edge.weight;
        result.strength[edge.b] += edge.weight;
    }
    result.betweenness = betweenness(made, graph.directed, &lengths);
    result.betweenness_steps = betweenness(made, graph.directed, nullptr);
    result.closeness = closeness(made, graph.size, nullptr);
    result.closeness_weighted = closeness(made, graph.size, &lengths);
    result.eigenvector = graph.edges.empty() ? std::vector<double>(graph.size, 0.0)
                                             : eigenvector(made, graph.directed, weights);
    return result;
}

CommunityMethod community_method_of(const std::string& name) {
    if (name == "leiden") return CommunityMethod::leiden;
    if (name == "louvain") return CommunityMethod::louvain;
    throw input_error("communities '{}', expected leiden or louvain", name);
}

Communities communities_of(const WeightedGraph& graph, CommunityMethod method, std::uint64_t seed) {
    const WeightedGraph ties = undirected(graph);
    Graph made(ties);
    Vector weights(ties.edges.size()), strength(ties.size);
    double total = 0.0;
    for (std::size_t e = 0; e < ties.edges.size(); ++e) {
        const WeightedGraph::Edge& edge = ties.edges[e];
        weights[e] = edge.weight;
        strength[edge.a] += edge.weight;
        strength[edge.b] += edge.weight;
        total += 2.0 * edge.weight;
    }
    Communities best;
    for (Index run = 0; run < k_runs; ++run) {
        check(igraph_rng_seed(igraph_rng_default(),
                              static_cast<igraph_uint_t>(derive_seed(seed, "communities", run))));
        IntegerVector membership;
        if (ties.edges.empty()) {
            check(igraph_vector_int_resize(membership.get(),
                                           static_cast<igraph_integer_t>(ties.size)));
            for (std::size_t i = 0; i < ties.size; ++i)
                membership[i] = static_cast<igraph_integer_t>(i);
        } else if (method == CommunityMethod::leiden) {
            // Modularity as Leiden's quality: strengths as node weights, resolution 1 / (2 m); the
            // randomness 0.01 and running until stable are the authors' defaults.
            check(igraph_community_leiden(made.get(), weights.get(), strength.get(), 1.0 / total,
                                          0.01, false, -1, membership.get(), nullptr, nullptr));
        } else {
            check(igraph_community_multilevel(made.get(), weights.get(), 1.0, membership.get(),
                                              nullptr, nullptr));
        }
        igraph_real_t modularity = 0.0;
        check(igraph_modularity(made.get(), membership.get(), weights.get(), 1.0, false,
                                &modularity));
        // A gain within rounding is no reason to leave the earlier run.
        if (best.labels.empty() || modularity > best.modularity + 1e-12)
            best = {numbered_by_first(membership), modularity};
    }
    return best;
}

}  // namespace borderlens
