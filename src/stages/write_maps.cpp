// What people who make maps take in hand: study.gpkg, a QGIS project, styles, STAC.
#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "io/vector_file.hpp"
#include "report/qgis_project.hpp"
#include "report/stac.hpp"
#include "report/texts.hpp"
#include "stages/map_package.hpp"
#include "stages/stages.hpp"
#include "stages/study_model.hpp"
#include "stages/study_paths.hpp"
#include "stages/study_periods.hpp"

namespace borderlens {
namespace {

constexpr const char* package = "study.gpkg";
constexpr double picture_low = 0.0, picture_high = 0.25;  // chosen: land reflects less in red..blue

/// A raster people open, with where it stands in the project and how it is drawn.
struct PackageRaster {
    std::string path, group, title, style_name;
    RasterStyle style;
    bool visible = false;
};

std::string title_of(const std::string& lens) {
    return lens == "land_use" ? "Land use" : lens == "built_up" ? "Built-up land" : "Solar plants";
}

/// Numbers of the bands with these descriptions, from 1; 0 = none.
int band_number(const RasterInfo& info, const std::string& name) {
    for (std::size_t b = 0; b < info.bands.size(); ++b)
        if (info.bands[b].description == name) return static_cast<int>(b) + 1;
    return 0;
}

// Viridis in five steps.
const std::vector<Rgb> viridis = {
    {68, 1, 84}, {59, 82, 139}, {33, 145, 140}, {94, 201, 98}, {253, 231, 37}};

PackageRaster hours_raster(const StudyGroundAccess& access) {
    return {ground_hours_path(),
            "Nodes and corridors",
            "Hours over the ground to a crossing",
            "ground_hours",
            {.kind = RasterStyle::Kind::ramp,
             .bands = {1, 1, 1},
             .low = 0.0,
             .high = access.isochrones_h.empty() ? 24.0 : access.isochrones_h.back(),
             .ramp = viridis}};
}

std::vector<PackageRaster> package_rasters(const StudyRun& run) {
    std::vector<PackageRaster> rasters;
    if (!run.study.border || run.study.scenes.paths.empty()) return rasters;
    std::vector<StudyPeriod> periods = composite_periods(run);
    const bool of_built_up = knows_built_up(study_model(run)->lens_model.forest.legend);
    if (periods.size() > 1)
        rasters.push_back({change_mosaic_path(),
                           "What is new",
                           of_built_up ? "Built up since" : "Of its class since",
                           "change",
                           {.legend = read_legend(run.folder.file(change_mosaic_path()))}});
    if (file_exists(run.folder.path() + "/" + ground_hours_path()))
        rasters.push_back(hours_raster(run.study.ground_access));
    std::reverse(periods.begin(), periods.end());  // the latest on top
    for (const Lens* lens : lenses_in_use(run))
        for (const StudyPeriod& period : periods) {
            const std::string path = layer_mosaic_path(lens->name, period.name);
            rasters.push_back({path,
                               title_of(lens->name),
                               title_of(lens->name) + " " + period.name,
                               lens->name,
                               {.legend = read_legend(run.folder.file(path))},
                               lens->name == "land_use" && period.name == periods[0].name});
        }
    for (const StudyPeriod& period : periods) {
        const std::string path = composite_mosaic_path(period.name);
        const RasterInfo info = read_raster_info(run.folder.file(path));
        const std::array<int, 3> bands = {band_number(info, "red"), band_number(info, "green"),
                                          band_number(info, "blue")};
        if (bands[0] * bands[1] * bands[2] > 0)
            rasters.push_back({path,
                               "Satellite images",
                               "True colour " + period.name,
                               "true_colour",
                               {.kind = RasterStyle::Kind::colours,
                                .bands = bands,
                                .low = picture_low,
                                .high = picture_high}});
        if (const int looks = band_number(info, "valid_looks"); looks > 0)
            rasters.push_back({path,
                               "How often seen",
                               "Valid looks " + period.name,
                               "valid_looks",
                               {.kind = RasterStyle::Kind::ramp,
                                .bands = {looks, 1, 1},
                                .low = 0.0,
                                .high = 12.0,  // chosen: more looks change a median little
                                .ramp = viridis}});
    }
    return rasters;
}

/// The table by which QGIS finds a GeoPackage layer's style.
/// src: QGIS, QgsOgrProvider::saveStyle, columns of layer_styles.
VectorLayer style_table(const std::vector<PackageLayer>& layers) {
    std::vector<std::string> name, qml, sld, title, empty(layers.size());
    for (const PackageLayer& one : layers) {
        name.push_back(one.layer.name);
        title.push_back(one.title);
        qml.push_back(qml_of(one.style));
        sld.push_back(sld_of(one.style, one.layer.name));
    }
    VectorLayer table{"layer_styles", "", {}, {}};
    table.attributes.set("f_table_catalog", empty);
    table.attributes.set("f_table_schema", empty);
    table.attributes.set("f_table_name", name);
    table.attributes.set("f_geometry_column", std::vector<std::string>(layers.size(), "geom"));
    table.attributes.set("styleName", name);
    table.attributes.set("styleQML", qml);
    table.attributes.set("styleSLD", sld);
    table.attributes.set("useAsDefault", std::vector<double>(layers.size(), 1.0));
    table.attributes.set("description", title);
    table.attributes.set("owner", std::vector<std::string>(layers.size(), "borderlens"));
    table.attributes.set("ui", empty);
    table.attributes.set("update_time",
                         std::vector<std::string>(layers.size(), "2000-01-01T00:00:00.000Z"));
    return table;
}

template <typename Style>
void write_styles(const StudyRun& run, const std::string& name, const Style& style) {
    write_text(run.folder.file("styles/" + name + ".qml"), qml_of(style), true);
    write_text(run.folder.file("styles/" + name + ".sld"), sld_of(style, name), true);
}

ProjectLayer project_layer(const PackageLayer& one) {
    ProjectLayer made;
    made.kind = one.style.shape == VectorStyle::Shape::point  ? ProjectLayer::Kind::point
                : one.style.shape == VectorStyle::Shape::line ? ProjectLayer::Kind::line
                                                              : ProjectLayer::Kind::polygon;
    made.group = one.group;
    made.name = one.title;
    made.source = std::string(package) + "|layername=" + one.layer.name;
    if (!one.subset.empty()) made.source += "|subset=" + one.subset;
    made.crs = one.layer.crs;
    made.authority = crs_name(one.layer.crs);
    made.symbology = qgis_symbology(one.style);
    made.visible = one.visible;
    if (one.joins_values) {
        made.join_source = std::string(package) + "|layername=zone_values";
        made.join_field = "zone_key";
    }
    return made;
}

/// Where the project looks first: the study's ground, or all that has a place.
Bounds first_view(const StudyRun& run, const std::vector<PackageLayer>& layers,
                  const std::string& crs) {
    if (run.study.border) return read_ground(run.folder).grid.bounds();
    Bounds box{INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (const PackageLayer& one : layers)
        for (const Geometry& geometry : one.layer.geometries)
            for (const Point& at : transform_points(one.layer.crs, crs, geometry.points))
                box = {std::min(box.min_x, at.x), std::min(box.min_y, at.y),
                       std::max(box.max_x, at.x), std::max(box.max_y, at.y)};
    return std::isfinite(box.min_x) ? box : Bounds{-180.0, -90.0, 180.0, 90.0};
}

void write_project(const StudyRun& run, const std::vector<PackageLayer>& layers,
                   const std::vector<PackageRaster>& rasters,
                   const std::vector<VectorLayer>& tables) {
    Project project;
    project.title = run.study.title;
    project.crs = run.study.border ? read_ground(run.folder).grid.crs() : lonlat_crs();
    project.authority = crs_name(project.crs);
    project.extent = first_view(run, layers, project.crs);
    if (!run.study.note.empty()) project.notes.push_back({"Note", run.study.note});
    if (run.study.border) project.notes.push_back({"Border", border_words(run.study.border->note)});
    for (const PackageLayer& one : layers) project.layers.push_back(project_layer(one));
    for (const PackageRaster& one : rasters)
        project.layers.push_back({ProjectLayer::Kind::raster, one.group, one.title, one.path,
                                  project.crs, project.authority, qgis_symbology(one.style),
                                  one.visible});
    for (const VectorLayer& table : tables)
        project.layers.push_back({ProjectLayer::Kind::table, "Tables", table.name,
                                  std::string(package) + "|layername=" + table.name, "", "", ""});
    write_text(run.folder.file("study.qgs"), qgis_project(project), true);
}

int epsg_of(const std::string& crs) {
    const std::string name = crs_name(crs);
    int code = 0;
    if (name.rfind("EPSG:", 0) == 0)
        std::from_chars(name.data() + 5, name.data() + name.size(), code);
    return code;
}

/// One item a tile and period, and the collection that lists them.
void write_stac(const StudyRun& run) {
    const StudyGround ground = read_ground(run.folder);
    const std::vector<const Lens*> lenses = lenses_in_use(run);
    std::vector<std::string> items;
    std::vector<Period> spans;
    for (const StudyPeriod& period : composite_periods(run)) {
        for (const Period& one : run.study.periods)
            if (one.name == period.name) spans.push_back(one);
        for (const Tile& tile : ground.tiles) {
            StacItem item{.id = period.name + "_" + tile.name, .collection = run.study.name};
            item.grid = ground.grid.crop(tile.window);
            item.lonlat = transform_bounds(ground.grid.crs(), lonlat_crs(), item.grid.bounds());
            item.epsg = epsg_of(ground.grid.crs());
            item.period = spans.back();
            item.assets.push_back({"composite", "Reflectances and valid looks",
                                   "../" + composite_path(period.name, tile.name), cog_media_type,
                                   "data"});
            for (const Lens* lens : lenses) {
                const std::string path = layer_path(lens->name, period.name, tile.name);
                item.assets.push_back({lens->name, title_of(lens->name), "../" + path,
                                       cog_media_type, "data", read_legend(run.folder.file(path))});
                item.assets.push_back({lens->name + "_probability",
                                       "Class probabilities of " + title_of(lens->name),
                                       "../" + probability_path(lens->name, period.name, tile.name),
                                       cog_media_type, "data"});
            }
            items.push_back(item.id + ".json");
            write_document(run.folder.file("stac/" + items.back()), stac_item(item), true);
        }
    }
    write_document(
        run.folder.file("stac/collection.json"),
        stac_collection(
            run.study.name, run.study.title, run.study.note,
            transform_bounds(ground.grid.crs(), lonlat_crs(), ground.grid.bounds()), spans, items,
            {{"vectors", "All vectors and tables", "../study.gpkg",
              "application/geopackage+sqlite3", "data"},
             {"report", "Report", "../report.html", "text/html", "overview"},
             {"record", "How it was made", "../run.json", "application/json", "metadata"}}),
        true);
}

void write_all(const StudyRun& run) {
    const std::vector<PackageLayer> layers = package_layers(run);
    std::vector<VectorLayer> tables = package_tables(run);
    for (VectorLayer& table : tables)
        for (const PackageLayer& one : layers)  // both a layer and a table speak of segments, units
            if (table.name == one.layer.name) table.name += "_table";
    const std::vector<PackageRaster> rasters = package_rasters(run);
    std::vector<VectorLayer> content;
    for (const PackageLayer& one : layers) {
        content.push_back(one.layer);
        write_styles(run, one.layer.name, one.style);
    }
    content.insert(content.end(), tables.begin(), tables.end());
    content.push_back(style_table(layers));
    write_vector(run.folder.file(package), content, true);
    for (const PackageRaster& one : rasters) write_styles(run, one.style_name, one.style);
    write_project(run, layers, rasters, tables);
    if (!rasters.empty()) write_stac(run);
}

}  // namespace

std::vector<Unit> write_maps(const StudyRun& run) {
    Unit unit{.name = "all", .outputs = {package, "study.qgs", "styles/", "stac/"}};
    unit.inputs.add(run.study.title).add(run.study.note).add(BORDERLENS_VERSION);
    for (const double hours : run.study.ground_access.isochrones_h) unit.inputs.add(hours);
    std::vector<std::string> needed = {"network/nodes.gpkg",     "network/corridors.gpkg",
                                       objects_path(),           "zones.gpkg",
                                       ground_isochrones_path(), ground_hours_path()};
    for (const std::string& name : package_table_names(run.folder))
        needed.push_back(table_path(name));
    if (run.study.border) {
        const StudyBorder& border = *run.study.border;
        unit.inputs.add(border.name_a).add(border.name_b).add(border.note).add(border.segment_km);
        for (const double edge : border.bands_km) unit.inputs.add(edge);
        for (const Tile& tile : read_ground(run.folder).tiles)
            needed.push_back(sides_path(tile.name));
        if (!run.study.scenes.paths.empty()) {
            needed.push_back(change_mosaic_path());
            for (const StudyPeriod& period : composite_periods(run)) {
                needed.push_back(composite_mosaic_path(period.name));
                for (const Lens* lens : lenses_in_use(run))
                    needed.push_back(layer_mosaic_path(lens->name, period.name));
            }
        }
    }
    depend_on(unit.inputs, run.folder, needed);
    unit.work = [&run] { write_all(run); };
    return {unit};
}

}  // namespace borderlens
