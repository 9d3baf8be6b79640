#include "stages/joined_bands.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "io/crs.hpp"
#include "io/raster_file.hpp"

namespace borderlens {
namespace {

bool tells_of_ground(const std::string& name) {
    return name != "valid_looks" && name != "filled" && name != "day_of_year";
}

/// Whether these are the names of bands that no file described: band_1, band_2, ...
bool are_undescribed(const std::vector<std::string>& names) {
    return std::all_of(names.begin(), names.end(),
                       [](const std::string& name) { return name.starts_with("band_"); });
}

}  // namespace

JoinedBands join_bands(const std::vector<std::string>& paths) {
    JoinedBands result;
    for (std::size_t p = 0; p < paths.size(); ++p) {
        const RasterInfo info = read_raster_info(paths[p]);
        if (p == 0) result.grid = info.grid;
        // The same CRS may be written in two ways: compare what it means, then the numbers.
        const bool same_ground =
            info.grid.rows() == result.grid.rows() && info.grid.cols() == result.grid.cols() &&
            info.grid.upper_left() == result.grid.upper_left() &&
            info.grid.pixel_width() == result.grid.pixel_width() &&
            info.grid.pixel_height() == result.grid.pixel_height() &&
            (info.grid.crs() == result.grid.crs() || same_crs(info.grid.crs(), result.grid.crs()));
        if (!same_ground)
            throw input_error(
                "{}: lies on {} ({}), but {} on {} ({}); warp it to the first one's grid", paths[p],
                info.grid.describe(), crs_name(info.grid.crs()), paths[0], result.grid.describe(),
                crs_name(result.grid.crs()));
        for (std::size_t b = 0; b < info.bands.size(); ++b) {
            std::string name = info.bands[b].description;
            if (name.empty()) name = fmt::format("band_{}", b + 1);
            if (!tells_of_ground(name)) continue;
            const auto taken = [&] {
                return std::count(result.names.begin(), result.names.end(), name) > 0;
            };
            if (taken()) name = fmt::format("{}@{}", name, p + 1);
            if (taken()) name = fmt::format("{}#{}", name, b + 1);
            result.names.push_back(name);
            result.sources.push_back({paths[p], static_cast<Index>(b)});
        }
        result.paths += (p ? "," : "") + paths[p];
    }
    if (result.names.empty()) throw input_error("{}: holds no band to look at", result.paths);
    return result;
}

JoinedBands choose_bands(const JoinedBands& bands, const std::vector<std::string>& names,
                         const std::string& needed_by) {
    JoinedBands result;
    result.grid = bands.grid;
    result.paths = bands.paths;
    if (bands.names != names && bands.names.size() == names.size() &&
        are_undescribed(bands.names) != are_undescribed(names)) {
        // One of the two was never described: as many bands in the file's order is all there is.
        log_warning("{}: its bands [{}] are taken in their order for [{}], which {} needs",
                    bands.paths, joined(bands.names), joined(names), needed_by);
        result.names = names;
        result.sources = bands.sources;
        return result;
    }
    for (const std::string& name : names) {
        const auto found = std::find(bands.names.begin(), bands.names.end(), name);
        if (found == bands.names.end())
            throw input_error(
                "{}: no band '{}', which {} needs; it has: {}; describe the bands as in "
                "the image the model was trained on",
                bands.paths, name, needed_by, joined(bands.names));
        result.names.push_back(name);
        result.sources.push_back(
            bands.sources[static_cast<std::size_t>(found - bands.names.begin())]);
    }
    return result;
}

FeatureStack read_joined(const JoinedBands& bands, const Window& window) {
    FeatureStack stack{bands.names, Raster<float>(bands.grid.crop(window),
                                                  static_cast<Index>(bands.names.size()))};
    for (std::size_t first = 0; first < bands.sources.size();) {
        // Neighbouring bands of one file are read at once.
        std::vector<Index> numbers;
        std::size_t end = first;
        while (end < bands.sources.size() && bands.sources[end].path == bands.sources[first].path)
            numbers.push_back(bands.sources[end++].band);
        const Raster<float> part = read_floats(bands.sources[first].path, numbers, window);
        std::copy(part.values().begin(), part.values().end(),
                  stack.values.band_data(static_cast<Index>(first)));
        first = end;
    }
    return stack;
}

}  // namespace borderlens
