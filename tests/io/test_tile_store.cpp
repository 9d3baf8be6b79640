#include <catch2/catch.hpp>
#include <string>

#include "io/tile_store.hpp"
#include "support/temp_folder.hpp"

using namespace borderlens;

TEST_CASE("forgotten bytes leave those beside them alone") {
    const TempFolder folder("forget");
    constexpr std::size_t part = 40000, parts = 1000;  // 40 MB: in a file
    TileStore store(folder / "r.tif", part * parts);
    const std::string written(part, 'x');
    for (std::size_t k = 0; k < 3; ++k) store.put(k * part, written.data(), part);
    store.forget(part, part);
    for (const std::size_t k : {0, 2}) {
        std::string found(part, ' ');
        store.get(k * part, found.data(), part);
        CHECK((found == written));
    }
}
