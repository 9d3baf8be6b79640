#include "io/decoded_blocks.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <stdexcept>
#include <thread>

#include "base/parallel.hpp"
#include "base/random.hpp"
#include "io/crs.hpp"
#include "io/environment.hpp"
#include "io/raster_file.hpp"
#include "support/temp_folder.hpp"

using namespace borderlens;

namespace {

constexpr std::size_t numbers = 1000;

DecodedBlocks::Key block(Index number) {
    return {"file", 0, number, 0};
}

}  // namespace

TEST_CASE("a block that several threads ask for at once is decoded once") {
    DecodedBlocks blocks;
    std::atomic<int> decoded = 0;
    std::vector<std::thread> threads;
    std::atomic<int> right = 0;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            const auto values = blocks.get(block(7), [&] {
                ++decoded;
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
                return std::vector<std::uint16_t>(numbers, 7);
            });
            right += values->size() == numbers && values->back() == 7 ? 1 : 0;
        });
    for (std::thread& thread : threads) thread.join();
    CHECK(decoded == 1);
    CHECK(right == 4);
}

TEST_CASE("blocks asked for longest ago make room, and come again when they are asked for") {
    DecodedBlocks blocks;
    blocks.keep(2 * numbers * sizeof(std::uint16_t));
    std::vector<Index> decoded;
    const auto ask = [&](Index number) {
        const auto values = blocks.get(block(number), [&] {
            decoded.push_back(number);
            return std::vector<std::uint16_t>(numbers, static_cast<std::uint16_t>(number));
        });
        CHECK(values->front() == number);
    };
    for (const Index number : {1, 2, 1, 3, 1, 2}) ask(number);
    CHECK(decoded == std::vector<Index>{1, 2, 3, 2});
    blocks.keep(0);
    ask(2);
    CHECK(decoded.size() == 5);
}

TEST_CASE("a block that cannot be decoded is tried again by who asks later") {
    DecodedBlocks blocks;
    const auto fail = []() -> std::vector<std::uint16_t> { throw std::runtime_error("torn"); };
    CHECK_THROWS_WITH(blocks.get(block(1), fail), "torn");
    CHECK(blocks.get(block(1), [] { return std::vector<std::uint16_t>{5}; })->front() == 5);
}

TEST_CASE("windows of a JPEG 2000 file across its blocks, from several threads") {
    if (!has_driver("JP2OpenJPEG", true)) {
        WARN("skipped: this GDAL writes no JPEG 2000");
        return;
    }
    const TempFolder folder("jpeg2000");
    const Grid grid(crs_wkt("EPSG:32644"), {600000, 4900000}, 10, 10, 1100, 1500);
    Raster<std::uint16_t> image(grid, 1);
    Random random(3);
    for (std::uint16_t& value : image.values())
        value = static_cast<std::uint16_t>(4000.0 * random.uniform());
    const std::string path = folder / "image.jp2";
    write_raster(path, image, {.format = RasterFormat::jpeg2000});
    const std::vector<Window> windows = {{0, 0, 1100, 1500}, {1000, 1000, 100, 100},
                                         {1020, 1022, 8, 4}, {1099, 1499, 1, 1},
                                         {0, 1023, 1100, 2}, {5, 5, 20, 1400}};
    for (int pass = 0; pass < 2; ++pass) {
        std::atomic<Index> wrong = 0;
        parallel_for(std::ssize(windows), [&](Index w) {
            const Window& window = windows[static_cast<std::size_t>(w)];
            const Raster<std::uint16_t> part = read_numbers16(path, {0}, window);
            for (Index row = 0; row < window.rows; ++row)
                for (Index col = 0; col < window.cols; ++col)
                    if (part(row, col) != image(window.row0 + row, window.col0 + col)) ++wrong;
        });
        CHECK(wrong == 0);
        // The file changes: what was kept of it does not come again.
        for (std::uint16_t& value : image.values()) value = static_cast<std::uint16_t>(value / 2);
        write_raster(path, image, {.overwrite = true, .format = RasterFormat::jpeg2000});
    }
    keep_decoded_blocks(0.0);
}
