#include "imagery/sorting_network.hpp"

#include <algorithm>

namespace borderlens {

std::vector<Comparator> sorting_network(Index wires) {
    std::vector<Comparator> network;
    for (Index p = 1; p < wires; p *= 2)
        for (Index k = p; k >= 1; k /= 2)
            for (Index j = k % p; j + k < wires; j += 2 * k)
                for (Index i = 0; i < k && i + j + k < wires; ++i)
                    if ((i + j) / (2 * p) == (i + j + k) / (2 * p))
                        network.push_back({i + j, i + j + k});
    return network;
}

std::vector<Comparator> selection_network(Index wires, const std::vector<Index>& outputs) {
    std::vector<char> needed(static_cast<std::size_t>(wires), 0);
    for (const Index output : outputs) needed.at(static_cast<std::size_t>(output)) = 1;
    std::vector<Comparator> whole = sorting_network(wires), kept;
    // Backwards: a step matters if one of its results is read later, and then needs both inputs.
    for (auto step = whole.rbegin(); step != whole.rend(); ++step) {
        char& low = needed[static_cast<std::size_t>(step->low)];
        char& high = needed[static_cast<std::size_t>(step->high)];
        if (low == 0 && high == 0) continue;
        kept.push_back({step->low, step->high, low != 0, high != 0});
        low = high = 1;
    }
    std::reverse(kept.begin(), kept.end());
    return kept;
}

}  // namespace borderlens
