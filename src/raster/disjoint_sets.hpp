#pragma once
#include <cstdint>
#include <vector>

#include "base/error.hpp"

namespace borderlens {

/// Disjoint sets of the numbers 0 .. size - 1 (Tarjan 1975, path halving). The root of a set is its
/// smallest member, so that numbering roots in order numbers sets by first appearance.
class DisjointSets {
  public:
    std::int32_t add() {
        if (m_parents.size() >= 2147483647U)
            throw input_error(
                "more than 2^31 - 1 pieces of one class each; the map is too finely mixed");
        m_parents.push_back(static_cast<std::int32_t>(m_parents.size()));
        return m_parents.back();
    }
    std::size_t size() const { return m_parents.size(); }

    std::int32_t root(std::int32_t member) {
        while (at(member) != member) member = at(member) = at(at(member));
        return member;
    }

    /// Joins two sets; returns the root of the union.
    std::int32_t join(std::int32_t a, std::int32_t b) {
        a = root(a);
        b = root(b);
        if (b < a) std::swap(a, b);
        at(b) = a;
        return a;
    }

    /// For each member the number of its set, sets counted from 0 in order of first appearance.
    std::vector<std::int32_t> numbered(std::int32_t& count) {
        std::vector<std::int32_t> numbers(m_parents.size());
        count = 0;
        for (std::size_t i = 0; i < m_parents.size(); ++i) {
            const std::int32_t top = root(static_cast<std::int32_t>(i));
            numbers[i] = top == static_cast<std::int32_t>(i)
                             ? count++
                             : numbers[static_cast<std::size_t>(top)];
        }
        return numbers;
    }

  private:
    std::int32_t& at(std::int32_t member) { return m_parents[static_cast<std::size_t>(member)]; }

    std::vector<std::int32_t> m_parents;
};

}  // namespace borderlens
