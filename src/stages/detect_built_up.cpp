#include "stages/detect_built_up.hpp"

#include <cmath>

#include "base/error.hpp"
#include "base/log.hpp"
#include "io/crs.hpp"
#include "io/raster_file.hpp"
#include "raster/blocks.hpp"
#include "stages/read_scene.hpp"

namespace borderlens {
namespace {

constexpr Index pair_block_px = 512;  // chosen: 12 bands with halo are 32 MB of doubles a thread

/// The six bands both scenes bring; an input error names what is missing.
std::vector<Role> built_up_roles(const Scene& before, const Scene& after) {
    const auto both = [&](Role role) {
        return before.find(role) != nullptr && after.find(role) != nullptr;
    };
    const auto first_of = [&](std::initializer_list<Role> wanted) {
        for (const Role role : wanted)
            if (both(role)) return role;
        std::string names;
        for (const Role role : wanted) names += (names.empty() ? "" : " or ") + role_name(role);
        throw input_error("{} and {}: need the band {} at both dates", before.path, after.path,
                          names);
    };
    return {first_of({Role::blue}),
            first_of({Role::green}),
            first_of({Role::red}),
            first_of({Role::nir, Role::nir_narrow}),
            first_of({Role::red_edge1, Role::red}),
            first_of({Role::swir1, Role::swir2, Role::nir})};
}

}  // namespace

Document detect_built_up(const std::string& before, const std::string& after,
                         const std::string& out, const BuiltUpPairOptions& options) {
    const Scene earlier = find_scene(before), later = find_scene(after);
    const std::vector<Role> roles = built_up_roles(earlier, later);
    const DateImage first = open_scene_image(earlier, roles);
    const DateImage second = open_scene_image(later, roles);
    const ImageShift shift =
        shift_between(first, second, options.coregistration, options.max_shift_px);
    const PairSource source = pair_of(first, second, shift);
    RasterOptions raster_options;
    raster_options.band_descriptions = {"probability", "decision"};
    raster_options.overwrite = options.overwrite;
    RasterWriter<float> writer(out, source.grid, 2, raster_options);
    log_info("measuring how the pair behaves where nothing changed");
    const BuiltUpScales scales = built_up_scales(source);
    std::vector<std::pair<Index, Index>> counts(
        blocks_of(source.grid.window(), pair_block_px, 0).size());
    for_each_block(source.grid.window(), pair_block_px, built_up_halo_px, [&](const Block& block) {
        const Window core = block.core.relative_to(block.halo);
        const Raster<float> probability =
            built_up_probability(source.read(block.halo), core, scales, options.built_up);
        Raster<float> bands(probability.grid(), 2);
        auto& [valid, changed] = counts[static_cast<std::size_t>(block.number)];
        for (Index i = 0; i < probability.grid().size(); ++i) {
            const float p = probability.band_data()[i];
            bands.band_data(0)[i] = p;
            bands.band_data(1)[i] = std::isnan(p) ? 255.0F : p >= 0.5F ? 1.0F : 0.0F;
            valid += std::isnan(p) ? 0 : 1;
            changed += p >= 0.5F ? 1 : 0;
        }
        writer.write(block.core, bands);
    });
    writer.finish();
    Index valid = 0, changed = 0;
    for (const auto& [v, c] : counts) valid += v, changed += c;
    Document document = Document::object();
    document.set("valid_px", valid);
    document.set("changed_px", changed);
    document.set("changed_share", valid > 0
                                      ? static_cast<double>(changed) / static_cast<double>(valid)
                                      : std::nan(""));
    if (std::isfinite(shift.peak)) {
        Document moved = Document::object();
        moved.set("cols", shift.cols);
        moved.set("rows", shift.rows);
        moved.set("peak", shift.peak);
        document.set("shift_px", std::move(moved));
    }
    document.set("out", out);
    return document;
}

}  // namespace borderlens
