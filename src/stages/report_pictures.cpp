#include "stages/report_pictures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "border/zones.hpp"
#include "io/picture.hpp"
#include "io/raster_file.hpp"
#include "report/picture_pyramid.hpp"
#include "stages/overview.hpp"
#include "stages/study_model.hpp"
#include "stages/study_paths.hpp"

namespace borderlens {
namespace {

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

const char* change_text(bool of_built_up) {
    return of_built_up ? "change" : "class_change";
}

Legend since_period_legend(const std::vector<std::string>& periods, bool of_built_up) {
    Legend legend;
    for (std::size_t p = of_built_up ? 0 : 1; p < periods.size(); ++p) {
        const double t = periods.size() > 1
                             ? static_cast<double>(p) / static_cast<double>(periods.size() - 1)
                             : 0.0;
        legend.push_back(
            {static_cast<int>(p) + 2,
             // What stood in the first period may be older.
             (p == 0 ? "≤ " : "") + periods[p],
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
    const PictureSteps steps = finest_steps(ground.grid, count + (has_change ? 1 : 0), count);
    const auto add_classes = [&](const std::string& name, const std::string& period, Legend legend,
                                 Raster<ClassCode> classes) {
        PictureLayer layer{
            .name = name, .period = period, .media_type = "image/png", .legend = std::move(legend)};
        build_pyramid(layer, std::move(classes),
                      [&](const Raster<ClassCode>& tile) { return class_png(tile, layer.legend); });
        layers.push_back(std::move(layer));
    };
    for (const std::string& period : periods)
        if (is_there(run, layer_path("land_use", period, first_tile)))
            add_classes("land_use", period,
                        read_legend(run.folder.file(layer_path("land_use", period, first_tile))),
                        class_overview(run, ground, steps.classes, "land_use", period));
    if (has_change) {
        const bool of_built_up = knows_built_up(
            read_legend(run.folder.file(layer_path("land_use", periods.front(), first_tile))));
        add_classes(change_text(of_built_up), "", since_period_legend(periods, of_built_up),
                    class_overview(run, ground, steps.classes, "change", ""));
    }
    if (has_sides)
        add_classes("zones", "", zone_legend(*run.study.border),
                    zone_overview(run, ground, steps.colours));
    if (periods.empty()) return layers;
    // One stretch for all periods: what changes between them is ground, not contrast.
    const ColourStretch stretch = stretch_of(
        colour_overview(run, ground, overview_step(ground.grid, plain_px), periods.front()));
    for (const std::string& period : periods) {
        PictureLayer layer{.name = "true_colour", .period = period, .media_type = "image/webp"};
        build_pyramid(layer,
                      overview_at_step<std::uint8_t>(
                          ground, steps.colours, 4, 0,
                          [&](const Tile& tile) {
                              return stretched(true_colour(run, period, tile), stretch);
                          }),
                      rgba_webp);
        layers.push_back(std::move(layer));
    }
    keep_within_budget(layers, picture_budget_bytes);
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
