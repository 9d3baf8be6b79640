#include <catch2/catch.hpp>
#include <cstring>

#include "base/error.hpp"
#include "base/random.hpp"
#include "learning/forest_file.hpp"
#include "support/answer.hpp"
#include "support/small_forest.hpp"

using namespace borderlens;

namespace {

/// The bytes with a checksum that fits them: what a hostile hand would do.
std::string sealed(std::string bytes) {
    const std::uint64_t sum = hash_bytes(std::string_view(bytes).substr(0, bytes.size() - 8));
    std::memcpy(bytes.data() + bytes.size() - 8, &sum, 8);
    return bytes;
}

std::string answer_to(const std::string& bytes) {
    return answer_of([&] { forest_from_bytes(bytes, "m.forest"); });
}

}  // namespace

TEST_CASE("a forest comes back from its file the same") {
    const Forest forest = small_forest();
    const std::string bytes = forest_to_bytes(forest);
    const Forest back = forest_from_bytes(bytes, "m.forest");
    CHECK(back.features == forest.features);
    CHECK(back.trees == forest.trees);
    CHECK(back.leaves.shares == forest.leaves.shares);
    CHECK(back.legend[1].name == forest.legend[1].name);
    CHECK(back.legend[1].rgb == forest.legend[1].rgb);
    CHECK(back.seed == forest.seed);
    CHECK(forest_to_bytes(back) == bytes);
}

TEST_CASE("any changed or missing byte is noticed") {
    const std::string bytes = forest_to_bytes(small_forest());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        std::string changed = bytes;
        changed[i] = static_cast<char>(changed[i] ^ 0x41);
        CHECK(answer_to(changed) != "accepted");
        CHECK(answer_to(bytes.substr(0, i)) != "accepted");
    }
    CHECK(answer_to(bytes + "x") != "accepted");
    CHECK_THAT(answer_to("hello"), Catch::Contains("no borderlens model file"));
}

TEST_CASE("hostile bytes with a fitting checksum never pass unsound trees") {
    const std::string bytes = forest_to_bytes(small_forest());
    Random random(3);
    for (int round = 0; round < 20000; ++round) {
        std::string changed = bytes;
        for (Index flips = 1 + random.below(4); flips > 0; --flips)
            changed[static_cast<std::size_t>(random.below(static_cast<Index>(bytes.size())))] =
                static_cast<char>(random.below(256));
        if (answer_to(sealed(changed)) != "accepted") continue;
        const Forest forest = forest_from_bytes(sealed(changed), "m.forest");
        for (const Tree& tree : forest.trees)
            for (std::size_t i = 0; i < tree.size(); ++i) {
                const bool sound = tree[i].child == 0
                                       ? tree[i].feature < 2
                                       : tree[i].child > i && tree[i].child + 1 < tree.size() &&
                                             tree[i].feature < forest.features.size();
                if (!sound) FAIL("an unsound tree was accepted");
            }
    }
}

TEST_CASE("a header nested beyond reason is refused before it is parsed") {
    std::string bytes = "BLFOREST";
    const std::uint32_t version = 1, length = 100000;
    bytes.append(reinterpret_cast<const char*>(&version), 4);
    bytes.append(reinterpret_cast<const char*>(&length), 4);
    bytes += std::string(100000, '[') + std::string(16, '\0');
    CHECK_THAT(answer_to(sealed(bytes)), Catch::Contains("nested too deeply"));
}

TEST_CASE("a model is refused where features differ, and both lists are named") {
    const Forest forest = small_forest();
    CHECK_NOTHROW(require_features(forest, {"red", "nir"}, "m.forest", "c.tif"));
    CHECK_THROWS_WITH(require_features(forest, {"nir", "red"}, "m.forest", "c.tif"),
                      Catch::Contains("[nir, red]") && Catch::Contains("[red, nir]"));
}
