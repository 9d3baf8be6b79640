#pragma once
#include <vector>

#include "base/index.hpp"

namespace borderlens {

/// One step of a sorting network: the smaller of two wires goes to `low`, the larger to `high`.
/// A wire that nobody reads afterwards need not be written.
struct Comparator {
    Index low = 0;
    Index high = 0;
    bool write_low = true;
    bool write_high = true;
};

/// Odd-even merge sort of any number of wires. src: Batcher 1968, AFIPS Spring Joint Computer
/// Conference 32; for other numbers than powers of two the steps that leave the wires are dropped.
std::vector<Comparator> sorting_network(Index wires);

/// Only those steps of the sorting network that the `outputs` (wire numbers after sorting) need.
std::vector<Comparator> selection_network(Index wires, const std::vector<Index>& outputs);

}  // namespace borderlens
