#pragma once
#include <string>
#include <utility>
#include <vector>

#include "base/document.hpp"
#include "raster/geometry.hpp"
#include "raster/legend.hpp"
#include "report/charts.hpp"
#include "report/named_table.hpp"
#include "report/texts.hpp"

namespace borderlens {

/// One map picture: PNG bytes of a layer in one period, for pages without script.
struct ReportMap {
    std::string layer;  ///< "land_use", "true_colour"
    std::string period;
    std::string png;
    std::string border_path;  ///< SVG path of the border in pixels of the picture
    Index rows = 0;
    Index cols = 0;
    double width_km = 0.0;
};

/// A square piece of a picture at one of its resolutions; counted from the upper left corner.
struct PictureTile {
    Index level = 0;
    Index col = 0;
    Index row = 0;
    std::string bytes;
};

/// A picture of the ground in several resolutions, so that a page holds a large study.
struct PictureLayer {
    std::string name;    ///< "land_use", "true_colour", "change" or "class_change", "zones"
    std::string period;  ///< "" = one for all periods
    std::string media_type;
    Legend legend;  ///< empty for colour pictures
    Bounds extent;
    std::vector<double> resolutions_m;  ///< of a pixel, coarse to fine
    Index tile_px = 512;
    std::vector<PictureTile> tiles;
};

/// What a page tells about how it was made.
struct Provenance {
    std::string study_file;   ///< text of the study's TOML
    std::string border_note;  ///< where the line comes from, of which date
    bool shipped_model = false;
    bool simulated = false;
    std::vector<std::pair<std::string, std::string>> versions;   ///< name, version
    std::vector<std::pair<std::string, std::string>> checksums;  ///< file, checksum
    std::vector<std::string> attributions;
    Document accuracy;      ///< of the model on labels held out; null = none
    Document map_accuracy;  ///< area-adjusted; null = none
};

/// Everything the page shows, read from a finished run.
struct ReportContent {
    std::string title;
    std::string note;  ///< e.g. that all scenes are simulated
    SideLabels sides;
    std::vector<std::string> periods;
    Legend legend;
    std::vector<ReportMap> maps;
    std::vector<PictureLayer> pictures;
    std::string map_crs;                ///< PROJ text of pictures and overlays; "" = no map
    std::vector<VectorLayer> overlays;  ///< in map_crs: border, segments, objects, nodes ...
    std::vector<NamedTable> tables;
    Provenance provenance;
};

/// One page of HTML that needs nothing else: pictures inside, no script, no network.
std::string plain_page(const ReportContent& content);

/// The viewer's page with the run's data inside, where it keeps its place for them. An internal
/// error if the template has no such place.
std::string interactive_page(const std::string& page_template, const ReportContent& content);

/// How far the figures can be trusted, a sentence each.
std::vector<Sentence> trust_statements(const ReportContent& content);

/// Features as GeoJSON geometries with their attributes as properties, coordinates to the unit of
/// the CRS times `precision` (RFC 7946, but for the CRS).
Document geojson_of(const VectorLayer& layer, double precision);

}  // namespace borderlens
