#pragma once
#include <array>
#include <string>
#include <vector>

#include "raster/legend.hpp"

namespace borderlens {

using Rgb = std::array<std::uint8_t, 3>;

/// A value or a range of values and how it is drawn.
struct StyleStep {
    std::string value;  ///< of a text field; "" for ranges
    double low = 0.0;   ///< ranges: low <= x < high
    double high = 0.0;
    std::string label;
    Rgb rgb{};
};

/// How a vector layer is drawn, in words both QGIS and SLD know.
struct VectorStyle {
    enum class Shape { point, line, polygon };
    Shape shape = Shape::point;
    std::string field = "";             ///< coloured by it; "" = all alike, in `rgb`
    std::vector<StyleStep> steps = {};  ///< of `field`
    Rgb rgb = {90, 90, 90};
    double size_mm = 2.5;           ///< diameter of points, width of lines
    std::string size_formula = "";  ///< QGIS expression for the diameter [mm]; "" = size_mm
    double opacity = 1.0;
    std::string label_field = "";
};

/// How a raster is drawn.
struct RasterStyle {
    enum class Kind { classes, colours, ramp };
    Kind kind = Kind::classes;
    Legend legend = {};                    ///< classes
    std::array<int, 3> bands = {1, 1, 1};  ///< colours: red, green, blue, from 1; ramp: the first
    double low = 0.0, high = 1.0;          ///< stretch of colours; ends of the ramp
    std::vector<Rgb> ramp = {};            ///< evenly spaced from low to high
};

/// "#0072b2"
std::string hex_of(const Rgb& rgb);

/// What QGIS puts inside <maplayer>: renderer, labels; also what a QML file holds.
std::string qgis_symbology(const VectorStyle& style);
std::string qgis_symbology(const RasterStyle& style);

/// A whole QML style file.
template <typename Style>
std::string qml_of(const Style& style) {
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
           "<qgis version=\"3.22.0\" styleCategories=\"Symbology|Labeling\">\n" +
           qgis_symbology(style) + "</qgis>\n";
}

/// A whole SLD file. src: OGC 02-070, Styled Layer Descriptor 1.0.0.
std::string sld_of(const VectorStyle& style, const std::string& layer);
std::string sld_of(const RasterStyle& style, const std::string& layer);

}  // namespace borderlens
