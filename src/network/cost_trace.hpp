#pragma once
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "network/cost_field.hpp"

namespace borderlens {

/// The move by which a cell got its cost from a cheaper one: number into `moves`, -1 = none (a
/// source, a cell not reached, or a cell reached at no cost from one as cheap).
int cheaper_move(const CostField& field, std::size_t cell);
/// The same from a cell that is as cheap, tried when there is no cheaper one.
bool is_free_move(const CostField& field, std::size_t from, const Move& move);

/// Hands labels from labelled cells down to all cells whose cost came from them. labels has one
/// entry per position of the field, 0 = none. Cells whose origin is not labelled keep 0.
void spread_labels(const CostField& field, std::vector<std::int32_t>& labels);

/// Cells of the way back from `cell` to a source, which comes last; empty if there is none. jumps:
/// cells that got their cost through a gate, with the cell they were reached from.
std::vector<std::size_t> trace_back(const CostField& field, std::size_t cell,
                                    const std::vector<std::uint8_t>& is_source,
                                    const std::unordered_map<std::size_t, std::size_t>& jumps);

}  // namespace borderlens
