#pragma once
#include <vector>

#include "border/border_line.hpp"

namespace borderlens {

/// The place on the line that lies along_m from its start; its ends beyond them.
Point point_at(const BorderLine& line, double along_m);

/// The stretch of the line from one place along it to another; empty where the line is not.
std::vector<Polyline> piece_of(const BorderLine& line, double from_m, double to_m);

}  // namespace borderlens
