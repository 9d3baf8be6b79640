#include "stages/detect_breaks.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "change/break_map.hpp"
#include "io/raster_file.hpp"
#include "raster/blocks.hpp"

namespace borderlens {
namespace {

/// What is counted block by block.
struct BreakCounts {
    Index observed = 0, changed = 0, classed = 0, agreeing = 0;
    BreakCounts& operator+=(const BreakCounts& other) {
        observed += other.observed, changed += other.changed;
        classed += other.classed, agreeing += other.agreeing;
        return *this;
    }
};

BreakCounts count(const Raster<float>& breaks, const Raster<ClassCode>& classes) {
    BreakCounts counts;
    for (Index i = 0; i < breaks.grid().size(); ++i) {
        counts.observed += std::isnan(breaks.band_data(break_count)[i]) ? 0 : 1;
        if (std::isnan(breaks.band_data(break_first_year)[i])) continue;
        ++counts.changed;
        if (classes.bands() == 0) continue;
        const ClassCode from = classes.band_data(0)[i], to = classes.band_data(1)[i];
        if (from == no_class || to == no_class) continue;
        ++counts.classed;
        counts.agreeing += from != to ? 1 : 0;
    }
    return counts;
}

/// Break bands, then the classes before and after.
Raster<float> joined(const Raster<float>& breaks, const Raster<ClassCode>& classes) {
    if (classes.bands() == 0) return breaks;
    Raster<float> all(breaks.grid(), breaks.bands() + 2, no_data);
    std::copy(breaks.values().begin(), breaks.values().end(), all.values().begin());
    for (Index band = 0; band < 2; ++band)
        for (Index i = 0; i < breaks.grid().size(); ++i)
            if (classes.band_data(band)[i] != no_class)
                all.band_data(breaks.bands() + band)[i] = classes.band_data(band)[i];
    return all;
}

double share(Index part, Index whole) {
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : std::nan("");
}

}  // namespace

Document map_breaks(const CompositePlan& plan, const Grid& grid, const std::string& out,
                    const BreakMapRequest& request) {
    std::vector<double> days;
    for (const Scene& scene : plan.scenes)
        days.push_back(static_cast<double>(day_number(scene.date)));
    const std::set<double> dates(days.begin(), days.end());
    const Index least = 2 * request.detection.least_observations;
    if (static_cast<Index>(dates.size()) < least)
        throw input_error(
            "{} dates, expected {} or more: a break needs a model before and one after it; for two "
            "dates use `borderlens change pair`",
            dates.size(), least);
    std::vector<std::string> bands;
    for (const Role role : plan.roles) bands.push_back(role_name(role));
    for (const std::string& path : request.classes)
        if (const Grid other = read_raster_info(path).grid; !(other == grid))
            throw input_error("{}: grid {}, expected {}; warp it first (gdalwarp)", path,
                              other.describe(), grid.describe());
    RasterOptions options;
    options.band_descriptions = break_band_names();
    if (!request.classes.empty())
        options.band_descriptions.insert(options.band_descriptions.end(), {"from", "to"});
    options.overwrite = request.overwrite;
    RasterWriter<float> writer(out, grid, static_cast<Index>(options.band_descriptions.size()),
                               options);
    const double px_bytes = 4.0 * static_cast<double>(plan.scenes.size() * plan.roles.size());
    const double block_bytes = request.memory_gib * 1073741824.0 / thread_count();
    const Index block_px =
        std::clamp<Index>(static_cast<Index>(std::sqrt(block_bytes / px_bytes)) / 16 * 16, 16, 256);
    const BreakCounts counts =
        sum_over_blocks<BreakCounts>(grid.window(), block_px, 0, [&](const Block& block) {
            const Raster<float> breaks =
                break_map(read_looks(plan, grid, block.core), days, bands, request.detection);
            std::vector<Raster<ClassCode>> maps;
            for (const std::string& path : request.classes)
                maps.push_back(read_classes(path, 0, block.core));
            Raster<ClassCode> classes;
            if (!maps.empty()) classes = break_classes(breaks, maps, request.class_years);
            writer.write(block.core, joined(breaks, classes));
            return count(breaks, classes);
        });
    writer.finish();
    Document document = Document::object();
    document.set("dates", static_cast<Index>(dates.size()));
    document.set("bands", bands);
    document.set("pixels", grid.size());
    document.set("observed_px", counts.observed);
    document.set("changed_px", counts.changed);
    document.set("changed_share", share(counts.changed, counts.observed));
    if (!request.classes.empty())
        document.set("agreeing_share", share(counts.agreeing, counts.classed));
    document.set("out", out);
    return document;
}

}  // namespace borderlens
