#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/table.hpp"

namespace borderlens {

/// What passing a border crossing costs, by direction [h]. NaN = not known.
struct CrossingWait {
    double wait_h;      ///< either way
    double outbound_h;  ///< leaving `first_country`
    double inbound_h;   ///< entering it
    double gauge_change_h;
    std::string first_country;
    std::string second_country;

    /// Either way: wait_h, else the mean of the directions that are known; NaN = none is.
    double mean_h() const;
};

/// The crossings of a table by id and mode ("" = any mode).
class CrossingTable {
  public:
    /// Of rows with the same id and mode the one of the latest year up to `year` (0 = latest)
    /// holds. Errors: no id column, negative waits, the same id, mode and year twice.
    CrossingTable(const Table& table, int year);

    bool has(const std::string& id) const;
    /// Its name with the id behind it, as people look for it; the id alone where it has no name.
    std::string name_of(const std::string& id) const;
    /// The row of this mode, else the one without mode. Input error if there is none.
    const CrossingWait& at(const std::string& id, const std::string& mode) const;
    /// What stands in for a wait nobody has published: the mean of the known waits of the mode,
    /// else of all modes, else 0 [h]. Counting it 0 would favour the crossings least is known of.
    double typical_wait_h(const std::string& mode) const;

  private:
    std::map<std::pair<std::string, std::string>, CrossingWait> m_waits;
    std::map<std::string, std::string> m_names;
};

}  // namespace borderlens
