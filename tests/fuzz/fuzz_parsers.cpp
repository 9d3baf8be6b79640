// One parser a process: the environment variable FUZZ_TARGET names it. A parser may refuse with an
// input error and nothing else: crashes, sanitizer findings, other exceptions and hangs are
// findings.
#include <cpl_vsi.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "app/config.hpp"
#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/random.hpp"
#include "features/formula.hpp"
#include "imagery/scene_landsat.hpp"
#include "imagery/scene_safe.hpp"
#include "imagery/scene_sidecar.hpp"
#include "imagery/scene_stac.hpp"
#include "imagery/stac_search.hpp"
#include "io/table_file.hpp"
#include "io/tiff_directory.hpp"
#include "io/vector_file.hpp"
#include "learning/forest_file.hpp"
#include "network/scenario.hpp"
#include "stages/run_folder.hpp"
#include "support/small_forest.hpp"

namespace borderlens {
namespace {

/// A file of GDAL's in memory with these bytes, for as long as this lives.
class MemoryFile {
  public:
    MemoryFile(std::string path, std::string bytes)
        : m_path(std::move(path)), m_bytes(std::move(bytes)) {
        VSIFCloseL(VSIFileFromMemBuffer(m_path.c_str(), reinterpret_cast<GByte*>(m_bytes.data()),
                                        m_bytes.size(), FALSE));
    }
    ~MemoryFile() { VSIUnlink(m_path.c_str()); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    const std::string& path() const { return m_path; }

  private:
    std::string m_path, m_bytes;
};

void fuzz_study(const std::string& text) {
    read_study(MemoryFile("/vsimem/fuzz/study.toml", text).path(), "/vsimem/fuzz/run");
}

void fuzz_sidecar(const std::string& text) {
    parse_sidecar(text, "folder/scene.toml");
}

void fuzz_mtl(const std::string& text) {
    parse_landsat_mtl(text, "folder/LC08_MTL.txt",
                      {"folder/LC08_SR_B4.TIF", "folder/LC08_SR_B5.TIF", "folder/LC08_B4.TIF",
                       "folder/LC08_QA_PIXEL.TIF"});
}

void fuzz_safe(const std::string& text) {
    parse_safe(text, "S2A.SAFE/MTD_MSIL2A.xml",
               {"S2A.SAFE/GRANULE/L2A/IMG_DATA/R10m/T44TNQ_B02_10m.jp2",
                "S2A.SAFE/GRANULE/L2A/IMG_DATA/R20m/T44TNQ_SCL_20m.jp2"});
}

void fuzz_stac(const std::string& text) {
    const Document document = parse_json(text, "item.json");
    if (stac_kind(document) == StacKind::item)
        parse_stac_item(document, "https://host.example/a/item.json");
    else
        stac_links(document, "folder/catalog.json");
    next_page(document, Document::object(), "https://host.example/search");
}

/// What a server answers to a search: the list of items, and what is chosen of it.
void fuzz_items(const std::string& text) {
    const Document page = parse_json(text, "https://host.example/search");
    const Document* features = page.find("features");
    if (features == nullptr || !features->is_list()) return;
    std::vector<Document> items;
    for (Index i = 0; i < features->size(); ++i) items.push_back((*features)[i]);
    const Period decade{"2020", {2015, 1, 1}, {2025, 12, 31}};
    for (const Document& item : chosen_items(items, {decade, 0.8, {}, 2}))
        stac_kind(with_alternate(item, "s3"));
    next_page(page, Document::object(), "https://host.example/search");
}

void fuzz_scenario(const std::string& text) {
    scenario_of(parse_toml(text, "scenario.toml"));
}

void fuzz_formula(const std::string& text) {
    const Formula formula(text);
    const std::vector<double> inputs(formula.names().size(), 0.25);
    const double value = formula.evaluate(inputs);
    float one = 0.0F;
    const std::vector<const float*> none(inputs.size(), nullptr);
    formula.evaluate(none, inputs, 1, &one);
    const float rounded = static_cast<float>(value);
    if (rounded != one && !(rounded != rounded && one != one)) __builtin_trap();
}

/// Tables as JSON: a list of objects.
void fuzz_table(const std::string& text) {
    const Table table = read_table(MemoryFile("/vsimem/fuzz/table.json", text).path());
    if (table.rows() < 0) __builtin_trap();
}

/// Labels, nodes and borders: what GDAL makes of GeoJSON, taken over as polygons and attributes.
void fuzz_labels(const std::string& text) {
    const VectorLayer layer =
        read_vector(MemoryFile("/vsimem/fuzz/labels.geojson", text).path(), "", "EPSG:32644");
    if (static_cast<Index>(layer.geometries.size()) != layer.attributes.rows() &&
        !layer.attributes.columns().empty())
        __builtin_trap();
}

void fuzz_csv(const std::string& text) {
    // What was read must survive being written and read again.
    const std::string written = to_csv(parse_csv(text, "table.csv"));
    try {
        if (to_csv(parse_csv(written, "again.csv")) == written) return;
    } catch (const Error&) {
    }
    __builtin_trap();
}

/// A sound file with changes: three bytes of the text say where and what. No binary files need lie
/// in the tree, and what stands behind a magic number is tried from the first second on.
std::string edited(std::string bytes, const std::string& text) {
    for (std::size_t i = 0; i + 2 < text.size() && !bytes.empty(); i += 3) {
        const auto part = [&](std::size_t k) { return static_cast<unsigned char>(text[i + k]); };
        const std::size_t at = part(0) * std::size_t{256} + part(1);
        if (at < bytes.size())
            bytes[at] = static_cast<char>(part(2));
        else  // near the end: cut short or longer
            bytes.resize(bytes.size() + at % 64 -
                         std::min<std::size_t>(bytes.size(), part(2) % 64));
    }
    return bytes;
}

void fuzz_forest(const std::string& text) {
    std::string bytes =
        text.starts_with("BLFOREST") ? text : edited(forest_to_bytes(small_forest()), text);
    // Random bytes never carry the right checksum: it is put in, so that what lies behind is tried.
    if (bytes.size() > 8) {
        const std::uint64_t sum = hash_bytes({bytes.data(), bytes.size() - 8});
        for (std::size_t i = 0; i < 8; ++i)
            bytes[bytes.size() - 8 + i] = static_cast<char>(sum >> (8 * i));
    }
    const Forest forest = forest_from_bytes(bytes, "model.forest");
    if (forest_to_bytes(forest).empty()) __builtin_trap();
}

/// Only files GDAL has just written come here, so what it does not understand is a fault of ours;
/// yet no bytes may lead outside the text.
void fuzz_tiff(const std::string& text) {
    TiffDirectory sound;
    set_tag(sound, 256, std::vector<std::uint16_t>{512});
    set_tag(sound, 324, std::vector<std::uint32_t>{16, 32, 48});
    set_tag(sound, 325, std::vector<std::uint64_t>{1, 2, 3});
    try {
        const TiffStart start =
            read_tiff_start(edited(cog_header(text.size() % 2 == 0, {sound}), text));
        cog_header(start.big, {start.first});
    } catch (const Error&) {
    }
}

void fuzz_record(const std::string& text) {
    parse_unit_record(text);
}

struct Target {
    const char* name;
    void (*parse)(const std::string&);
};
constexpr Target targets[] = {
    {"study", fuzz_study},   {"scenario", fuzz_scenario}, {"sidecar", fuzz_sidecar},
    {"mtl", fuzz_mtl},       {"safe", fuzz_safe},         {"stac", fuzz_stac},
    {"items", fuzz_items},   {"csv", fuzz_csv},           {"table", fuzz_table},
    {"labels", fuzz_labels}, {"formula", fuzz_formula},   {"forest", fuzz_forest},
    {"record", fuzz_record}, {"tiff", fuzz_tiff},
};

const Target& chosen_target() {
    const char* name = std::getenv("FUZZ_TARGET");
    for (const Target& target : targets)
        if (name != nullptr && std::string(target.name) == name) return target;
    std::fputs("FUZZ_TARGET: expected one of", stderr);
    for (const Target& target : targets) std::fprintf(stderr, " %s", target.name);
    std::fputs("\n", stderr);
    std::_Exit(2);
}

}  // namespace
}  // namespace borderlens

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const borderlens::Target& target = borderlens::chosen_target();
    try {
        target.parse(std::string(reinterpret_cast<const char*>(data), size));
    } catch (const borderlens::Error& error) {
        if (error.kind() != borderlens::Error::Kind::input) throw;
    }
    return 0;
}
