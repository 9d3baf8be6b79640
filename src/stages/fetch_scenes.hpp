#pragma once
#include <string>
#include <vector>

#include "base/document.hpp"
#include "imagery/stac_search.hpp"
#include "raster/grid.hpp"
#include "stages/study.hpp"

namespace borderlens {

/// All items a STAC API finds, page by page, as one FeatureCollection. An input error names the
/// address that does not answer.
Document search_items(const std::string& api, const StacSearch& search);

/// Longitude and latitude of the ground a study needs: its bounds, else its areas, else the border
/// line, the last two with their radius or zone around them.
Bounds study_lonlat(const Study& study);

struct FetchSummary {
    Index scenes = 0;   ///< copied now
    Index present = 0;  ///< were there already
    Index skipped = 0;  ///< broken, too cloudy, outside periods or ground
    double megabytes = 0.0;
};

/// Copies the part of every scene that lies on the study's ground into `folder`/<scene>/, raw
/// numbers with a scene.toml, so that the study runs offline with `paths = ["folder"]`. Only the
/// blocks needed are read. A scene that is there already is left alone; one that breaks off leaves
/// nothing behind.
FetchSummary fetch_scenes(const Study& study, const std::vector<std::string>& paths,
                          const std::string& folder);

}  // namespace borderlens
