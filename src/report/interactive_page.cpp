// The data the viewer (src/report/viewer) reads; src/data.ts there describes the same shape.
#include <fmt/format.h>

#include <set>

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

std::string picture_id(const PictureLayer& picture) {
    return "picture:" + picture.name + ":" + picture.period;
}

Document picture_document(const PictureLayer& picture) {
    Document one = Document::object();
    one.set("id", picture_id(picture));
    one.set("name", picture.name);
    one.set("period", picture.period);
    one.set("mediaType", picture.media_type);
    one.set("legend", legend_document(picture.legend));
    one.set("extent", std::vector<double>{picture.extent.min_x, picture.extent.min_y,
                                          picture.extent.max_x, picture.extent.max_y});
    one.set("resolutions", picture.resolutions_m);
    one.set("tilePx", picture.tile_px);
    return one;
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

/// A text said in every language, by the language's code.
template <typename Say>
Document in_all_languages(const Say& say) {
    Document texts = Document::object();
    for (const Language language : all_languages) texts.set(language_code(language), say(language));
    return texts;
}

Document texts_document() {
    return in_all_languages([](Language language) {
        Document texts = Document::object();
        for (const auto* rows : {&page_texts(), &table_texts()})
            for (const TextRow& row : *rows)
                texts.set(row.key, row.in[static_cast<std::size_t>(language)]);
        return texts;
    });
}

/// What metrics and classes of the page's tables and legends are called.
Document names_document(const ReportContent& content) {
    std::set<std::string> metrics, classes;
    for (const NamedTable& table : content.tables) {
        if (table.table.has("metric"))
            for (const std::string& name : table.table.texts("metric")) metrics.insert(name);
        if (table.table.has("outcome"))
            for (const std::string& name : table.table.texts("outcome")) metrics.insert(name);
        if (table.table.has("criterion"))
            for (const std::string& name : table.table.texts("criterion")) metrics.insert(name);
        if (table.name == "scenarios")
            for (const std::string& name : table.table.names()) metrics.insert(name);
    }
    for (const LegendEntry& entry : content.legend) {
        classes.insert(entry.name);
        metrics.insert("share_" + entry.name);
    }
    return in_all_languages([&](Language language) {
        Document names = Document::object();
        for (const std::string& name : metrics) names.set(name, metric_name(name, language));
        for (const std::string& name : classes) names.set(name, class_name(name, language));
        return names;
    });
}

Document pairs_document(const std::vector<std::pair<std::string, std::string>>& pairs) {
    Document list = Document::list();
    for (const auto& [name, value] : pairs) list.append(std::vector<std::string>{name, value});
    return list;
}

Document content_document(const ReportContent& content) {
    Document data = Document::object();
    data.set("title", content.title);
    data.set("note", content.note);
    data.set("version", BORDERLENS_VERSION);
    Document sides = Document::object(), languages = Document::list();
    sides.set("a", content.sides.a);
    sides.set("b", content.sides.b);
    data.set("sides", sides);
    for (const Language language : all_languages)
        languages.append(
            std::vector<std::string>{language_code(language), language_name(language)});
    data.set("languages", languages);
    data.set("texts", texts_document());
    data.set("names", names_document(content));
    data.set("periods", content.periods);
    data.set("legend", legend_document(content.legend));
    data.set("mapCrs", content.map_crs);
    Document pictures = Document::list(), tables = Document::list(), findings = Document::list(),
             trust = Document::list(), overlays = Document::object();
    for (const PictureLayer& picture : content.pictures) pictures.append(picture_document(picture));
    for (const NamedTable& table : content.tables) tables.append(table_document(table));
    // Outlines of pixels lie on whole metres; longitude and latitude need more places.
    for (const VectorLayer& layer : content.overlays)
        overlays.set(layer.name, geojson_of(layer, 0.5));
    data.set("pictures", pictures);
    data.set("overlays", overlays);
    for (const Finding& finding :
         findings_of(content.tables, content.sides, content.provenance.shipped_model)) {
        Document one = Document::object();
        one.set("kind", finding.kind);
        one.set("text",
                in_all_languages([&](Language language) { return said(finding, language); }));
        findings.append(one);
    }
    data.set("findings", findings);
    for (const Sentence& sentence : trust_statements(content))
        trust.append(in_all_languages([&](Language language) { return said(sentence, language); }));
    data.set("trust", trust);
    data.set("studyFile", content.provenance.study_file);
    data.set("versions", pairs_document(content.provenance.versions));
    data.set("checksums", pairs_document(content.provenance.checksums));
    data.set("attributions", content.provenance.attributions);
    data.set("mapAccuracy", content.provenance.map_accuracy);
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

/// Tiles of a picture in an element of their own, one a line: they are read when they are shown,
/// so that a page of many megabytes opens at once.
std::string picture_element(const PictureLayer& picture) {
    std::string element =
        "<script type=\"text/plain\" id=\"" + script_safe(picture_id(picture)) + "\">\n";
    for (const PictureTile& tile : picture.tiles)
        element +=
            fmt::format("{}/{}/{} {}\n", tile.level, tile.col, tile.row, to_base64(tile.bytes));
    return element + "</script>\n";
}

}  // namespace

std::string interactive_page(const std::string& page_template, const ReportContent& content) {
    const std::string marker = "<script id=\"borderlens-data\" type=\"application/json\">";
    const std::string closing = "</script>";
    const std::size_t start = page_template.find(marker);
    const std::size_t end = start == std::string::npos ? start : page_template.find(closing, start);
    if (end == std::string::npos) throw internal_error("the viewer has no place for its data");
    std::string page = page_template.substr(0, start);
    page += marker + script_safe(to_json(content_document(content), -1)) + closing + "\n";
    for (const PictureLayer& picture : content.pictures) page += picture_element(picture);
    return page + page_template.substr(end + closing.size());
}

}  // namespace borderlens
