#include "network/crossing_waits.hpp"

#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "base/no_value.hpp"

namespace borderlens {
namespace {

std::vector<double> hours(const Table& table, const char* name,
                          const std::vector<std::string>& ids) {
    const auto rows = static_cast<std::size_t>(table.rows());
    if (!table.has(name)) return std::vector<double>(rows, no_value);
    const Column& column = table.column(name);
    bool any = column.is_number;
    for (const std::string& text : column.texts) any = any || !text.empty();
    // A column of empty cells reads as texts: nothing is known, which is not an error.
    std::vector<double> values = any ? table.numbers(name) : std::vector<double>(rows, no_value);
    for (std::size_t row = 0; row < rows; ++row)
        if (values[row] < 0.0)
            throw input_error("crossings: '{}': {} is {}, expected 0 or more", ids[row], name,
                              values[row]);
    return values;
}

const char* first_of(const Table& table, const char* name, const char* otherwise) {
    return table.has(name) ? name : otherwise;
}

std::vector<std::string> optional_texts(const Table& table, const char* name) {
    return table.has(name) ? table.texts(name)
                           : std::vector<std::string>(static_cast<std::size_t>(table.rows()));
}

}  // namespace

double CrossingWait::mean_h() const {
    if (!std::isnan(wait_h)) return wait_h;
    if (std::isnan(outbound_h)) return inbound_h;
    return std::isnan(inbound_h) ? outbound_h : 0.5 * (outbound_h + inbound_h);
}

CrossingTable::CrossingTable(const Table& table, int year) {
    const std::vector<std::string> ids = table.texts(table.has("id") ? "id" : "crossing_id");
    const auto wait = hours(table, "wait_h", ids);
    const auto outbound = hours(table, first_of(table, "wait_h_outbound", "wait_out_h"), ids);
    const auto inbound = hours(table, first_of(table, "wait_h_inbound", "wait_in_h"), ids);
    const auto gauge = hours(table, "gauge_change_h", ids);
    const auto years = hours(table, first_of(table, "wait_year", "year"), ids);
    const auto modes = optional_texts(table, "mode"),
               countries = optional_texts(table, "countries");
    const auto first = optional_texts(table, "from_country"),
               second = optional_texts(table, "to_country");
    const auto names = optional_texts(table, "name");
    std::map<std::pair<std::string, std::string>, double> year_of;
    for (std::size_t row = 0; row < ids.size(); ++row) {
        if (ids[row].empty()) throw input_error("crossings: row {} has no id", row + 1);
        m_names[ids[row]] = names[row];
        const double of_row = std::isnan(years[row]) ? 0.0 : years[row];
        if (year > 0 && of_row > year) continue;
        const auto key = std::pair(ids[row], modes[row]);
        const auto known = year_of.find(key);
        if (known != year_of.end() && known->second == of_row)
            throw input_error("crossings: '{}' stands there twice; give different years or modes",
                              ids[row]);
        if (known != year_of.end() && known->second > of_row) continue;
        year_of[key] = of_row;
        const std::size_t dash = countries[row].find('-');
        const bool pair = dash != std::string::npos;
        m_waits[key] = {wait[row],
                        outbound[row],
                        inbound[row],
                        gauge[row],
                        pair ? countries[row].substr(0, dash) : first[row],
                        pair ? countries[row].substr(dash + 1) : second[row]};
    }
}

std::string CrossingTable::name_of(const std::string& id) const {
    const auto found = m_names.find(id);
    if (found == m_names.end() || found->second.empty()) return id;
    return found->second + " (" + id + ")";
}

double CrossingTable::typical_wait_h(const std::string& mode) const {
    double sum = 0.0, count = 0.0, sum_of_mode = 0.0, count_of_mode = 0.0;
    for (const auto& [key, wait] : m_waits) {
        const double hours = wait.mean_h();
        if (std::isnan(hours)) continue;
        sum += hours;
        count += 1.0;
        if (key.second != mode) continue;
        sum_of_mode += hours;
        count_of_mode += 1.0;
    }
    if (count_of_mode > 0.0) return sum_of_mode / count_of_mode;
    return count > 0.0 ? sum / count : 0.0;
}

bool CrossingTable::has(const std::string& id) const {
    const auto first = m_waits.lower_bound({id, ""});
    return first != m_waits.end() && first->first.first == id;
}

const CrossingWait& CrossingTable::at(const std::string& id, const std::string& mode) const {
    const auto exact = m_waits.find({id, mode});
    if (exact != m_waits.end()) return exact->second;
    const auto any = m_waits.find({id, ""});
    if (any != m_waits.end()) return any->second;
    // A single row holds whatever the edge calls its mode ("border", "truck").
    const auto first = m_waits.lower_bound({id, ""});
    if (first == m_waits.end() || first->first.first != id)
        throw input_error("crossing '{}' is not in the table of crossings", id);
    const auto second = std::next(first);
    if (second != m_waits.end() && second->first.first == id)
        throw input_error("crossing '{}' has rows for several modes, none of them '{}'", id, mode);
    return first->second;
}

}  // namespace borderlens
