#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "app/config.hpp"
#include "base/error.hpp"
#include "base/random.hpp"
#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "stages/pipeline.hpp"
#include "support/temp_folder.hpp"

using namespace borderlens;
namespace fs = std::filesystem;

namespace {

/// 400 x 1100 px, three tiles of the file one below another, around 81 E, 44.02 N.
void write_date(const TempFolder& folder, const std::string& date) {
    const Point middle =
        transform_points(lonlat_crs(), crs_wkt("EPSG:32644"), {{81.0, 44.02}}).front();
    const Grid grid(crs_wkt("EPSG:32644"), {middle.x - 2000, middle.y + 5500}, 10, 10, 1100, 400);
    Raster<float> bands(grid, 2);
    Random random(3);
    for (float& value : bands.values()) value = static_cast<float>(0.1 + 0.2 * random.uniform());
    write_raster(folder / ("scenes/" + date + ".tif"), bands,
                 {.band_descriptions = {"red", "nir"}, .overwrite = true});
}

/// Zeros in the middle tile: behind overviews and the first, before the last.
void damage(const std::string& path) {
    const auto size = static_cast<std::streamoff>(fs::file_size(path));
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(size * 6 / 10);
    file << std::string(static_cast<std::size_t>(size / 10), '\0');
}

Study study_in(const TempFolder& folder, const std::string& on_bad_scene) {
    std::ofstream(folder / "line.geojson")
        << R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},)"
        << R"("geometry":{"type":"LineString","coordinates":[[81.0,44.01],[81.0,44.03]]}}]})";
    std::ofstream(folder / "study.toml")
        << "[study]\ncrs = \"EPSG:32644\"\npixel_size_m = 10\nrun_folder = \"run\"\n"
           "[border]\nline = \"line.geojson\"\nside_a_lonlat = [81.01, 44.02]\n"
           "zone_km = 1\nbands_km = [0, 1]\n[scenes]\npaths = [\"scenes\"]\non_bad_scene = \""
        << on_bad_scene << "\"\n[season]\nyears = [2020]\n";
    return read_study(folder / "study.toml", folder / "run");
}

/// The pipeline up to joined composites; how often it had to begin again.
int composite_all(const Study& study) {
    const RunFolder place(study.run_folder);
    const StudyRun run(study, place);
    int again = 0;
    for (std::size_t next = 0; pipeline()[next].name != "count_looks";) {
        const bool on = run_stage(pipeline()[next], run, {});
        next = on ? next + 1 : 0;
        again += on ? 0 : 1;
    }
    return again;
}

float most_looks(const TempFolder& folder) {
    float most = 0.0F;
    for (const std::string& path : list_files(folder / "run/composites/2020"))
        if (path.ends_with(".tif"))
            for (const float looks : read_floats(path, {2}).values()) most = std::max(most, looks);
    return most;
}

}  // namespace

TEST_CASE("a scene damaged in its middle is left out of a study that skips, named and counted") {
    const TempFolder folder("damaged_scene");
    fs::create_directories(folder / "scenes");
    for (const char* date : {"2020-05-01", "2020-06-01", "2020-07-01"}) write_date(folder, date);
    damage(folder / "scenes/2020-06-01.tif");

    CHECK_THROWS_WITH(composite_all(study_in(folder, "stop")),
                      Catch::Contains("2020-06-01.tif") && Catch::Contains("cannot be read"));

    const Study study = study_in(folder, "skip");
    CHECK(composite_all(study) == 1);
    CHECK(most_looks(folder) == 2.0F);
    const Table scenes = read_table(folder / "run/tables/scenes.csv");
    REQUIRE(scenes.rows() == 3);
    CHECK(scenes.numbers("used") == std::vector<double>{1, 0, 1});
    CHECK_THAT(scenes.texts("problem")[1], Catch::Contains("cannot be read"));

    // The next run knows it from the start; one that stops, says so.
    CHECK(composite_all(study) == 0);
    CHECK_THROWS_WITH(composite_all(study_in(folder, "stop")), Catch::Contains("cannot be read"));

    write_date(folder, "2020-06-01");
    CHECK(composite_all(study_in(folder, "skip")) == 0);
    CHECK(most_looks(folder) == 3.0F);
}
