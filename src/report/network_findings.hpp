#pragma once
#include "report/findings.hpp"

namespace borderlens {

/// What stands out in the tables of change, nodes and scenarios; empty where a study made none.
/// What has no interval says so in its sentence.

/// The largest change from one class to another on either side, first to last interval.
std::vector<Finding> transitions(const Table& table, const SideLabels& sides);
/// The side whose land use changed faster in an interval, where both sides' 95 % intervals stay
/// apart (stricter than a test of the difference); from rows annual_change of `intensity`.
std::vector<Finding> change_speeds(const Table& intensity, const SideLabels& sides);
/// The first node where its rank interval is 1 to 1 .. n; those that may hold it where several may.
std::vector<Finding> first_nodes(const Table& nodes);
/// How many published statements hold, hold in part, or do not.
std::vector<Finding> statements(const Table& claims);
/// The scenario whose fastest axis is fastest; what they change on railways alone, where `rail` has
/// rows.
std::vector<Finding> scenarios(const Table& table, const Table& rail = Table());

}  // namespace borderlens
