#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <thread>

#include "base/error.hpp"
#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/http.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "stages/composite_scenes.hpp"
#include "stages/fetch_scenes.hpp"
#include "stages/find_scenes.hpp"
#include "support/temp_folder.hpp"

using namespace borderlens;
namespace fs = std::filesystem;

namespace {

/// The Python server of tests/support, ended with the test.
struct Server {
    pid_t process = -1;
    std::string address;

    explicit Server(const std::string& folder) {
        const std::string port_file = folder + "/port";
        process = fork();
        if (process == 0) {
            execl("/usr/bin/python3", "python3",
                  BORDERLENS_SOURCE_DIR "/tests/support/range_server.py", folder.c_str(),
                  port_file.c_str(), static_cast<char*>(nullptr));
            _exit(127);
        }
        for (int i = 0; i < 200 && !fs::exists(port_file); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        if (fs::exists(port_file)) address = "http://127.0.0.1:" + read_text(port_file);
    }
    ~Server() {
        kill(process, SIGTERM);
        waitpid(process, nullptr, 0);
    }
};

const Grid& ground() {
    static const Grid grid(crs_wkt("EPSG:32644"), {600000, 4900000}, 10, 10, 1500, 1500);
    return grid;
}

std::string item(const std::string& id, const std::string& date, const std::string& file) {
    return R"({"type":"Feature","stac_version":"1.0.0","id":")" + id +
           R"(","collection":"sentinel-2-l2a","properties":{"datetime":")" + date +
           R"(T05:00:00Z","platform":"sentinel-2a","eo:cloud_cover":5,
        "earthsearch:boa_offset_applied":false},"assets":{
        "red":{"href":")" +
           file + R"(","raster:bands":[{"scale":0.0001,"offset":-0.1}]},
        "scl":{"href":"scl.tif"}}})";
}

}  // namespace

TEST_CASE("scenes of a STAC server are found, cut out and read offline", "[slow]") {
    if (!fs::exists("/usr/bin/python3")) {
        WARN("skipped: no python3 for the server");
        return;
    }
    const TempFolder folder("fetch"), cache("fetch_cache");
    Raster<std::uint16_t> red(ground());
    for (std::size_t i = 0; i < red.values().size(); ++i)
        red.values()[i] = static_cast<std::uint16_t>(2000 + (i * 2654435761u >> 7) % 4000);
    write_raster(folder / "red.tif", red);
    write_raster(folder / "scl.tif", Raster<std::uint8_t>(ground(), 1, 4));
    const Server server(folder.path);
    REQUIRE_FALSE(server.address.empty());
    fs::copy_file(folder / "red.tif", folder / "red2.tif");
    std::string items = "{\"type\":\"FeatureCollection\",\"features\":[" +
                        item("S2A_1", "2020-05-01", "red.tif") + "," +
                        item("S2A_2", "2020-06-01", "red2.tif") + "," +
                        item("S2A_3", "2021-06-01", "red.tif") + "]}";
    for (const std::string file : {"\"red.tif", "\"red2.tif", "\"scl.tif"})
        for (std::size_t at; (at = items.find(file)) != std::string::npos;)
            items.replace(at, 1, "\"" + server.address + "/");
    write_text(folder / "items.json", items, true);

    Study study;
    study.crs = ground().crs();
    study.bounds = Bounds{607000, 4893000, 607500, 4893400};
    study.periods = {{"2020", {2020, 4, 1}, {2020, 10, 31}}};
    StacSearch search;
    search.collections = {"sentinel-2-l2a"};
    search.lonlat = study_lonlat(study);
    search.first = {2020, 4, 1};
    search.last = {2020, 10, 31};
    const std::vector<Document> found = search_items(server.address, search);
    REQUIRE(found.size() == 2);  // two pages; the third lies in another year
    write_document(cache / ".items.json", item_collection(found), true);

    // Scenes lie only at hosts the study names.
    CHECK(fetch_scenes(study, {cache / ".items.json"}, cache.path).failed == 2);
    CHECK(http_get(server.address + "/bytes") == "0");
    study.scenes.hosts = {server.address};
    const FetchSummary summary = fetch_scenes(study, {cache / ".items.json"}, cache.path);
    CHECK(summary.scenes == 2);
    // Only the blocks needed: far less than the two files twice.
    const double whole = 2.0 * static_cast<double>(fs::file_size(folder / "red.tif"));
    const double served = std::stod(http_get(server.address + "/bytes"));
    INFO(served << " of " << whole << " bytes");
    CHECK(served < whole);
    CHECK(fetch_scenes(study, {cache / ".items.json"}, cache.path).present == 2);

    const std::vector<Scene> scenes = find_scenes({cache.path});
    REQUIRE(scenes.size() == 2);
    REQUIRE(scenes[0].problem.empty());
    const Grid window(ground().crs(), {607000, 4893400}, 10, 10, 40, 50);
    const SceneImage image = read_scene(scenes[0], window, window.window(), {Role::red});
    // row 660, column 700 of the file: number * 0.0001 - 0.1
    const double expected = red(660, 700) * 1e-4 - 0.1;
    CHECK(static_cast<double>(image.values(0, 0, 0)) == Approx(expected).margin(1e-6));
}

TEST_CASE("a dead server is reported") {
    CHECK_THROWS_WITH(http_get("http://127.0.0.1:9/nothing"), Catch::Contains("127.0.0.1:9"));
}

TEST_CASE("what a catalogue calls a scene is written as text, not as keys of the sidecar") {
    const TempFolder folder("fetch_names"), cache("fetch_names_cache");
    Raster<std::uint16_t> red(ground(), 1, 2000);
    write_raster(folder / "red.tif", red);
    write_raster(folder / "scl.tif", Raster<std::uint8_t>(ground(), 1, 4));
    const std::string name = "S2A_1\\\"\\ncloud_share = 0.9\\n";
    write_text(folder / "items.json",
               "{\"type\":\"FeatureCollection\",\"features\":[" +
                   item(name, "2020-05-01", "red.tif") + "]}",
               true);
    Study study;
    study.crs = ground().crs();
    study.bounds = Bounds{607000, 4893000, 607500, 4893400};
    study.periods = {{"2020", {2020, 4, 1}, {2020, 10, 31}}};
    REQUIRE(fetch_scenes(study, {folder / "items.json"}, cache.path).scenes == 1);
    const std::vector<Scene> scenes = find_scenes({cache.path});
    REQUIRE(scenes.size() == 1);
    CHECK(scenes[0].problem.empty());
    CHECK(scenes[0].id == "S2A_1\"\ncloud_share = 0.9\n");
    CHECK(scenes[0].cloud_share == Approx(0.05));
}
