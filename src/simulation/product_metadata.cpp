#include <fmt/core.h>

#include <array>

#include "simulation/product.hpp"

namespace borderlens {
namespace {

std::string iso_time(const Acquisition& scene) {
    return fmt::format("{}T{}:{}:{}", to_text(scene.date), scene.time.substr(0, 2),
                       scene.time.substr(2, 2), scene.time.substr(4, 2));
}

std::string without_suffix(const std::string& path) {
    return path.substr(0, path.rfind('.'));
}

/// Names of the thirteen bands in the order of ESA's band_id.
constexpr std::array<const char*, 13> safe_band_names = {
    "B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "B8A", "B9", "B10", "B11", "B12"};

std::string safe_offsets(const Acquisition& scene) {
    if (scene.offset_number == 0) return "";
    std::string text = "      <BOA_ADD_OFFSET_VALUES_LIST>\n";
    for (std::size_t id = 0; id < safe_band_names.size(); ++id)
        text += fmt::format("        <BOA_ADD_OFFSET band_id=\"{}\">-{}</BOA_ADD_OFFSET>\n", id,
                            scene.offset_number);
    return text + "      </BOA_ADD_OFFSET_VALUES_LIST>\n";
}

std::string safe_bands() {
    std::string text = "      <Spectral_Information_List>\n";
    for (std::size_t id = 0; id < safe_band_names.size(); ++id)
        text += fmt::format("        <Spectral_Information bandId=\"{}\" physicalBand=\"{}\"/>\n",
                            id, safe_band_names[id]);
    return text + "      </Spectral_Information_List>\n";
}

/// Lines "KEY = value" of one group of an MTL file.
class Group {
  public:
    Group(std::string& text, const std::string& name) : m_text(text), m_name(name) {
        m_text += "  GROUP = " + name + "\n";
    }
    ~Group() { m_text += "  END_GROUP = " + m_name + "\n"; }
    Group(const Group&) = delete;
    Group& operator=(const Group&) = delete;
    void quoted(const std::string& key, const std::string& value) const {
        plain(key, "\"" + value + "\"");
    }
    void plain(const std::string& key, const std::string& value) const {
        m_text += "    " + key + " = " + value + "\n";
    }
    void number(const std::string& key, double value, const char* format = "{:.5f}") const {
        plain(key, fmt::format(fmt::runtime(format), value));
    }

  private:
    std::string& m_text;
    std::string m_name;
};

void product_contents(std::string& text, const Acquisition& scene, const Product& product) {
    const Group group(text, "PRODUCT_CONTENTS");
    group.quoted("ORIGIN", simulated_notice);
    group.quoted("LANDSAT_PRODUCT_ID", product.name);
    group.quoted("PROCESSING_LEVEL", "L2SP");
    group.plain("COLLECTION_NUMBER", "02");
    group.quoted("COLLECTION_CATEGORY", "T1");
    group.quoted("OUTPUT_FORMAT", "GEOTIFF");
    for (const ProductFile& file : product.files) {
        switch (file.content) {
            case Content::role:
                group.quoted("FILE_NAME_BAND_" + file.key.substr(4), file.path);
                break;
            case Content::temperature:
                group.quoted("FILE_NAME_BAND_ST_B10", file.path);
                break;
            case Content::quality:
                group.quoted("FILE_NAME_QUALITY_L1_PIXEL", file.path);
                break;
            case Content::saturation:
                group.quoted("FILE_NAME_QUALITY_L1_RADIOMETRIC_SATURATION", file.path);
                break;
            case Content::aerosol:
                group.quoted("FILE_NAME_QUALITY_L2_AEROSOL", file.path);
                break;
        }
    }
    group.quoted("FILE_NAME_METADATA_ODL", product.name + "_MTL.txt");
    for (int band = 1; band <= 7; ++band)
        group.quoted("DATA_TYPE_BAND_" + std::to_string(band), "UINT16");
    group.quoted("DATA_TYPE_BAND_ST_B10", "UINT16");
    group.plain("DATE_PRODUCT_GENERATED",
                to_text(date_of_day_number(day_number(scene.date) + 16)) + "T00:00:00Z");
}

}  // namespace

Document stac_item(const Acquisition& scene, const Product& product, const std::vector<Grid>& grids,
                   const std::vector<Point>& footprint_lonlat) {
    Document item = Document::object();
    item.set("type", "Feature");
    item.set("stac_version", "1.0.0");
    item.set("id", product.name);
    item.set("collection", "sentinel-2-l2a");
    item.set(
        "stac_extensions",
        std::vector<std::string>{"https://stac-extensions.github.io/eo/v1.1.0/schema.json",
                                 "https://stac-extensions.github.io/projection/v1.1.0/schema.json",
                                 "https://stac-extensions.github.io/raster/v1.1.0/schema.json",
                                 "https://stac-extensions.github.io/view/v1.0.0/schema.json"});
    Document ring = Document::list();
    Bounds box{180.0, 90.0, -180.0, -90.0};
    for (const Point& point : footprint_lonlat) {
        ring.append(std::vector<double>{point.x, point.y});
        box = {std::min(box.min_x, point.x), std::min(box.min_y, point.y),
               std::max(box.max_x, point.x), std::max(box.max_y, point.y)};
    }
    Document rings = Document::list();
    rings.append(ring);
    Document geometry = Document::object();
    geometry.set("type", "Polygon");
    geometry.set("coordinates", rings);
    item.set("geometry", geometry);
    item.set("bbox", std::vector<double>{box.min_x, box.min_y, box.max_x, box.max_y});
    Document properties = Document::object();
    properties.set("simulated", true);
    properties.set("description", simulated_notice);
    properties.set("datetime", iso_time(scene) + "Z");
    properties.set("platform",
                   scene.platform == Platform::sentinel2a ? "sentinel-2a" : "sentinel-2b");
    properties.set("constellation", "sentinel-2");
    properties.set("instruments", std::vector<std::string>{"msi"});
    properties.set("eo:cloud_cover", 100.0 * scene.cloud_share);
    properties.set("grid:code", "MGRS-44TMP");
    properties.set("proj:epsg", 32644);
    properties.set("view:sun_azimuth", scene.sun_azimuth_deg);
    properties.set("view:sun_elevation", scene.sun_elevation_deg);
    properties.set("s2:processing_baseline", scene.baseline);
    properties.set("earthsearch:boa_offset_applied", scene.says_offset_applied);
    item.set("properties", properties);
    Document assets = Document::object();
    for (std::size_t i = 0; i < product.files.size(); ++i) {
        const ProductFile& file = product.files[i];
        const Grid& grid = grids[i];
        Document asset = Document::object();
        asset.set("href", "./" + file.path);
        asset.set("type", "image/tiff; application=geotiff; profile=cloud-optimized");
        asset.set("roles",
                  std::vector<std::string>{
                      "data", file.content == Content::role ? "reflectance" : "classification"});
        asset.set("proj:shape", std::vector<Index>{grid.rows(), grid.cols()});
        asset.set("proj:transform",
                  std::vector<double>{grid.pixel_width(), 0.0, grid.upper_left().x, 0.0,
                                      -grid.pixel_height(), grid.upper_left().y});
        Document band = Document::object();
        band.set("nodata", 0);
        band.set("data_type", file.content == Content::role ? "uint16" : "uint8");
        band.set("spatial_resolution", file.pixel_size_m);
        if (file.content == Content::role) {
            band.set("scale", 0.0001);
            // Earth Search states the offset of new baselines whether or not it has been taken
            // out; boa_offset_applied tells.
            band.set("offset", scene.baseline >= "04.00" ? -0.1 : 0.0);
            Document eo = Document::object();
            eo.set("name", file.key);
            eo.set("common_name", file.key);
            Document eo_bands = Document::list();
            eo_bands.append(eo);
            asset.set("eo:bands", eo_bands);
        }
        Document bands = Document::list();
        bands.append(band);
        asset.set("raster:bands", bands);
        assets.set(file.key, asset);
    }
    item.set("assets", assets);
    item.set("links", Document::list());
    return item;
}

std::string safe_metadata(const Acquisition& scene, const Product& product) {
    std::string files;
    for (const ProductFile& file : product.files)
        files +=
            fmt::format("            <IMAGE_FILE>{}</IMAGE_FILE>\n", without_suffix(file.path));
    const std::string type_name = scene.offset_number != 0 || scene.baseline >= "04.00"
                                      ? "User_Product_Level-2A-14"
                                      : "User_Product_Level-2A";
    std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n";
    text += fmt::format("<!-- {} -->\n", simulated_notice);
    text += fmt::format(
        "<n1:Level-2A_User_Product "
        "xmlns:n1=\"https://psd-14.sentinel2.eo.esa.int/PSD/{}.xsd\">\n",
        type_name);
    text += "  <n1:General_Info>\n    <Product_Info>\n";
    text +=
        fmt::format("      <PRODUCT_START_TIME>{}.024Z</PRODUCT_START_TIME>\n", iso_time(scene));
    text += fmt::format("      <PRODUCT_STOP_TIME>{}.024Z</PRODUCT_STOP_TIME>\n", iso_time(scene));
    text += fmt::format("      <PRODUCT_URI>{}.SAFE</PRODUCT_URI>\n", product.name);
    text += "      <PROCESSING_LEVEL>Level-2A</PROCESSING_LEVEL>\n";
    text += "      <PRODUCT_TYPE>S2MSI2A</PRODUCT_TYPE>\n";
    text += fmt::format("      <PROCESSING_BASELINE>{}</PROCESSING_BASELINE>\n", scene.baseline);
    text += fmt::format("      <GENERATION_TIME>{}T09:30:00.000000Z</GENERATION_TIME>\n",
                        to_text(scene.date));
    text += "      <Datatake>\n";
    text += fmt::format("        <SPACECRAFT_NAME>Sentinel-2{}</SPACECRAFT_NAME>\n",
                        scene.platform == Platform::sentinel2a ? "A" : "B");
    text += fmt::format("        <DATATAKE_SENSING_START>{}.024Z</DATATAKE_SENSING_START>\n",
                        iso_time(scene));
    text += "        <SENSING_ORBIT_NUMBER>105</SENSING_ORBIT_NUMBER>\n      </Datatake>\n";
    text += "      <Product_Organisation>\n        <Granule_List>\n";
    text += fmt::format(
        "          <Granule granuleIdentifier=\"{}\" datastripIdentifier=\"simulated\" "
        "imageFormat=\"JPEG2000\">\n",
        product.name);
    text += files;
    text += "          </Granule>\n        </Granule_List>\n      </Product_Organisation>\n";
    text += "    </Product_Info>\n    <Product_Image_Characteristics>\n";
    text +=
        "      <Special_Values>\n        <SPECIAL_VALUE_TEXT>NODATA</SPECIAL_VALUE_TEXT>\n"
        "        <SPECIAL_VALUE_INDEX>0</SPECIAL_VALUE_INDEX>\n      </Special_Values>\n"
        "      <Special_Values>\n        <SPECIAL_VALUE_TEXT>SATURATED</SPECIAL_VALUE_TEXT>\n"
        "        <SPECIAL_VALUE_INDEX>65535</SPECIAL_VALUE_INDEX>\n      </Special_Values>\n"
        "      <QUANTIFICATION_VALUES_LIST>\n"
        "        <BOA_QUANTIFICATION_VALUE unit=\"none\">10000</BOA_QUANTIFICATION_VALUE>\n"
        "      </QUANTIFICATION_VALUES_LIST>\n";
    text += safe_offsets(scene) + safe_bands();
    text += "    </Product_Image_Characteristics>\n  </n1:General_Info>\n";
    text += "  <n1:Quality_Indicators_Info>\n";
    text += fmt::format("    <Cloud_Coverage_Assessment>{:.6f}</Cloud_Coverage_Assessment>\n",
                        100.0 * scene.cloud_share);
    return text + "  </n1:Quality_Indicators_Info>\n</n1:Level-2A_User_Product>\n";
}

std::string safe_tile_metadata(const Acquisition& scene, const Product& product,
                               const Grid& grid_10m) {
    std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n";
    text += fmt::format("<!-- {} -->\n", simulated_notice);
    text +=
        "<n1:Level-2A_Tile_ID "
        "xmlns:n1=\"https://psd-14.sentinel2.eo.esa.int/PSD/"
        "S2_PDI_Level-2A_Tile_Metadata.xsd\">\n";
    text += fmt::format("  <n1:General_Info>\n    <TILE_ID>{}</TILE_ID>\n", product.name);
    text += fmt::format("    <SENSING_TIME>{}.024Z</SENSING_TIME>\n  </n1:General_Info>\n",
                        iso_time(scene));
    text += "  <n1:Geometric_Info>\n    <Tile_Geocoding>\n";
    text += "      <HORIZONTAL_CS_NAME>WGS84 / UTM zone 44N</HORIZONTAL_CS_NAME>\n";
    text += "      <HORIZONTAL_CS_CODE>EPSG:32644</HORIZONTAL_CS_CODE>\n";
    for (const Index size : {10, 20, 60}) {
        const Grid grid = grid_10m.coarsened(size / 10);
        text += fmt::format(
            "      <Size resolution=\"{}\">\n        <NROWS>{}</NROWS>\n        "
            "<NCOLS>{}</NCOLS>\n      </Size>\n",
            size, grid.rows(), grid.cols());
    }
    for (const Index size : {10, 20, 60})
        text += fmt::format(
            "      <Geoposition resolution=\"{0}\">\n        <ULX>{1:.0f}</ULX>\n        "
            "<ULY>{2:.0f}</ULY>\n        <XDIM>{0}</XDIM>\n        <YDIM>-{0}</YDIM>\n      "
            "</Geoposition>\n",
            size, grid_10m.upper_left().x, grid_10m.upper_left().y);
    text += "    </Tile_Geocoding>\n    <Tile_Angles>\n      <Mean_Sun_Angle>\n";
    text += fmt::format("        <ZENITH_ANGLE unit=\"deg\">{:.6f}</ZENITH_ANGLE>\n",
                        90.0 - scene.sun_elevation_deg);
    text += fmt::format("        <AZIMUTH_ANGLE unit=\"deg\">{:.6f}</AZIMUTH_ANGLE>\n",
                        scene.sun_azimuth_deg);
    text += "      </Mean_Sun_Angle>\n    </Tile_Angles>\n  </n1:Geometric_Info>\n";
    return text + "</n1:Level-2A_Tile_ID>\n";
}

std::string landsat_metadata(const Acquisition& scene, const Product& product, const Grid& grid,
                             const std::vector<Point>& footprint_lonlat) {
    std::string text = "GROUP = LANDSAT_METADATA_FILE\n";
    product_contents(text, scene, product);
    {
        const Group group(text, "IMAGE_ATTRIBUTES");
        group.quoted("SPACECRAFT_ID",
                     scene.platform == Platform::landsat8 ? "LANDSAT_8" : "LANDSAT_9");
        group.quoted("SENSOR_ID", "OLI_TIRS");
        group.plain("WRS_TYPE", "2");
        group.plain("WRS_PATH", "147");
        group.plain("WRS_ROW", "29");
        group.plain("DATE_ACQUIRED", to_text(scene.date));
        group.quoted("SCENE_CENTER_TIME", iso_time(scene).substr(11) + ".0000000Z");
        group.number("CLOUD_COVER", 100.0 * scene.cloud_share, "{:.2f}");
        group.number("CLOUD_COVER_LAND", 100.0 * scene.cloud_share, "{:.2f}");
        group.number("SUN_AZIMUTH", scene.sun_azimuth_deg, "{:.8f}");
        group.number("SUN_ELEVATION", scene.sun_elevation_deg, "{:.8f}");
    }
    {
        const Group group(text, "PROJECTION_ATTRIBUTES");
        group.quoted("MAP_PROJECTION", "UTM");
        group.quoted("DATUM", "WGS84");
        group.quoted("ELLIPSOID", "WGS84");
        group.plain("UTM_ZONE", "44");
        group.number("GRID_CELL_SIZE_REFLECTIVE", 30.0, "{:.2f}");
        group.number("GRID_CELL_SIZE_THERMAL", 30.0, "{:.2f}");
        for (const char* kind : {"REFLECTIVE", "THERMAL"}) {
            group.plain(std::string(kind) + "_LINES", std::to_string(grid.rows()));
            group.plain(std::string(kind) + "_SAMPLES", std::to_string(grid.cols()));
        }
        group.quoted("ORIENTATION", "NORTH_UP");
        constexpr std::array<const char*, 4> corners = {"UL", "UR", "LR", "LL"};
        const std::array<Point, 4> centers = {grid.center(0, 0), grid.center(0, grid.cols() - 1),
                                              grid.center(grid.rows() - 1, grid.cols() - 1),
                                              grid.center(grid.rows() - 1, 0)};
        for (std::size_t i = 0; i < corners.size(); ++i) {
            const std::string corner = std::string("CORNER_") + corners[i];
            group.number(corner + "_LAT_PRODUCT", footprint_lonlat[i].y);
            group.number(corner + "_LON_PRODUCT", footprint_lonlat[i].x);
            group.number(corner + "_PROJECTION_X_PRODUCT", centers[i].x, "{:.3f}");
            group.number(corner + "_PROJECTION_Y_PRODUCT", centers[i].y, "{:.3f}");
        }
    }
    {
        const Group group(text, "LEVEL2_SURFACE_REFLECTANCE_PARAMETERS");
        for (int band = 1; band <= 7; ++band)
            group.plain(fmt::format("REFLECTANCE_MAXIMUM_BAND_{}", band), "1.602213");
        for (int band = 1; band <= 7; ++band)
            group.plain(fmt::format("REFLECTANCE_MINIMUM_BAND_{}", band), "-0.199972");
        for (int band = 1; band <= 7; ++band)
            group.plain(fmt::format("QUANTIZE_CAL_MAX_BAND_{}", band), "65535");
        for (int band = 1; band <= 7; ++band)
            group.plain(fmt::format("QUANTIZE_CAL_MIN_BAND_{}", band), "1");
        for (int band = 1; band <= 7; ++band)
            group.plain(fmt::format("REFLECTANCE_MULT_BAND_{}", band), "2.75e-05");
        for (int band = 1; band <= 7; ++band)
            group.plain(fmt::format("REFLECTANCE_ADD_BAND_{}", band), "-0.2");
    }
    {
        const Group group(text, "LEVEL2_SURFACE_TEMPERATURE_PARAMETERS");
        group.plain("TEMPERATURE_MAXIMUM_BAND_ST_B10", "372.999941");
        group.plain("TEMPERATURE_MINIMUM_BAND_ST_B10", "149.003418");
        group.plain("TEMPERATURE_MULT_BAND_ST_B10", "0.00341802");
        group.plain("TEMPERATURE_ADD_BAND_ST_B10", "149.0");
    }
    return text + "END_GROUP = LANDSAT_METADATA_FILE\nEND\n";
}

}  // namespace borderlens
