#include "stages/read_scene.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "imagery/calibrate_kernel.hpp"
#include "io/pixel_map.hpp"
#include "io/raster_file.hpp"
#include "stages/stored_numbers.hpp"

namespace borderlens {
namespace {

/// What is known of a scene's files for one window: each header read once, each pixel map made once
/// per source grid, since the bands of a scene share theirs.
class Maps {
  public:
    /// `wanted`: bands that will be read.
    Maps(Grid target, const Window& window, std::vector<BandSource> wanted)
        : numbers(std::move(wanted)), m_target(std::move(target)), m_window(window) {}

    StoredNumbers numbers;

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

/// Whether a band is stored as numbers of at most 16 bits without sign.
bool fits_16_bits(const RasterInfo& info, Index band) {
    const std::string& type = info.bands.at(static_cast<std::size_t>(band)).type;
    return type == "Byte" || type == "UInt16";
}

NumberScale calibration_of(const BandSource& band, const RasterInfo& info) {
    const auto& file_no_data = info.bands.at(static_cast<std::size_t>(band.band)).no_data;
    const std::optional<double> none = band.no_data ? band.no_data : file_no_data;
    // Saturation is at the top of the numbers' range: nothing above it is a measurement.
    return {band.scale, band.offset, none ? static_cast<float>(*none) : no_data,
            band.saturated ? static_cast<float>(*band.saturated) : HUGE_VALF};
}

/// Pixels to which no observation is left.
void hide(RasterView<const std::uint8_t> bad, RasterView<float> values) {
    for (Index row = 0; row < values.rows; ++row) {
        const std::uint8_t* hidden = bad.row(row);
        float* line = values.row(row);
        for (Index col = 0; col < values.cols; ++col)
            line[col] = hidden[col] != 0 ? no_data : line[col];
    }
}

/// NaN wherever a part of the target is not covered.
void clear_outside(const Window& covered, RasterView<float> target) {
    for (Index row = 0; row < target.rows; ++row) {
        float* line = target.row(row);
        const bool inside = row >= covered.row0 && row < covered.row_end();
        std::fill(line, line + (inside ? covered.col0 : target.cols), no_data);
        if (inside) std::fill(line + covered.col_end(), line + target.cols, no_data);
    }
}

/// Fills the target: what the file covers, but for pixels that `bad` (may be null) hides; NaN
/// elsewhere.
void read_band(const BandSource& band, Resampling method, Maps& maps,
               const Raster<std::uint8_t>* bad, RasterView<float> target) {
    const RasterInfo& info = maps.header(band.path);
    const PixelMap& map = maps.to(info.grid);
    const Window needed =
        map.aligned() ? Window{static_cast<Index>(std::floor(map.y.front())),
                               static_cast<Index>(std::floor(map.x.front())), map.rows, map.cols}
                      : footprint(map, method);
    const Window window = needed.intersect(info.grid.window());
    if (window.empty()) {
        clear_outside({}, target);
        return;
    }
    const NumberScale calibration = calibration_of(band, info);
    const auto use = [&](const auto& numbers) {
        if (!map.aligned()) {
            Raster<float> values(info.grid.crop(window));
            calibrate_numbers(numbers.data, nullptr, window.size(), calibration,
                              values.band_data());
            clear_outside({}, target);
            resample(std::as_const(values).view(), window, map, method, target);
            if (bad != nullptr) hide(bad->view(), target);
            return;
        }
        const Window covered{window.row0 - needed.row0, window.col0 - needed.col0, window.rows,
                             window.cols};
        clear_outside(covered, target);
        for (Index row = 0; row < window.rows; ++row) {
            const Index at = covered.row0 + row;
            calibrate_numbers(numbers.row(row),
                              bad == nullptr ? nullptr : bad->view().row(at) + covered.col0,
                              window.cols, calibration, target.row(at) + covered.col0);
        }
    };
    if (fits_16_bits(info, band.band)) {
        use(maps.numbers.of(band, window));
    } else {
        const Raster<float> floats = read_raw_floats(band.path, {band.band}, window);
        use(floats.view());
    }
}

/// Whether a band lies pixel on pixel on the target, so that no neighbour has a share in a value.
bool is_aligned(const BandSource& band, Maps& maps) {
    return maps.to(maps.header(band.path).grid).aligned();
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
    const Raster<std::uint8_t> source =
        fits_16_bits(info, mask.band) ? bad_in(read_numbers16(mask.path, {mask.band}, window))
                                      : bad_in(read_raw_floats(mask.path, {mask.band}, window));
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
        Maps maps(moved(), padded, {});
        for (const MaskSource& mask : scene.masks) {
            if (mask.kind == MaskKind::qa_radsat) continue;
            MaskRules rules = options.rules;
            const BandInfo& band =
                maps.header(mask.path).bands.at(static_cast<std::size_t>(mask.band));
            if (!band.type.starts_with("Float")) rules.cloud_probability *= 100.0;  // percent
            add_mask(
                mask, maps, neighbours_count,
                [&](const auto& quality) { return bad_pixels(quality, mask.kind, rules); }, bad);
        }
        if (uses_fallback()) add_fallback(maps, bad);
        dilate(bad, options.dilation_m / pixel_size_in_metres(grid));
        return bad;
    }

    void add_fallback(Maps& maps, Raster<std::uint8_t>& bad) const {
        std::vector<Raster<float>> bands;
        for (const Role role : {Role::blue, Role::green, Role::red, Role::nir}) {
            bands.emplace_back(bad.grid());
            read_band(*scene.find(role), options.resampling, maps, nullptr, bands.back().view());
        }
        const auto& b = std::as_const(bands);
        const double reach_px = shadow_reach_m / pixel_size_in_metres(grid);
        const Raster<std::uint8_t> cloudy = spectral_cloud_mask(
            b[0].view(), b[1].view(), b[2].view(), b[3].view(), bad.grid(), reach_px);
        for (std::size_t i = 0; i < bad.values().size(); ++i) bad.values()[i] |= cloudy.values()[i];
    }

    /// Bad pixels of the window for bands that lie on the grid or for those that are resampled.
    Raster<std::uint8_t> clouds_here(bool resampled) const {
        const Index halo = halo_px();
        const Raster<std::uint8_t> padded = clouds(window.pad(halo), resampled);
        if (halo == 0) return padded;
        Raster<std::uint8_t> core(grid.crop(window));
        for (Index row = 0; row < window.rows; ++row)
            std::copy_n(padded.view().row(row + halo) + halo, window.cols, core.view().row(row));
        return core;
    }

    void hide_saturated(const BandSource& band, Maps& maps, RasterView<float> values) const {
        const std::uint32_t bits = saturation_bits(scene.sensor, band.role);
        for (const MaskSource& mask : scene.masks) {
            if (mask.kind != MaskKind::qa_radsat || bits == 0) continue;
            Raster<std::uint8_t> bad(grid.crop(window));
            add_mask(
                mask, maps, !is_aligned(band, maps),
                [&](const auto& quality) {
                    Raster<std::uint8_t> saturated(quality.grid());
                    for (std::size_t i = 0; i < saturated.values().size(); ++i)
                        saturated.values()[i] =
                            (static_cast<std::uint32_t>(quality.values()[i]) & bits) != 0;
                    return saturated;
                },
                bad);
            hide(std::as_const(bad).view(), values);
        }
    }

    std::vector<BandSource> wanted() const {
        std::vector<BandSource> bands;
        for (const Role role : roles)
            if (const BandSource* band = scene.find(role)) bands.push_back(*band);
        return bands;
    }

    SceneImage read(std::vector<float> room) const {
        const auto bands = static_cast<Index>(roles.size());
        room.resize(static_cast<std::size_t>(window.size() * bands));
        SceneImage image{roles, Raster<float>(grid.crop(window), bands, std::move(room))};
        Maps maps(moved(), window, wanted());
        const bool cloudy = options.use_masks && (has_cloud_mask() || uses_fallback());
        std::optional<Raster<std::uint8_t>> bad[2];  // for bands on the grid, for resampled ones
        for (std::size_t b = 0; b < roles.size(); ++b) {
            const BandSource* band = scene.find(roles[b]);
            const RasterView<float> values = image.values.view(static_cast<Index>(b));
            if (band == nullptr) {
                clear_outside({}, values);
                continue;
            }
            const bool resampled = !is_aligned(*band, maps);
            if (cloudy && !bad[resampled]) bad[resampled] = clouds_here(resampled);
            read_band(*band, options.resampling, maps, cloudy ? &*bad[resampled] : nullptr, values);
            if (options.use_masks) hide_saturated(*band, maps, values);
        }
        return image;
    }

    // chosen: a cloud 1 km high throws its shadow about this far at a sun 60 degrees high
    static constexpr double shadow_reach_m = 600.0;
};

}  // namespace

SceneImage read_scene(const Scene& scene, const Grid& grid, const Window& window,
                      const std::vector<Role>& roles, const ReadOptions& options,
                      std::vector<float> room) {
    if (!scene.problem.empty()) throw input_error("{}: {}", scene.id, scene.problem);
    try {
        return Reader{scene, grid, window, roles, options}.read(std::move(room));
    } catch (const Error& error) {
        throw SceneError(scene, error);
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
