#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

#include "base/parallel.hpp"
#include "io/crs.hpp"
#include "io/environment.hpp"
#include "io/mosaic.hpp"
#include "io/raster_file.hpp"
#include "support/temp_folder.hpp"

using namespace borderlens;

namespace {

double resident_mib() {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (word == "VmRSS:") {
            double kib = 0.0;
            status >> kib;
            return kib / 1024.0;
        }
    return 0.0;
}

}  // namespace

TEST_CASE("files that stay open hold no block each of a whole study") {
    const TempFolder folder("open_files");
    const Grid grid(crs_wkt("EPSG:32644"), {600000, 4900000}, 10, 10, 512, 512);
    constexpr Index files = 40, bands = 12;
    const Raster<float> tile(grid, bands, 1.0F);  // 12.6 MB in one block; all of them 503
    for (Index k = 0; k < files; ++k) write_raster(folder / (std::to_string(k) + ".tif"), tile);
    set_thread_count(16);  // 32 MiB for this thread
    lower_block_cache(16);
    const double before = resident_mib();
    for (Index k = 0; k < files; ++k)
        CHECK(read_floats(folder / (std::to_string(k) + ".tif"), {0})(3, 3) == 1.0F);
    set_thread_count(0);
    CHECK(resident_mib() - before < 200.0);
}

TEST_CASE("an open mosaic holds no block of each of its tiles") {
    const TempFolder folder("open_mosaic");
    constexpr Index tiles = 48, bands = 12, px = 512;  // 12.6 MB in one block; all of them 604
    std::vector<std::string> paths;
    for (Index k = 0; k < tiles; ++k) {
        const double left_m = 600000.0 + static_cast<double>(k * px) * 10.0;
        const Grid grid(crs_wkt("EPSG:32644"), {left_m, 4900000}, 10, 10, px, px);
        paths.push_back(folder / (std::to_string(k) + ".tif"));
        write_raster(paths.back(), Raster<float>(grid, bands, 1.0F));
    }
    write_mosaic(folder / "all.vrt", paths);
    lower_block_cache(16);
    const double before = resident_mib();
    double held = 0.0;
    // What a thread has open it closes at its end.
    std::thread([&] {
        for (Index k = 0; k < tiles; ++k)
            CHECK(read_floats(folder / "all.vrt", {0}, Window{3, k * px + 3, 1, 1})(0, 0) == 1.0F);
        held = resident_mib() - before;
    }).join();
    CHECK(held < 480.0);
}
