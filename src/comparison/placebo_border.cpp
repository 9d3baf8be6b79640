#include "comparison/placebo_border.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "base/error.hpp"
#include "base/parallel.hpp"

namespace borderlens {

PlaceboBorders placebo_borders(const DiscontinuityData& data, const DiscontinuityOptions& options,
                               const std::vector<double>& shifts) {
    PlaceboBorders result;
    result.border = estimate_discontinuity(data, options);
    const DiscontinuityData left = one_side_of(data, options.cutoff, false);
    const DiscontinuityData right = one_side_of(data, options.cutoff, true);
    for (const double shift : shifts)
        if (!(std::abs(shift) > 0.0) || !std::isfinite(shift))
            throw input_error("placebo border: found a shift of {}, expected a distance", shift);

    std::vector<std::optional<PlaceboEffect>> effects(shifts.size());
    parallel_for(static_cast<Index>(shifts.size()), [&](Index k) {
        DiscontinuityOptions moved = options;
        moved.cutoff = options.cutoff + shifts[k];
        try {
            const DiscontinuityResult found =
                estimate_discontinuity(shifts[k] > 0.0 ? right : left, moved);
            if (std::isfinite(found.robust.z))
                effects[k] =
                    PlaceboEffect{shifts[k], found.robust, found.n_h_left + found.n_h_right};
        } catch (const Error& error) {
            // Too few observations at this line is no fault of the study: counted, not fatal.
            if (error.kind() != Error::Kind::input) throw;
        }
    });
    double as_far = 1.0;
    for (const auto& effect : effects) {
        if (!effect) {
            ++result.failed;
            continue;
        }
        as_far += std::abs(effect->robust.z) >= std::abs(result.border.robust.z);
        result.placebos.push_back(*effect);
    }
    result.p = result.placebos.empty() || std::isnan(result.border.robust.p)
                   ? std::numeric_limits<double>::quiet_NaN()
                   : as_far / (1.0 + static_cast<double>(result.placebos.size()));
    return result;
}

std::vector<double> placebo_shifts(const DiscontinuityData& data, double cutoff, double step,
                                   Index least) {
    if (!(step > 0.0)) throw input_error("placebo step: found {}, expected more than 0", step);
    std::vector<double> shifts;
    for (const bool right : {false, true}) {
        std::vector<double> distances;
        for (const double x : data.distance)
            if ((x >= cutoff) == right) distances.push_back(std::abs(x - cutoff));
        std::sort(distances.begin(), distances.end());
        const Index count = static_cast<Index>(distances.size());
        for (Index k = 1;; ++k) {
            const double shift = static_cast<double>(k) * step;
            const Index before =
                std::lower_bound(distances.begin(), distances.end(), shift) - distances.begin();
            if (count - before < least) break;
            if (before >= least) shifts.push_back(right ? shift : -shift);
        }
    }
    std::sort(shifts.begin(), shifts.end());
    return shifts;
}

}  // namespace borderlens
