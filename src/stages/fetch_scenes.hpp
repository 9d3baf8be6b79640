#pragma once
#include <string>
#include <vector>

#include "stages/fetch_items.hpp"
#include "stages/study_need.hpp"

namespace borderlens {

struct FetchSummary {
    Index scenes = 0;   ///< copied now
    Index present = 0;  ///< were there already
    Index skipped = 0;  ///< too cloudy, outside periods or ground
    Index failed = 0;   ///< broken or not to be had; another run tries these again
    std::string first_problem = "";
    double megabytes = 0.0;  ///< written
};

/// Copies the part of every scene that lies on the study's ground into `folder`/<scene>/, raw
/// numbers with a scene.toml, so that the study runs offline with `paths = ["folder"]`. Only the
/// file's blocks that meet the border zone or an area are read; the ground between stays no data.
/// A scene that is there already is left alone; one that breaks off leaves nothing behind. Stops at
/// the first that cannot be had where the study says on_bad_scene = "stop".
FetchSummary fetch_scenes(const Study& study, const std::vector<std::string>& paths,
                          const std::string& folder, const HostRule& hosts = {});

}  // namespace borderlens
