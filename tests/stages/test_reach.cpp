#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "io/files.hpp"
#include "stages/reach.hpp"
#include "stages/report_overlays.hpp"
#include "stages/run_folder.hpp"
#include "support/temp_folder.hpp"

using namespace borderlens;

TEST_CASE("the host of an address is what stands between scheme and path, whoever logs in") {
    CHECK(remote_host("/data/scene.tif").empty());
    CHECK(remote_host("/vsicurl/https://Host.Example:8080/a.tif") == "host.example");
    CHECK(remote_host("https://open.example@evil.example/a.tif") == "evil.example");
    CHECK(remote_host("https://evil.example?x=@open.example/a.tif") == "evil.example");
    CHECK(remote_host("/vsis3/bucket/a.tif") == "s3.amazonaws.com");
    CHECK(remote_host("/vsicurl?pc_url_signing=yes&url=https://x.blob.core.windows.net/a.tif") ==
          "x.blob.core.windows.net");
}

TEST_CASE("a study reaches the hosts it names and the open archives, no other") {
    Reach reach;
    reach.allow("https://named.example/v1");
    reach.allow("bare.example");
    CHECK_NOTHROW(reach.require("local.tif"));
    CHECK_NOTHROW(reach.require("/vsicurl/https://named.example/a.tif"));
    CHECK_NOTHROW(reach.require("https://bare.example/a.tif"));
    CHECK_NOTHROW(reach.require("https://sentinel-cogs.s3.us-west-2.amazonaws.com/a.tif"));
    CHECK_THROWS_WITH(reach.require("https://other.example/a.tif"),
                      Catch::Contains("host other.example") && Catch::Contains("[scenes] hosts"));
    CHECK_THROWS_AS(reach.require("https://evilamazonaws.com/a.tif"), Error);
    CHECK_THROWS_AS(
        reach.require_inside_vrt(
            "a.vrt", "<SourceFilename>/vsicurl/http://other.example/x</SourceFilename>"),
        Error);
}

TEST_CASE("what a catalogue names lies below the folder that was given") {
    CHECK_NOTHROW(require_below("cat/items/../data/b.tif", "cat"));
    CHECK_NOTHROW(require_below("b.tif", "."));
    CHECK_THROWS_AS(require_below("cat/../other/b.tif", "cat"), Error);
    CHECK_THROWS_AS(require_below("/etc/passwd", "cat"), Error);
    CHECK_THROWS_AS(require_below("catalogue/b.tif", "cat"), Error);
}

TEST_CASE("a file whose reading fails has no checksum: it is not its first part") {
    const TempFolder folder("unread");  // a folder opens like a file and fails when it is read
    CHECK_THROWS_AS(checksum_of_file(folder.path), Error);
}

TEST_CASE(
    "a layer of the run that cannot be read stops the report, which else would count as whole") {
    const TempFolder folder("overlays");
    const RunFolder run(folder.path);
    const Study study;
    CHECK(study_overlays({study, run}).empty());
    write_text(run.file("network/access.gpkg"), "no package", false);
    CHECK_THROWS_AS(study_overlays({study, run}), Error);
}

TEST_CASE("a unit's record comes back as it was written and may not point out of its folder") {
    UnitRecord record{"00ff", "", {{"layers/a.tif", 3, "ab"}}, 1.5, 2.5, 10.0};
    const UnitRecord again = parse_unit_record(to_json(record));
    CHECK(again.key == "00ff");
    REQUIRE(again.outputs.size() == 1);
    CHECK(again.outputs[0].bytes == 3);
    CHECK(again.seconds == 1.5);
    CHECK(again.processor_seconds == 2.5);
    CHECK(again.peak_memory_mib == 10.0);
    // Earlier versions told the clock alone; what they made is still current.
    CHECK(parse_unit_record(R"({"key": "00ff", "failure": "", "seconds": 1.5,
                                "peak_memory_mib": 10, "outputs": []})")
              .processor_seconds == 0.0);
    record.outputs[0].path = "layers/../../a.tif";
    CHECK_THROWS_AS(parse_unit_record(to_json(record)), Error);
    record.outputs[0].path = "/etc/passwd";
    CHECK_THROWS_AS(parse_unit_record(to_json(record)), Error);
    CHECK_THROWS_AS(parse_unit_record("{\"key\": 3}"), Error);
}
