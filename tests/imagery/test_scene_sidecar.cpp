#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "imagery/scene_sidecar.hpp"

using namespace borderlens;

namespace {

const std::string head = "date = 2018-03-26\nlevel = \"L2A\"\n";

}  // namespace

TEST_CASE("a sidecar names bands, scales them and picks bands of a file") {
    const Scene scene = parse_sidecar(
        "date = \"2018-03-26T05:10:11Z\"\nlevel = \"L1C\"\nsensor = \"sentinel-2\"\n"
        "scale = 0.0001\noffset = -0.1\nnodata = 0\n"
        "[bands]\nblue = \"B02.tif\"\nnir = \"stack.tif#4\"\n"
        "[mask]\nfile = \"SCL.tif#2\"\nkind = \"scl\"\n",
        "/data/khorgos/scene.toml");
    CHECK(scene.id == "khorgos");
    CHECK(to_text(scene.date) == "2018-03-26");
    CHECK(scene.level == "L1C");
    REQUIRE(scene.bands.size() == 2);
    CHECK(scene.find(Role::blue)->path == "/data/khorgos/B02.tif");
    CHECK(scene.find(Role::nir)->path == "/data/khorgos/stack.tif");
    CHECK(scene.find(Role::nir)->band == 3);
    CHECK(scene.find(Role::nir)->scale == 0.0001);
    CHECK(scene.find(Role::nir)->offset == -0.1);
    CHECK(scene.find(Role::blue)->no_data == 0.0);
    REQUIRE(scene.masks.size() == 1);
    CHECK(scene.masks[0].kind == MaskKind::scl);
    CHECK(scene.masks[0].band == 1);
}

TEST_CASE("a sidecar's scale may differ from role to role") {
    const Scene scene = parse_sidecar(
        head + "scale = { blue = 1e-5, nir = 1e-4 }\n[bands]\nblue = \"b.tif\"\nnir = \"n.tif\"\n",
        "scene.toml");
    CHECK(scene.find(Role::blue)->scale == 1e-5);
    CHECK(scene.find(Role::nir)->scale == 1e-4);
    CHECK(scene.find(Role::blue)->path == "b.tif");
}

TEST_CASE("a sidecar's mistakes are answered with place and advice") {
    const auto mistake = [](const std::string& text, const std::string& answer) {
        CHECK_THROWS_WITH(parse_sidecar(text, "a/scene.toml"), Catch::Contains(answer));
    };
    const std::string bands = "[bands]\nred = \"r.tif\"\n";
    mistake(head + "[bands]\nred = \"../r.tif\"\n", "leaves the folder");
    mistake(head + "[bands]\nred = \"/etc/passwd\"\n", "leaves the folder");
    mistake(head + "[bands]\nred = \"x/../../r.tif\"\n", "leaves the folder");
    mistake(head + "[bands]\nred = \"http://x/r.tif\"\n", "leaves the folder");
    mistake(head + "[bands]\nred = \"r.tif#0\"\n", "band number from 1");
    mistake(head + "[bands]\npurple = \"r.tif\"\n", "a/scene.toml:4:1: 'purple' is no band role");
    mistake(head + "colour = 1\n" + bands, "unknown key 'colour'");
    mistake("level = \"L2A\"\n" + bands, "'date' is missing");
    mistake("date = \"26.3.2018\"\nlevel = \"L2A\"\n" + bands, "expected one like 2018-03-26");
    mistake("date = \"2018-03-26\"\nlevel = \"L9\"\n" + bands, "level 'L9', expected one of");
    mistake(head + "scale = { blue = 1e-4 }\n" + bands, "says nothing of the band 'red'");
    mistake(head + "sensor = \"spot\"\n" + bands, "sensor 'spot' is not known");
    mistake(head + bands + "[mask]\nfile = \"m.tif\"\nkind = \"sand\"\n", "mask kind 'sand'");
}

TEST_CASE("a sidecar may hold several masks, a saturated number and the provider's cloud share") {
    const Scene scene = parse_sidecar(
        "date = \"2020-05-01\"\nlevel = \"L2A\"\nsensor = \"sentinel-2b\"\nsaturated = 65535\n"
        "cloud_share = 0.2\n[bands]\nred = \"r.tif\"\n[[masks]]\nfile = \"a.tif\"\nkind = \"scl\"\n"
        "[[masks]]\nfile = \"b.tif\"\nkind = \"cloud_probability\"\n",
        "d/scene.toml");
    CHECK(scene.masks.size() == 2);
    CHECK(*scene.bands[0].saturated == 65535.0);
    CHECK(scene.cloud_share == 0.2);
    CHECK(scene.platform == "sentinel-2b");
    CHECK(scene.sensor == "sentinel-2");
}
