#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "base/log.hpp"
#include "stages/date_image.hpp"
#include "stages/detect_pair.hpp"
#include "stages/read_scene.hpp"

namespace borderlens {
namespace {

/// Roles that both scenes have and that see the ground.
std::vector<Role> common_roles(const Scene& before, const Scene& after) {
    std::vector<Role> roles;
    for (const Role role : roles_of(before))
        if (role != Role::cirrus && role != Role::thermal && after.find(role) != nullptr)
            roles.push_back(role);
    if (roles.empty())
        throw input_error("{} and {}: no band role in common", before.path, after.path);
    return roles;
}

}  // namespace

ImageShift shift_between(const DateImage& before, const DateImage& after, Coregistration wish,
                         Index max_shift_px) {
    ImageShift shift{0.0, 0.0, std::numeric_limits<double>::quiet_NaN()};
    if (wish == Coregistration::off ||
        (wish == Coregistration::automatic && before.grid == after.grid))
        return shift;
    shift = global_shift(pair_of(before, after, shift), max_shift_px);
    if (std::isnan(shift.peak))
        log_warning("no clear peak of the phase correlation: the images are left as they lie");
    else
        log_info("the later image lies {:.2f} columns and {:.2f} rows off: moved back", shift.cols,
                 shift.rows);
    return shift;
}

OpenedPair open_pair(const std::string& before, const std::string& after,
                     const PairOptions& options) {
    DateImage first, second;
    if (names_scene(before) != names_scene(after))
        throw input_error("{} and {}: one is a scene, one a raster; expected two of a kind", before,
                          after);
    if (names_scene(before)) {
        if (!options.bands.empty())
            throw input_error("--bands: is for rasters; scenes are compared by their common roles");
        const Scene earlier = find_scene(before), later = find_scene(after);
        const std::vector<Role> roles = common_roles(earlier, later);
        first = open_scene_image(earlier, roles);
        second = open_scene_image(later, roles);
    } else {
        first = open_raster_image(before, options.bands);
        second = open_raster_image(after, options.bands);
    }
    OpenedPair pair;
    pair.band_names = first.names;
    pair.shift = shift_between(first, second, options.coregistration, options.max_shift_px);
    pair.source = pair_of(first, second, pair.shift);
    return pair;
}

}  // namespace borderlens
