#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "network/clustering.hpp"

namespace borderlens {
namespace {

/// The agglomeration under way. A cluster is known by its first object; `joined` ones are gone.
class Agglomeration {
  public:
    Agglomeration(const Distances& distances, Linkage linkage)
        : m_n(distances.size()),
          m_linkage(linkage),
          m_distance(distances.values),
          m_size(m_n, 1.0),
          m_alive(m_n, true),
          m_neighbour(m_n, 0),
          m_to_neighbour(m_n, 0.0) {
        // Ward's update is exact on squared distances; heights are taken back to distances below.
        if (m_linkage == Linkage::ward)
            for (double& distance : m_distance) distance *= distance;
        for (std::size_t i = 0; i + 1 < m_n; ++i) find_neighbour(i);
    }

    /// Joins the two closest clusters; gives their first objects, smaller first, and the height.
    std::pair<std::pair<std::size_t, std::size_t>, double> join_closest() {
        std::size_t closest = m_n;
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i + 1 < m_n; ++i)
            if (m_alive[i] && m_neighbour[i] > i && m_to_neighbour[i] < least) {
                least = m_to_neighbour[i];
                closest = i;
            }
        const std::size_t kept = closest, gone = m_neighbour[closest];
        m_alive[gone] = false;
        update(kept, gone, least);
        m_size[kept] += m_size[gone];
        for (std::size_t i = 0; i + 1 < m_n; ++i)
            if (m_alive[i] && (i == kept || m_neighbour[i] == kept || m_neighbour[i] == gone))
                find_neighbour(i);
        return {{kept, gone}, m_linkage == Linkage::ward ? std::sqrt(least) : least};
    }

  private:
    double& distance(std::size_t a, std::size_t b) { return m_distance[a * m_n + b]; }

    /// The nearest cluster that comes later; the first of equally near ones. None: itself.
    void find_neighbour(std::size_t i) {
        m_neighbour[i] = i;
        m_to_neighbour[i] = std::numeric_limits<double>::infinity();
        for (std::size_t j = i + 1; j < m_n; ++j)
            if (m_alive[j] && distance(i, j) < m_to_neighbour[i]) {
                m_to_neighbour[i] = distance(i, j);
                m_neighbour[i] = j;
            }
    }

    /// Distances of the union of `a` and `b` to all others. src: Lance and Williams 1967, table 1.
    void update(std::size_t a, std::size_t b, double between) {
        for (std::size_t k = 0; k < m_n; ++k) {
            if (!m_alive[k] || k == a) continue;
            const double to_a = distance(a, k), to_b = distance(b, k);
            double joined = 0.0;
            switch (m_linkage) {
                case Linkage::ward:
                    joined = ((m_size[a] + m_size[k]) * to_a + (m_size[b] + m_size[k]) * to_b -
                              m_size[k] * between) /
                             (m_size[a] + m_size[b] + m_size[k]);
                    break;
                case Linkage::average:
                    joined = (m_size[a] * to_a + m_size[b] * to_b) / (m_size[a] + m_size[b]);
                    break;
                case Linkage::complete:
                    joined = std::max(to_a, to_b);
                    break;
                case Linkage::single:
                    joined = std::min(to_a, to_b);
                    break;
            }
            distance(a, k) = distance(k, a) = joined;
            // An earlier cluster may now be nearer to the union than to its neighbour.
            if (k < a && joined < m_to_neighbour[k]) {
                m_to_neighbour[k] = joined;
                m_neighbour[k] = a;
            }
        }
    }

    std::size_t m_n;
    Linkage m_linkage;
    std::vector<double> m_distance;
    std::vector<double> m_size;
    std::vector<bool> m_alive;
    std::vector<std::size_t> m_neighbour;
    std::vector<double> m_to_neighbour;
};

/// Objects of the last merge, branches opened from left to right.
std::vector<int> leaf_order(const std::vector<std::pair<int, int>>& merge) {
    std::vector<int> order;
    std::vector<int> open = {static_cast<int>(merge.size())};
    while (!open.empty()) {
        const int part = open.back();
        open.pop_back();
        if (part < 0) {
            order.push_back(-part);
        } else {
            open.push_back(merge[static_cast<std::size_t>(part - 1)].second);
            open.push_back(merge[static_cast<std::size_t>(part - 1)].first);
        }
    }
    return order;
}

}  // namespace

Dendrogram hierarchical_clusters(const Distances& distances, Linkage linkage) {
    const std::size_t n = distances.size();
    if (n < 2) throw input_error("clusters need two objects or more, found {}", n);
    Agglomeration agglomeration(distances, linkage);
    Dendrogram tree;
    // What stands at an object's place: -object while it is single, then the step that made it.
    std::vector<int> part(n);
    for (std::size_t i = 0; i < n; ++i) part[i] = -static_cast<int>(i + 1);
    for (std::size_t step = 0; step + 1 < n; ++step) {
        const auto [pair, height] = agglomeration.join_closest();
        int a = part[pair.first], b = part[pair.second];
        const bool single_second = a > 0 && b < 0;
        const bool younger_first = a > 0 && b > 0 && a > b;
        if (single_second || younger_first) std::swap(a, b);
        tree.merge.emplace_back(a, b);
        tree.heights.push_back(height);
        part[pair.first] = static_cast<int>(step + 1);
    }
    tree.order = leaf_order(tree.merge);
    return tree;
}

}  // namespace borderlens
