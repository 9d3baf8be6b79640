#pragma once
#include <string>
#include <vector>

#include "base/table.hpp"

namespace borderlens {

/// Something in the network tables a user should look at.
struct NetworkFault {
    enum class Weight { warning, error };
    Weight weight = Weight::error;
    std::string table;  ///< "nodes", "edges", "crossings"
    Index row = 0;      ///< from 1, without the header; 0 = the table as a whole
    std::string message;
};

/// Tables as they were read; several edge tables (roads, rails) count as one network.
struct NetworkTables {
    const Table* nodes = nullptr;
    std::vector<const Table*> edges;
    const Table* crossings = nullptr;
};

/// Looks for everything that would give wrong travel times, and goes on after each find: doubled or
/// empty ids, coordinates off the globe, unknown ends, loops, missing lengths, lengths shorter than
/// the great circle between their ends (by more than 1 %) or over four times as long, speeds
/// outside 1..400 km/h, links given in one direction only among links given in both, two directions
/// of unequal length, disconnected places and parts, unknown or unused crossings, crossings within
/// one country, negative waits, lengths in metres and waits in minutes, waits, populations, links
/// and other figures without their year, and rows without source. Never throws for what it finds.
std::vector<NetworkFault> check_network(const NetworkTables& tables);

/// "edges, row 12 (error): ..." - one line a fault.
std::string to_text(const NetworkFault& fault);

}  // namespace borderlens
