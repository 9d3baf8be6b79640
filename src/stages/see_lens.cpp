#include "stages/see_lens.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>

#include "base/error.hpp"
#include "base/log.hpp"
#include "io/files.hpp"
#include "io/raster_file.hpp"
#include "io/vector_file.hpp"
#include "lenses/lens_objects.hpp"
#include "lenses/photovoltaics.hpp"
#include "lenses/regular_regions.hpp"
#include "raster/blocks.hpp"
#include "stages/classify_image.hpp"
#include "stages/find_scenes.hpp"
#include "stages/model_fit.hpp"
#include "stages/read_scene.hpp"
#include "stages/shipped_model.hpp"

namespace borderlens {
namespace {

/// Scenes of one day.
struct Day {
    Date date;
    std::string name;
    std::vector<Scene> scenes;
};

std::vector<Scene> usable_scenes(const std::vector<std::string>& paths) {
    std::vector<Scene> usable, broken;
    for (const Scene& scene : find_scenes(paths))
        (scene.problem.empty() ? usable : broken).push_back(scene);
    if (usable.empty())
        throw input_error("--scene: none of the scenes can be used; the first: {}",
                          broken.empty() ? "none found" : broken.front().problem);
    for (const Scene& scene : broken) log_warning("{}: left out: {}", scene.path, scene.problem);
    return usable;
}

std::vector<Day> days_of(const std::vector<Scene>& scenes) {
    std::map<std::string, Day> days;
    for (const Scene& scene : scenes) {
        const bool dated = scene.date != Date{};
        if (!dated && scenes.size() > 1)
            throw input_error(
                "{}: has no date, so it cannot be put in order; give it a scene.toml "
                "with date",
                scene.path);
        Day& day = days[dated ? to_text(scene.date) : "undated"];
        day.date = scene.date;
        day.name = dated ? to_text(scene.date) : "undated";
        day.scenes.push_back(scene);
    }
    std::vector<Day> sorted;
    for (auto& [name, day] : days) sorted.push_back(std::move(day));
    return sorted;
}

double decimal_year(Date date) {
    return date.year + (day_of_year(date) - 1) / 365.25;
}

/// Roles all scenes have.
std::vector<std::string> common_role_names(const std::vector<Scene>& scenes) {
    std::vector<std::string> common;
    for (const Role role : roles_of(scenes.front()))
        if (std::all_of(scenes.begin(), scenes.end(),
                        [&](const Scene& scene) { return scene.find(role) != nullptr; }))
            common.push_back(role_name(role));
    return common;
}

std::vector<Role> roles_named(const std::vector<std::string>& names,
                              const std::vector<std::string>& there) {
    std::vector<Role> roles;
    std::string list;
    for (const std::string& name : there) list += (list.empty() ? "" : ", ") + name;
    for (const std::string& name : names) {
        const auto role = role_from_name(name);
        if (!role || std::find(there.begin(), there.end(), name) == there.end())
            throw input_error("the model needs the band '{}'; the scenes share: {}", name, list);
        roles.push_back(*role);
    }
    return roles;
}

FeatureStack read_day(const Day& day, const Grid& grid, const Window& window,
                      const std::vector<Role>& roles, const std::vector<std::string>& names) {
    FeatureStack stack{names, read_scene(day.scenes.front(), grid, window, roles).values};
    for (std::size_t s = 1; s < day.scenes.size(); ++s) {
        const Raster<float> more = read_scene(day.scenes[s], grid, window, roles).values;
        for (std::size_t i = 0; i < more.values().size(); ++i)
            if (std::isnan(stack.values.values()[i])) stack.values.values()[i] = more.values()[i];
    }
    return stack;
}

/// Of the shipped model only: a model of the user's own scenes is taken at its word.
ModelFit fit_days(const LensModel& model, const Grid& grid, const std::vector<Day>& days,
                  const std::vector<Role>& roles, const std::vector<std::string>& names,
                  const std::string& height_path) {
    std::vector<TimeToFit> times;
    for (const Day& day : days)
        times.push_back({day.scenes, [&](const Window& window) {
                             return read_day(day, grid, window, roles, names);
                         }});
    return fit_model(model, grid, times, gradients_from(height_path, grid));
}

template <typename T>
void paste(const Raster<T>& part, const Window& window, Raster<T>& whole) {
    for (Index row = 0; row < window.rows; ++row)
        std::copy_n(part.view().row(row), window.cols, whole.view().crop(window).row(row));
}

VectorLayer layer_of(const std::vector<LensObject>& objects, const Grid& grid,
                     const std::vector<Day>& days, bool plants) {
    VectorLayer layer;
    layer.name = "objects";
    layer.crs = grid.crs();
    std::vector<double> id, area, first_year, probability, fill, capacity, capacity_low,
        capacity_high;
    std::vector<std::string> first_date;
    for (const LensObject& object : objects) {
        Geometry geometry;
        geometry.polygons = object.outline;
        layer.geometries.push_back(std::move(geometry));
        id.push_back(static_cast<double>(id.size() + 1));
        area.push_back(object.area_ha);
        first_year.push_back(days[object.first_time].date.year);
        first_date.push_back(days[object.first_time].name);
        probability.push_back(object.probability);
        fill.push_back(object.fill);
        capacity.push_back(object.area_ha * capacity_mw_per_ha);
        capacity_low.push_back(object.area_ha * tracking_mw_per_ha);
        capacity_high.push_back(object.area_ha * fixed_tilt_mw_per_ha);
    }
    layer.attributes.set("id", id);
    layer.attributes.set("area_ha", area);
    layer.attributes.set("first_year", first_year);
    layer.attributes.set("first_date", first_date);
    layer.attributes.set("probability", probability);
    layer.attributes.set("rectangle_fill", fill);
    if (!plants) return layer;
    layer.attributes.set("capacity_mw_estimate", capacity);
    layer.attributes.set("capacity_mw_low", capacity_low);
    layer.attributes.set("capacity_mw_high", capacity_high);
    layer.attributes.set(
        "capacity_assumption",
        std::vector<std::string>(
            objects.size(),
            fmt::format("{:.2f} MW DC per ha (tracking {:.2f}, fixed tilt {:.2f}; "
                        "Bolinger and Bolinger 2022)",
                        capacity_mw_per_ha, tracking_mw_per_ha, fixed_tilt_mw_per_ha)));
    return layer;
}

}  // namespace

void see_lens(const LensRun& run) {
    const Lens& lens = lens_named(run.lens);
    const std::vector<Scene> scenes = usable_scenes(run.scenes);
    const std::vector<Day> days = days_of(scenes);
    const std::vector<std::string> there = common_role_names(scenes);
    const LensModel model(run.model.empty() ? shipped_forest(there) : read_forest(run.model));
    const std::vector<std::string> names = bands_of(model.forest);
    const std::vector<Role> roles = roles_named(names, there);
    const Grid grid = default_grid(scenes);
    const double pixel_m = pixel_size_in_metres(grid);
    const Legend legend = legend_of(lens, model);
    for (const LegendEntry& entry : legend)
        if (entry.code < 1 || entry.code > 255)
            throw input_error("{}: class code {} of '{}' does not fit a class layer (1 to 255)",
                              run.model, entry.code, entry.name);
    const ModelFit fit = run.model.empty()
                             ? fit_days(model, grid, days, roles, names, run.elevation)
                             : no_fit(days.size());
    const Index halo_px = lens.halo_px(model, pixel_m);
    make_folder(run.out);
    RasterOptions options;
    options.overwrite = run.overwrite;
    for (const LegendEntry& entry : legend) options.band_descriptions.push_back(entry.name);
    std::vector<std::unique_ptr<RasterWriter<float>>> probability;
    std::vector<Raster<ClassCode>> classes;
    for (const Day& day : days) {
        require_writable(run.out + "/" + day.name + ".tif", run.overwrite);
        probability.push_back(std::make_unique<RasterWriter<float>>(
            run.out + "/" + day.name + "_probability.tif", grid, static_cast<Index>(legend.size()),
            options));
        classes.emplace_back(grid, 1, no_class);
    }
    const std::string objects_path = run.out + "/objects.gpkg";
    if (lens.makes_objects) require_writable(objects_path, run.overwrite);
    // For the objects: probability at the last time, and which pixels it does not rule out at any.
    Raster<float> last_share;
    std::vector<Raster<ClassCode>> possible;
    const ObjectLimits limits = object_limits(lens);
    const auto sought = static_cast<ClassCode>(legend.back().code);
    const auto otherwise = static_cast<ClassCode>(legend.front().code);
    if (lens.makes_objects) {
        last_share = Raster<float>(grid, 1, no_data);
        possible.assign(days.size(), Raster<ClassCode>(grid, 1, no_class));
    }
    for_each_block(grid.window(), 512, halo_px, [&](const Block& block) {
        LensImages images;
        images.pixel_size_m = pixel_m;
        for (std::size_t t = 0; t < days.size(); ++t) {
            images.years.push_back(decimal_year(days[t].date));
            images.images.push_back(read_day(days[t], grid, block.halo, roles, names));
        }
        use_fit(images, fit, block.halo);
        ask_forest(images, model);
        const Window core = block.core.relative_to(block.halo);
        const std::vector<LensLayer> layers = lens.apply(images, model);
        for (std::size_t t = 0; t < days.size(); ++t) {
            const Raster<float> shares = cropped(layers[t].probability, core);
            probability[t]->write(block.core, shares);
            paste(cropped(layers[t].classes, core), block.core, classes[t]);
            if (!lens.makes_objects) continue;
            Raster<float> share(shares.grid());
            std::copy_n(shares.band_data(shares.bands() - 1), share.grid().size(),
                        share.band_data());
            paste(possible_places(share, sought, otherwise, limits), block.core, possible[t]);
            if (t + 1 == days.size()) paste(share, block.core, last_share);
        }
    });
    if (lens.makes_objects) {
        add_regular_regions(classes, possible, sought, otherwise, limits);
        const auto objects = find_lens_objects(classes, last_share, sought, otherwise, limits);
        log_info("{}: {} objects", lens.name, objects.size());
        write_vector(objects_path, {layer_of(objects, grid, days, lens.name == "photovoltaics")},
                     run.overwrite);
    }
    for (std::size_t t = 0; t < days.size(); ++t) {
        probability[t]->finish();
        RasterOptions written;
        written.band_descriptions = {lens.name};
        written.no_data = no_class;
        written.legend = legend;
        written.overwrite = run.overwrite;
        write_raster(run.out + "/" + days[t].name + ".tif", classes[t], written);
    }
}

}  // namespace borderlens
