// The data the viewer (src/report/viewer) reads; src/data.ts there describes the same shape.
#include <fmt/format.h>

#include "base/base64.hpp"
#include "base/error.hpp"
#include "report/findings.hpp"
#include "report/page.hpp"

namespace borderlens {
namespace {

Document legend_document(const Legend& legend) {
    Document entries = Document::list();
    for (const LegendEntry& entry : legend) {
        Document one = Document::object();
        one.set("code", entry.code);
        one.set("name", entry.name);
        one.set("color",
                fmt::format("#{:02x}{:02x}{:02x}", entry.rgb[0], entry.rgb[1], entry.rgb[2]));
        entries.append(one);
    }
    return entries;
}

Document map_document(const ReportMap& map) {
    Document one = Document::object();
    one.set("layer", map.layer);
    one.set("period", map.period);
    one.set("png", to_base64(map.png));
    one.set("extent", std::vector<double>{map.extent.min_x, map.extent.min_y, map.extent.max_x,
                                          map.extent.max_y});
    return one;
}

Document border_document(const std::vector<Polyline>& lines) {
    Document all = Document::list();
    for (const Polyline& line : lines) {
        Document points = Document::list();
        for (const Point& point : line) points.append(std::vector<double>{point.x, point.y});
        all.append(points);
    }
    return all;
}

Document table_document(const NamedTable& table) {
    Document columns = Document::list();
    for (const Column& column : table.table.columns()) {
        Document one = Document::object();
        one.set("name", column.name);
        one.set("values", column.is_number ? Document(column.numbers) : Document(column.texts));
        columns.append(one);
    }
    Document one = Document::object();
    one.set("name", table.name);
    one.set("title", table.title);
    one.set("columns", columns);
    return one;
}

Document content_document(const ReportContent& content) {
    Document data = Document::object();
    data.set("title", content.title);
    data.set("note", content.note);
    data.set("version", BORDERLENS_VERSION);
    Document sides = Document::object();
    sides.set("a", content.sides.a);
    sides.set("b", content.sides.b);
    data.set("sides", sides);
    data.set("periods", content.periods);
    data.set("legend", legend_document(content.legend));
    Document maps = Document::list(), tables = Document::list();
    for (const ReportMap& map : content.maps) maps.append(map_document(map));
    for (const NamedTable& table : content.tables) tables.append(table_document(table));
    data.set("maps", maps);
    data.set("border", border_document(content.border));
    data.set("findings", findings_of(content.comparison, content.trend, content.sides));
    data.set("trust", trust_statements(content));
    data.set("tables", tables);
    return data;
}

/// JSON that can stand inside a script element: no "</script>" and no "<!--" can occur in it.
std::string script_safe(const std::string& json) {
    std::string safe;
    safe.reserve(json.size());
    for (const char c : json) {
        if (c == '<')
            safe += "\\u003c";
        else
            safe += c;
    }
    return safe;
}

}  // namespace

std::string interactive_page(const std::string& page_template, const ReportContent& content) {
    const std::string marker = "<script id=\"borderlens-data\" type=\"application/json\">";
    const std::size_t start = page_template.find(marker);
    const std::size_t end =
        start == std::string::npos ? start : page_template.find("</script>", start);
    if (end == std::string::npos) throw internal_error("the viewer has no place for its data");
    return page_template.substr(0, start) + marker +
           script_safe(to_json(content_document(content), -1)) + page_template.substr(end);
}

}  // namespace borderlens
