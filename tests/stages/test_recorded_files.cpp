#include "stages/recorded_files.hpp"

#include <catch2/catch.hpp>

#include "io/files.hpp"
#include "stages/run_folder.hpp"
#include "stages/unit.hpp"
#include "support/temp_folder.hpp"

using namespace borderlens;

namespace {

UnitRecord record_of(const std::string& path, Index bytes, const std::string& checksum) {
    UnitRecord record;
    record.key = "key";
    record.outputs = {{path, bytes, checksum}};
    return record;
}

std::string key_of(const RunFolder& folder, const std::string& file) {
    Fingerprint inputs;
    depend_on(inputs, folder, {file});
    return inputs.hex();
}

}  // namespace

TEST_CASE("a file is known by its record while its size is the recorded one") {
    RecordedFiles files;
    files.take("records/a/1.json", record_of("x.tif", 10, "abc"));
    CHECK(files.checksum("x.tif", 10) == "abc");
    CHECK(files.checksum("x.tif", 11).empty());
    CHECK(files.checksum("y.tif", 10).empty());
    SECTION("a new record of the unit takes the place of the old") {
        files.take("records/a/1.json", record_of("x.tif", 10, "def"));
        CHECK(files.checksum("x.tif", 10) == "def");
    }
    SECTION("a unit that failed has written nothing") {
        files.take("records/a/1.json", {});
        CHECK(files.checksum("x.tif", 10).empty());
    }
    SECTION("where two records disagree, none is believed") {
        files.take("records/b/1.json", record_of("x.tif", 10, "def"));
        CHECK(files.checksum("x.tif", 10).empty());
    }
}

TEST_CASE("what depends on a file has the same key by its record as by reading it") {
    const TempFolder place("recorded");
    const RunFolder writer(place.path);
    write_text(writer.file("tables/a.csv"), "a,b\n1,2\n", false);
    const std::string by_reading = key_of(writer, "tables/a.csv");
    const std::string checksum = checksum_of_file(place / "tables/a.csv");
    writer.write_record("some_stage", "all", record_of("tables/a.csv", 8, checksum));
    CHECK(key_of(writer, "tables/a.csv") == by_reading);
    SECTION("another process reads the records") {
        // Bytes that the record does not know show who was believed.
        write_text(place / "tables/a.csv", "a,b\n1,3\n", true);
        CHECK(key_of(RunFolder(place.path), "tables/a.csv") == by_reading);
    }
    SECTION("a file of another size is read") {
        write_text(place / "tables/a.csv", "a,b\n", true);
        CHECK(key_of(RunFolder(place.path), "tables/a.csv") != by_reading);
    }
    SECTION("a damaged record is no record") {
        write_text(place / "records/some_stage/all.json", "{\"key\": ", true);
        CHECK(key_of(RunFolder(place.path), "tables/a.csv") == by_reading);
    }
}
