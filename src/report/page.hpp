#pragma once
#include <string>
#include <vector>

#include "base/document.hpp"
#include "raster/geometry.hpp"
#include "raster/legend.hpp"
#include "report/charts.hpp"

namespace borderlens {

/// One map picture: PNG bytes of a layer in one period.
struct ReportMap {
    std::string layer;  ///< "land_use", "true_colour"
    std::string period;
    std::string png;
    std::string border_path;  ///< SVG path of the border in pixels of the picture
    Index rows = 0;
    Index cols = 0;
    double width_km = 0.0;
    Bounds extent;  ///< in the study's CRS [m]
};

struct NamedTable {
    std::string name;   ///< file name without ending
    std::string title;  ///< what it says, for people
    Table table;
};

/// Everything the page shows, read from a finished run.
struct ReportContent {
    std::string title;
    std::string note;  ///< e.g. that all scenes are simulated
    std::string border_note;
    std::string model_note;  ///< what the maps were made with where that limits them
    SideLabels sides;
    std::vector<std::string> periods;
    Legend legend;
    std::vector<ReportMap> maps;
    std::vector<Polyline> border;  ///< in the study's CRS [m]
    Table comparison;
    Table trend;
    std::vector<NamedTable> tables;  ///< further ones, shown below
    Document accuracy;               ///< of the model on labels held out; null = none
    Document map_accuracy;           ///< area-adjusted; null = none
};

/// One page of HTML that needs nothing else: pictures inside, no script, no network.
std::string plain_page(const ReportContent& content);

/// The viewer's page with the run's data inside, where it keeps its place for them. An internal
/// error if the template has no such place.
std::string interactive_page(const std::string& page_template, const ReportContent& content);

/// How far the figures can be trusted, a sentence each.
std::vector<std::string> trust_statements(const ReportContent& content);

}  // namespace borderlens
