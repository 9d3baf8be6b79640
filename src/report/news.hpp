#pragma once
#include <string>
#include <vector>

#include "base/document.hpp"
#include "base/table.hpp"

namespace borderlens {

/// When a change is worth telling.
struct NewsLimits {
    double least_probability = 0.5;  ///< of an object
    double growth_factor = 1.5;  ///< a town's last growth against the median of its earlier ones
    double least_growth_km2 = 0.05;  ///< a town's last growth
    double least_revision = 0.01;    ///< of an asymmetry that was published before; chosen: what a
                                     ///< reader of two digits sees
};

/// What a finished run stood at; tables as in tables/*.csv, empty where there are none.
struct RunState {
    Table comparison, objects, towns, scenes;
    std::string method;  ///< changes with the program and the study's settings
    std::string model;   ///< checksum of the model
};

Document document_of(const RunState& state);
RunState run_state_of(const Document& document);

/// What is new since the run before: `{first_run, alerts, new_periods, new_scenes, objects: [...],
/// asymmetry: [...], towns: [...], revised: [...], revised_objects: [...]}`. Alerts are objects of
/// periods that are new or have new scenes, asymmetries that left the interval they had in the last
/// period before, and towns that grew faster than they used to. Revised are figures of periods
/// known before, and objects found in them only now, with the cause: method, scenes, model, later
/// periods or (nothing came in) settings. A first run (`before` null) has no alerts.
Document news_between(const RunState* before, const RunState& now, const NewsLimits& limits);

}  // namespace borderlens
