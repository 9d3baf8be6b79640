#include "stages/composite_scenes.hpp"

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/parallel.hpp"
#include "imagery/best_pixel.hpp"
#include "imagery/sensors.hpp"
#include "imagery/series_mask.hpp"
#include "io/crs.hpp"
#include "io/raster_file.hpp"
#include "stages/composite_blocks.hpp"
#include "stages/find_scenes.hpp"
#include "stages/look_room.hpp"

namespace borderlens {
namespace {

/// "surface", "toa", "dn", or "" where a scene does not say.
std::string level_group(const std::string& level) {
    if (level.rfind("L2", 0) == 0 || level == "surface") return "surface";
    if (level.rfind("L1", 0) == 0 || level == "toa") return "toa";
    return level;
}

void refuse_mixed_levels(const std::vector<Scene>& scenes) {
    const Scene* first = nullptr;
    for (const Scene& scene : scenes) {
        if (level_group(scene.level).empty()) continue;
        if (first == nullptr) first = &scene;
        if (level_group(scene.level) != level_group(first->level))
            throw input_error(
                "{} is {} ({}), {} is {} ({}): expected one level; leave one out or add "
                "--mix-levels",
                first->id, first->level, level_group(first->level), scene.id, scene.level,
                level_group(scene.level));
    }
}

/// A band that only some scenes have is left out; where a file is missing nobody meant that.
void warn_of_lost_roles(const Scene& scene, const std::vector<Scene>& scenes) {
    if (scene.missing.empty()) return;
    std::set<Role> lost;
    for (const Scene& other : scenes)
        for (const Role role : roles_of(other))
            if (scene.find(role) == nullptr && role != Role::thermal) lost.insert(role);
    if (lost.empty()) return;
    std::string names;
    for (const Role role : lost) names += (names.empty() ? "" : ", ") + role_name(role);
    log_warning(
        "{} is left out of all scenes: {} lacks {}; add the file, leave the scene out or name "
        "--bands",
        names, scene.id, scene.missing.front());
}

std::vector<Role> common_roles(const std::vector<Scene>& scenes) {
    std::vector<Role> common = roles_of(scenes.front());
    for (const Scene& scene : scenes)
        std::erase_if(common, [&](Role role) { return scene.find(role) == nullptr; });
    // Kelvin is no reflectance, and would rule every distance between looks.
    std::erase(common, Role::thermal);
    for (const Scene& scene : scenes) warn_of_lost_roles(scene, scenes);
    if (common.empty())
        throw input_error(
            "the {} scenes have no band in common, {} has none of the roles of {}; choose others",
            scenes.size(), scenes.back().id, scenes.front().id);
    return common;
}

void require_roles(const std::vector<Scene>& scenes, const std::vector<Role>& roles) {
    for (const Role role : roles) {
        const bool somewhere = std::any_of(scenes.begin(), scenes.end(), [&](const Scene& scene) {
            return scene.find(role) != nullptr;
        });
        if (somewhere) continue;
        std::string there;
        for (const Role known : roles_of(scenes.front()))
            there += (there.empty() ? "" : ", ") + role_name(known);
        throw input_error("band {} is in none of the scenes; {} has {}", role_name(role),
                          scenes.front().id, there);
    }
}

/// The sensor all others are adjusted to; "" = none.
std::string reference_sensor(const std::vector<Scene>& scenes, const std::string& harmonise) {
    const bool automatic = harmonise == "auto";
    if (harmonise == "none" || (automatic && !sensors_are_mixed(scenes))) return "";
    const std::string wanted = automatic ? "landsat-8" : std::string(sensor_named(harmonise).name);
    // Published coefficients are for surface reflectance.
    for (const Scene& scene : scenes)
        if (level_group(scene.level) != "surface") {
            log_warning(
                "{} is {}: adjustments between sensors are published for surface "
                "reflectance only and are left out",
                scene.id, scene.level.empty() ? "of unknown level" : scene.level);
            return "";
        }
    return wanted;
}

/// What brings a scene to the reference sensor; `wide_nir`: its near infrared is B08, for which
/// nothing is published.
std::vector<BandAdjustment> adjustments_of(const Scene& scene, const std::string& reference,
                                           const std::string& fit, bool wide_nir) {
    if (reference.empty() || scene.sensor.empty()) return {};
    auto found =
        band_adjustments(scene.platform.empty() ? scene.sensor : scene.platform, reference, fit);
    if (wide_nir)
        std::erase_if(found, [](const BandAdjustment& row) { return row.role == Role::nir; });
    return found;
}

void adjust(Raster<float>& values, const std::vector<Role>& roles,
            const std::vector<BandAdjustment>& adjustments) {
    for (std::size_t b = 0; b < roles.size(); ++b)
        for (const BandAdjustment& row : adjustments) {
            if (row.role != roles[b]) continue;
            float* band = values.band_data(static_cast<Index>(b));
            for (Index i = 0; i < values.grid().size(); ++i)
                band[i] =
                    static_cast<float>(row.slope * static_cast<double>(band[i]) + row.intercept);
        }
}

std::vector<int> days_of(const CompositePlan& plan) {
    std::vector<int> days;
    for (const Scene& scene : plan.scenes) days.push_back(day_of_year(scene.date));
    return days;
}

/// Adds the band day_of_year before the count where the plan wants it.
Raster<float> with_days(const CompositePlan& plan, const std::vector<Raster<float>>& looks,
                        Raster<float> result) {
    if (!plan.options.day_of_year) return result;
    const Raster<float> days = day_of_year_band(looks, days_of(plan), plan.options.rule, result);
    const Index bands = result.bands() - 1, count = result.grid().size();
    Raster<float> longer(result.grid(), bands + 2);
    std::copy_n(result.band_data(), bands * count, longer.band_data());
    std::copy_n(days.band_data(), count, longer.band_data(bands));
    std::copy_n(result.band_data(bands), count, longer.band_data(bands + 1));
    return longer;
}

Raster<float> best_window(const CompositePlan& plan, const Grid& grid, const Window& window) {
    BestPixelRule rule;
    const std::vector<int> days = days_of(plan);
    const auto [first, last] = std::minmax_element(days.begin(), days.end());
    rule.target_day =
        plan.options.rule.target_day > 0 ? plan.options.rule.target_day : (*first + *last) / 2;
    const Index reach = best_pixel_reach_px(rule, grid.pixel_width());
    std::vector<Raster<float>> looks = read_looks(plan, grid, window.pad(reach));
    Raster<float> result = best_pixels(looks, days, rule, reach);
    if (!plan.options.day_of_year) return result;
    for (Raster<float>& look : looks)
        look = cropped(look, {reach, reach, window.rows, window.cols});
    return with_days(plan, looks, std::move(result));
}

}  // namespace

CompositePlan plan_composite(std::vector<Scene> scenes, const CompositeOptions& options) {
    std::erase_if(scenes, [](const Scene& scene) { return !scene.problem.empty(); });
    if (scenes.empty()) throw input_error("no usable scene; `borderlens scenes` says why");
    CompositePlan plan;
    plan.options = options;
    if (!options.mix_levels) refuse_mixed_levels(scenes);
    std::stable_sort(scenes.begin(), scenes.end(),
                     [](const Scene& a, const Scene& b) { return a.date < b.date; });
    const std::string reference = reference_sensor(scenes, options.harmonise);
    const bool mixed = sensors_are_mixed(scenes);
    for (Scene& scene : scenes) {
        const bool pair = options.harmonise != "none" && (mixed || !reference.empty());
        const bool wide_nir = scene.sensor == "sentinel-2" && !scene.find(Role::nir_narrow);
        plan.scenes.push_back(pair ? with_narrow_nir(std::move(scene)) : std::move(scene));
        plan.adjustments.push_back(
            adjustments_of(plan.scenes.back(), reference, options.harmonise_fit, wide_nir));
    }
    plan.roles = options.roles.empty() ? common_roles(plan.scenes) : options.roles;
    require_roles(plan.scenes, plan.roles);
    if (!reference.empty()) log_detail("reflectances are adjusted to the bands of {}", reference);
    return plan;
}

std::vector<Raster<float>> read_looks(const CompositePlan& plan, const Grid& grid,
                                      const Window& window) {
    std::vector<Raster<float>> looks;
    looks.reserve(plan.scenes.size());
    for (std::size_t i = 0; i < plan.scenes.size(); ++i) {
        ReadOptions read = plan.options.read;
        if (!plan.shifts.empty()) read.shift_px = plan.shifts[i];
        looks.push_back(
            read_scene(plan.scenes[i], grid, window, plan.roles, read, look_room().take()).values);
        adjust(looks.back(), plan.roles, plan.adjustments[i]);
    }
    if (plan.options.outlier_sigma > 0.0)
        mask_outliers(looks, plan.roles, plan.options.outlier_sigma);
    return looks;
}

Raster<float> composite_window(const CompositePlan& plan, const Grid& grid, const Window& window) {
    const CompositeRule& rule = plan.options.rule;
    if (rule.method == CompositeMethod::best_pixel) return best_window(plan, grid, window);
    std::vector<Raster<float>> looks = read_looks(plan, grid, window);
    Raster<float> result = with_days(plan, looks, composite(looks, rule));
    look_room().keep(std::move(looks));
    return result;
}

std::vector<std::string> composite_band_names(const CompositePlan& plan) {
    std::vector<std::string> names;
    for (const Role role : plan.roles) names.push_back(role_name(role));
    if (plan.options.day_of_year) names.emplace_back("day_of_year");
    names.emplace_back("valid_looks");
    return names;
}

namespace {

/// A picture of nothing is the sign of a grid in the wrong place.
void require_scenes_on(const CompositePlan& plan, const Grid& grid) {
    for (const Scene& scene : plan.scenes) {
        const Grid own = read_scene_header(scene).finest;
        if (own.crs().empty() != grid.crs().empty())
            throw input_error(
                "{}: {} a coordinate reference system, the grid {}; assign the missing one "
                "(gdal_edit.py -a_srs)",
                scene.path, own.crs().empty() ? "names no" : "names",
                grid.crs().empty() ? "does not" : "does");
        const Bounds there = own.crs().empty()
                                 ? own.bounds()
                                 : transform_bounds(own.crs(), grid.crs(), own.bounds());
        if (there.meets(grid.bounds())) return;
    }
    throw input_error("none of the scenes covers the grid ({}); do both lie in the same place?",
                      grid.describe());
}

}  // namespace

void write_composite(const CompositePlan& plan, const Grid& grid, const std::string& path,
                     bool overwrite) {
    RasterOptions options;
    options.band_descriptions = composite_band_names(plan);
    options.overwrite = overwrite;
    require_scenes_on(plan, grid);
    RasterWriter<float> writer(path, grid, static_cast<Index>(options.band_descriptions.size()),
                               options);
    for_each_window(composite_windows(plan, grid, grid.window()), [&](const Window& window) {
        writer.write(window, composite_window(plan, grid, window));
    });
    writer.finish();
}

}  // namespace borderlens
