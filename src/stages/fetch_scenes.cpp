#include "stages/fetch_scenes.hpp"

#include <algorithm>
#include <filesystem>
#include <mutex>

#include "base/document.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "base/parallel.hpp"
#include "imagery/scene_sidecar.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "stages/find_scenes.hpp"
#include "stages/study_scenes.hpp"

namespace borderlens {
namespace fs = std::filesystem;

namespace {

Raster<std::uint8_t> read_as(std::uint8_t, const std::string& path, Index band, const Window& at) {
    return read_bytes(path, {band}, at);
}
Raster<std::uint16_t> read_as(std::uint16_t, const std::string& path, Index band,
                              const Window& at) {
    return read_numbers16(path, {band}, at);
}
Raster<float> read_as(float, const std::string& path, Index band, const Window& at) {
    return read_raw_floats(path, {band}, at);
}

/// Runs of the file's blocks that are needed, each one read. With `all`: the whole window.
std::vector<Window> needed_runs(const RasterInfo& info, const Window& window, const StudyNeed& need,
                                bool all) {
    if (all) return {window};
    constexpr Index least_px = 128;  // chosen: smaller requests cost more than their pixels
    const Index height = std::max(info.block_rows, least_px);
    const Index width = std::max(info.block_cols, least_px);
    std::vector<Window> runs;
    for (Index row = window.row0 / height * height; row < window.row0 + window.rows; row += height)
        for (Index col = window.col0 / width * width; col < window.col0 + window.cols;
             col += width) {
            const Window block = Window{row, col, height, width}.intersect(window);
            if (!need.meets(info.grid.crs(), info.grid.crop(block).bounds())) continue;
            if (!runs.empty() && runs.back().row0 == block.row0 &&
                runs.back().col0 + runs.back().cols == block.col0)
                runs.back().cols += block.cols;
            else
                runs.push_back(block);
        }
    return runs;
}

template <typename T>
void copy_runs(const std::string& from, Index band, const Grid& grid, const Window& window,
               const std::vector<Window>& runs, double empty, const RasterOptions& options,
               const std::string& to) {
    Raster<T> part(grid.crop(window), 1, static_cast<T>(empty));
    for (const Window& run : runs) {
        const Raster<T> values = read_as(T{}, from, band, run);
        for (Index row = 0; row < run.rows; ++row)
            std::copy_n(values.view().row(row), run.cols,
                        part.view().row(run.row0 - window.row0 + row) + run.col0 - window.col0);
    }
    write_raster(to, part, options);
}

/// Copies what is needed of one band; `none`: the number that stands for no observation, if there
/// is one. Bytes written; < 0 if the file lies elsewhere.
double copy_band(const std::string& from, Index band, const std::optional<double>& none,
                 const StudyNeed& need, const std::string& to) {
    const RasterInfo info = read_raster_info(from);
    const Window window = need.window_on(info.grid);
    if (window.empty()) return -1.0;
    const BandInfo& what = info.bands.at(static_cast<std::size_t>(band));
    const std::optional<double> empty = none ? none : what.no_data;
    const std::vector<Window> runs = needed_runs(info, window, need, !empty);
    if (runs.empty()) return -1.0;
    RasterOptions options;
    options.no_data = what.no_data;
    options.overwrite = true;
    const double filling = empty.value_or(0.0);
    if (what.type == "Byte")
        copy_runs<std::uint8_t>(from, band, info.grid, window, runs, filling, options, to);
    else if (what.type == "UInt16")
        copy_runs<std::uint16_t>(from, band, info.grid, window, runs, filling, options, to);
    else
        copy_runs<float>(from, band, info.grid, window, runs, filling, options, to);
    return static_cast<double>(fs::file_size(to));
}

std::string toml_number(double value) {
    const std::string text = fmt::format("{}", value);
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

/// What a catalogue says, as a TOML text: JSON's escapes are TOML's as well.
std::string toml_text(const std::string& text) {
    return to_json(Document(text), -1);
}

std::string sidecar_of(const Scene& scene) {
    std::string scale, offset, bands;
    for (const BandSource& band : scene.bands) {
        const std::string role = role_name(band.role);
        const std::string comma = scale.empty() ? "" : ", ";
        scale += comma + fmt::format("{} = {}", role, toml_number(band.scale));
        offset += comma + fmt::format("{} = {}", role, toml_number(band.offset));
        bands += fmt::format("{} = \"{}.tif\"\n", role, role);
    }
    std::string text = fmt::format("id = {}\ndate = \"{}\"\nlevel = {}\n", toml_text(scene.id),
                                   to_text(scene.date), toml_text(scene.level));
    const std::string& unit = scene.platform.empty() ? scene.sensor : scene.platform;
    if (!unit.empty()) text += "sensor = " + toml_text(unit) + "\n";
    text += "scale = { " + scale + " }\noffset = { " + offset + " }\n";
    const BandSource& first = scene.bands.front();
    if (first.no_data) text += "nodata = " + toml_number(*first.no_data) + "\n";
    if (first.saturated) text += "saturated = " + toml_number(*first.saturated) + "\n";
    if (scene.cloud_share >= 0.0) text += "cloud_share = " + toml_number(scene.cloud_share) + "\n";
    text += "[bands]\n" + bands;
    for (std::size_t i = 0; i < scene.masks.size(); ++i)
        text += fmt::format("[[masks]]\nfile = \"mask{}.tif\"\nkind = \"{}\"\n", i + 1,
                            mask_kind_name(scene.masks[i].kind));
    return text;
}

/// Bytes written; < 0 if the scene lies elsewhere.
double copy_scene(const Scene& scene, const StudyNeed& need, const std::string& folder) {
    const std::string partial = temporary_name(folder);
    make_folder(partial);
    const auto give_up = [&] {
        std::error_code ignored;
        fs::remove_all(partial, ignored);
    };
    try {
        double bytes = 0.0;
        const auto copy = [&](const std::string& from, Index band,
                              const std::optional<double>& none, const std::string& name) {
            const double part = copy_band(from, band, none, need, partial + "/" + name);
            bytes = part < 0.0 || bytes < 0.0 ? -1.0 : bytes + part;
        };
        for (const BandSource& band : scene.bands) {
            if (bytes < 0.0) break;
            copy(band.path, band.band, band.no_data, role_name(band.role) + ".tif");
        }
        for (std::size_t i = 0; i < scene.masks.size() && bytes >= 0.0; ++i)
            copy(scene.masks[i].path, scene.masks[i].band, 0.0, fmt::format("mask{}.tif", i + 1));
        if (bytes < 0.0) {
            give_up();
            return bytes;
        }
        write_text(partial + "/scene.toml", sidecar_of(scene), true);
        fs::rename(partial, folder);
        return bytes;
    } catch (...) {
        give_up();
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
    return (study.periods.empty() || period_of(study, scene) != nullptr) &&
           scene.cloud_share <= study.scenes.max_cloud_share;
}

/// The scene with the bands wanted only.
Scene with_bands(Scene scene, const std::vector<std::string>& roles) {
    if (!roles.empty())
        std::erase_if(scene.bands, [&](const BandSource& band) {
            return std::find(roles.begin(), roles.end(), role_name(band.role)) == roles.end();
        });
    return scene;
}

void require_hosts(const Scene& scene, const HostRule& hosts) {
    for (const BandSource& band : scene.bands) hosts.require(band.path, "scene " + scene.id);
    for (const MaskSource& mask : scene.masks) hosts.require(mask.path, "scene " + scene.id);
}

}  // namespace

FetchSummary fetch_scenes(const Study& study, const std::vector<std::string>& paths,
                          const std::string& folder, const HostRule& hosts) {
    const StudyNeed need(study);
    Reach reach = reach_of(study);
    for (const std::string& path : paths)
        if (!remote_host(path).empty()) reach.allow(path);
    // A study with [fetch] names its hosts there.
    const std::vector<Scene> scenes = find_scenes(paths, study.fetch ? nullptr : &reach, false);
    make_folder(folder);
    FetchSummary summary;
    std::mutex guard;
    parallel_for(static_cast<Index>(scenes.size()), [&](Index i) {
        const Scene scene =
            with_bands(scenes[static_cast<std::size_t>(i)],
                       study.fetch ? study.fetch->bands : std::vector<std::string>());
        const std::string target = folder + "/" + folder_name(scene.id);
        const bool present = fs::exists(target + "/scene.toml");
        double bytes = -1.0;
        std::string problem = scene.problem;
        if (problem.empty() && scene.bands.empty())
            problem = scene.id + ": has none of the bands the study wants";
        if (problem.empty() && !present && is_wanted(study, scene)) {
            try {
                require_hosts(scene, hosts);
                bytes = copy_scene(scene, need, target);
            } catch (const Error& error) {
                problem = fmt::format("scene {}: {}", scene.id, error.what());
            }
        }
        const std::lock_guard<std::mutex> lock(guard);
        if (!problem.empty()) {
            if (study.scenes.stop_on_bad_scene) throw input_error("{}", problem);
            log_warning("left out: {}", problem);
            ++summary.failed;
            if (summary.first_problem.empty()) summary.first_problem = problem;
        } else if (present) {
            ++summary.present;
        } else if (bytes < 0.0) {
            ++summary.skipped;
        } else {
            ++summary.scenes, summary.megabytes += bytes / 1e6;
        }
    });
    return summary;
}

}  // namespace borderlens
