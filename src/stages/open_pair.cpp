#include <fmt/format.h>

#include <cmath>
#include <numeric>

#include "base/error.hpp"
#include "base/log.hpp"
#include "io/raster_file.hpp"
#include "stages/detect_pair.hpp"

namespace borderlens {
namespace {

std::vector<Index> chosen_bands(const RasterInfo& info, const std::vector<Index>& wanted,
                                const std::string& path) {
    const Index count = static_cast<Index>(info.bands.size());
    std::vector<Index> bands = wanted;
    if (bands.empty()) {
        bands.resize(static_cast<std::size_t>(count));
        std::iota(bands.begin(), bands.end(), Index{0});
    }
    for (const Index band : bands)
        if (band < 0 || band >= count)
            throw input_error("{}: band {} is wanted, the file has {}", path, band + 1, count);
    return bands;
}

/// Windows in the file's own layout: whole rows of striped files, else multiples of its tiles.
void set_blocks(PairSource& source, const RasterInfo& info) {
    constexpr Index wanted_px = Index{1} << 17;  // chosen: 10 bands of both dates are 21 MB
    if (info.block_cols >= info.grid.cols()) {
        source.block_cols = info.grid.cols();
        source.block_rows = std::max<Index>(1, wanted_px / source.block_cols);
    } else {
        source.block_rows = std::max<Index>(256, info.block_rows);
        source.block_cols = std::max<Index>(256, info.block_cols);
        while (source.block_rows * source.block_cols < wanted_px) source.block_cols *= 2;
    }
}

}  // namespace

OpenedPair open_pair(const std::string& before, const std::string& after,
                     const PairOptions& options) {
    const RasterInfo first = read_raster_info(before), second = read_raster_info(after);
    const auto first_bands = chosen_bands(first, options.bands, before);
    const auto second_bands = chosen_bands(second, options.bands, after);
    OpenedPair pair;
    for (const Index band : first_bands)
        pair.band_names.push_back(first.bands[static_cast<std::size_t>(band)].description);
    if (!(first.grid == second.grid))
        throw input_error("{}: grid {}, expected that of {}: {}", after, second.grid.describe(),
                          before, first.grid.describe());
    pair.source.grid = first.grid;
    pair.source.before_bands = static_cast<Index>(first_bands.size());
    pair.source.after_bands = static_cast<Index>(second_bands.size());
    set_blocks(pair.source, first);
    pair.source.read = [=](const Window& window) {
        return ImagePair{read_floats(before, first_bands, window),
                         read_floats(after, second_bands, window)};
    };
    pair.shift.peak = std::nan("");
    return pair;
}

}  // namespace borderlens
