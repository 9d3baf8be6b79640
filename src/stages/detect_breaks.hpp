#pragma once
#include <string>
#include <vector>

#include "base/document.hpp"
#include "change/break_detection.hpp"
#include "stages/composite_scenes.hpp"

namespace borderlens {

struct BreakMapRequest {
    BreakOptions detection;
    double memory_gib = 1.0;  ///< for the looks of all threads' blocks
    std::vector<std::string>
        classes;  ///< class maps of several years on the same grid; may be none
    std::vector<double> class_years;
    bool overwrite = false;
};

/// Breaks in the history of every pixel of a stack of scenes: bands first_change_year,
/// last_change_year, magnitude, breaks, observations and, with class maps, from and to. Returns
/// pixels, observed_px, changed_px, changed_share and, with class maps, agreeing_share: of the
/// changed pixels with a class on both sides those whose class changed.
/// An input error for fewer dates than two models need.
Document map_breaks(const CompositePlan& plan, const Grid& grid, const std::string& out,
                    const BreakMapRequest& request);

}  // namespace borderlens
