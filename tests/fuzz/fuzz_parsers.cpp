// One parser a program: FUZZ_TARGET says which. A parser may refuse with an input error and nothing
// else: crashes, sanitizer findings, other exceptions and hangs are findings.
#include <cpl_vsi.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "app/config.hpp"
#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/random.hpp"
#include "imagery/scene_landsat.hpp"
#include "imagery/scene_safe.hpp"
#include "imagery/scene_sidecar.hpp"
#include "imagery/scene_stac.hpp"
#include "imagery/stac_search.hpp"
#include "learning/forest_file.hpp"
#include "stages/run_folder.hpp"

namespace borderlens {
namespace {

[[maybe_unused]] void fuzz_study(const std::string& text) {
    const std::string path = "/vsimem/fuzz/study.toml";
    std::string bytes = text;
    VSIFCloseL(VSIFileFromMemBuffer(path.c_str(), reinterpret_cast<GByte*>(bytes.data()),
                                    bytes.size(), FALSE));
    read_study(path, "/vsimem/fuzz/run");
}

[[maybe_unused]] void fuzz_sidecar(const std::string& text) {
    parse_sidecar(text, "folder/scene.toml");
}

[[maybe_unused]] void fuzz_mtl(const std::string& text) {
    parse_landsat_mtl(text, "folder/LC08_MTL.txt",
                      {"folder/LC08_SR_B4.TIF", "folder/LC08_SR_B5.TIF", "folder/LC08_B4.TIF",
                       "folder/LC08_QA_PIXEL.TIF"});
}

[[maybe_unused]] void fuzz_safe(const std::string& text) {
    parse_safe(text, "S2A.SAFE/MTD_MSIL2A.xml",
               {"S2A.SAFE/GRANULE/L2A/IMG_DATA/R10m/T44TNQ_B02_10m.jp2",
                "S2A.SAFE/GRANULE/L2A/IMG_DATA/R20m/T44TNQ_SCL_20m.jp2"});
}

[[maybe_unused]] void fuzz_stac(const std::string& text) {
    const Document document = parse_json(text, "item.json");
    if (stac_kind(document) == StacKind::item)
        parse_stac_item(document, "https://host.example/a/item.json");
    else
        stac_links(document, "folder/catalog.json");
    next_page(document, Document::object(), "https://host.example/search");
}

[[maybe_unused]] void fuzz_csv(const std::string& text) {
    // What was read must survive being written and read again.
    const Table table = parse_csv(text, "table.csv");
    const Table again = parse_csv(to_csv(table), "again.csv");
    if (again.columns().size() != table.columns().size()) __builtin_trap();
}

[[maybe_unused]] void fuzz_forest(const std::string& text) {
    // Random bytes never carry the right checksum: it is put in, so that what lies behind is tried.
    std::string bytes = text;
    if (bytes.size() > 8) {
        const std::uint64_t sum = hash_bytes({bytes.data(), bytes.size() - 8});
        for (int i = 0; i < 8; ++i)
            bytes[bytes.size() - 8 + static_cast<std::size_t>(i)] =
                static_cast<char>(sum >> (8 * i));
    }
    const Forest forest = forest_from_bytes(bytes, "model.forest");
    if (forest_to_bytes(forest).empty()) __builtin_trap();
}

[[maybe_unused]] void fuzz_record(const std::string& text) {
    parse_unit_record(text);
}

}  // namespace
}  // namespace borderlens

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        borderlens::FUZZ_TARGET(std::string(reinterpret_cast<const char*>(data), size));
    } catch (const borderlens::Error& error) {
        if (error.kind() != borderlens::Error::Kind::input) throw;
    }
    return 0;
}
