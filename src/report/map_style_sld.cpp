// The same styles for everyone else: SLD 1.0.0.
#include <fmt/format.h>

#include "report/html.hpp"
#include "report/map_style.hpp"

namespace borderlens {
namespace {

constexpr double px_per_mm = 1.0 / 0.28;  // SLD counts in pixels of 0.28 mm (OGC 02-070, 11.2)

std::string css(const char* name, const std::string& value) {
    return fmt::format("<CssParameter name=\"{}\">{}</CssParameter>", name, value);
}

std::string fill(const Rgb& rgb, double opacity) {
    return "<Fill>" + css("fill", hex_of(rgb)) + css("fill-opacity", fmt::format("{}", opacity)) +
           "</Fill>";
}

std::string symbolizer(const VectorStyle& style, const Rgb& rgb) {
    const double size_px = style.size_mm * px_per_mm;
    switch (style.shape) {
        case VectorStyle::Shape::point:
            return fmt::format(
                "<PointSymbolizer><Graphic><Mark><WellKnownName>circle</WellKnownName>{}</Mark>"
                "<Size>{:.1f}</Size></Graphic></PointSymbolizer>",
                fill(rgb, style.opacity), size_px);
        case VectorStyle::Shape::line:
            return "<LineSymbolizer><Stroke>" + css("stroke", hex_of(rgb)) +
                   css("stroke-width", fmt::format("{:.1f}", size_px)) +
                   "</Stroke></LineSymbolizer>";
        case VectorStyle::Shape::polygon:
            return "<PolygonSymbolizer>" + fill(rgb, style.opacity) + "<Stroke>" +
                   css("stroke", "#3c3c3c") + css("stroke-width", "0.5") +
                   "</Stroke></PolygonSymbolizer>";
    }
    return "";
}

std::string comparison(const char* kind, const std::string& field, const std::string& value) {
    return fmt::format(
        "<ogc:{0}><ogc:PropertyName>{1}</ogc:PropertyName><ogc:Literal>{2}</ogc:Literal></ogc:{0}>",
        kind, escaped(field), escaped(value));
}

std::string rule(const VectorStyle& style, const StyleStep* step) {
    std::string text = "<Rule>";
    if (step != nullptr) {
        const std::string test =
            !step->value.empty()
                ? comparison("PropertyIsEqualTo", style.field, step->value)
                : "<ogc:And>" +
                      comparison("PropertyIsGreaterThanOrEqualTo", style.field,
                                 fmt::format("{}", step->low)) +
                      comparison("PropertyIsLessThan", style.field, fmt::format("{}", step->high)) +
                      "</ogc:And>";
        text +=
            fmt::format("<Title>{}</Title><ogc:Filter>{}</ogc:Filter>", escaped(step->label), test);
    }
    return text + symbolizer(style, step != nullptr ? step->rgb : style.rgb) + "</Rule>\n";
}

std::string document(const std::string& layer, const std::string& rules) {
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<StyledLayerDescriptor version=\"1.0.0\" xmlns=\"http://www.opengis.net/sld\" "
        "xmlns:ogc=\"http://www.opengis.net/ogc\">\n"
        "<NamedLayer><Name>{}</Name><UserStyle><FeatureTypeStyle>\n{}"
        "</FeatureTypeStyle></UserStyle></NamedLayer>\n</StyledLayerDescriptor>\n",
        escaped(layer), rules);
}

std::string map_entry(double value, const Rgb& rgb, const std::string& label) {
    return fmt::format("<ColorMapEntry quantity=\"{}\" color=\"{}\" label=\"{}\"/>\n", value,
                       hex_of(rgb), escaped(label));
}

std::string channel(const char* name, int band) {
    return fmt::format("<{0}><SourceChannelName>{1}</SourceChannelName></{0}>", name, band);
}

}  // namespace

std::string sld_of(const VectorStyle& style, const std::string& layer) {
    std::string rules;
    for (const StyleStep& step : style.steps) rules += rule(style, &step);
    if (style.steps.empty()) rules = rule(style, nullptr);
    return document(layer, rules);
}

std::string sld_of(const RasterStyle& style, const std::string& layer) {
    std::string inside;
    if (style.kind == RasterStyle::Kind::colours) {
        inside = "<ChannelSelection>" + channel("RedChannel", style.bands[0]) +
                 channel("GreenChannel", style.bands[1]) + channel("BlueChannel", style.bands[2]) +
                 "</ChannelSelection>\n";
    } else {
        const bool classes = style.kind == RasterStyle::Kind::classes;
        inside = fmt::format("<ColorMap type=\"{}\">\n", classes ? "values" : "ramp");
        for (const LegendEntry& one : style.legend)
            inside += map_entry(one.code, one.rgb, one.name);
        const double steps = static_cast<double>(style.ramp.size()) - 1.0;
        for (std::size_t i = 0; i < style.ramp.size(); ++i) {
            const double value =
                steps > 0.0 ? style.low + (style.high - style.low) * static_cast<double>(i) / steps
                            : style.low;
            inside += map_entry(value, style.ramp[i], fmt::format("{:.3g}", value));
        }
        inside += "</ColorMap>\n";
    }
    return document(layer, "<Rule><RasterSymbolizer>\n" + inside + "</RasterSymbolizer></Rule>\n");
}

}  // namespace borderlens
