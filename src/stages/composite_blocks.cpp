#include "stages/composite_blocks.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/parallel.hpp"
#include "io/crs.hpp"
#include "io/environment.hpp"
#include "io/raster_file.hpp"
#include "stages/look_room.hpp"

namespace borderlens {
namespace {

constexpr Index wanted_px = Index{512} * 512;  // chosen: 30 dates x 10 bands are 315 MB
constexpr Index least_px = 32;  // chosen: below, the work around a block outweighs it

/// The header of the finest file that the first scene's part in the plan comes from; none if the
/// scene has none of the roles.
std::optional<RasterInfo> finest_file(const CompositePlan& plan) {
    std::optional<RasterInfo> finest;
    for (const Role role : plan.roles)
        if (const BandSource* band = plan.scenes.front().find(role)) {
            const RasterInfo info = read_raster_info(band->path);
            if (!finest || info.grid.pixel_width() < finest->grid.pixel_width()) finest = info;
        }
    return finest;
}

/// One tile of the finest file in pixels of the grid, wherever it lies; wanted_px from the grid's
/// corner where the file lies on other lines than the grid.
Window file_tile(const CompositePlan& plan, const Grid& grid) {
    const Window plain{0, 0, 512, 512};
    const auto info = finest_file(plan);
    if (!info || info->block_rows < 1 || info->block_cols < 1) return plain;
    const Grid& own = info->grid;
    if (own.crs() != grid.crs() && !same_crs(own.crs(), grid.crs())) return plain;
    const Point corner = grid.to_px(own.upper_left());
    const auto across = [&](Index px, double own_px, double grid_px) {
        return std::clamp<Index>(std::llround(static_cast<double>(px) * own_px / grid_px), 1,
                                 grid.size());
    };
    return {std::llround(corner.y), std::llround(corner.x),
            across(info->block_rows, own.pixel_height(), grid.pixel_height()),
            across(std::min(info->block_cols, own.cols()), own.pixel_width(), grid.pixel_width())};
}

bool reads_slowly(const CompositePlan& plan) {
    return std::any_of(plan.scenes.begin(), plan.scenes.end(), [](const Scene& scene) {
        return std::any_of(scene.bands.begin(), scene.bands.end(),
                           [](const BandSource& band) { return is_slow_to_decode(band.path); });
    });
}

/// Bytes of all that is in work at once for a pixel of a block.
double bytes_per_pixel(const CompositePlan& plan) {
    const double layers = static_cast<double>((plan.scenes.size() + 2) * (plan.roles.size() + 1));
    // Best pixels look 500 m around: blocks are read with a margin.
    return layers * 4.0 * (plan.options.rule.method == CompositeMethod::best_pixel ? 2.0 : 1.0);
}

/// The first line of a lattice at or before `from`.
Index line_before(Index from, Index origin, Index step) {
    const Index past = (from - origin) % step;
    return from - (past < 0 ? past + step : past);
}

}  // namespace

std::vector<Window> composite_windows(const CompositePlan& plan, const Grid& grid,
                                      const Window& extent) {
    Window cell = file_tile(plan, grid);
    // Whole tiles together, the shorter side first, as long as they stay small.
    for (bool grown = true; grown;) {
        Index& side = cell.rows <= cell.cols ? cell.rows : cell.cols;
        grown = 2 * cell.size() <= wanted_px;
        if (grown) side *= 2;
    }
    constexpr double files_gib = (open_files_mib + block_cache_mib) / 1024.0;
    const double allowed_gib = plan.options.memory_gib;
    double budget_gib = std::max(allowed_gib - files_gib, 0.25 * allowed_gib);
    if (reads_slowly(plan)) {
        // All looks of a window pass before the next asks for the same blocks.
        budget_gib *= 0.5;
        keep_decoded_blocks(budget_gib);
    }
    const double budget = budget_gib * 0x1p30 / thread_count();
    while (std::max(cell.rows, cell.cols) > least_px &&
           static_cast<double>(cell.size()) * bytes_per_pixel(plan) > budget) {
        Index& side = cell.rows >= cell.cols ? cell.rows : cell.cols;
        side = (side + 1) / 2;
    }
    std::vector<Window> windows;
    for (Index row = line_before(extent.row0, cell.row0, cell.rows); row < extent.row_end();
         row += cell.rows)
        for (Index col = line_before(extent.col0, cell.col0, cell.cols); col < extent.col_end();
             col += cell.cols)
            windows.push_back(Window{row, col, cell.rows, cell.cols}.intersect(extent));
    return windows;
}

void for_each_window(const std::vector<Window>& windows,
                     const std::function<void(const Window&)>& fn) {
    // However the work ends.
    const struct AtEnd {
        ~AtEnd() { look_room().clear(); }
    } at_end;
    parallel_for(static_cast<Index>(windows.size()),
                 [&](Index i) { fn(windows[static_cast<std::size_t>(i)]); });
}

}  // namespace borderlens
