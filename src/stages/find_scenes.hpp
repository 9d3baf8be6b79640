#pragma once
#include <set>
#include <string>
#include <vector>

#include "imagery/scene.hpp"
#include "raster/grid.hpp"
#include "stages/reach.hpp"

namespace borderlens {

/// Every scene that the paths name, in any mix: Sentinel-2 .SAFE folders, zips and MTD_*.xml;
/// Landsat folders, tar archives and MTL files; STAC items, item collections and static catalogs
/// (local or http); folders with a scene.toml or that file; rasters whose band descriptions are
/// roles; folders that hold any of these. Order: as named, then by name.
/// Headers are opened, and of local files the last pixel is read, which finds truncated ones.
/// A scene that cannot be used comes with `problem` filled; nothing is thrown for it.
/// Local files that a STAC item names must lie below the folder of the path that was given.
/// With `reach`, scenes on other hosts come with a problem and their hosts are never asked.
/// Without `open_files` only what their metadata say is known. Files whose stamps are among
/// `readable` are opened, their last pixel is not read again.
std::vector<Scene> find_scenes(const std::vector<std::string>& paths, const Reach* reach = nullptr,
                               bool open_files = true, const std::set<std::string>& readable = {});

/// What a scene's files say about its ground.
struct SceneHeader {
    std::string crs;  ///< WKT, "" if none
    double pixel_width = 0.0;
    double pixel_height = 0.0;
    Grid finest;  ///< grid of the first band with the smallest pixels
};

/// Opens the headers of the bands; an input error names the file that cannot be opened or whose CRS
/// differs from the others'.
SceneHeader read_scene_header(const Scene& scene);

}  // namespace borderlens
