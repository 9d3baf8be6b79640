#include "stages/report_pictures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "base/parallel.hpp"
#include "border/zones.hpp"
#include "io/picture.hpp"
#include "io/raster_file.hpp"
#include "stages/overview.hpp"
#include "stages/study_paths.hpp"

namespace borderlens {
namespace {

constexpr Index tile_px = 512;
constexpr Index coarsest_px = 1024;  // chosen: one screen
// Chosen: 44 MB as text in the page, which leaves room below 60 MB for tables and outlines.
constexpr double budget_bytes = 33e6;
// Bytes a pixel of PNG classes and of WebP colours, measured on real and simulated studies, upper
// ends; what was foreseen wrongly is mended by leaving out the finest level.
constexpr double class_bytes_px = 0.16, colour_bytes_px = 0.25;
constexpr Index plain_px = 900;  // chosen: sharp on a laptop screen, a page of a few hundred kB

bool is_there(const StudyRun& run, const std::string& relative) {
    return std::filesystem::exists(std::filesystem::path(run.folder.path()) / relative);
}

Raster<float> true_colour(const StudyRun& run, const std::string& period, const Tile& tile) {
    const std::string path = run.folder.file(composite_path(period, tile.name));
    const RasterInfo info = read_raster_info(path);
    std::vector<Index> bands;
    for (const char* role : {"red", "green", "blue"})
        for (std::size_t b = 0; b < info.bands.size(); ++b)
            if (info.bands[b].description == role) bands.push_back(static_cast<Index>(b));
    return bands.size() == 3 ? read_floats(path, bands) : Raster<float>(info.grid, 3, no_data);
}

Raster<float> colour_overview(const StudyRun& run, const StudyGround& ground, Index step,
                              const std::string& period) {
    return overview_at_step<float>(
        ground, step, 3, no_data, [&](const Tile& tile) { return true_colour(run, period, tile); });
}

template <typename T>
Raster<T> half_as_fine(const Raster<T>& fine) {
    Raster<T> coarse(fine.grid().coarsened(2), fine.bands());
    for (Index band = 0; band < fine.bands(); ++band)
        for (Index row = 0; row < coarse.rows(); ++row)
            for (Index col = 0; col < coarse.cols(); ++col)
                coarse(band, row, col) = fine(band, 2 * row, 2 * col);
    return coarse;
}

/// A whole tile; what lies beyond the picture is 0, which is transparent.
template <typename T>
Raster<T> tile_of(const Raster<T>& picture, Index tile_row, Index tile_col) {
    const Window window{tile_row * tile_px, tile_col * tile_px, tile_px, tile_px};
    const Window inside = window.intersect(picture.grid().window());
    Raster<T> tile(picture.grid().crop(window), picture.bands());
    for (Index band = 0; band < picture.bands(); ++band)
        for (Index row = 0; row < inside.rows; ++row)
            std::copy_n(picture.view(band).crop(inside).row(row), inside.cols,
                        tile.view(band).row(row));
    return tile;
}

/// Fills tiles and resolutions from the finest level on.
template <typename T>
void build_pyramid(PictureLayer& layer, Raster<T> finest,
                   const std::function<std::string(const Raster<T>&)>& encode) {
    layer.tile_px = tile_px;
    layer.extent = finest.grid().bounds();
    std::vector<Raster<T>> levels;
    levels.push_back(std::move(finest));
    while (std::max(levels.back().rows(), levels.back().cols()) > coarsest_px)
        levels.push_back(half_as_fine(levels.back()));
    std::reverse(levels.begin(), levels.end());
    for (std::size_t level = 0; level < levels.size(); ++level) {
        const Raster<T>& picture = levels[level];
        layer.resolutions_m.push_back(picture.grid().pixel_width());
        const Index tile_rows = (picture.rows() + tile_px - 1) / tile_px;
        const Index tile_cols = (picture.cols() + tile_px - 1) / tile_px;
        std::vector<PictureTile> tiles(static_cast<std::size_t>(tile_rows * tile_cols));
        parallel_for(tile_rows * tile_cols, [&](Index i) {
            const Raster<T> tile = tile_of(picture, i / tile_cols, i % tile_cols);
            if (std::all_of(tile.values().begin(), tile.values().end(),
                            [](T value) { return value == T(); }))
                return;
            tiles[static_cast<std::size_t>(i)] = {static_cast<Index>(level), i % tile_cols,
                                                  i / tile_cols, encode(tile)};
        });
        for (PictureTile& tile : tiles)
            if (!tile.bytes.empty()) layer.tiles.push_back(std::move(tile));
    }
}

struct Steps {
    Index classes = 1;
    Index colours = 1;
};

/// The finest steps (powers of two) whose pictures fit the budget; classes go first.
Steps finest_steps(const Grid& grid, Index class_pictures, Index colour_pictures) {
    Index coarsest = 1;
    while (overview_step(grid, coarsest_px) > coarsest) coarsest *= 2;
    const auto bytes = [&](const Steps& steps) {
        // Coarser levels add a third.
        const double px = static_cast<double>(grid.size()) * 4.0 / 3.0;
        const auto area = [](Index step) { return static_cast<double>(step * step); };
        return px * (static_cast<double>(class_pictures) * class_bytes_px / area(steps.classes) +
                     static_cast<double>(colour_pictures) * colour_bytes_px / area(steps.colours));
    };
    Steps steps{coarsest, coarsest};
    for (bool finer = true; finer;) {
        finer = false;
        for (Index Steps::*one : {&Steps::classes, &Steps::colours}) {
            Steps next = steps;
            next.*one /= 2;
            if (next.*one < 1 || bytes(next) > budget_bytes) continue;
            steps = next;
            finer = true;
        }
    }
    return steps;
}

double bytes_of(const PictureLayer& layer) {
    double bytes = 0.0;
    for (const PictureTile& tile : layer.tiles) bytes += static_cast<double>(tile.bytes.size());
    return bytes;
}

/// Leaves out finest levels, of the largest picture first, until all fit the budget.
void keep_within_budget(std::vector<PictureLayer>& layers) {
    for (;;) {
        double total = 0.0, most = 0.0;
        PictureLayer* largest = nullptr;
        for (PictureLayer& layer : layers) {
            const double bytes = bytes_of(layer);
            total += bytes;
            if (layer.resolutions_m.size() > 1 && bytes > most) {
                most = bytes;
                largest = &layer;
            }
        }
        if (total <= budget_bytes || largest == nullptr) return;
        largest->resolutions_m.pop_back();
        std::erase_if(largest->tiles, [&](const PictureTile& tile) {
            return tile.level >= static_cast<Index>(largest->resolutions_m.size());
        });
    }
}

/// Side and band of every pixel as classes: side a in blue, side b in orange, paler farther out.
Raster<ClassCode> zone_overview(const StudyRun& run, const StudyGround& ground, Index step) {
    return overview_at_step<ClassCode>(ground, step, 1, no_class, [&](const Tile& tile) {
        BorderField field{read_floats(run.folder.file(sides_path(tile.name)), {0}), {}};
        const ZoneMap zones = band_map(field, run.study.border->bands_km);
        Raster<ClassCode> classes(zones.grid());
        for (std::size_t i = 0; i < zones.values().size(); ++i)
            classes.values()[i] = static_cast<ClassCode>(std::min<int>(zones.values()[i], 255));
        return classes;
    });
}

Legend zone_legend(const StudyBorder& border) {
    Legend legend;
    const ZoneScheme scheme = band_scheme(border.bands_km);
    const double bands = std::max(1.0, static_cast<double>(scheme.zones.size()) / 2.0 - 1.0);
    for (const Zone& zone : scheme.zones) {
        if (zone.id > 255) break;
        const bool side_a = zone.side == "a";
        const double pale = 0.75 * static_cast<double>((zone.id - 1) / 2) / bands;
        const auto mixed = [&](double colour) {
            return static_cast<std::uint8_t>(colour + pale * (255.0 - colour));
        };
        // Okabe and Ito 2008: blue and vermilion, as in the charts.
        legend.push_back({zone.id,
                          (side_a ? border.name_a : border.name_b) + ", " + zone.band + " km",
                          side_a ? std::array<std::uint8_t, 3>{mixed(0), mixed(114), mixed(178)}
                                 : std::array<std::uint8_t, 3>{mixed(213), mixed(94), mixed(0)}});
    }
    return legend;
}

std::string svg_path(const BorderLine& line, const Grid& grid) {
    std::string path;
    for (const Polyline& chain : line.chains())
        for (std::size_t i = 0; i < chain.size(); ++i) {
            const Point px = grid.to_px(chain[i]);
            path += fmt::format("{}{:.1f} {:.1f}", i == 0 ? "M" : "L", px.x, px.y);
        }
    return path;
}

}  // namespace

Raster<ClassCode> class_overview(const StudyRun& run, const StudyGround& ground, Index step,
                                 const std::string& layer, const std::string& period) {
    return overview_at_step<ClassCode>(ground, step, 1, no_class, [&](const Tile& tile) {
        const std::string path =
            layer == "change" ? change_path(tile.name) : layer_path(layer, period, tile.name);
        return is_there(run, path) ? read_classes(run.folder.file(path))
                                   : Raster<ClassCode>(ground.grid.crop(tile.window));
    });
}

Legend since_period_legend(const std::vector<std::string>& periods) {
    Legend legend;
    for (std::size_t p = 0; p < periods.size(); ++p) {
        const double t = periods.size() > 1
                             ? static_cast<double>(p) / static_cast<double>(periods.size() - 1)
                             : 0.0;
        // From Viridis' dark violet to its yellow, as the layer itself is coloured.
        legend.push_back(
            {static_cast<int>(p) + 2,
             periods[p],
             {static_cast<std::uint8_t>(68 + t * 185), static_cast<std::uint8_t>(1 + t * 230),
              static_cast<std::uint8_t>(84 - t * 47)}});
    }
    return legend;
}

std::vector<PictureLayer> study_pictures(const StudyRun& run, const StudyGround& ground,
                                         const std::vector<std::string>& periods) {
    std::vector<PictureLayer> layers;
    const auto first_tile = ground.tiles.empty() ? std::string() : ground.tiles.front().name;
    const bool has_change = is_there(run, change_path(first_tile));
    const bool has_sides = is_there(run, sides_path(first_tile));
    const Index count = static_cast<Index>(periods.size());
    const Steps steps = finest_steps(ground.grid, count + (has_change ? 1 : 0), count);
    const auto add_classes = [&](const std::string& name, const std::string& period, Legend legend,
                                 Raster<ClassCode> classes) {
        PictureLayer layer{
            .name = name, .period = period, .media_type = "image/png", .legend = std::move(legend)};
        build_pyramid<ClassCode>(layer, std::move(classes), [&](const Raster<ClassCode>& tile) {
            return class_png(tile, layer.legend);
        });
        layers.push_back(std::move(layer));
    };
    for (const std::string& period : periods)
        if (is_there(run, layer_path("land_use", period, first_tile)))
            add_classes("land_use", period,
                        read_legend(run.folder.file(layer_path("land_use", period, first_tile))),
                        class_overview(run, ground, steps.classes, "land_use", period));
    if (has_change)
        add_classes("change", "", since_period_legend(periods),
                    class_overview(run, ground, steps.classes, "change", ""));
    if (has_sides)
        add_classes("zones", "", zone_legend(*run.study.border),
                    zone_overview(run, ground, steps.colours));
    if (periods.empty()) return layers;
    // One stretch for all periods: what changes between them is ground, not contrast.
    const ColourStretch stretch = stretch_of(
        colour_overview(run, ground, overview_step(ground.grid, plain_px), periods.front()));
    for (const std::string& period : periods) {
        PictureLayer layer{.name = "true_colour", .period = period, .media_type = "image/webp"};
        build_pyramid<std::uint8_t>(
            layer,
            overview_at_step<std::uint8_t>(ground, steps.colours, 4, 0,
                                           [&](const Tile& tile) {
                                               return stretched(true_colour(run, period, tile),
                                                                stretch);
                                           }),
            rgba_webp);
        layers.push_back(std::move(layer));
    }
    keep_within_budget(layers);
    return layers;
}

std::vector<ReportMap> study_maps(const StudyRun& run, const StudyGround& ground,
                                  const std::vector<std::string>& periods, const Legend& legend) {
    std::vector<ReportMap> maps;
    const BorderLine line = study_border(run.study, ground.grid);
    const Index step = overview_step(ground.grid, plain_px);
    for (const std::string& period : periods) {
        const Raster<ClassCode> classes = class_overview(run, ground, step, "land_use", period);
        ReportMap map{.period = period,
                      .border_path = svg_path(line, classes.grid()),
                      .rows = classes.rows(),
                      .cols = classes.cols(),
                      .width_km = static_cast<double>(classes.cols()) *
                                  classes.grid().pixel_width() / 1000.0};
        map.layer = "true_colour";
        map.png = colour_png(colour_overview(run, ground, step, period));
        maps.push_back(map);
        map.layer = "land_use";
        map.png = class_png(classes, legend);
        maps.push_back(map);
    }
    return maps;
}

}  // namespace borderlens
