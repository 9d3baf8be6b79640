#pragma once
#include <compare>
#include <string>

#include "base/index.hpp"

namespace borderlens {

/// A day of the Gregorian calendar (UTC).
struct Date {
    int year = 0;
    int month = 1;
    int day = 1;
    auto operator<=>(const Date&) const = default;
};

/// From "2018-03-26" or an ISO date-time that starts so; an input error otherwise.
Date parse_date(const std::string& text);
std::string to_text(Date date);
/// Days since 1970-01-01 (Hinnant 2013, days_from_civil).
Index day_number(Date date);
Date date_of_day_number(Index day);
/// 1 = 1 January.
int day_of_year(Date date);

/// A span of dates that makes one composite, e.g. name "2020", first 2020-04-01, last 2020-10-31.
struct Period {
    std::string name;
    Date first;
    Date last;
    /// Of each year in the span only the days from that of `first` to that of `last` (over New Year
    /// where the latter comes first): a season of several years.
    bool each_year = false;
    bool contains(Date date) const;
};

}  // namespace borderlens
