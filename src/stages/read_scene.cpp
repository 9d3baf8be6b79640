#include "stages/read_scene.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <utility>

#include "base/error.hpp"
#include "io/pixel_map.hpp"
#include "io/raster_file.hpp"

namespace borderlens {
namespace {

/// What is known of a scene's files for one window: each header read once, each pixel map made once
/// per source grid, since the bands of a scene share theirs.
class Maps {
  public:
    Maps(Grid target, const Window& window) : m_target(std::move(target)), m_window(window) {}

    const RasterInfo& header(const std::string& path) {
        auto found = m_headers.find(path);
        if (found == m_headers.end()) found = m_headers.emplace(path, read_raster_info(path)).first;
        return found->second;
    }

    const PixelMap& to(const Grid& source) {
        for (const auto& [grid, map] : m_maps)
            if (grid == source) return map;
        m_maps.emplace_back(source, map_pixels(m_target, m_window, source));
        return m_maps.back().second;
    }

  private:
    std::map<std::string, RasterInfo> m_headers;
    Grid m_target;
    Window m_window;
    std::deque<std::pair<Grid, PixelMap>> m_maps;  // references into it stay valid
};

/// Raw numbers to reflectance in place; bad ones to NaN.
void calibrate(const BandSource& band, const std::optional<double>& file_no_data, float* values,
               Index count) {
    const std::optional<double> none = band.no_data ? band.no_data : file_no_data;
    const float marker = none ? static_cast<float>(*none) : no_data;
    const float limit = band.saturated ? static_cast<float>(*band.saturated) : HUGE_VALF;
    const bool as_it_stands = band.scale == 1.0 && band.offset == 0.0;
    for (Index i = 0; i < count; ++i) {
        const float number = values[i];
        // Saturation is at the top of the numbers' range: nothing above it is a measurement.
        const bool bad = number == marker || !(number < limit) || !std::isfinite(number);
        const float value =
            as_it_stands
                ? number
                : static_cast<float>(static_cast<double>(number) * band.scale + band.offset);
        values[i] = bad ? no_data : value;
    }
}

void read_band(const BandSource& band, Resampling method, Maps& maps, RasterView<float> target) {
    const RasterInfo& info = maps.header(band.path);
    const PixelMap& map = maps.to(info.grid);
    const Window needed =
        map.aligned() ? Window{static_cast<Index>(std::floor(map.y.front())),
                               static_cast<Index>(std::floor(map.x.front())), map.rows, map.cols}
                      : footprint(map, method);
    const Window window = needed.intersect(info.grid.window());
    for (Index row = 0; row < target.rows; ++row)
        std::fill(target.row(row), target.row(row) + target.cols, no_data);
    if (window.empty()) return;
    Raster<float> source = read_raw_floats(band.path, {band.band}, window);
    const auto& none = info.bands.at(static_cast<std::size_t>(band.band)).no_data;
    calibrate(band, none, source.band_data(), window.size());
    if (map.aligned()) {
        for (Index row = 0; row < window.rows; ++row)
            std::copy_n(source.view().row(row), window.cols,
                        target.row(row + window.row0 - needed.row0) + window.col0 - needed.col0);
    } else {
        const Raster<float>& read = source;
        resample(read.view(), window, map, method, target);
    }
}

/// Whether a band lies pixel on pixel on the target, so that no neighbour has a share in a value.
bool is_aligned(const BandSource& band, Maps& maps) {
    return maps.to(maps.header(band.path).grid).aligned();
}

/// Quality numbers of the window's footprint in the mask file, NaN where it holds none.
Raster<float> read_quality(const MaskSource& mask, const Window& window) {
    Raster<float> quality = read_raw_floats(mask.path, {mask.band}, window);
    if (mask.kind != MaskKind::cloud_probability) return quality;
    const RasterInfo info = read_raster_info(mask.path);
    const std::string& type = info.bands.at(static_cast<std::size_t>(mask.band)).type;
    if (type.rfind("Float", 0) == 0) return quality;
    for (float& value : quality.values()) value /= 100.0f;  // whole numbers are percent
    return quality;
}

/// ORs a mask file's bad pixels into `bad`, which covers `window` of the grid.
template <typename Bad>
void add_mask(const MaskSource& mask, Maps& maps, bool neighbours_count, const Bad& bad_in,
              Raster<std::uint8_t>& bad) {
    const RasterInfo& info = maps.header(mask.path);
    const PixelMap& map = maps.to(info.grid);
    const Window window = footprint(map, Resampling::bilinear).intersect(info.grid.window());
    if (window.empty()) {
        std::fill(bad.values().begin(), bad.values().end(), std::uint8_t{1});
        return;
    }
    const Raster<std::uint8_t> source = bad_in(read_quality(mask, window));
    Raster<std::uint8_t> touched(bad.grid());
    touch(source.view(), window, map, neighbours_count ? 0.5 : 0.0, touched.view());
    for (std::size_t i = 0; i < bad.values().size(); ++i) bad.values()[i] |= touched.values()[i];
}

struct Reader {
    const Scene& scene;
    const Grid& grid;
    const Window& window;
    const std::vector<Role>& roles;
    const ReadOptions& options;

    /// The grid where this scene's ground lies: moved where the scene is known to be.
    Grid moved() const {
        const Point corner = grid.upper_left();
        return Grid(grid.crs(),
                    {corner.x + options.shift_px.x * grid.pixel_width(),
                     corner.y - options.shift_px.y * grid.pixel_height()},
                    grid.pixel_width(), grid.pixel_height(), grid.rows(), grid.cols());
    }

    Index halo_px() const {
        const double px = options.dilation_m / pixel_size_in_metres(grid);
        // Shadows of the fallback mask are looked for near clouds, outside the window as well.
        const double shadow_px = uses_fallback() ? shadow_reach_m / pixel_size_in_metres(grid) : 0;
        return static_cast<Index>(std::ceil(px + shadow_px));
    }

    bool uses_fallback() const {
        return options.use_masks && options.fallback_mask && !has_cloud_mask() &&
               scene.find(Role::blue) != nullptr && scene.find(Role::green) != nullptr &&
               scene.find(Role::red) != nullptr && scene.find(Role::nir) != nullptr;
    }

    bool has_cloud_mask() const {
        for (const MaskSource& mask : scene.masks)
            if (mask.kind != MaskKind::qa_radsat) return true;
        return false;
    }

    /// Bad pixels of the padded window, grown by the dilation. With `neighbours_count` also those
    /// whose resampled value a bad pixel has a share in.
    Raster<std::uint8_t> clouds(const Window& padded, bool neighbours_count) const {
        Raster<std::uint8_t> bad(grid.crop(padded));
        Maps maps(moved(), padded);
        for (const MaskSource& mask : scene.masks) {
            if (mask.kind == MaskKind::qa_radsat) continue;
            add_mask(
                mask, maps, neighbours_count,
                [&](const Raster<float>& quality) {
                    return bad_pixels(quality, mask.kind, options.rules);
                },
                bad);
        }
        if (uses_fallback()) add_fallback(maps, bad);
        dilate(bad, options.dilation_m / pixel_size_in_metres(grid));
        return bad;
    }

    void add_fallback(Maps& maps, Raster<std::uint8_t>& bad) const {
        std::vector<Raster<float>> bands;
        for (const Role role : {Role::blue, Role::green, Role::red, Role::nir}) {
            bands.emplace_back(bad.grid());
            read_band(*scene.find(role), options.resampling, maps, bands.back().view());
        }
        const auto& b = std::as_const(bands);
        const double reach_px = shadow_reach_m / pixel_size_in_metres(grid);
        const Raster<std::uint8_t> cloudy = spectral_cloud_mask(
            b[0].view(), b[1].view(), b[2].view(), b[3].view(), bad.grid(), reach_px);
        for (std::size_t i = 0; i < bad.values().size(); ++i) bad.values()[i] |= cloudy.values()[i];
    }

    void apply_clouds(Maps& maps, SceneImage& image) const {
        const Index halo = halo_px();
        const Window padded = window.pad(halo);
        // Bands that lie on the grid and bands that are resampled, each with its own mask.
        for (const bool resampled : {false, true}) {
            std::vector<Index> bands;
            for (std::size_t b = 0; b < roles.size(); ++b)
                if (const BandSource* band = scene.find(roles[b]))
                    if (is_aligned(*band, maps) != resampled)
                        bands.push_back(static_cast<Index>(b));
            if (bands.empty()) continue;
            const Raster<std::uint8_t> bad = clouds(padded, resampled);
            const RasterView<const std::uint8_t> core =
                bad.view().crop({halo, halo, window.rows, window.cols});
            for (const Index b : bands)
                for (Index row = 0; row < window.rows; ++row) {
                    float* values = image.values.view(b).row(row);
                    for (Index col = 0; col < window.cols; ++col)
                        if (core(row, col) != 0) values[col] = no_data;
                }
        }
    }

    void apply_saturation(Maps& maps, SceneImage& image) const {
        for (const MaskSource& mask : scene.masks) {
            if (mask.kind != MaskKind::qa_radsat) continue;
            for (std::size_t b = 0; b < roles.size(); ++b) {
                const std::uint32_t bits = saturation_bits(scene.sensor, roles[b]);
                const BandSource* band = scene.find(roles[b]);
                if (bits == 0 || band == nullptr) continue;
                Raster<std::uint8_t> bad(image.values.grid());
                add_mask(
                    mask, maps, !is_aligned(*band, maps),
                    [&](const Raster<float>& quality) {
                        Raster<std::uint8_t> saturated(quality.grid());
                        for (std::size_t i = 0; i < saturated.values().size(); ++i)
                            saturated.values()[i] =
                                (static_cast<std::uint32_t>(quality.values()[i]) & bits) != 0;
                        return saturated;
                    },
                    bad);
                float* values = image.values.band_data(static_cast<Index>(b));
                for (std::size_t i = 0; i < bad.values().size(); ++i)
                    if (bad.values()[i] != 0) values[i] = no_data;
            }
        }
    }

    SceneImage read() const {
        SceneImage image{
            roles, Raster<float>(grid.crop(window), static_cast<Index>(roles.size()), no_data)};
        Maps maps(moved(), window);
        for (std::size_t b = 0; b < roles.size(); ++b)
            if (const BandSource* band = scene.find(roles[b]))
                read_band(*band, options.resampling, maps,
                          image.values.view(static_cast<Index>(b)));
        if (!options.use_masks) return image;
        apply_saturation(maps, image);
        if (has_cloud_mask() || uses_fallback()) apply_clouds(maps, image);
        return image;
    }

    // chosen: a cloud 1 km high throws its shadow about this far at a sun 60 degrees high
    static constexpr double shadow_reach_m = 600.0;
};

}  // namespace

std::string scene_context(const Scene& scene) {
    return "scene " + scene.id;
}

SceneImage read_scene(const Scene& scene, const Grid& grid, const Window& window,
                      const std::vector<Role>& roles, const ReadOptions& options) {
    if (!scene.problem.empty()) throw input_error("{}: {}", scene.id, scene.problem);
    try {
        return Reader{scene, grid, window, roles, options}.read();
    } catch (const Error& error) {
        throw error.with_context(scene_context(scene));
    }
}

std::vector<Role> roles_of(const Scene& scene) {
    std::vector<Role> roles;
    for (const BandSource& band : scene.bands) roles.push_back(band.role);
    std::sort(roles.begin(), roles.end());
    roles.erase(std::unique(roles.begin(), roles.end()), roles.end());
    return roles;
}

}  // namespace borderlens
