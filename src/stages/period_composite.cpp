#include "stages/period_composite.hpp"

#include <algorithm>
#include <cmath>

#include "features/fill_harmonic.hpp"
#include "features/indices.hpp"
#include "features/temporal.hpp"
#include "imagery/fill_gaps.hpp"
#include "imagery/sensors.hpp"
#include "stages/composite_blocks.hpp"
#include "stages/study_scenes.hpp"

namespace borderlens {
namespace {

ReadOptions read_options(const Study& study) {
    ReadOptions options;
    options.resampling = study.scenes.resampling == "cubic"     ? Resampling::cubic
                         : study.scenes.resampling == "nearest" ? Resampling::nearest
                                                                : Resampling::bilinear;
    options.dilation_m = study.scenes.mask_dilation_m;
    options.fallback_mask = study.scenes.fallback_mask;
    options.rules.keep_snow = !study.scenes.mask_snow;
    return options;
}

/// Pixels of the finest of the roles used; 0 where the sensor is not known.
double finest_pixel_m(const Scene& scene, const std::vector<Role>& roles) {
    const Sensor* sensor = scene.sensor.empty() ? nullptr : find_sensor(scene.sensor);
    if (sensor == nullptr) return 0.0;
    double finest_m = 0.0;
    for (const Role role : roles)
        if (const SensorBand* band = sensor->find(role))
            if (finest_m == 0.0 || band->resolution_m < finest_m) finest_m = band->resolution_m;
    return finest_m;
}

Date middle_of(const Period& period) {
    return date_of_day_number((day_number(period.first) + day_number(period.last)) / 2);
}

}  // namespace

CompositeOptions composite_options(const Study& study, const std::vector<Scene>& usable,
                                   const std::vector<Role>& roles) {
    CompositeOptions options;
    options.rule = parse_composite_rule(study.composites.method);
    options.read = read_options(study);
    options.roles = roles;
    // All periods on one scale, also those that one sensor alone has seen: else a change of sensor
    // would pass for a change of the ground.
    options.harmonise = study.scenes.harmonise && sensors_are_mixed(usable) ? "landsat-8" : "none";
    options.harmonise_fit = study.scenes.harmonise_fit;
    options.memory_gib = study.memory_gib;
    options.outlier_sigma = study.scenes.outlier_sigma;
    options.day_of_year = study.composites.day_of_year;
    return options;
}

std::vector<PeriodPlan> period_plans(const StudyRun& run) {
    const Study& study = run.study;
    const std::vector<Scene>& scenes = run.scenes();
    std::vector<Scene> usable = scenes;
    std::erase_if(usable, [](const Scene& scene) { return !scene.problem.empty(); });
    const std::vector<Role> roles = common_roles(study, scenes);
    std::vector<PeriodPlan> plans;
    for (const Period& period : study.periods) {
        const std::vector<Scene> chosen = scenes_of(scenes, period);
        if (chosen.empty()) continue;
        PeriodPlan made{period, plan_composite(chosen, composite_options(study, usable, roles))};
        for (const Scene& scene : made.plan.scenes) {
            const double pixel_m = finest_pixel_m(scene, made.plan.roles);
            if (pixel_m > 0.0 && (made.finest_m == 0.0 || pixel_m < made.finest_m))
                made.finest_m = pixel_m;
        }
        plans.push_back(std::move(made));
    }
    return plans;
}

void describe_plan(const Study& study, const CompositePlan& plan, Fingerprint& inputs) {
    for (const Role role : plan.roles) inputs.add(role_name(role));
    const StudyScenes& scenes = study.scenes;
    inputs.add(study.composites.method).add(scenes.resampling).add(scenes.mask_dilation_m);
    inputs.add(plan.options.harmonise).add(scenes.harmonise_fit).add(scenes.normalise);
    inputs.add(scenes.fallback_mask ? 1.0 : 0.0).add(scenes.mask_snow ? 1.0 : 0.0);
    inputs.add(scenes.correct_shifts ? 1.0 : 0.0).add(scenes.outlier_sigma);
    inputs.add(study.composites.day_of_year ? 1.0 : 0.0);
}

std::string scene_fit_path(const std::string& period) {
    return "composites/" + period + "_scenes.csv";
}

Index common_support_px(const Study& study, const std::vector<PeriodPlan>& plans) {
    if (study.composites.support == "none") return 1;
    double finest_m = 0.0, widest_m = 0.0;
    for (const PeriodPlan& one : plans) {
        if (one.finest_m == 0.0) continue;
        finest_m = finest_m == 0.0 ? one.finest_m : std::min(finest_m, one.finest_m);
        widest_m = std::max(widest_m, one.finest_m);
    }
    if (widest_m < 1.5 * finest_m) return 1;
    return std::max<Index>(1, std::llround(widest_m / study.pixel_size_m));
}

PeriodComposer::PeriodComposer(const Study& study,
                               std::shared_ptr<const std::vector<PeriodPlan>> plans,
                               std::size_t own)
    : m_fill(study.composites.fill),
      m_temporal(study.composites.temporal),
      m_plans(std::move(plans)),
      m_own(own) {
    std::vector<Period> periods;
    for (const PeriodPlan& one : *m_plans) periods.push_back(one.period);
    m_neighbours = nearest_periods(periods, own);
}

std::vector<std::string> PeriodComposer::band_names() const {
    std::vector<std::string> names = composite_band_names((*m_plans)[m_own].plan);
    if (m_fill != "none") names.insert(names.end() - 1, "filled");
    return names;
}

Raster<float> PeriodComposer::block(const Grid& grid, const Window& window) const {
    const Raster<float> own = composite_window((*m_plans)[m_own].plan, grid, window);
    return m_fill == "none" ? own : filled(own, grid, window);
}

Raster<float> PeriodComposer::filled(const Raster<float>& own, const Grid& grid,
                                     const Window& window) const {
    const Index bands = own.bands() - 1;
    const float* count = own.band_data(bands);
    const bool gaps = std::any_of(count, count + window.size(), [](float n) { return n == 0.0F; });
    if (!gaps) return fill_gaps(own, {});
    if (m_fill == "neighbour") {
        // Farther periods are read only while gaps are left.
        std::vector<Raster<float>> others;
        Raster<float> result = fill_gaps(own, {});
        for (const std::size_t n : m_neighbours) {
            const float* filling = result.band_data(bands);
            bool open = false;
            for (Index i = 0; i < window.size(); ++i)
                open = open || (count[i] == 0.0F && filling[i] == 0.0F);
            if (!open) break;
            others.push_back(composite_window((*m_plans)[n].plan, grid, window));
            result = fill_gaps(own, others);
        }
        return result;
    }
    std::vector<Date> dates;
    std::vector<Raster<float>> looks;
    for (const PeriodPlan& one : *m_plans) {
        std::vector<Raster<float>> part = read_looks(one.plan, grid, window);
        for (std::size_t i = 0; i < part.size(); ++i) {
            dates.push_back(one.plan.scenes[i].date);
            looks.push_back(std::move(part[i]));
        }
    }
    if ((*m_plans)[m_own].plan.options.day_of_year)  // the fit speaks of one day, the middle one
        for (std::size_t i = 0; i < looks.size(); ++i) {
            Raster<float> longer(
                looks[i].grid(), looks[i].bands() + 1,
                static_cast<float>(day_of_year(middle_of((*m_plans)[m_own].period))));
            std::copy(looks[i].values().begin(), looks[i].values().end(), longer.band_data());
            looks[i] = std::move(longer);
        }
    return fill_harmonic(own, middle_of((*m_plans)[m_own].period), dates, looks);
}

FeatureStack PeriodComposer::temporal(const Grid& grid, const Window& window) const {
    FeatureStack all;
    if (m_temporal.empty()) return all;
    const CompositePlan& plan = (*m_plans)[m_own].plan;
    std::vector<std::string> roles;
    for (const Role role : plan.roles) roles.push_back(role_name(role));
    std::vector<Date> dates;
    for (const Scene& scene : plan.scenes) dates.push_back(scene.date);
    const std::vector<Raster<float>> looks = read_looks(plan, grid, window);
    std::vector<FeatureStack> parts;
    for (const std::string& name : m_temporal) {
        std::vector<Raster<float>> series;
        for (const Raster<float>& look : looks)
            series.push_back(compute_indices({roles, look}, {name}).values);
        parts.push_back(temporal_features(name, dates, series));
    }
    for (const FeatureStack& part : parts)
        all.names.insert(all.names.end(), part.names.begin(), part.names.end());
    all.values = Raster<float>(grid.crop(window), static_cast<Index>(all.names.size()));
    auto to = all.values.values().begin();
    for (const FeatureStack& part : parts)
        to = std::copy(part.values.values().begin(), part.values.values().end(), to);
    return all;
}

std::vector<Window> PeriodComposer::windows(const Grid& grid, const Window& extent) const {
    CompositePlan together = (*m_plans)[m_own].plan;
    if (m_fill == "harmonic")  // reads the looks of all periods at once
        for (std::size_t i = 0; i < m_plans->size(); ++i)
            if (i != m_own)
                together.scenes.insert(together.scenes.end(), (*m_plans)[i].plan.scenes.begin(),
                                       (*m_plans)[i].plan.scenes.end());
    return composite_windows(together, grid, extent);
}

}  // namespace borderlens
