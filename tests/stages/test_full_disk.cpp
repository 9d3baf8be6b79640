#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <functional>

#include "base/error.hpp"
#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/mosaic.hpp"
#include "io/raster_file.hpp"
#include "io/vector_file.hpp"
#include "io/workbook.hpp"
#include "support/temp_folder.hpp"

using namespace borderlens;
namespace fs = std::filesystem;

namespace {

/// Writes of this process fail beyond so many bytes of a file, as they do where a disk is full.
struct FileLimit {
    explicit FileLimit(rlim_t bytes) : handler(std::signal(SIGXFSZ, SIG_IGN)) {
        getrlimit(RLIMIT_FSIZE, &before);
        const rlimit small{bytes, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~FileLimit() {
        setrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, handler);
    }
    FileLimit(const FileLimit&) = delete;
    FileLimit& operator=(const FileLimit&) = delete;
    rlimit before{};
    void (*handler)(int);
};

/// What writing says with only 100 bytes of room; nothing may be left in the folder.
std::string answer_of(const TempFolder& folder, const std::string& name,
                      const std::function<void(const std::string&)>& write) {
    std::string answer = "written";
    {
        const FileLimit limit(100);
        try {
            write(folder / name);
        } catch (const Error& error) {
            CHECK(error.kind() == Error::Kind::input);
            answer = error.what();
        }
    }
    for (const auto& entry : fs::directory_iterator(folder.path)) {
        INFO(entry.path());
        CHECK(entry.path().filename() == "kept.tif");
    }
    return answer;
}

}  // namespace

TEST_CASE("no writer takes a file for whole that the disk had no room for") {
    const TempFolder folder("full_disk");
    const Grid grid(crs_wkt("EPSG:32644"), {600000, 4900000}, 10, 10, 20, 20);
    write_raster(folder / "kept.tif", Raster<float>(grid, 1, 1.0F));
    Table table;
    table.set("name", std::vector<std::string>(500, "a name of some length"));
    VectorLayer places{"places", lonlat_crs(), {}, table};
    for (int i = 0; i < 500; ++i) places.geometries.push_back({{{80.0 + i * 0.01, 44.0}}, {}, {}});

    const auto book = [&](const std::string& path) { write_workbook(path, {{"a", table}}, true); };
    CHECK_THAT(answer_of(folder, "t.xlsx", book), Catch::Contains("cannot be written"));
    CHECK_THAT(answer_of(folder, "t.ods", book), Catch::Contains("cannot be written"));
    const auto layers = [&](const std::string& path) { write_vector(path, {places}, true); };
    CHECK_THAT(answer_of(folder, "t.gpkg", layers), Catch::Contains("cannot be written"));
    CHECK_THAT(answer_of(folder, "t.geojson", layers), Catch::Contains("cannot be written"));
    const auto mosaic = [&](const std::string& path) { write_mosaic(path, {folder / "kept.tif"}); };
    CHECK_THAT(answer_of(folder, "t.vrt", mosaic), Catch::Contains("cannot be written"));
    const auto text = [](const std::string& path) {
        write_text(path, std::string(5000, 'a'), true);
    };
    CHECK_THAT(answer_of(folder, "t.txt", text), Catch::Contains("cannot be written"));
    const auto raster = [&](const std::string& path) { write_raster(path, Raster<float>(grid)); };
    CHECK_THAT(answer_of(folder, "t.tif", raster), Catch::Contains("cannot be written"));

    // With room all of them are there and can be read.
    book(folder / "t.xlsx");
    layers(folder / "t.geojson");
    mosaic(folder / "t.vrt");
    // In a sheet of texts alone GDAL takes the names of the columns for a row.
    CHECK(read_vector(folder / "t.xlsx").attributes.rows() == 501);
    CHECK(read_vector(folder / "t.geojson").geometries.size() == 500);
    CHECK(read_floats(folder / "t.vrt", {0}).values() == std::vector<float>(400, 1.0F));
    CHECK_THAT(read_text(folder / "t.vrt"), Catch::Contains("relativeToVRT=\"1\">kept.tif"));
}

TEST_CASE(
    "a raster larger than the room on its disk is refused before it is begun, in its own size") {
    const Grid grid(crs_wkt("EPSG:32644"), {600000, 4900000}, 10, 10, 200, 200);
    // The kernel's view of processes has no room at all.
    CHECK_THROWS_WITH(write_raster("/proc/large.tif", Raster<float>(grid, 8, 1.0F)),
                      Catch::Contains("need 1.3 MB while they are written, the disk has 0.0 MB"));
}
