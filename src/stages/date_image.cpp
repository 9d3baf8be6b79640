#include "stages/date_image.hpp"

#include <cmath>
#include <filesystem>
#include <numeric>

#include "base/error.hpp"
#include "io/pixel_map.hpp"
#include "io/raster_file.hpp"
#include "stages/find_scenes.hpp"
#include "stages/read_scene.hpp"

namespace borderlens {
namespace {

constexpr Index chunk_px = Index{1} << 17;  // chosen: 10 bands of both dates are 10 MB

/// Windows in the file's own layout: whole rows of striped files, else multiples of its tiles.
void set_blocks(DateImage& image, const RasterInfo& info) {
    if (info.block_cols >= info.grid.cols()) {
        image.block_cols = info.grid.cols();
        image.block_rows = std::max<Index>(1, chunk_px / image.block_cols);
    } else {
        image.block_rows = std::max<Index>(256, info.block_rows);
        image.block_cols = std::max<Index>(256, info.block_cols);
    }
}

Raster<float> read_resampled(const std::string& path, const Grid& own,
                             const std::vector<Index>& bands, const Grid& target,
                             const Window& window) {
    const PixelMap map = map_pixels(target, window, own);
    const Window source_window = footprint(map, Resampling::bilinear).intersect(own.window());
    Raster<float> result(target.crop(window), static_cast<Index>(bands.size()), no_data);
    if (source_window.empty()) return result;
    const Raster<float> source = read_floats(path, bands, source_window);
    for (Index band = 0; band < result.bands(); ++band)
        resample(source.view(band), source_window, map, Resampling::bilinear, result.view(band));
    return result;
}

}  // namespace

DateImage open_raster_image(const std::string& path, const std::vector<Index>& bands) {
    const RasterInfo info = read_raster_info(path);
    const Index count = static_cast<Index>(info.bands.size());
    std::vector<Index> chosen = bands;
    if (chosen.empty()) {
        chosen.resize(static_cast<std::size_t>(count));
        std::iota(chosen.begin(), chosen.end(), Index{0});
    }
    DateImage image;
    image.grid = info.grid;
    set_blocks(image, info);
    for (const Index band : chosen) {
        if (band < 0 || band >= count)
            throw input_error("{}: band {} is wanted, the file has {}", path, band + 1, count);
        image.names.push_back(info.bands[static_cast<std::size_t>(band)].description);
    }
    image.read = [=, own = info.grid](const Grid& target, const Window& window) {
        if (target == own) return read_floats(path, chosen, window);
        return read_resampled(path, own, chosen, target, window);
    };
    return image;
}

DateImage open_scene_image(const Scene& scene, const std::vector<Role>& roles) {
    DateImage image;
    image.grid = read_scene_header(scene).finest;
    for (const Role role : roles) {
        if (scene.find(role) == nullptr)
            throw input_error("{}: has no band '{}'", scene.path, role_name(role));
        image.names.push_back(role_name(role));
    }
    image.read = [=](const Grid& target, const Window& window) {
        return read_scene(scene, target, window, roles).values;
    };
    return image;
}

bool names_scene(const std::string& path) {
    if (std::filesystem::is_directory(path)) return true;
    for (const char* ending : {".toml", ".xml", ".json", ".zip", ".tar", ".gz", "_MTL.txt"})
        if (path.ends_with(ending)) return true;
    return false;
}

Scene find_scene(const std::string& path) {
    const std::vector<Scene> scenes = find_scenes({path});
    if (scenes.size() != 1)
        throw input_error("{}: holds {} scenes, expected one", path, scenes.size());
    const std::string& problem = scenes[0].problem;
    if (problem.starts_with(path)) throw input_error("{}", problem);
    if (!problem.empty()) throw input_error("{}: {}", path, problem);
    return scenes[0];
}

PairSource pair_of(const DateImage& before, const DateImage& after, const ImageShift& shift) {
    const Grid& grid = before.grid;
    const Grid moved(grid.crs(),
                     {grid.upper_left().x + shift.cols * grid.pixel_width(),
                      grid.upper_left().y - shift.rows * grid.pixel_height()},
                     grid.pixel_width(), grid.pixel_height(), grid.rows(), grid.cols());
    PairSource source;
    source.grid = grid;
    source.before_bands = static_cast<Index>(before.names.size());
    source.after_bands = static_cast<Index>(after.names.size());
    source.block_rows = before.block_rows;
    source.block_cols = before.block_cols;
    source.read = [=, read_before = before.read, read_after = after.read](const Window& window) {
        Raster<float> later = read_after(moved, window);
        const Index bands = later.bands();
        return ImagePair{read_before(grid, window),
                         Raster<float>(grid.crop(window), bands, std::move(later.values()))};
    };
    return source;
}

}  // namespace borderlens
