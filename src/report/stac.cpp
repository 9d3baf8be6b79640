#include "report/stac.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace borderlens {
namespace {

Document link(const char* relation, const std::string& href, const char* type) {
    Document made = Document::object();
    made.set("rel", relation);
    made.set("href", href);
    made.set("type", type);
    return made;
}

Document classes_of(const Legend& legend) {
    Document classes = Document::list();
    for (const LegendEntry& entry : legend) {
        Document one = Document::object();
        one.set("value", entry.code);
        one.set("name", entry.name);
        one.set("description", entry.name);
        one.set("color_hint",
                fmt::format("{:02X}{:02X}{:02X}", entry.rgb[0], entry.rgb[1], entry.rgb[2]));
        classes.append(one);
    }
    return classes;
}

Document assets_of(const std::vector<StacAsset>& assets) {
    Document made = Document::object();
    for (const StacAsset& asset : assets) {
        Document one = Document::object();
        one.set("href", asset.href);
        one.set("title", asset.title);
        one.set("type", asset.media_type);
        one.set("roles", std::vector<std::string>{asset.role});
        if (!asset.legend.empty()) one.set("classification:classes", classes_of(asset.legend));
        made.set(asset.key, one);
    }
    return made;
}

std::string first_moment(const Date& day) {
    return to_text(day) + "T00:00:00Z";
}
std::string last_moment(const Date& day) {
    return to_text(day) + "T23:59:59Z";
}

Document footprint(const Bounds& box) {
    const std::vector<std::vector<double>> ring = {{box.min_x, box.min_y},
                                                   {box.max_x, box.min_y},
                                                   {box.max_x, box.max_y},
                                                   {box.min_x, box.max_y},
                                                   {box.min_x, box.min_y}};
    Document geometry = Document::object();
    geometry.set("type", "Polygon");
    geometry.set("coordinates", std::vector<std::vector<std::vector<double>>>{ring});
    return geometry;
}

std::vector<double> box_of(const Bounds& box) {
    return {box.min_x, box.min_y, box.max_x, box.max_y};
}

}  // namespace

Document stac_item(const StacItem& item) {
    Document made = Document::object();
    made.set("type", "Feature");
    made.set("stac_version", "1.0.0");
    made.set("stac_extensions",
             std::vector<std::string>{
                 "https://stac-extensions.github.io/projection/v1.0.0/schema.json",
                 "https://stac-extensions.github.io/classification/v1.1.0/schema.json"});
    made.set("id", item.id);
    made.set("collection", item.collection);
    made.set("geometry", footprint(item.lonlat));
    made.set("bbox", box_of(item.lonlat));
    Document properties = Document::object();
    properties.set("datetime", Document());
    properties.set("start_datetime", first_moment(item.period.first));
    properties.set("end_datetime", last_moment(item.period.last));
    properties.set("proj:epsg", item.epsg > 0 ? Document(item.epsg) : Document());
    if (item.epsg <= 0) properties.set("proj:wkt2", item.grid.crs());
    properties.set("proj:shape", std::vector<Index>{item.grid.rows(), item.grid.cols()});
    properties.set("proj:transform",
                   std::vector<double>{item.grid.pixel_width(), 0.0, item.grid.upper_left().x, 0.0,
                                       -item.grid.pixel_height(), item.grid.upper_left().y});
    made.set("properties", properties);
    Document links = Document::list();
    links.append(link("collection", "./collection.json", "application/json"));
    links.append(link("parent", "./collection.json", "application/json"));
    links.append(link("root", "./collection.json", "application/json"));
    made.set("links", links);
    made.set("assets", assets_of(item.assets));
    return made;
}

Document stac_collection(const std::string& id, const std::string& title,
                         const std::string& description, const Bounds& lonlat,
                         const std::vector<Period>& periods, const std::vector<std::string>& items,
                         const std::vector<StacAsset>& assets) {
    Document made = Document::object();
    made.set("type", "Collection");
    made.set("stac_version", "1.0.0");
    made.set("id", id);
    made.set("title", title);
    made.set("description", description.empty() ? title : description);
    // Scenes, lines and places come under licences of their own; the report names them.
    made.set("license", "various");
    Date first = periods.front().first, last = periods.front().last;
    for (const Period& period : periods) {
        first = std::min(first, period.first);
        last = std::max(last, period.last);
    }
    Document extent = Document::object();
    extent.set("spatial",
               Document::object().set("bbox", std::vector<std::vector<double>>{box_of(lonlat)}));
    extent.set("temporal",
               Document::object().set("interval", std::vector<std::vector<std::string>>{
                                                      {first_moment(first), last_moment(last)}}));
    made.set("extent", extent);
    Document links = Document::list();
    links.append(link("root", "./collection.json", "application/json"));
    links.append(link("license", "../report.html", "text/html"));
    for (const std::string& item : items)
        links.append(link("item", "./" + item, "application/geo+json"));
    made.set("links", links);
    made.set("assets", assets_of(assets));
    return made;
}

}  // namespace borderlens
