// Which exit of a tree's head pixels take; included once for each kind of processor.
#if defined(BORDERLENS_FOREST_EXITS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef BORDERLENS_FOREST_EXITS_INL
#undef BORDERLENS_FOREST_EXITS_INL
#else
#define BORDERLENS_FOREST_EXITS_INL
#endif

#include <hwy/highway.h>

#include "learning/forest_walk.hpp"

HWY_BEFORE_NAMESPACE();
namespace borderlens::HWY_NAMESPACE {

using Bits = std::uint16_t;  // all set = right

inline Bits choose(Bits right, Bits if_right, Bits if_left) {
    return static_cast<Bits>((right & if_right) | (~right & if_left));
}

/// The answer of the node `levels` below this one that is reached by the answers taken so far.
template <std::size_t node, std::size_t levels, typename Answer>
Bits answer_below(const Answer& answer, const Bits* taken) {
    if constexpr (levels == 0)
        return answer(node);
    else
        return choose(*taken, answer_below<2 * node + 2, levels - 1>(answer, taken + 1),
                      answer_below<2 * node + 1, levels - 1>(answer, taken + 1));
}

/// exits[pixel]: which exit of the head each pixel of the block takes. Plain whole-number
/// arithmetic on neighbours in memory, which any compiler turns into vector instructions.
inline void find_exits(const TreeHead& head, const std::uint16_t* codes,
                       std::uint16_t* __restrict exits) {
    const std::uint16_t* column[TreeHead::nodes];
    for (std::size_t n = 0; n < TreeHead::nodes; ++n)
        column[n] = codes + head.feature[n] * walk_block_px;
    for (Index i = 0; i < walk_block_px; ++i) {
        const auto answer = [&](std::size_t node) {
            return static_cast<Bits>(column[node][i] > head.code[node] ? 0xFFFF : 0);
        };
        Bits taken[TreeHead::levels];
        taken[0] = answer(0);
        taken[1] = answer_below<0, 1>(answer, taken);
        taken[2] = answer_below<0, 2>(answer, taken);
        taken[3] = answer_below<0, 3>(answer, taken);
        taken[4] = answer_below<0, 4>(answer, taken);
        exits[i] = static_cast<Bits>((taken[0] & 16) | (taken[1] & 8) | (taken[2] & 4) |
                                     (taken[3] & 2) | (taken[4] & 1));
    }
}

}  // namespace borderlens::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
