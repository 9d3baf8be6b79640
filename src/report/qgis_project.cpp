#include "report/qgis_project.hpp"

#include <fmt/format.h>

#include "report/html.hpp"

namespace borderlens {
namespace {

/// Ids that tell the layer and are the same in every run.
std::string id_of(const ProjectLayer& layer) {
    std::string id = "layer_";
    for (const char c : layer.source + "_" + layer.name)
        id += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
    return id;
}

const char* provider_of(const ProjectLayer& layer) {
    return layer.kind == ProjectLayer::Kind::raster ? "gdal" : "ogr";
}

std::string reference_system(const std::string& wkt, const std::string& authority) {
    return fmt::format(
        "<spatialrefsys nativeFormat=\"Wkt\"><wkt>{}</wkt><authid>{}</authid></spatialrefsys>",
        escaped(wkt), escaped(authority.find(':') == std::string::npos ? "" : authority));
}

std::string extent_of(const Bounds& box) {
    return fmt::format(
        "<extent><xmin>{}</xmin><ymin>{}</ymin><xmax>{}</xmax><ymax>{}</ymax></extent>", box.min_x,
        box.min_y, box.max_x, box.max_y);
}

/// Groups in the order they are first named; every layer below its group.
std::string tree_of(const Project& project) {
    std::vector<std::string> groups;
    for (const ProjectLayer& layer : project.layers)
        if (std::find(groups.begin(), groups.end(), layer.group) == groups.end())
            groups.push_back(layer.group);
    std::string text = "<layer-tree-group>\n";
    for (const std::string& group : groups) {
        std::string inside;
        bool shown = false;
        for (const ProjectLayer& layer : project.layers) {
            if (layer.group != group) continue;
            shown = shown || layer.visible;
            inside += fmt::format(
                "<layer-tree-layer id=\"{}\" name=\"{}\" source=\"./{}\" providerKey=\"{}\" "
                "checked=\"{}\" expanded=\"0\"/>\n",
                id_of(layer), escaped(layer.name), escaped(layer.source), provider_of(layer),
                layer.visible ? "Qt::Checked" : "Qt::Unchecked");
        }
        text += fmt::format(
            "<layer-tree-group name=\"{}\" checked=\"Qt::Checked\" expanded=\"{}\">\n{}"
            "</layer-tree-group>\n",
            escaped(group), shown ? 1 : 0, inside);
    }
    return text + "</layer-tree-group>\n";
}

std::string join_of(const Project& project, const ProjectLayer& layer) {
    for (const ProjectLayer& table : project.layers)
        if (!layer.join_source.empty() && table.source == layer.join_source)
            return fmt::format(
                "<vectorjoins><join joinLayerId=\"{}\" joinFieldName=\"{}\" "
                "targetFieldName=\"{}\" memoryCache=\"1\" dynamicForm=\"0\" editable=\"0\" "
                "upsertOnEdit=\"0\" cascadedDelete=\"0\" hasCustomPrefix=\"1\" "
                "customPrefix=\"\"/></vectorjoins>\n",
                id_of(table), escaped(layer.join_field), escaped(layer.join_field));
    return "";
}

std::string map_layer(const Project& project, const ProjectLayer& layer) {
    const char* shape = layer.kind == ProjectLayer::Kind::point     ? " geometry=\"Point\""
                        : layer.kind == ProjectLayer::Kind::line    ? " geometry=\"Line\""
                        : layer.kind == ProjectLayer::Kind::polygon ? " geometry=\"Polygon\""
                        : layer.kind == ProjectLayer::Kind::table   ? " geometry=\"No geometry\""
                                                                    : "";
    const std::string srs =
        layer.crs.empty() ? ""
                          : "<srs>" + reference_system(layer.crs, layer.authority) + "</srs>\n";
    return fmt::format(
        "<maplayer type=\"{}\"{}{}>\n<id>{}</id>\n<datasource>./{}</datasource>\n"
        "<layername>{}</layername>\n{}<provider{}>{}</provider>\n{}{}</maplayer>\n",
        layer.kind == ProjectLayer::Kind::raster ? "raster" : "vector", shape,
        layer.kind == ProjectLayer::Kind::table ? "" : " autoRefreshEnabled=\"0\"", id_of(layer),
        escaped(layer.source), escaped(layer.name), srs,
        layer.kind == ProjectLayer::Kind::raster ? "" : " encoding=\"UTF-8\"", provider_of(layer),
        join_of(project, layer), layer.symbology);
}

}  // namespace

std::string qgis_project(const Project& project) {
    std::string layers, order, abstract;
    for (const ProjectLayer& layer : project.layers) {
        layers += map_layer(project, layer);
        order += fmt::format("<layer id=\"{}\"/>", id_of(layer));
    }
    for (const auto& [name, text] : project.notes) abstract += name + ": " + text + "\n";
    const std::string srs = reference_system(project.crs, project.authority);
    return fmt::format(
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        "<qgis projectname=\"{0}\" version=\"3.22.0\">\n<title>{0}</title>\n"
        "<projectCrs>{1}</projectCrs>\n{2}"
        "<mapcanvas name=\"theMapCanvas\" annotationsVisible=\"1\"><units>meters</units>{3}"
        "<rotation>0</rotation><destinationsrs>{1}</destinationsrs></mapcanvas>\n"
        "<projectlayers>\n{4}</projectlayers>\n<layerorder>{5}</layerorder>\n"
        "<properties><Paths><Absolute type=\"bool\">false</Absolute></Paths></properties>\n"
        "<projectMetadata><title>{0}</title><abstract>{6}</abstract></projectMetadata>\n"
        "</qgis>\n",
        escaped(project.title), srs, tree_of(project), extent_of(project.extent), layers, order,
        escaped(abstract));
}

}  // namespace borderlens
