// Styles as QGIS writes them (QML, also inside a project).
#include "report/map_style.hpp"

#include <fmt/format.h>

#include "report/html.hpp"

namespace borderlens {
namespace {

std::string prop(const std::string& key, const std::string& value) {
    return fmt::format("<prop k=\"{}\" v=\"{}\"/>", key, escaped(value));
}

std::string colour_text(const Rgb& rgb, int alpha = 255) {
    return fmt::format("{},{},{},{}", rgb[0], rgb[1], rgb[2], alpha);
}

/// The diameter of a point as a formula over the layer's fields.
std::string size_by(const std::string& formula) {
    if (formula.empty()) return "";
    return fmt::format(
        "<data_defined_properties><Option type=\"Map\">"
        "<Option name=\"name\" type=\"QString\" value=\"\"/>"
        "<Option name=\"properties\" type=\"Map\"><Option name=\"size\" type=\"Map\">"
        "<Option name=\"active\" type=\"bool\" value=\"true\"/>"
        "<Option name=\"expression\" type=\"QString\" value=\"{}\"/>"
        "<Option name=\"type\" type=\"int\" value=\"3\"/></Option></Option>"
        "<Option name=\"type\" type=\"QString\" value=\"collection\"/>"
        "</Option></data_defined_properties>",
        escaped(formula));
}

std::string symbol(const VectorStyle& style, const std::string& name, const Rgb& rgb) {
    const char *type = "fill", *kind = "SimpleFill";
    std::string props;
    switch (style.shape) {
        case VectorStyle::Shape::point:
            type = "marker", kind = "SimpleMarker";
            props = prop("name", "circle") + prop("color", colour_text(rgb)) +
                    prop("outline_color", "255,255,255,255") + prop("outline_width", "0.2") +
                    prop("size", fmt::format("{}", style.size_mm)) + prop("size_unit", "MM");
            break;
        case VectorStyle::Shape::line:
            type = "line", kind = "SimpleLine";
            props = prop("line_color", colour_text(rgb)) + prop("line_style", "solid") +
                    prop("line_width", fmt::format("{}", style.size_mm)) +
                    prop("line_width_unit", "MM") + prop("capstyle", "round") +
                    prop("joinstyle", "round");
            break;
        case VectorStyle::Shape::polygon:
            props = prop("color", colour_text(rgb)) + prop("style", "solid") +
                    prop("outline_color", "60,60,60,255") + prop("outline_style", "solid") +
                    prop("outline_width", "0.15") + prop("outline_width_unit", "MM");
            break;
    }
    return fmt::format(
        "<symbol type=\"{}\" name=\"{}\" alpha=\"{}\" clip_to_extent=\"1\" force_rhr=\"0\">"
        "<layer class=\"{}\" enabled=\"1\" locked=\"0\" pass=\"0\">{}{}</layer></symbol>\n",
        type, name, style.opacity, kind, props, size_by(style.size_formula));
}

std::string labelling(const VectorStyle& style) {
    if (style.label_field.empty()) return "";
    return fmt::format(
        "<labeling type=\"simple\"><settings><text-style fieldName=\"{}\" isExpression=\"0\" "
        "fontFamily=\"Sans\" fontSize=\"8\" fontSizeUnit=\"Point\" textColor=\"40,40,40,255\">"
        "<text-buffer bufferDraw=\"1\" bufferSize=\"0.8\" bufferSizeUnits=\"MM\" "
        "bufferColor=\"255,255,255,255\"/></text-style>"
        "<placement placement=\"6\" dist=\"0.5\" distUnits=\"MM\"/></settings></labeling>\n",
        escaped(style.label_field));
}

/// An SVG-like colour entry of a paletted or ramped raster.
std::string entry(const char* element, double value, const Rgb& rgb, const std::string& label) {
    return fmt::format("<{} value=\"{}\" color=\"{}\" alpha=\"255\" label=\"{}\"/>\n", element,
                       value, hex_of(rgb), escaped(label));
}

std::string stretch(const char* colour, const RasterStyle& style) {
    return fmt::format(
        "<{0}ContrastEnhancement><minValue>{1}</minValue><maxValue>{2}</maxValue>"
        "<algorithm>StretchToMinimumMaximum</algorithm></{0}ContrastEnhancement>\n",
        colour, style.low, style.high);
}

}  // namespace

std::string hex_of(const Rgb& rgb) {
    return fmt::format("#{:02x}{:02x}{:02x}", rgb[0], rgb[1], rgb[2]);
}

std::string qgis_symbology(const VectorStyle& style) {
    std::string symbols, entries;
    const bool ranges = !style.steps.empty() && style.steps.front().value.empty();
    for (std::size_t i = 0; i < style.steps.size(); ++i) {
        const StyleStep& step = style.steps[i];
        symbols += symbol(style, std::to_string(i), step.rgb);
        entries += ranges ? fmt::format(
                                "<range lower=\"{}\" upper=\"{}\" label=\"{}\" "
                                "symbol=\"{}\" render=\"true\"/>\n",
                                step.low, step.high, escaped(step.label), i)
                          : fmt::format(
                                "<category value=\"{}\" label=\"{}\" symbol=\"{}\" "
                                "render=\"true\" type=\"string\"/>\n",
                                escaped(step.value), escaped(step.label), i);
    }
    if (style.field.empty())
        return "<renderer-v2 type=\"singleSymbol\" symbollevels=\"0\"><symbols>\n" +
               symbol(style, "0", style.rgb) + "</symbols></renderer-v2>\n" + labelling(style);
    const char* group = ranges ? "ranges" : "categories";
    return fmt::format(
               "<renderer-v2 type=\"{}\" attr=\"{}\" symbollevels=\"0\"{}>\n<{}>\n{}</{}>\n"
               "<symbols>\n{}</symbols></renderer-v2>\n",
               ranges ? "graduatedSymbol" : "categorizedSymbol", escaped(style.field),
               ranges ? " graduatedMethod=\"GraduatedColor\"" : "", group, entries, group,
               symbols) +
           labelling(style);
}

std::string qgis_symbology(const RasterStyle& style) {
    std::string renderer;
    const char* common = "opacity=\"1\" alphaBand=\"-1\" nodataColor=\"\"";
    switch (style.kind) {
        case RasterStyle::Kind::classes:
            for (const LegendEntry& one : style.legend)
                renderer += entry("paletteEntry", one.code, one.rgb, one.name);
            renderer = fmt::format(
                "<rasterrenderer type=\"paletted\" band=\"1\" {}><rasterTransparency/>\n"
                "<colorPalette>\n{}</colorPalette></rasterrenderer>\n",
                common, renderer);
            break;
        case RasterStyle::Kind::colours:
            renderer = fmt::format(
                "<rasterrenderer type=\"multibandcolor\" redBand=\"{}\" greenBand=\"{}\" "
                "blueBand=\"{}\" {}><rasterTransparency/>\n{}{}{}</rasterrenderer>\n",
                style.bands[0], style.bands[1], style.bands[2], common, stretch("red", style),
                stretch("green", style), stretch("blue", style));
            break;
        case RasterStyle::Kind::ramp:
            for (std::size_t i = 0; i < style.ramp.size(); ++i) {
                const double value = style.low + (style.high - style.low) * static_cast<double>(i) /
                                                     static_cast<double>(std::max<std::size_t>(
                                                         1, style.ramp.size() - 1));
                renderer += entry("item", value, style.ramp[i], fmt::format("{:.3g}", value));
            }
            renderer = fmt::format(
                "<rasterrenderer type=\"singlebandpseudocolor\" band=\"{0}\" {1} "
                "classificationMin=\"{2}\" classificationMax=\"{3}\"><rasterTransparency/>\n"
                "<rastershader><colorrampshader colorRampType=\"INTERPOLATED\" "
                "classificationMode=\"1\" clip=\"0\" minimumValue=\"{2}\" maximumValue=\"{3}\">\n"
                "{4}</colorrampshader></rastershader></rasterrenderer>\n",
                style.bands[0], common, style.low, style.high, renderer);
            break;
    }
    return "<pipe>\n" + renderer + "</pipe>\n<blendMode>0</blendMode>\n";
}

}  // namespace borderlens
