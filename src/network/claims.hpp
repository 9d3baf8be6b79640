#pragma once
#include <map>
#include <string>

#include "base/table.hpp"

namespace borderlens {

/// What a run has found, as its stages write it; a table that was not made is empty.
struct ClaimFacts {
    Table nodes;           ///< id, name, group, rank, rank_low, rank_high, selected, selected_share
    Table access;          ///< id, gates, waits, border_h, across_h, valley, valley_with_self
    Table valley;          ///< id, masses, direction, parts, bow, spine_km: the spine in order
    Table corridors;       ///< scenario, axis, from, to
    Table corridor_nodes;  ///< scenario, axis, id
    Table weights = {};    ///< group, criterion, weight
    std::map<std::string, std::string> names = {};  ///< of places by id; others go by their ids
};

/// Statements of others held against our results. claims: claim, statement, source, choice (how it
/// is tested, fixed beforehand), test, group, expected, limit. Tests:
///   selected  `expected` nodes of the group are selected: yes if as many, partly within a fifth
///   rank      all ids of `expected` (a;b) rank in their group at `limit` or better
///   within    all ids of `expected` reach the border in `limit` hours; group: "main none" = which
///             gates and waits (hours across the border where waits count)
///   valley    all ids of `expected` are in the valley, by travel time to others; group: direction
///   cores     all ids of `expected` rank first in their group
///   axes      `expected` axes in the first scenario
///   belts     `expected` belts there: axes whose belts serve mostly the same nodes are one
/// Out, with names for ids: claim, statement, source, choice, expected, ours, agrees (yes, partly,
/// no, not tested), why. Errors: an unknown test, an expected number that is none.
Table judge_claims_by(const Table& claims, const ClaimFacts& facts);

}  // namespace borderlens
