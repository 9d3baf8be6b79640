#include "stages/scene_fit.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "change/normalisation.hpp"
#include "stages/scene_shifts.hpp"

namespace borderlens {
namespace {

constexpr Index sample_side_px = 500;  // chosen: a quarter of a million pixels settle two numbers

/// The same ground in at most sample_side_px pixels a side.
Grid sample_grid(const Grid& grid) {
    const Index step = std::max<Index>(
        1, (std::max(grid.rows(), grid.cols()) + sample_side_px - 1) / sample_side_px);
    const double width = grid.pixel_width() * static_cast<double>(step);
    return Grid(grid.crs(), grid.upper_left(), width, width, std::max<Index>(1, grid.rows() / step),
                std::max<Index>(1, grid.cols() / step));
}

/// By the pixels IR-MAD finds unchanged; none where the pair carries no such fit.
std::vector<NormalisationLine> no_change_lines(const Raster<float>& reference,
                                               const Raster<float>& scene) {
    Index both = 0;
    for_each_piece({reference, scene}, [&](const PixelPiece& piece) { both += piece.count; });
    constexpr Index least_pixels = 1000;  // chosen: a hundred for each of ten bands
    if (both < least_pixels) return {};
    std::vector<NormalisationLine> lines;
    try {
        for (const BandNormalisation& line :
             normalise_on_no_change(source_of({reference, scene}), {}))
            lines.push_back({line.slope, line.intercept, both});
    } catch (const Error&) {
        return {};  // a band that is constant has no covariance
    }
    return lines;
}

std::vector<NormalisationLine> invariant_lines(const Raster<float>& reference,
                                               const Raster<float>& scene) {
    std::vector<NormalisationLine> lines;
    for (Index band = 0; band < reference.bands(); ++band)
        lines.push_back(relative_normalisation(reference.view(band), scene.view(band)));
    return lines;
}

}  // namespace

std::vector<std::vector<NormalisationLine>> scene_lines(const CompositePlan& plan, const Grid& grid,
                                                        const std::string& method) {
    std::vector<std::vector<NormalisationLine>> lines(plan.scenes.size());
    if (method == "none") return lines;
    const Grid coarse = sample_grid(grid);
    CompositePlan sampled = plan;
    sampled.options.rule = {CompositeMethod::median};
    sampled.options.day_of_year = false;
    sampled.options.read.resampling = Resampling::nearest;
    const std::vector<Raster<float>> looks = read_looks(sampled, coarse, coarse.window());
    const Raster<float> with_count = composite(looks, sampled.options.rule);
    Raster<float> median(coarse, with_count.bands() - 1);
    std::copy_n(with_count.band_data(), median.values().size(), median.band_data());
    parallel_for(static_cast<Index>(looks.size()), [&](Index k) {
        const auto at = static_cast<std::size_t>(k);
        if (method == "irmad") lines[at] = no_change_lines(median, looks[at]);
        if (lines[at].empty()) lines[at] = invariant_lines(median, looks[at]);
    });
    return lines;
}

std::vector<SceneFit> fit_scenes(const CompositePlan& plan, const Grid& grid,
                                 const std::string& method) {
    const std::vector<Shift> shifts = scene_shifts(plan, grid);
    const auto lines = scene_lines(plan, grid, method);
    std::vector<SceneFit> fits;
    for (std::size_t i = 0; i < shifts.size(); ++i) fits.push_back({shifts[i], lines[i]});
    return fits;
}

Table fit_table(const CompositePlan& plan, const std::vector<SceneFit>& fits, const Grid& grid,
                bool correct_shifts) {
    std::vector<Shift> shifts;
    for (const SceneFit& fit : fits) shifts.push_back(fit.shift);
    Table table =
        shift_table(correct_shifts ? with_corrected_shifts(plan, shifts) : plan, shifts, grid);
    if (fits.empty() || fits.front().lines.empty()) return table;
    for (std::size_t r = 0; r < plan.roles.size(); ++r) {
        std::vector<double> gain, bias, pixels;
        for (const SceneFit& fit : fits) {
            gain.push_back(fit.lines[r].gain);
            bias.push_back(fit.lines[r].bias);
            pixels.push_back(static_cast<double>(fit.lines[r].pixels));
        }
        const std::string role = role_name(plan.roles[r]);
        table.set("gain_" + role, gain);
        table.set("bias_" + role, bias);
        table.set("pixels_" + role, pixels);
    }
    return table;
}

CompositePlan with_fits(CompositePlan plan, const Table& table, const Grid& grid) {
    const std::vector<std::string> ids = table.texts("id");
    const std::vector<double>& corrected = table.numbers("corrected");
    const double pixel_m = pixel_size_in_metres(grid);
    if (ids.size() != plan.scenes.size())
        throw input_error("the table of shifts has {} scenes, the period {}; run fit_scenes again",
                          ids.size(), plan.scenes.size());
    plan.shifts.assign(plan.scenes.size(), Point{});
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (ids[i] != plan.scenes[i].id)
            throw input_error("the table of shifts has scene {} where {} is expected", ids[i],
                              plan.scenes[i].id);
        if (corrected[i] > 0.0)
            plan.shifts[i] = {table.numbers("dx_m")[i] / pixel_m,
                              table.numbers("dy_m")[i] / pixel_m};
        for (const Role role : plan.roles) {
            const std::string name = role_name(role);
            if (!table.has("gain_" + name)) continue;
            plan.adjustments[i].push_back({"", "", "", role, table.numbers("gain_" + name)[i],
                                           table.numbers("bias_" + name)[i], ""});
        }
    }
    return plan;
}

}  // namespace borderlens
