#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "imagery/scene_stac.hpp"

using namespace borderlens;

namespace {

Document item(const std::string& properties, const std::string& assets,
              const std::string& collection = "c") {
    return parse_json("{\"type\":\"Feature\",\"id\":\"I\",\"collection\":\"" + collection +
                          "\",\"properties\":{\"datetime\":\"2022-08-01T05:00:00Z\"," + properties +
                          "},\"assets\":{" + assets + "}}",
                      "item.json");
}

const std::string red_asset =
    "\"red\":{\"href\":\"./B04.tif\",\"eo:bands\":[{\"name\":\"red\"}],"
    "\"raster:bands\":[{\"nodata\":0,\"scale\":0.0001,\"offset\":-0.1}]}";

}  // namespace

TEST_CASE("Earth Search's flag rules over the offset in raster:bands") {
    const std::string sentinel = "\"platform\":\"sentinel-2b\",\"eo:cloud_cover\":25,";
    const auto offset = [&](const std::string& flag) {
        const Scene scene = parse_stac_item(
            item(sentinel + "\"earthsearch:boa_offset_applied\":" + flag, red_asset), "d/i.json");
        CHECK(scene.offset_applied == (flag == "true"));
        CHECK(scene.find(Role::red)->path == "d/B04.tif");
        CHECK(scene.cloud_share == 0.25);
        return scene.find(Role::red)->offset;
    };
    CHECK(offset("true") == 0.0);
    CHECK(offset("false") == -0.1);
    // Earth Search v0: another name, no raster:bands
    const std::string old = "\"B04\":{\"href\":\"B04.tif\"}";
    CHECK(parse_stac_item(item(sentinel + "\"sentinel:boa_offset_applied\":true,"
                                          "\"sentinel:processing_baseline\":\"04.00\"",
                               old),
                          "i.json")
              .bands[0]
              .offset == 0.0);
}

TEST_CASE("Planetary Computer's Sentinel-2 follows its baseline") {
    const std::string assets =
        "\"B08\":{\"href\":\"https://x/B08.tif\",\"eo:bands\":[{\"name\":\"B08\"}]},"
        "\"B8A\":{\"href\":\"https://x/B8A.tif\",\"eo:bands\":[{\"name\":\"B8A\",\"common_name\":"
        "\"rededge\"}]},\"SCL\":{\"href\":\"https://x/SCL.tif\"},"
        "\"visual\":{\"href\":\"https://x/v.tif\",\"eo:bands\":[{\"name\":\"B04\"},{\"name\":"
        "\"B03\"}]}";
    const Scene scene =
        parse_stac_item(item("\"platform\":\"Sentinel-2A\",\"s2:processing_baseline\":\"04.00\"",
                             assets, "sentinel-2-l2a"),
                        "i.json");
    REQUIRE(scene.bands.size() == 2);
    CHECK(scene.find(Role::nir)->offset == Approx(-0.1));
    CHECK(scene.find(Role::nir)->path == "/vsicurl/https://x/B08.tif");
    CHECK(scene.find(Role::nir_narrow)->scale == 1e-4);
    CHECK(scene.masks.at(0).kind == MaskKind::scl);
}

TEST_CASE("Landsat items of USGS and Planetary Computer give the same reflectance") {
    const std::string usgs =
        "\"nir08\":{\"href\":\"s3://usgs-landsat/B5.TIF\"},"
        "\"lwir11\":{\"href\":\"ST.TIF\"},\"qa_pixel\":{\"href\":\"q.TIF\"},"
        "\"qa_radsat\":{\"href\":\"r.TIF\"}";
    const Scene scene = parse_stac_item(
        item("\"platform\":\"LANDSAT_8\",\"landsat:correction\":\"L2SP\"", usgs), "i.json");
    CHECK(scene.sensor == "landsat-8");
    CHECK(scene.find(Role::nir)->path == "/vsis3/usgs-landsat/B5.TIF");
    CHECK(scene.find(Role::nir)->scale == 2.75e-5);
    CHECK(scene.find(Role::nir)->offset == -0.2);
    CHECK(scene.find(Role::thermal)->offset == 149.0);
    CHECK(scene.masks.size() == 2);
    const Scene other = parse_stac_item(
        item("\"platform\":\"landsat-8\"",
             "\"nir08\":{\"href\":\"n.tif\",\"raster:bands\":[{\"scale\":2.75e-05,\"offset\":"
             "-0.2}]}",
             "landsat-c2-l2"),
        "i.json");
    CHECK(other.level == "L2SP");
    CHECK(other.find(Role::nir)->offset == -0.2);
}

TEST_CASE("the GeoTIFF is preferred to the JPEG 2000 of the same band") {
    const std::string assets =
        "\"red-jp2\":{\"href\":\"B04.jp2\",\"type\":\"image/jp2\","
        "\"eo:bands\":[{\"name\":\"red\",\"common_name\":\"red\"}]}," +
        red_asset;
    const Scene scene = parse_stac_item(item("\"constellation\":\"sentinel-2\"", assets), "i.json");
    REQUIRE(scene.bands.size() == 1);
    CHECK(scene.bands[0].path == "B04.tif");
}

TEST_CASE("files of Planetary Computer are opened by a signed address") {
    const std::string asset = "\"B04\":{\"href\":\"https://a.blob.core.windows.net/c/B04.tif\"}";
    const Scene scene =
        parse_stac_item(item("\"platform\":\"Sentinel-2A\"", asset, "sentinel-2-l2a"), "i.json");
    CHECK(scene.bands[0].path ==
          "/vsicurl?pc_url_signing=yes&pc_collection=sentinel-2-l2a&url="
          "https://a.blob.core.windows.net/c/B04.tif");
}

TEST_CASE("references are resolved against the document they stand in") {
    CHECK(resolve_reference("./a/b.json", "c/d/cat.json") == "c/d/a/b.json");
    CHECK(resolve_reference("../b.json", "c/d/cat.json") == "c/b.json");
    CHECK(resolve_reference("../../b.json", "d/cat.json") == "../b.json");
    CHECK(resolve_reference("x.tif", "https://h/p/i.json?token=1") == "https://h/p/x.tif");
    CHECK(resolve_reference("/x.tif", "https://h/p/i.json") == "https://h/x.tif");
    CHECK(resolve_reference("https://h/x", "c.json") == "https://h/x");
}

TEST_CASE("what a STAC document is shows in its type") {
    CHECK(stac_kind(parse_json("{\"type\":\"Feature\"}", "a")) == StacKind::item);
    CHECK(stac_kind(parse_json("{\"type\":\"FeatureCollection\"}", "a")) ==
          StacKind::item_collection);
    CHECK(stac_kind(parse_json("{\"stac_version\":\"1.0.0\",\"links\":[]}", "a")) ==
          StacKind::catalog);
    CHECK(stac_kind(parse_json("[1]", "a")) == StacKind::other);
    const Document catalog = parse_json(
        "{\"links\":[{\"rel\":\"self\",\"href\":\"c.json\"},{\"rel\":\"item\",\"href\":"
        "\"./i.json\"},{\"rel\":\"child\",\"href\":\"k/c.json\"}]}",
        "c.json");
    CHECK(stac_links(catalog, "d/c.json") == std::vector<std::string>{"d/i.json", "d/k/c.json"});
}

TEST_CASE("an item that is no scene of ours is answered") {
    CHECK_THROWS_WITH(
        parse_stac_item(item("\"platform\":\"gf-1\"", "\"x\":{\"href\":\"x\"}"), "i.json"),
        Catch::Contains("item I: platform 'gf-1'"));
    const std::string unscaled = "\"red\":{\"href\":\"red.tif\"}";
    CHECK_THROWS_WITH(parse_stac_item(item("\"platform\":\"gf-1\"", unscaled), "i.json"),
                      Catch::Contains("raster:bands gives no scale"));
    CHECK_THROWS_WITH(
        parse_stac_item(item("\"platform\":\"sentinel-2a\"", "\"x\":{\"href\":\"x\"}"), "i.json"),
        Catch::Contains("no asset is a band"));
}

TEST_CASE("Copernicus Data Space's items are read in their finest pixels") {
    const auto asset = [](const std::string& key, const std::string& band) {
        return "\"" + key + "\":{\"href\":\"s3://eodata/x/T44_" + key +
               ".jp2\",\"raster:scale\":0.0001,\"raster:offset\":-0.1,\"bands\":[{\"name\":\"" +
               band + "\"}]}";
    };
    const Scene scene =
        parse_stac_item(item("\"platform\":\"sentinel-2c\",\"processing:version\":\"05.11\"",
                             asset("B02_60m", "B02") + "," + asset("B02_10m", "B02") + "," +
                                 asset("B8A_20m", "B8A") +
                                 ",\"SCL_20m\":{\"href\":\"s3://eodata/x/SCL_20m.jp2\"}," +
                                 "\"SCL_60m\":{\"href\":\"s3://eodata/x/SCL_60m.jp2\"}",
                             "sentinel-2-l2a"),
                        "i.json");
    REQUIRE(scene.bands.size() == 2);
    CHECK(scene.find(Role::blue)->path == "/vsis3/eodata/x/T44_B02_10m.jp2");
    CHECK(scene.find(Role::blue)->offset == Approx(-0.1));
    CHECK(scene.find(Role::nir_narrow) != nullptr);
    REQUIRE(scene.masks.size() == 1);
    CHECK(scene.masks[0].path == "/vsis3/eodata/x/SCL_20m.jp2");
    CHECK(scene.platform == "sentinel-2c");
}

TEST_CASE("HLS items are reflectance of OLI, with their own mask and fill") {
    const std::string assets =
        "\"B04\":{\"href\":\"r.tif\"},\"B08\":{\"href\":\"w.tif\"},\"B8A\":{\"href\":\"n.tif\"},"
        "\"Fmask\":{\"href\":\"f.tif\"}";
    const Scene scene =
        parse_stac_item(item("\"platform\":\"sentinel-2a\"", assets, "HLSS30_2.0"), "i.json");
    CHECK(scene.sensor == "landsat-8");  // nothing left to adjust
    CHECK(scene.level == "surface");
    CHECK(scene.find(Role::red)->scale == 1e-4);
    CHECK(scene.find(Role::red)->offset == 0.0);
    CHECK(*scene.find(Role::red)->no_data == -9999.0);
    CHECK(scene.find(Role::nir)->path == "n.tif");
    REQUIRE(scene.masks.size() == 1);
    CHECK(scene.masks[0].kind == MaskKind::hls_fmask);
}

TEST_CASE("an item of another platform is a scene by what it says of its bands") {
    const Scene scene = parse_stac_item(item("\"platform\":\"gf-1\"", red_asset), "d/i.json");
    CHECK(scene.sensor == "");
    CHECK(scene.find(Role::red)->scale == 1e-4);
    CHECK(scene.find(Role::red)->offset == -0.1);
    CHECK(*scene.find(Role::red)->no_data == 0.0);
    // Without platform and constellation the collection says the sensor, and that the fill.
    const Scene known =
        parse_stac_item(item("\"eo:cloud_cover\":1", red_asset, "sentinel-2-l2a"), "d/i.json");
    CHECK(known.sensor == "sentinel-2");
}

TEST_CASE("a file of several bands is read by the names of its bands, a picture is not") {
    const std::string names =
        "\"eo:bands\":[{\"name\":\"B04\"},{\"name\":\"b\",\"common_name\":"
        "\"nir08\"},{\"name\":\"qa\"}]";
    const std::string numbers =
        "\"raster:bands\":[{\"scale\":0.0001,\"offset\":-0.1},{\"scale\":"
        "0.0002},{}]";
    const Scene scene =
        parse_stac_item(item("\"platform\":\"sentinel-2a\"",
                             "\"data\":{\"href\":\"a.tif\"," + names + "," + numbers +
                                 "},\"visual\":{\"href\":\"v.tif\"," + names + "}"),
                        "d/i.json");
    REQUIRE(scene.bands.size() == 2);
    CHECK(scene.find(Role::red)->offset == -0.1);
    CHECK(scene.find(Role::nir_narrow)->band == 1);
    CHECK(scene.find(Role::nir_narrow)->scale == 2e-4);
    CHECK(scene.find(Role::nir_narrow)->path == "d/a.tif");
}
