#include "change/irmad.hpp"

#include <cmath>
#include <optional>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/parallel.hpp"
#include "change/chi_square.hpp"

namespace borderlens {

JointMoments source_moments(const PairSource& source, const CanonicalTransform* weighting) {
    const Index bands = source.before_bands + source.after_bands;
    const std::vector<Window> windows = source.windows();
    std::vector<JointMoments> parts(windows.size());
    std::optional<VariateMap> map;
    if (weighting != nullptr) map.emplace(linear_variates(*weighting));
    const ChiSquareTable table(
        static_cast<double>(weighting == nullptr ? 1 : weighting->variates()));
    parallel_for(static_cast<Index>(windows.size()), [&](Index i) {
        MomentSum sum(bands);
        std::vector<double> variates, weights;
        if (map) {
            variates.resize(static_cast<std::size_t>(map->padded_count() * kernel_px));
            weights.resize(static_cast<std::size_t>(kernel_px));
        }
        for_each_piece(source.read(windows[static_cast<std::size_t>(i)]),
                       [&](const PixelPiece& piece) {
                           if (!map) return sum.add(piece, nullptr);
                           map->apply(piece, variates.data(), weights.data());
                           for (double& weight : weights) weight = 1.0 - table.cdf(weight);
                           sum.add(piece, weights.data());
                       });
        parts[static_cast<std::size_t>(i)] = sum.moments();
    });
    JointMoments total;
    total.variables = bands;
    for (const JointMoments& part : parts) total += part;
    return total;
}

IrmadResult find_irmad(const PairSource& source, const IrmadOptions& options) {
    if (options.iterations < 1)
        throw input_error("{} iterations, expected 1 or more", options.iterations);
    // A single pass is made over all pixels; many passes over a sample held in memory.
    const PairSource used = options.iterations == 1 ? source : subsample(source, options.sample_px);
    IrmadResult result;
    const JointMoments plain = source_moments(used, nullptr);
    if (!(plain.weight > 0.0))
        throw input_error("no pixel is valid in all bands of both images: do they overlap?");
    result.transform = canonical_transform(plain, source.before_bands);
    result.no_change = plain;
    result.iterations = 1;
    result.stopped_by = "iterations";
    while (result.iterations < options.iterations) {
        const JointMoments moments = source_moments(used, &result.transform);
        const double mean_weight = moments.weight / moments.count;
        if (mean_weight < options.least_mean_weight) {
            result.stopped_by = "shrinking no-change set";
            break;
        }
        result.mean_weight = mean_weight;
        const CanonicalTransform next = canonical_transform(moments, source.before_bands);
        double largest_step = 0.0;
        for (std::size_t k = 0; k < next.correlations.size(); ++k)
            largest_step = std::max(
                largest_step, std::abs(next.correlations[k] - result.transform.correlations[k]));
        result.transform = next;
        result.no_change = moments;
        ++result.iterations;
        log_detail("iteration {}: mean weight {:.4f}, largest step {:.5f}", result.iterations,
                   mean_weight, largest_step);
        if (largest_step < options.tolerance) {
            result.converged = true;
            result.stopped_by = "converged";
            break;
        }
    }
    return result;
}

}  // namespace borderlens
