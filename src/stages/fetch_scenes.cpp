#include "stages/fetch_scenes.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <mutex>
#include <numbers>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/parallel.hpp"
#include "imagery/scene_sidecar.hpp"
#include "io/crs.hpp"
#include "io/files.hpp"
#include "io/http.hpp"
#include "io/raster_file.hpp"
#include "stages/find_scenes.hpp"

namespace borderlens {
namespace fs = std::filesystem;

namespace {

void grow(Bounds& bounds, const Bounds& other) {
    bounds = {std::min(bounds.min_x, other.min_x), std::min(bounds.min_y, other.min_y),
              std::max(bounds.max_x, other.max_x), std::max(bounds.max_y, other.max_y)};
}

/// A circle's box in degrees.
Bounds around(Point lonlat, double radius_km) {
    constexpr double km_per_degree = 111.32;
    const double dy = radius_km / km_per_degree;
    const double dx = dy / std::max(0.01, std::cos(lonlat.y * std::numbers::pi / 180.0));
    return {lonlat.x - dx, lonlat.y - dy, lonlat.x + dx, lonlat.y + dy};
}

/// The pixels of a file on the ground, with a margin for resampling; empty if it lies elsewhere.
Window window_on(const Grid& grid, const Bounds& lonlat) {
    const Bounds b =
        grid.crs().empty() ? lonlat : transform_bounds(lonlat_crs(), grid.crs(), lonlat);
    const Point low = grid.to_px({b.min_x, b.max_y}), high = grid.to_px({b.max_x, b.min_y});
    if (!(low.x < high.x && low.y < high.y)) return {};
    constexpr Index margin_px = 4;  // chosen: more than the widest kernel
    const Index col0 = static_cast<Index>(std::floor(std::max(low.x, -1e9))) - margin_px;
    const Index row0 = static_cast<Index>(std::floor(std::max(low.y, -1e9))) - margin_px;
    const Window wanted{row0, col0,
                        static_cast<Index>(std::ceil(std::min(high.y, 1e9))) + margin_px - row0,
                        static_cast<Index>(std::ceil(std::min(high.x, 1e9))) + margin_px - col0};
    return wanted.intersect(grid.window());
}

/// Copies one band's window; bytes written. False through `inside` if the file lies elsewhere.
double copy_band(const std::string& from, Index band, const Bounds& lonlat, const std::string& to,
                 bool& inside) {
    const RasterInfo info = read_raster_info(from);
    const Window window = window_on(info.grid, lonlat);
    inside = !window.empty();
    if (!inside) return 0.0;
    const BandInfo& what = info.bands.at(static_cast<std::size_t>(band));
    RasterOptions options;
    options.no_data = what.no_data;
    options.overwrite = true;
    if (what.type == "Byte")
        write_raster(to, read_bytes(from, {band}, window), options);
    else if (what.type == "UInt16")
        write_raster(to, read_numbers16(from, {band}, window), options);
    else
        write_raster(to, read_raw_floats(from, {band}, window), options);
    return static_cast<double>(fs::file_size(to));
}

std::string sidecar_of(const Scene& scene) {
    std::string scale, offset, bands;
    for (const BandSource& band : scene.bands) {
        const std::string role = role_name(band.role);
        const std::string comma = scale.empty() ? "" : ", ";
        scale += comma + fmt::format("{} = {}", role, band.scale);
        offset += comma + fmt::format("{} = {}", role, band.offset);
        bands += fmt::format("{} = \"{}.tif\"\n", role, role);
    }
    const auto number = [](double value) {
        const std::string text = fmt::format("{}", value);
        return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
    };
    std::string text = fmt::format("id = \"{}\"\ndate = \"{}\"\nlevel = \"{}\"\nsensor = \"{}\"\n",
                                   scene.id, to_text(scene.date), scene.level, scene.sensor);
    text += "scale = { " + scale + " }\noffset = { " + offset + " }\n";
    if (!scene.bands.empty() && scene.bands.front().no_data)
        text += "nodata = " + number(*scene.bands.front().no_data) + "\n";
    text += "[bands]\n" + bands;
    for (const MaskSource& mask : scene.masks) {
        if (mask.kind == MaskKind::qa_radsat) continue;
        text += "[mask]\nfile = \"mask.tif\"\nkind = \"" + mask_kind_name(mask.kind) + "\"\n";
        break;
    }
    return text;
}

/// Bytes written; < 0 if the scene lies elsewhere.
double copy_scene(const Scene& scene, const Bounds& lonlat, const std::string& folder) {
    const std::string partial = temporary_name(folder);
    make_folder(partial);
    try {
        double bytes = 0.0;
        bool inside = true;
        for (const BandSource& band : scene.bands) {
            bytes += copy_band(band.path, band.band, lonlat,
                               partial + "/" + role_name(band.role) + ".tif", inside);
            if (!inside) break;
        }
        for (const MaskSource& mask : scene.masks) {
            if (!inside || mask.kind == MaskKind::qa_radsat) continue;
            bytes += copy_band(mask.path, mask.band, lonlat, partial + "/mask.tif", inside);
            break;
        }
        if (!inside) {
            fs::remove_all(partial);
            return -1.0;
        }
        write_text(partial + "/scene.toml", sidecar_of(scene), true);
        fs::rename(partial, folder);
        return bytes;
    } catch (...) {
        std::error_code ignored;
        fs::remove_all(partial, ignored);
        throw;
    }
}

/// A scene's name as a folder's: letters that a path may not hold become '_'.
std::string folder_name(std::string id) {
    for (char& c : id)
        if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '-' && c != '.') c = '_';
    return id.empty() || id.front() == '.' ? "_" + id : id;
}

bool is_wanted(const Study& study, const Scene& scene) {
    const bool in_period =
        study.periods.empty() ||
        std::any_of(study.periods.begin(), study.periods.end(),
                    [&](const Period& period) { return period.contains(scene.date); });
    return in_period && scene.cloud_share <= study.scenes.max_cloud_share;
}

}  // namespace

Document search_items(const std::string& api, const StacSearch& search) {
    const std::string base = api.ends_with("/") ? api.substr(0, api.size() - 1) : api;
    std::string address = base.ends_with("/search") ? base : base + "/search";
    std::optional<Document> body = search_body(search);
    Document features = Document::list();
    constexpr int most_pages = 1000;  // chosen: 100,000 scenes; ends a server that links in circles
    for (int page_number = 0; page_number < most_pages; ++page_number) {
        const Document sent = body.value_or(search_body(search));
        const Document page = parse_json(
            body ? http_post_json(address, to_json(*body, -1)) : http_get(address), address);
        const Document* items = page.find("features");
        if (items == nullptr || !items->is_list())
            throw input_error("{}: the answer has no 'features', expected a STAC API", address);
        for (Index i = 0; i < items->size(); ++i) features.append((*items)[i]);
        const auto next = next_page(page, sent, address);
        if (!next || items->size() == 0) break;
        address = next->address;
        body = next->body;
    }
    Document all = Document::object();
    all.set("type", "FeatureCollection");
    all.set("features", features);
    return all;
}

Bounds study_lonlat(const Study& study) {
    if (study.bounds) return transform_bounds(study.crs, lonlat_crs(), *study.bounds);
    std::optional<Bounds> all;
    const auto add = [&](const Bounds& part) {
        if (all)
            grow(*all, part);
        else
            all = part;
    };
    for (const Area& area : study.areas) add(around(area.lonlat, area.radius_km));
    if (!all && study.border)
        for (const Polyline& part : read_border_parts(study.border->source, lonlat_crs()))
            for (const Point& point : part) add(around(point, study.border->zone_km));
    if (!all)
        throw input_error("{}: names no ground to fetch scenes for; give bounds, areas or a border",
                          study.path);
    return *all;
}

FetchSummary fetch_scenes(const Study& study, const std::vector<std::string>& paths,
                          const std::string& folder) {
    const Bounds lonlat = study_lonlat(study);
    const std::vector<Scene> scenes = find_scenes(paths);
    make_folder(folder);
    FetchSummary summary;
    std::mutex guard;
    parallel_for(static_cast<Index>(scenes.size()), [&](Index i) {
        const Scene& scene = scenes[static_cast<std::size_t>(i)];
        const std::string target = folder + "/" + folder_name(scene.id);
        const bool present = fs::exists(target + "/scene.toml");
        double bytes = -1.0;
        std::string problem = scene.problem;
        if (problem.empty() && !present && is_wanted(study, scene)) {
            try {
                bytes = copy_scene(scene, lonlat, target);
            } catch (const Error& error) {
                problem = error.what();
            }
        }
        const std::lock_guard<std::mutex> lock(guard);
        if (!problem.empty()) {
            if (study.scenes.stop_on_bad_scene) throw input_error("{}", problem);
            log_warning("left out: {}", problem);
        }
        if (present)
            ++summary.present;
        else if (bytes < 0.0)
            ++summary.skipped;
        else
            ++summary.scenes, summary.megabytes += bytes / 1e6;
    });
    return summary;
}

}  // namespace borderlens
