#pragma once
#include <optional>
#include <vector>

#include "border/border_line.hpp"
#include "stages/study.hpp"

namespace borderlens {

/// Longitude and latitude of the ground a study needs: its bounds, else the box around its border
/// zone and its areas. An input error if it names none of these.
Bounds study_lonlat(const Study& study);

/// The ground a study needs, in its own crs: the border zone and the areas, within its bounds.
class StudyNeed {
  public:
    explicit StudyNeed(const Study& study);

    const Bounds& lonlat() const { return m_lonlat; }
    /// Whether some of this ground is needed; errs towards yes. `crs` "" = none: always.
    bool meets(const std::string& crs, const Bounds& bounds) const;
    /// The pixels of a file that lie in the box around the ground, with a margin for resampling;
    /// empty if it lies elsewhere.
    Window window_on(const Grid& grid) const;

  private:
    std::string m_crs;
    Bounds m_lonlat;
    std::optional<Bounds> m_bounds;
    std::optional<BorderLine> m_line;
    double m_zone_m = 0.0;
    std::vector<Bounds> m_areas;
};

}  // namespace borderlens
