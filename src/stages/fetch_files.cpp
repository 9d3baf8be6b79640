#include "stages/fetch_files.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>

#include "base/error.hpp"
#include "base/random.hpp"
#include "imagery/scene_stac.hpp"
#include "io/files.hpp"
#include "io/http.hpp"
#include "io/raster_file.hpp"
#include "io/vector_file.hpp"
#include "lenses/lens_classes.hpp"

namespace borderlens {
namespace fs = std::filesystem;
namespace {

/// Whole pixels from one grid's corner to the other's; an input error if they do not share pixels.
std::pair<Index, Index> offset_px(const Grid& grid, const RasterInfo& tile,
                                  const std::string& address) {
    const Point corner = grid.to_px(tile.grid.upper_left());
    const Index row = std::llround(corner.y), col = std::llround(corner.x);
    const bool same_size = std::abs(tile.grid.pixel_width() / grid.pixel_width() - 1.0) < 1e-9 &&
                           std::abs(tile.grid.pixel_height() / grid.pixel_height() - 1.0) < 1e-9;
    if (!same_size || std::abs(corner.x - static_cast<double>(col)) > 0.01 ||
        std::abs(corner.y - static_cast<double>(row)) > 0.01)
        throw input_error("{}: its pixels ({}) are not those of the first tile ({})", address,
                          tile.grid.describe(), grid.describe());
    return {row, col};
}

/// Copies what is needed of one tile, block by block, as land-use codes.
void read_tile(const std::string& address, const Grid& tile, const std::pair<Index, Index>& offset,
               const std::map<std::int32_t, ClassCode>& land, const StudyNeed& need,
               const Window& window, Raster<ClassCode>& classes) {
    const auto [row, col] = offset;
    const Window here = Window{row, col, tile.rows(), tile.cols()}.intersect(window);
    constexpr Index block_px = 1024;  // chosen: the blocks of the maps in use
    for (Index r = here.row0 / block_px * block_px; r < here.row_end(); r += block_px)
        for (Index c = here.col0 / block_px * block_px; c < here.col_end(); c += block_px) {
            const Window block = Window{r, c, block_px, block_px}.intersect(here);
            const Window own{block.row0 - row, block.col0 - col, block.rows, block.cols};
            if (own.empty() || !need.meets(tile.crs(), tile.crop(own).bounds())) continue;
            const Raster<std::int32_t> codes = read_codes(gdal_path(address), 0, own);
            for (Index y = 0; y < own.rows; ++y)
                for (Index x = 0; x < own.cols; ++x) {
                    const auto found = land.find(codes(y, x));
                    if (found != land.end())
                        classes(block.row0 + y - window.row0, block.col0 + x - window.col0) =
                            found->second;
                }
        }
}

/// The study's ground of all tiles as land-use codes, 0 where the map says none of them.
Raster<ClassCode> read_tiles(const StudySourceFile& file, const StudyNeed& need,
                             const std::map<std::int32_t, ClassCode>& land) {
    std::vector<RasterInfo> tiles;
    for (const std::string& url : file.urls) tiles.push_back(read_raster_info(gdal_path(url)));
    const Grid& first = tiles.front().grid;
    // The first tile's grid continued over the needed ground, wherever that lies.
    constexpr Index far_px = 2000000;
    Window window = need.window_on(first.crop({-far_px, -far_px, 2 * far_px, 2 * far_px}));
    if (window.empty())
        throw input_error("{}: holds none of the study's ground", file.urls.front());
    window.row0 -= far_px, window.col0 -= far_px;
    Raster<ClassCode> classes(first.crop(window));
    for (std::size_t t = 0; t < tiles.size(); ++t)
        read_tile(file.urls[t], tiles[t].grid, offset_px(first, tiles[t], file.urls[t]), land, need,
                  window, classes);
    return classes;
}

bool is_pure(const Raster<ClassCode>& classes, Index row, Index col, Index reach_px) {
    const ClassCode own = classes(row, col);
    for (Index r = std::max<Index>(0, row - reach_px);
         r <= std::min(classes.rows() - 1, row + reach_px); ++r)
        for (Index c = std::max<Index>(0, col - reach_px);
             c <= std::min(classes.cols() - 1, col + reach_px); ++c)
            if (classes(r, c) != own) return false;
    return true;
}

/// Leaves about `most` pixels of each class, drawn at random.
void thin_out(const std::map<ClassCode, Index>& counts, Index most, std::uint64_t seed,
              Raster<ClassCode>& classes) {
    Random random(seed);
    for (ClassCode& code : classes.values()) {
        if (code == 0) continue;
        const double share = static_cast<double>(most) / static_cast<double>(counts.at(code));
        if (random.uniform() >= share) code = 0;
    }
}

}  // namespace

bool fetch_layer(const StudySourceFile& file, const std::string& folder, const HostRule& hosts) {
    const std::string target = folder + "/" + file.name;
    if (file_exists(target)) return false;
    if (file.urls.size() != 1)
        throw input_error("{}: {} addresses, a vector layer has one", file.name, file.urls.size());
    const std::string& url = file.urls.front();
    hosts.require(url, file.name);
    std::string source = gdal_path(url);
    const std::string raw = temporary_name(target);
    const bool is_query = url.find('?') != std::string::npos && url.rfind("http", 0) == 0;
    if (is_query) {  // an answer made for this question: no ranges of it can be asked for
        write_text(raw, http_get(url), true);
        source = raw;
    }
    try {
        VectorLayer layer = read_vector(source, file.layer);
        if (layer.geometries.empty())
            throw input_error("{}: the layer '{}' is empty; is the question right?", url,
                              file.layer);
        layer.name = fs::path(file.name).stem().string();
        write_vector(target, {layer}, false);
    } catch (...) {
        if (is_query) remove_file(raw);
        throw;
    }
    if (is_query) remove_file(raw);
    return true;
}

bool fetch_land_cover(const StudySourceFile& file, const StudyNeed& need, const std::string& folder,
                      const HostRule& hosts, std::uint64_t seed) {
    const std::string target = folder + "/" + file.name;
    if (file_exists(target)) return false;
    for (const std::string& url : file.urls) hosts.require(url, file.name);
    std::map<std::int32_t, ClassCode> land;
    RasterOptions options;
    options.no_data = 0;
    for (const LensClass& one : land_use_classes()) {
        const auto named = [&](const auto& pair) { return pair.second == one.english; };
        if (std::none_of(file.classes.begin(), file.classes.end(), named)) continue;
        options.legend.push_back({one.code, one.english, one.rgb});
        for (const auto& [code, name] : file.classes)
            if (name == one.english) land[static_cast<std::int32_t>(code)] = one.code;
    }
    const Raster<ClassCode> classes = read_tiles(file, need, land);
    Raster<ClassCode> pure(classes.grid());
    std::map<ClassCode, Index> counts;
    for (Index row = 0; row < pure.rows(); ++row)
        for (Index col = 0; col < pure.cols(); ++col)
            if (classes(row, col) != 0 && is_pure(classes, row, col, file.pure_px))
                ++counts[pure(row, col) = classes(row, col)];
    thin_out(counts, file.most_per_class, derive_seed(seed, file.name), pure);
    if (std::all_of(pure.values().begin(), pure.values().end(),
                    [](ClassCode code) { return code == 0; }))
        throw input_error(
            "{}: none of its codes on the study's ground is in [[fetch.files.classes]]",
            file.urls.front());
    write_raster(target, pure, options);
    return true;
}

}  // namespace borderlens
