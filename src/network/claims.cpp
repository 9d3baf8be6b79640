#include "network/claims.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/error.hpp"
#include "base/row_table.hpp"
#include "base/text.hpp"

namespace borderlens {
namespace {

struct Claim {
    std::string test, group, expected;
    double limit = 0.0;
    std::vector<std::string> ids() const {
        std::vector<std::string> parts;
        std::string part;
        for (const char c : expected + ";") {
            if (c != ';') {
                part += c;
            } else if (!part.empty()) {
                parts.push_back(std::move(part));
                part.clear();
            }
        }
        return parts;
    }
    double number() const {
        double value = 0.0;
        if (!parse_number(expected, value))
            throw input_error("test '{}': expected is '{}', a number is needed", test, expected);
        return value;
    }
};

struct Judgement {
    std::string ours, agrees, why;
};

const Judgement not_tested{"", "not tested", "the run has not made the tables this needs"};

std::string verdict(std::size_t fulfilled, std::size_t asked) {
    if (fulfilled == asked) return "yes";
    return fulfilled == 0 ? "no" : "partly";
}

std::map<std::string, std::size_t> rows_by_id(const Table& table) {
    std::map<std::string, std::size_t> rows;
    const auto ids = table.texts("id");
    for (std::size_t i = 0; i < ids.size(); ++i) rows[ids[i]] = i;
    return rows;
}

std::string joined(const std::vector<std::string>& words) {
    return words.empty() ? "none" : fmt::format("{}", fmt::join(words, ", "));
}

std::string name_of(const ClaimFacts& facts, const std::string& id) {
    const auto found = facts.names.find(id);
    return found == facts.names.end() || found->second.empty() ? id : found->second;
}

std::string names_of(const ClaimFacts& facts, const std::vector<std::string>& ids) {
    std::vector<std::string> names;
    for (const std::string& id : ids) names.push_back(name_of(facts, id));
    return joined(names);
}

/// How many a stricter cut would take: "the first grade alone has 10, the first two 23".
std::string by_grade(const ClaimFacts& facts, const std::string& group) {
    if (!facts.nodes.has("grade")) return "";
    const auto groups = facts.nodes.texts("group");
    const auto& grades = facts.nodes.numbers("grade");
    std::map<double, int> count;
    for (std::size_t i = 0; i < groups.size(); ++i)
        if (groups[i] == group) ++count[grades[i]];
    std::vector<std::string> parts;
    int sum = 0;
    for (const auto& [grade, nodes] : count)
        parts.push_back(fmt::format("up to grade {:g}: {}", grade, sum += nodes));
    return fmt::format("; had the cut been another, {}", fmt::join(parts, ", "));
}

/// What decides in the groups of these nodes: "in china rail 21 %, border h 17 %, airport 16 %".
std::string heaviest_in(const ClaimFacts& facts, const std::vector<std::string>& ids) {
    constexpr std::size_t told = 3;  // chosen: enough to see what a rank rests on
    if (facts.weights.rows() == 0) return "";
    const auto rows = rows_by_id(facts.nodes);
    const auto node_groups = facts.nodes.texts("group");
    std::set<std::string> wanted;
    for (const std::string& id : ids)
        if (const auto row = rows.find(id); row != rows.end())
            wanted.insert(node_groups[row->second]);
    const auto groups = facts.weights.texts("group"), criteria = facts.weights.texts("criterion");
    const auto& weight = facts.weights.numbers("weight");
    std::vector<std::string> parts;
    for (const std::string& group : wanted) {
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < groups.size(); ++i)
            if (groups[i] == group && weight[i] > 0.0) order.push_back(i);
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return weight[a] > weight[b]; });
        order.resize(std::min(order.size(), told));
        std::vector<std::string> words;
        for (const std::size_t i : order)
            words.push_back(fmt::format("{} {:.0f} %", in_words(criteria[i]), 100.0 * weight[i]));
        if (!words.empty())
            parts.push_back(fmt::format("in {} {}", in_words(group), fmt::join(words, ", ")));
    }
    return parts.empty() ? "" : fmt::format("; heaviest criteria: {}", fmt::join(parts, ", "));
}

Judgement judge_selected(const Claim& claim, const ClaimFacts& facts) {
    const auto ids = facts.nodes.texts("id"), groups = facts.nodes.texts("group");
    const auto &selected = facts.nodes.numbers("selected"),
               &share = facts.nodes.numbers("selected_share");
    std::vector<std::string> taken;
    int pool = 0, always = 0, ever = 0;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (groups[i] != claim.group) continue;
        ++pool;
        always += share[i] >= 1.0 ? 1 : 0;
        ever += share[i] > 0.0 ? 1 : 0;
        if (selected[i] > 0.0) taken.push_back(ids[i]);
    }
    if (pool == 0) return not_tested;
    const double expected = claim.number(), found = static_cast<double>(taken.size());
    const bool near = std::abs(found - expected) <= 0.2 * expected;
    return {fmt::format("{} of {} candidates: {}", taken.size(), pool, names_of(facts, taken)),
            found == expected ? "yes"
            : near            ? "partly"
                              : "no",
            fmt::format("the number hangs on weights, method and grades: {} of the candidates {} "
                        "taken in every variant tried, {} at least once{}; pool, criteria and "
                        "years are ours",
                        always, always == 1 ? "is" : "are", ever, by_grade(facts, claim.group))};
}

Judgement judge_rank(const Claim& claim, const ClaimFacts& facts) {
    const auto rows = rows_by_id(facts.nodes);
    std::vector<std::string> ours, off;
    std::size_t fulfilled = 0;
    for (const std::string& id : claim.ids()) {
        const auto found = rows.find(id);
        if (found == rows.end()) {
            ours.push_back(name_of(facts, id) + ": not evaluated");
            off.push_back(name_of(facts, id) + " is no candidate of ours");
            continue;
        }
        const double rank = facts.nodes.numbers("rank")[found->second];
        const double low = facts.nodes.numbers("rank_low")[found->second],
                     high = facts.nodes.numbers("rank_high")[found->second];
        ours.push_back(fmt::format("{} ranks {} ({} to {}) in {}", name_of(facts, id), rank, low,
                                   high, in_words(facts.nodes.texts("group")[found->second])));
        if (rank <= claim.limit)
            ++fulfilled;
        else
            off.push_back(fmt::format("{}: {} {}", name_of(facts, id),
                                      low <= claim.limit
                                          ? "shaken weights can bring it to place"
                                          : "no shaking of the weights brings it to place",
                                      claim.limit));
    }
    return {joined(ours), verdict(fulfilled, claim.ids().size()),
            off.empty()
                ? "no difference; in brackets 95 % of the ranks under shaken weights"
                : fmt::format("{}{}", fmt::join(off, "; "), heaviest_in(facts, claim.ids()))};
}

/// Hours to the border of one variant; across it where waits count.
std::map<std::string, double> hours_of(const Table& access, const std::string& variant) {
    const auto ids = access.texts("id"), gates = access.texts("gates"),
               waits = access.texts("waits");
    std::map<std::string, double> hours;
    for (std::size_t i = 0; i < ids.size(); ++i)
        if (gates[i] + " " + waits[i] == variant)
            hours[ids[i]] = access.numbers(waits[i] == "none" ? "border_h" : "across_h")[i];
    return hours;
}

Judgement judge_within(const Claim& claim, const ClaimFacts& facts) {
    if (facts.access.rows() == 0) return not_tested;
    const auto hours = hours_of(facts.access, claim.group);
    if (hours.empty()) return not_tested;
    const std::vector<std::string> asked = claim.ids();
    std::vector<std::string> ours, others;
    std::size_t fulfilled = 0;
    for (const std::string& id : asked) {
        const auto found = hours.find(id);
        const double h = found == hours.end() ? NAN : found->second;
        ours.push_back(std::isnan(h) ? name_of(facts, id) + " does not reach it"
                                     : fmt::format("{} {:.1f} h", name_of(facts, id), h));
        fulfilled += h <= claim.limit ? 1 : 0;
    }
    const auto rows = rows_by_id(facts.nodes);
    for (const auto& [id, row] : rows)
        if (const auto found = hours.find(id); found != hours.end() &&
                                               found->second <= claim.limit &&
                                               facts.nodes.numbers("selected")[row] > 0.0 &&
                                               std::count(asked.begin(), asked.end(), id) == 0)
            others.push_back(id);
    std::vector<std::string> turns;
    for (const char* gates : {"main", "all"})
        for (const char* waits : {"none", "observed", "doubled"}) {
            const std::string variant = std::string(gates) + " " + waits;
            const auto other = hours_of(facts.access, variant);
            if (other.empty()) continue;
            std::vector<std::string> outside;
            for (const std::string& id : asked)
                if (const auto found = other.find(id);
                    found == other.end() || !(found->second <= claim.limit))
                    outside.push_back(id);
            turns.push_back(fmt::format("{} gates, waits {}: {} outside", gates, waits,
                                        names_of(facts, outside)));
        }
    return {
        fmt::format("{}; other selected nodes inside: {}", joined(ours), names_of(facts, others)),
        verdict(fulfilled, asked.size()),
        fmt::format("it hangs on gates and waits; {}", fmt::join(turns, "; "))};
}

/// The spine by one convention of masses, in words; sets its direction.
std::string spine_of(const ClaimFacts& facts, const char* masses, std::string& direction) {
    const Table& valley = facts.valley;
    const auto ids = valley.texts("id"), conventions = valley.texts("masses");
    std::vector<std::string> spine;
    std::size_t row = 0;
    for (std::size_t i = 0; i < ids.size(); ++i)
        if (conventions[i] == masses) {
            spine.push_back(name_of(facts, ids[i]));
            row = i;
        }
    if (spine.empty()) return "none";
    direction = valley.texts("direction")[row];
    const double parts = valley.numbers("parts")[row];
    return fmt::format("{}, {} to the {}, {:.0f} km, {:.2f} times the straight line",
                       parts == 1.0 ? "in one piece" : fmt::format("in {:g} pieces", parts),
                       fmt::join(spine, " - "), direction, valley.numbers("spine_km")[row],
                       valley.numbers("bow")[row]);
}

Judgement judge_valley(const Claim& claim, const ClaimFacts& facts) {
    if (facts.valley.rows() == 0 || facts.access.rows() == 0) return not_tested;
    const auto rows = rows_by_id(facts.access);
    const auto count_in = [&](const char* column) {
        std::size_t in = 0;
        for (const std::string& id : claim.ids())
            if (const auto row = rows.find(id); row != rows.end())
                in += facts.access.numbers(column)[row->second] > 0.0 ? 1 : 0;
        return in;
    };
    std::string direction, other_direction;
    const std::string spine = spine_of(facts, "others", direction);
    const std::string other = spine_of(facts, "own and others", other_direction);
    const std::size_t in = count_in("valley"), in_with_self = count_in("valley_with_self"),
                      asked = claim.ids().size();
    std::string agrees = verdict(in, asked);
    if (agrees == "yes" && !claim.group.empty() && direction != claim.group) agrees = "partly";
    return {fmt::format("{} of {} inside; {}", in, asked, spine), agrees,
            fmt::format("by travel time to others a large city loses its own people; with them {} "
                        "of {} {} inside{}",
                        in_with_self, asked, asked == 1 ? "is" : "are",
                        other == spine ? ", the valley is the same" : ": " + other)};
}

/// Rows of the first scenario.
std::vector<std::size_t> of_first_scenario(const Table& table) {
    std::vector<std::size_t> rows;
    const auto names = table.texts("scenario");
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == names[0]) rows.push_back(i);
    return rows;
}

Judgement judge_cores(const Claim& claim, const ClaimFacts& facts) {
    const auto rows = rows_by_id(facts.nodes);
    const auto ids = facts.nodes.texts("id"), groups = facts.nodes.texts("group");
    const auto& rank = facts.nodes.numbers("rank");
    std::vector<std::string> ours, stand;
    std::size_t fulfilled = 0;
    for (const std::string& id : claim.ids()) {
        const auto row = rows.find(id);
        if (row == rows.end()) continue;
        fulfilled += rank[row->second] == 1.0 ? 1 : 0;
        stand.push_back(fmt::format("{} ranks {} ({} to {})", name_of(facts, id), rank[row->second],
                                    facts.nodes.numbers("rank_low")[row->second],
                                    facts.nodes.numbers("rank_high")[row->second]));
        for (std::size_t i = 0; i < ids.size(); ++i)
            if (groups[i] == groups[row->second] && rank[i] == 1.0)
                ours.push_back(
                    fmt::format("{} first in {}", name_of(facts, ids[i]), in_words(groups[i])));
    }
    return {joined(ours), verdict(fulfilled, claim.ids().size()),
            fmt::format("{}; size counts beside nearness to the border and to people{}",
                        fmt::join(stand, ", "), heaviest_in(facts, claim.ids()))};
}

Judgement judge_axes(const Claim& claim, const ClaimFacts& facts) {
    if (facts.corridors.rows() == 0) return not_tested;
    const auto rows = of_first_scenario(facts.corridors);
    std::vector<std::string> axes;
    for (const std::size_t i : rows)
        axes.push_back(fmt::format("{:.0f} km in {:.1f} h", facts.corridors.numbers("length_km")[i],
                                   facts.corridors.numbers("time_h")[i]));
    const auto found = static_cast<double>(rows.size());
    const double expected = claim.number();
    return {fmt::format("{}: {}", rows.size(), joined(axes)),
            found == expected                               ? "yes"
            : std::abs(found - expected) <= 0.25 * expected ? "partly"
                                                            : "no",
            "ours join the cores and share little of their length; lines on to other places are no "
            "axes between cores"};
}

Judgement judge_belts(const Claim& claim, const ClaimFacts& facts) {
    if (facts.corridor_nodes.rows() == 0) return not_tested;
    std::map<std::string, std::set<std::string>> served;
    for (const std::size_t i : of_first_scenario(facts.corridor_nodes))
        served[facts.corridor_nodes.texts("axis")[i]].insert(facts.corridor_nodes.texts("id")[i]);
    std::vector<std::set<std::string>> belts;
    for (const auto& [axis, nodes] : served) {
        const auto is_same = [&nodes = nodes](const std::set<std::string>& belt) {
            std::size_t both = 0;
            for (const std::string& id : nodes) both += belt.count(id);
            return 2 * both > std::min(belt.size(), nodes.size()) &&
                   2 * both > std::max(belt.size(), nodes.size());
        };
        const auto same = std::find_if(belts.begin(), belts.end(), is_same);
        if (same == belts.end())
            belts.push_back(nodes);
        else
            same->insert(nodes.begin(), nodes.end());
    }
    std::vector<std::string> sizes;
    for (const auto& belt : belts) sizes.push_back(fmt::format("{} nodes", belt.size()));
    const double expected = claim.number(), found = static_cast<double>(belts.size());
    return {fmt::format("{}: {}", belts.size(), joined(sizes)), found == expected ? "yes" : "no",
            "axes whose belts share more than half of their nodes are counted as one belt"};
}

Judgement judge(const Claim& claim, const ClaimFacts& facts) {
    const bool needs_nodes =
        claim.test != "axes" && claim.test != "belts" && claim.test != "valley";
    if (needs_nodes && facts.nodes.rows() == 0) return not_tested;
    if (claim.test == "selected") return judge_selected(claim, facts);
    if (claim.test == "rank") return judge_rank(claim, facts);
    if (claim.test == "within") return judge_within(claim, facts);
    if (claim.test == "valley") return judge_valley(claim, facts);
    if (claim.test == "cores") return judge_cores(claim, facts);
    if (claim.test == "axes") return judge_axes(claim, facts);
    if (claim.test == "belts") return judge_belts(claim, facts);
    throw input_error(
        "unknown test '{}'; there are: selected, rank, within, valley, cores, axes, belts",
        claim.test);
}

}  // namespace

Table judge_claims_by(const Table& claims, const ClaimFacts& facts) {
    RowTable rows({"claim", "statement", "source", "choice", "expected", "ours", "agrees", "why"},
                  {});
    const auto names = claims.texts("claim"), statements = claims.texts("statement"),
               sources = claims.texts("source"), choices = claims.texts("choice"),
               tests = claims.texts("test"), groups = claims.texts("group"),
               expected = claims.texts("expected"), limits = claims.texts("limit");
    for (std::size_t i = 0; i < names.size(); ++i) {
        Claim claim{tests[i], groups[i], expected[i]};
        if (!limits[i].empty() && !parse_number(limits[i], claim.limit))
            throw input_error("claim '{}': limit is '{}', expected a number", names[i], limits[i]);
        try {
            const Judgement found = judge(claim, facts);
            double number = 0.0;
            const std::string wanted =
                parse_number(expected[i], number) ? expected[i] : names_of(facts, claim.ids());
            rows.add({names[i], statements[i], sources[i], choices[i], wanted, found.ours,
                      found.agrees, found.why},
                     {});
        } catch (const Error& error) {
            throw error.with_context("claim '" + names[i] + "'");
        }
    }
    return rows.table();
}

}  // namespace borderlens
