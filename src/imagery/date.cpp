#include "imagery/date.hpp"

#include <cstdio>
#include <utility>

#include "base/error.hpp"

namespace borderlens {

Index day_number(Date date) {
    const Index y = date.month <= 2 ? date.year - 1 : date.year;
    const Index era = (y >= 0 ? y : y - 399) / 400;
    const Index year_of_era = y - era * 400;
    const Index day_of_march_year =
        (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    const Index day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_march_year;
    return era * 146097 + day_of_era - 719468;
}

Date date_of_day_number(Index day) {
    const Index z = day + 719468;
    const Index era = (z >= 0 ? z : z - 146096) / 146097;
    const Index day_of_era = z - era * 146097;
    const Index year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const Index day_of_march_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const Index march_month = (5 * day_of_march_year + 2) / 153;
    const int month = static_cast<int>(march_month < 10 ? march_month + 3 : march_month - 9);
    const int year = static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0));
    return {year, month, static_cast<int>(day_of_march_year - (153 * march_month + 2) / 5 + 1)};
}

int day_of_year(Date date) {
    return static_cast<int>(day_number(date) - day_number({date.year, 1, 1})) + 1;
}

std::string to_text(Date date) {
    return fmt::format("{:04d}-{:02d}-{:02d}", date.year, date.month, date.day);
}

Date parse_date(const std::string& text) {
    Date date;
    char rest = 'T';
    const int read =
        std::sscanf(text.c_str(), "%4d-%2d-%2d%c", &date.year, &date.month, &date.day, &rest);
    const bool valid = read >= 3 && text.size() >= 10 && (rest == 'T' || rest == ' ') &&
                       date.month >= 1 && date.month <= 12 && date.day >= 1 &&
                       date_of_day_number(day_number(date)) == date;
    if (!valid) throw input_error("date: found '{}', expected one like 2018-03-26", text);
    return date;
}

bool Period::contains(Date date) const {
    if (date < first || last < date) return false;
    if (!each_year) return true;
    const auto day = [](const Date& of) { return std::pair(of.month, of.day); };
    const bool after_start = day(first) <= day(date), before_end = day(date) <= day(last);
    return day(first) <= day(last) ? after_start && before_end : after_start || before_end;
}

}  // namespace borderlens
