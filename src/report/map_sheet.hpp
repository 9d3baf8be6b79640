#pragma once
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "raster/geometry.hpp"
#include "raster/raster.hpp"
#include "report/texts.hpp"

namespace borderlens {

/// One page of a map for print, A4 landscape.
struct MapSheet {
    Language language = Language::english;
    std::string title;
    std::string subtitle;          ///< layer and period
    Raster<std::uint8_t> picture;  ///< red, green, blue, opacity on the study's grid [m]
    std::vector<Polyline> border;  ///< in the same CRS [m]
    std::string legend_title;
    std::vector<std::pair<std::array<std::uint8_t, 3>, std::string>> legend;
    double north_deg = 0.0;            ///< true north, clockwise from the top of the sheet
    std::vector<std::string> sources;  ///< notes and attributions below the map
};

/// Whether the program was built with cairo and pango, which draw the sheets.
bool can_draw_sheets();

/// The sheet as a PDF (vector letters and lines) or as a PNG of 150 dots an inch. Same sheet, same
/// bytes. Internal errors without cairo and pango.
std::string sheet_pdf(const MapSheet& sheet);
std::string sheet_png(const MapSheet& sheet);

/// The longest of 1, 2, 5 times a power of ten that is no longer than `most` > 0: of scale bars.
double round_length(double most);

}  // namespace borderlens
