#pragma once
#include <memory>
#include <string>
#include <vector>

#include "features/feature_stack.hpp"
#include "stages/composite_scenes.hpp"
#include "stages/unit.hpp"

namespace borderlens {

/// A period of a study and what its composites are made of.
struct PeriodPlan {
    Period period;
    CompositePlan plan;
    double finest_m = 0.0;  ///< pixels of its finest scenes
};

/// All periods that have usable scenes, as the study says they are to be composited.
std::vector<PeriodPlan> period_plans(const StudyRun& run);

/// Adds everything but its scenes that a plan's composites depend on.
void describe_plan(const Study& study, const CompositePlan& plan, Fingerprint& inputs);

/// Where fit_scenes puts what it finds of a period's scenes.
std::string scene_fit_path(const std::string& period);

/// How many study pixels wide the support is on which all periods are compared: the widest pixels
/// of any period, where the finest are narrower; 1 where all are alike or the study asks for none.
Index common_support_px(const Study& study, const std::vector<PeriodPlan>& plans);

/// Makes the composites of one period, block by block: own looks, then gaps filled from the others
/// as the study says.
class PeriodComposer {
  public:
    /// `plans`: those of all periods, with shifts and lines in; `own` is the one to make.
    PeriodComposer(const Study& study, std::shared_ptr<const std::vector<PeriodPlan>> plans,
                   std::size_t own);

    /// The bands of every block.
    std::vector<std::string> band_names() const;
    /// On the scenes' own support; `window` in pixels of the grid.
    Raster<float> block(const Grid& grid, const Window& window) const;
    /// Temporal features of the period's looks; empty where none are asked for.
    FeatureStack temporal(const Grid& grid, const Window& window) const;
    /// Windows that tile the extent, in which the composite is made: see composite_windows.
    std::vector<Window> windows(const Grid& grid, const Window& extent) const;

  private:
    Raster<float> filled(const Raster<float>& own, const Grid& grid, const Window& window) const;

    std::string m_fill;
    std::vector<std::string> m_temporal;
    std::shared_ptr<const std::vector<PeriodPlan>> m_plans;
    std::size_t m_own;
    std::vector<std::size_t> m_neighbours;  ///< nearest in time first
};

}  // namespace borderlens
