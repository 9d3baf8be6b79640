#include "report/indicator_dictionary.hpp"

namespace borderlens {
namespace {

struct Entry {
    const char* column;  ///< whole name, or its beginning where it ends in '*'
    ColumnMeaning meaning;
};

const char* by_bootstrap =
    "resampled in blocks along the border; with reference points also the map's errors";
const char* from_map = "land-use map of the study";

/// Rows of one idea each; the first that fits holds.
const std::vector<Entry>& entries() {
    static const std::vector<Entry> all = {
        {"what", {"what the line is about", "", "text", "", ""}},
        {"says", {"what there is to say", "", "text", "", ""}},
        {"place",
         {"all = the whole zone; km 10-20 = that piece of the border; or a district", "", "text",
          "study file", "pieces are counted from the start of the line"}},
        {"zone",
         {"all = the whole zone; km 10-20 = that piece of the border", "", "text", "study file",
          ""}},
        {"band_km",
         {"distance from the border; all = the whole width", "", "km", "study file",
          "distance to the nearest point of the line"}},
        {"band", {"distance from the border; all = the whole width", "", "km", "study file", ""}},
        {"side", {"a or b", "", "text", "border line and side_a_lonlat of the study", ""}},
        {"side_name", {"the side's name", "", "text", "study file", ""}},
        {"year",
         {"period the figures stand for", "", "year or name", "study file",
          "a season, not a calendar year, where the study says so"}},
        {"period", {"period the figures stand for", "", "year or name", "study file", ""}},
        {"from_period", {"earlier period", "", "year or name", "study file", ""}},
        {"to_period", {"later period", "", "year or name", "study file", ""}},
        {"metric",
         {"what is measured; borderlens explain NAME tells more", "", "text",
          "tables/comparison.csv", ""}},
        {"pixels",
         {"valid pixels the figure rests on", "", "pixels", from_map,
          "pixels are not independent of each other"}},
        {"n", {"values the figure rests on", "", "1", "", ""}},
        {"n_*",
         {"valid pixels of that side", "", "pixels", from_map,
          "pixels are not independent of each other"}},
        {"share_*",
         {"share of the place's ground that is this class",
          "pixels of the class / valid pixels, corrected by reference points if given", "1",
          from_map, by_bootstrap}},
        {"area_ha", {"area", "pixels x pixel area", "ha", from_map, ""}},
        {"area_km2", {"area", "pixels x pixel area", "km2", from_map, "counted on the map"}},
        {"area_*",
         {"ground of this class, counted on the map", "pixels x pixel area", "km2", from_map,
          "not corrected by reference points; quote shares instead"}},
        {"ndvi_mean",
         {"mean greenness of the season's composite", "(nir - red) / (nir + red), mean over pixels",
          "1", "Tucker 1979, Remote Sensing of Environment 8", by_bootstrap}},
        {"*_mean",
         {"mean over the place's valid pixels", "", "see borderlens explain", "composite",
          by_bootstrap}},
        {"valid_looks",
         {"clear observations per pixel", "mean over pixels", "looks",
          "quality masks of the scenes", "sides seen unequally often are hard to compare"}},
        {"filled_share",
         {"share of pixels filled from other dates", "filled / all", "1", "composite", ""}},
        {"a", {"value on side a", "", "see unit", "tables/comparison.csv", by_bootstrap}},
        {"b", {"value on side b", "", "see unit", "tables/comparison.csv", by_bootstrap}},
        {"difference",
         {"side a less side b", "a - b", "see unit", "tables/comparison.csv",
          "an interval that spans zero shows no difference"}},
        {"log_ratio",
         {"side a against side b as a ratio", "ln(a / b)", "1", "tables/comparison.csv",
          "not defined where a side is zero"}},
        {"asymmetry",
         {"-1 = all on side b, 0 = alike, 1 = all on side a", "(a - b) / (a + b)", "1",
          "tables/comparison.csv", "large for rare classes however small the areas"}},
        {"quality_flag",
         {"ok, or what else may explain a difference", "", "text", "tables/comparison.csv", ""}},
        {"interval_holds", {"what the interval carries", "", "text", "tables/comparison.csv", ""}},
        {"unit", {"unit of the figures of this row", "", "text", "", ""}},
        {"value", {"the figure", "", "see unit", "", by_bootstrap}},
        {"low", {"lower end of the 95 % interval", "", "see unit", "", ""}},
        {"high", {"upper end of the 95 % interval", "", "see unit", "", ""}},
        {"from", {"class before, or where a corridor starts", "", "text", "", ""}},
        {"to", {"class after, or where a corridor ends", "", "text", "", ""}},
        {"id",
         {"short name", "", "text", "",
          "of objects: kind and place, so it may change when "
          "the outline does"}},
        {"name", {"name", "", "text", "tables of the study", ""}},
        {"town", {"short name of the place", "", "text", "tables of the study", ""}},
        {"kind",
         {"built_up = new built-up ground; photovoltaics = solar plant; of nodes: city, "
          "port ...",
          "", "text", "", ""}},
        {"distance_km", {"distance of the object from the border", "", "km", "border line", ""}},
        {"since",
         {"first period that shows half of the object", "", "year or name", from_map,
          "it may have stood before the first period of the study"}},
        {"probability",
         {"mean probability of the class over the object's pixels", "", "1", "model of the study",
          "the model's own opinion, not its accuracy"}},
        {"fill", {"share of the smallest rectangle around it that it fills", "", "1", "", ""}},
        {"lon", {"longitude, WGS 84", "", "degrees", "", ""}},
        {"lat", {"latitude, WGS 84", "", "degrees", "", ""}},
        {"built_up_km2",
         {"built-up land within reach of the town's centre", "pixels x pixel area", "km2", from_map,
          "catchments may overlap; not corrected by reference points"}},
        {"built_up_share",
         {"built-up share of the mapped ground within reach", "", "1", from_map, ""}},
        {"photovoltaics_km2",
         {"solar plants within reach", "pixels x pixel area", "km2", from_map, ""}},
        {"mapped_share",
         {"share of the ground within reach that was mapped", "", "1", from_map,
          "below 0.1 a town is left out"}},
        {"country", {"country code", "", "ISO 3166", "tables of the study", ""}},
        {"role", {"candidate = judged, gate = crossing", "", "text", "tables of the study", ""}},
        {"main_gate", {"1 = main crossing", "", "0 or 1", "tables of the study", ""}},
        {"population", {"inhabitants", "", "people", "column source", "see population_year"}},
        {"gdp_usd_bn",
         {"gross product", "", "10^9 USD", "column source", "see gdp_area, gdp_year"}},
        {"throughput_mt", {"goods through the node", "", "10^6 t a year", "column source", ""}},
        {"population_year", {"year of the figure", "", "year", "column source", ""}},
        {"gdp_year", {"year of the figure", "", "year", "column source", ""}},
        {"throughput_year", {"year of the figure", "", "year", "column source", ""}},
        {"gdp_area", {"area the product is of", "", "text", "column source", ""}},
        {"rail", {"1 = on a railway", "", "0 or 1", "tables of the study", ""}},
        {"trunk_road", {"1 = on a trunk road", "", "0 or 1", "tables of the study", ""}},
        {"international_airport", {"1 = has one", "", "0 or 1", "tables of the study", ""}},
        {"source", {"where the facts come from", "", "text", "", ""}},
        {"confidence", {"sourced or estimate", "", "text", "tables of the study", ""}},
        {"border_h",
         {"hours to the nearest named crossing", "", "h", "edges and crossings tables",
          "speeds and waits of the tables, not of today"}},
        {"waits",
         {"how waits at the border are counted: none, observed or doubled", "", "text",
          "crossings table of the study", "waits are those of trucks"}},
        {"within_h",
         {"limit of hours the row stands for; empty = all ground that is reached", "", "h",
          "study file", ""}},
        {"built_up_within_km2",
         {"built-up land within the hours", "pixels x pixel area", "km2", from_map,
          "not corrected by reference points"}},
        {"mean_h",
         {"mean hours of the ground that is reached", "", "h", from_map,
          "without waits to the nearest crossing, with them to its far side"}},
        {"wait_h",
         {"hours one waits at the crossing, either way", "", "h", "crossings table of the study",
          "where none was published, what the study says stands in for it"}},
        {"wait_published", {"1 = the wait was published", "", "0 or 1", "tables of the study", ""}},
        {"gauge_change_h",
         {"hours to change the gauge", "", "h", "crossings table of the study", ""}},
        {"off_line_km",
         {"how far the crossing's place lies from the study's line", "", "km", "border line", ""}},
        {"crossing",
         {"number by which the raster layers/ground_hours.tif names it", "", "1",
          "tables of the run", ""}},
        {"rs_*",
         {"what the maps show within the node's catchment", "", "1", from_map,
          "empty where less than a tenth was mapped"}},
        {"score", {"score of the ranking method", "", "1", "borderlens explain METHOD", ""}},
        {"rank", {"1 = first", "", "1", "ranking method of the study", "read with its interval"}},
        {"rank_*",
         {"end of the ranks the node takes when weights and data are redrawn", "", "1",
          "tables/nodes.csv", ""}},
        {"criterion", {"what nodes are judged by", "", "text", "criteria table", ""}},
        {"weight",
         {"weight of the criterion, all sum to 1", "", "1", "weighting of the study",
          "a criterion that decides nearly alone makes a ranking of itself"}},
        {"scenario", {"assumptions the figures hold under", "", "text", "scenario files", ""}},
        {"axis", {"number of the axis, the cheapest first", "", "1", "tables/corridors.csv", ""}},
        {"axes", {"axes found", "", "1", "tables/scenarios.csv", ""}},
        {"links", {"links of the network under the scenario", "", "1", "scenario files", ""}},
        {"length_km", {"length", "", "km", "edges tables", ""}},
        {"time_h", {"hours with waits", "", "h", "edges and crossings tables", ""}},
        {"cost", {"cost the axis was chosen by", "", "see scenario", "scenario files", ""}},
        {"cost_usd_m", {"cost of new links", "", "10^6 USD", "scenario files", "as assumed"}},
        {"nodes_served", {"nodes within the belt", "", "1", "tables/corridors.csv", ""}},
        {"mass_served", {"population of the nodes served", "", "people", "nodes table", ""}},
        {"exposure",
         {"share of the way that hangs on exposed links", "", "1", "scenario files", ""}},
        {"gauge_breaks", {"changes of gauge on the way", "", "1", "crossings table", ""}},
        {"partner_share", {"share of the way abroad", "", "1", "edges tables", ""}},
        {"risk_share", {"share of the way at risk", "", "1", "scenario files", ""}},
        {"best_time_h", {"hours on the best axis", "", "h", "tables/scenarios.csv", ""}},
        {"best_cost", {"cost of the best axis", "", "see scenario", "tables/scenarios.csv", ""}},
        {"effective_resistance",
         {"how hard it is to get across on all ways together", "", "see scenario",
          "Klein and Randic 1993, J. Math. Chem. 12", ""}},
        {"mean_exposure", {"mean exposure of the axes", "", "1", "tables/scenarios.csv", ""}},
        {"diversification",
         {"how evenly the axes share the load", "", "1", "tables/scenarios.csv", ""}},
        {"gainers", {"nodes that gain potential", "", "1", "tables/scenarios.csv", ""}},
        {"losers", {"nodes that lose potential", "", "1", "tables/scenarios.csv", ""}},
        {"class", {"class of the map", "", "text", from_map, ""}},
        {"users_accuracy",
         {"of the ground mapped as the class, the share that is it", "", "1",
          "reference points, weighted by area: Olofsson et al. 2014, Remote "
          "Sensing of Environment 148",
          ""}},
        {"producers_accuracy",
         {"of the ground that is the class, the share mapped as it", "", "1",
          "reference points, weighted by area: Olofsson et al. 2014", ""}},
        {"scene", {"scene", "", "text", "file names", ""}},
        {"sensor", {"sensor", "", "text", "metadata", ""}},
        {"level", {"processing level", "", "text", "metadata", ""}},
        {"date", {"day of the scene", "", "ISO date", "metadata", ""}},
        {"cloud_share", {"share of the scene under cloud", "", "1", "quality mask", ""}},
        {"used", {"1 = used", "", "0 or 1", "tables/scenes.csv", ""}},
        {"problem", {"why a scene was refused", "", "text", "tables/scenes.csv", ""}},
    };
    return all;
}

bool fits(const std::string& pattern, const std::string& column) {
    if (pattern.front() == '*') return column.ends_with(pattern.substr(1));
    if (pattern.back() == '*') return column.starts_with(pattern.substr(0, pattern.size() - 1));
    return pattern == column;
}

}  // namespace

ColumnMeaning meaning_of(const std::string& column) {
    for (const bool whole : {true, false})
        for (const Entry& entry : entries()) {
            const std::string pattern = entry.column;
            const bool is_whole = pattern.find('*') == std::string::npos;
            // Intervals of a class's share are intervals, not shares of their own.
            if (!whole && (column.ends_with("_low") || column.ends_with("_high"))) continue;
            if (is_whole == whole && fits(pattern, column)) return entry.meaning;
        }
    for (const char* end : {"_low", "_high"})
        if (column.ends_with(end)) {
            const std::string value = column.substr(0, column.size() - std::string(end).size());
            ColumnMeaning meaning = meaning_of(value);
            meaning.meaning = std::string(end == std::string("_low") ? "lower" : "upper") +
                              " end of the 95 % interval of " + value;
            meaning.formula = "";
            return meaning;
        }
    return {"as the stage that wrote the table names it", "", "see the table", "tables of the run",
            ""};
}

std::vector<std::pair<std::string, ColumnMeaning>> described_columns() {
    std::vector<std::pair<std::string, ColumnMeaning>> all;
    for (const Entry& entry : entries()) all.emplace_back(entry.column, entry.meaning);
    return all;
}

Table dictionary_of(const std::vector<std::pair<std::string, Table>>& sheets) {
    std::vector<std::string> sheet, column, meaning, formula, unit, source, caveat;
    for (const auto& [name, table] : sheets)
        for (const Column& one : table.columns()) {
            const ColumnMeaning found = meaning_of(one.name);
            sheet.push_back(name);
            column.push_back(one.name);
            meaning.push_back(found.meaning);
            formula.push_back(found.formula);
            unit.push_back(found.unit);
            source.push_back(found.source);
            caveat.push_back(found.caveat);
        }
    Table table;
    table.set("sheet", sheet);
    table.set("column", column);
    table.set("meaning", meaning);
    table.set("formula", formula);
    table.set("unit", unit);
    table.set("source", source);
    table.set("caveat", caveat);
    return table;
}

}  // namespace borderlens
