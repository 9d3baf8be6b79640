// What limits the figures of a report, said in sentences.
#include <fmt/format.h>

#include "report/page.hpp"

namespace borderlens {
namespace {

std::string percent(const Document& estimate, const char* name) {
    const Document* value = estimate.find(name);
    return value == nullptr || value->is_null() ? "unknown"
                                                : fmt::format("{:.1f} %", 100 * value->as_number());
}

}  // namespace

std::vector<std::string> trust_statements(const ReportContent& content) {
    std::vector<std::string> statements;
    if (!content.note.empty()) statements.push_back(content.note);
    if (!content.model_note.empty()) statements.push_back(content.model_note);
    if (!content.map_accuracy.is_null()) {
        const Document& overall = content.map_accuracy.at("overall");
        statements.push_back(fmt::format(
            "Maps against reference points no model has seen, area-adjusted: overall accuracy {} "
            "(95 % "
            "interval {} to {}). Class shares are corrected by it, and their intervals carry what "
            "the "
            "points leave open.",
            percent(overall, "value"), percent(overall, "low"), percent(overall, "high")));
    } else {
        statements.push_back(
            "No reference points were given: shares are those of the maps as they are, and "
            "intervals "
            "carry variation along the border only, not map error.");
    }
    if (const Document* held = content.accuracy.find("hold_out");
        held != nullptr && held->is_object())
        statements.push_back(
            "Model on labelled polygons held out from training: overall accuracy " +
            percent(*held, "overall") + ". Polygons are pure ground; maps do worse at edges.");
    statements.push_back((content.border_note.empty()
                              ? std::string("The border line is the one the study file names")
                              : "The border line: " + content.border_note) +
                         ". It can be replaced and is no statement on sovereignty.");
    return statements;
}

}  // namespace borderlens
