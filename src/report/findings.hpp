#pragma once
#include <string>
#include <vector>

#include "report/charts.hpp"
#include "report/named_table.hpp"
#include "report/texts.hpp"

namespace borderlens {

/// What stands out, said in any language: sentences that follow each other.
struct Finding {
    std::string kind;  ///< "difference", "change", "effect", "transition", "node" ...
    std::vector<Sentence> sentences;
    double strength = 0.0;  ///< distance of the interval from zero, in its own half widths
};

std::string said(const Finding& finding, Language language);

/// The findings that matter most, drawn from whatever tables a run has made: comparison, trend,
/// zone_trends, border_effect, border_effect_change, intensity, transitions, nodes, scenarios. At
/// most `most`, those with intervals first. A difference is claimed only where its 95 % interval
/// leaves out zero; where none does, that is said, and so is what limits the claims: a border too
/// short for intervals, intervals without map error, maps made without local labels (`rough_maps`),
/// how many were looked through.
std::vector<Finding> findings_of(const std::vector<NamedTable>& tables, const SideLabels& sides,
                                 bool rough_maps = false, std::size_t most = 5);

/// How clearly an interval leaves out zero: distance of the value from zero in half widths; 0 = it
/// does not.
double clearness(double value, double low, double high);

/// "12.3 %" for shares, three digits for the rest.
std::string amount_of(const std::string& metric, double value);
/// "1.2" of a difference, in percentage points for shares.
std::string points_of(const std::string& metric, double value);
/// "1.2 … 3.4" of a difference, for shares in percentage points; its unit, as a value of a
/// Sentence.
std::string range_of(const std::string& metric, double low, double high);
std::string unit_key(const std::string& metric);

}  // namespace borderlens
