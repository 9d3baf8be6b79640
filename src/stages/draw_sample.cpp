#include "stages/draw_sample.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/random.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "io/table_file.hpp"
#include "io/vector_file.hpp"
#include "learning/accuracy_sampling.hpp"
#include "raster/blocks.hpp"

namespace borderlens {
namespace {

constexpr Index sample_block_px = 1024;  // chosen: 4 MB of codes a raster and thread

struct Blocks {
    Grid grid;
    std::string map, strata;
    std::vector<Block> blocks;
};

struct SampleCodes {
    Raster<std::int32_t> map, strata;
};

SampleCodes read_block(const Blocks& all, const Block& block) {
    SampleCodes codes{read_codes(all.map, 0, block.core), {}};
    codes.strata = all.strata.empty() ? codes.map : read_codes(all.strata, 0, block.core);
    return codes;
}

bool in_population(const SampleCodes& codes, std::size_t i) {
    return codes.map.values()[i] != no_code && codes.strata.values()[i] != no_code;
}

/// Pixels of each stratum in each block.
std::vector<std::map<std::int32_t, Index>> count_strata(const Blocks& all) {
    std::vector<std::map<std::int32_t, Index>> counts(all.blocks.size());
    parallel_for(static_cast<Index>(all.blocks.size()), [&](Index number) {
        const SampleCodes codes = read_block(all, all.blocks[static_cast<std::size_t>(number)]);
        auto& mine = counts[static_cast<std::size_t>(number)];
        for (std::size_t i = 0; i < codes.map.values().size(); ++i)
            if (in_population(codes, i)) ++mine[codes.strata.values()[i]];
    });
    return counts;
}

struct Drawn {
    Point place;
    std::int32_t map = 0;
    std::int32_t stratum = 0;
};

/// The pixels of the wanted ranks, counted through each stratum block by block.
std::vector<Drawn> find_ranks(const Blocks& all,
                              const std::vector<std::map<std::int32_t, Index>>& counts,
                              const std::map<std::int32_t, std::vector<Index>>& ranks) {
    std::vector<std::map<std::int32_t, Index>> first(counts.size());
    std::map<std::int32_t, Index> passed;
    for (std::size_t block = 0; block < counts.size(); ++block) {
        first[block] = passed;
        for (const auto& [stratum, count] : counts[block]) passed[stratum] += count;
    }
    std::vector<std::vector<Drawn>> found(counts.size());
    parallel_for(static_cast<Index>(counts.size()), [&](Index number) {
        const std::size_t b = static_cast<std::size_t>(number);
        const Block& block = all.blocks[b];
        bool any = false;
        std::map<std::int32_t, Index> next = first[b];
        for (const auto& [stratum, count] : counts[b]) {
            const auto& wanted = ranks.at(stratum);
            const auto from = std::lower_bound(wanted.begin(), wanted.end(), next[stratum]);
            any = any || (from != wanted.end() && *from < next[stratum] + count);
        }
        if (!any) return;
        const SampleCodes codes = read_block(all, block);
        for (std::size_t i = 0; i < codes.map.values().size(); ++i) {
            if (!in_population(codes, i)) continue;
            const std::int32_t stratum = codes.strata.values()[i];
            const auto& wanted = ranks.at(stratum);
            if (!std::binary_search(wanted.begin(), wanted.end(), next[stratum]++)) continue;
            const Index row = block.core.row0 + static_cast<Index>(i) / block.core.cols;
            const Index col = block.core.col0 + static_cast<Index>(i) % block.core.cols;
            found[b].push_back({all.grid.center(row, col), codes.map.values()[i], stratum});
        }
    });
    std::vector<Drawn> drawn;
    for (const auto& part : found) drawn.insert(drawn.end(), part.begin(), part.end());
    return drawn;
}

/// Points in random order, so that interpreters do not meet one stratum after the other.
VectorLayer layer_of(std::vector<Drawn> drawn, const Grid& grid, std::uint64_t seed) {
    Random random(derive_seed(seed, "sample order"));
    for (std::size_t i = drawn.size(); i > 1; --i)
        std::swap(drawn[i - 1],
                  drawn[static_cast<std::size_t>(random.below(static_cast<Index>(i)))]);
    VectorLayer layer;
    layer.name = "samples";
    layer.crs = grid.crs();
    std::vector<double> id;
    std::vector<std::string> map, stratum;
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        layer.geometries.push_back({{drawn[i].place}, {}, {}});
        id.push_back(static_cast<double>(i + 1));
        map.push_back(std::to_string(drawn[i].map));
        stratum.push_back(std::to_string(drawn[i].stratum));
    }
    const std::vector<std::string> empty(drawn.size());
    layer.attributes.set("id", std::move(id));
    layer.attributes.set("stratum", std::move(stratum));
    layer.attributes.set("map", std::move(map));
    for (const char* field : {"interpreter_1", "interpreter_2", "reference", "note"})
        layer.attributes.set(field, empty);
    return layer;
}

std::string beside(const std::string& out, const std::string& ending) {
    return out.substr(0, out.size() - std::string(".gpkg").size()) + ending;
}

}  // namespace

Document draw_sample(const std::string& map, const std::string& out, const SampleOptions& options) {
    if (!out.ends_with(".gpkg")) throw input_error("{}: expected a name that ends in .gpkg", out);
    const std::string strata_out = beside(out, "_strata.csv"), form_out = beside(out, ".qml");
    for (const std::string& path : {out, strata_out, form_out})
        require_writable(path, options.overwrite);
    Blocks all{read_raster_info(map).grid, map, options.strata_path, {}};
    if (!all.strata.empty() && !(read_raster_info(all.strata).grid == all.grid))
        throw input_error("{}: expected the grid of {}: {}; warp it first (gdalwarp)", all.strata,
                          map, all.grid.describe());
    all.blocks = blocks_of(all.grid.window(), sample_block_px, 0);
    const auto counts = count_strata(all);
    std::map<std::int32_t, Index> pixels;
    for (const auto& block : counts)
        for (const auto& [stratum, count] : block) pixels[stratum] += count;
    std::vector<DesignStratum> strata;
    std::vector<std::int32_t> codes;
    for (const auto& [stratum, count] : pixels) {
        const std::string name = std::to_string(stratum);
        const auto known = options.expected_by_stratum.find(name);
        codes.push_back(stratum);
        strata.push_back(
            {name, count,
             known == options.expected_by_stratum.end() ? options.expected_accuracy : known->second,
             0});
    }
    for (const auto& [name, accuracy] : options.expected_by_stratum)
        if (std::none_of(strata.begin(), strata.end(),
                         [&, wanted = name](const DesignStratum& s) { return s.name == wanted; }))
            throw input_error("--expected: stratum '{}' is not in the map", name);
    const SamplePlan plan = plan_samples(std::move(strata), options.half_width, options.least);
    std::map<std::int32_t, std::vector<Index>> ranks;
    for (std::size_t s = 0; s < codes.size(); ++s)
        ranks[codes[s]] = draw_ranks(plan.strata[s].pixels, plan.strata[s].samples,
                                     derive_seed(options.seed, "sample", codes[s]));
    const VectorLayer layer = layer_of(find_ranks(all, counts, ranks), all.grid, options.seed);

    std::map<std::string, std::string> labels;
    for (const LegendEntry& entry : read_legend(map))
        labels[std::to_string(entry.code)] = entry.name;
    for (const std::string& code : layer.attributes.texts("map")) labels.try_emplace(code, code);
    Table table;
    std::vector<std::string> names;
    std::vector<double> sizes, samples;
    Document list = Document::list();
    Index total = 0;
    for (const DesignStratum& stratum : plan.strata) {
        names.push_back(stratum.name);
        sizes.push_back(static_cast<double>(stratum.pixels));
        samples.push_back(static_cast<double>(stratum.samples));
        Document one = Document::object();
        one.set("stratum", stratum.name);
        one.set("pixels", stratum.pixels);
        one.set("expected_accuracy", stratum.expected_accuracy);
        one.set("samples", stratum.samples);
        list.append(std::move(one));
        total += stratum.samples;
    }
    table.set("stratum", names);
    table.set("pixels", sizes);
    table.set("samples", samples);
    write_vector(out, {layer}, options.overwrite);
    write_table(strata_out, table, options.overwrite);
    write_text(form_out, interpretation_form(labels), options.overwrite);
    Document document = Document::object();
    document.set("samples", total);
    document.set("wanted", plan.wanted);
    document.set("half_width", plan.half_width);
    document.set("strata", std::move(list));
    document.set("seed", static_cast<Index>(options.seed));
    document.set("next", "borderlens accuracy --samples " + out + " --strata " + strata_out +
                             " --map-field map --reference-field reference --interpreters "
                             "interpreter_1,interpreter_2");
    return document;
}

}  // namespace borderlens
