#include <catch2/catch.hpp>
#include <filesystem>

#include "io/crs.hpp"
#include "io/raster_file.hpp"
#include "support/temp_folder.hpp"

using namespace borderlens;

TEST_CASE("a file that another of its size replaces within the second is read anew") {
    const TempFolder folder("open_files");
    const std::string path = folder / "image.tif";
    Raster<std::int16_t> image(Grid(crs_wkt("EPSG:32644"), {600000, 4900000}, 10, 10, 64, 64), 1);
    std::uintmax_t bytes = 0;
    for (const std::int16_t level : {2, 3, 4}) {
        for (std::int16_t& value : image.values()) value = level;
        write_raster(path, image, {.overwrite = true});
        if (bytes == 0) bytes = std::filesystem::file_size(path);
        REQUIRE(std::filesystem::file_size(path) == bytes);
        CHECK(read_floats(path)(0, 5, 5) == level);
    }
}
