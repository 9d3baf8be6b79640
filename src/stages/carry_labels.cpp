#include "stages/carry_labels.hpp"

#include <cmath>
#include <map>

#include "base/error.hpp"
#include "change/chi_square.hpp"
#include "change/normalisation.hpp"

namespace borderlens {
namespace {

// Chosen: the lines between two dates are known to a thousandth from 200,000 pixels.
constexpr Index pixels_for_lines = 200000;
constexpr Index label_block_px = 256;

PairSource pair_of(const JoinedBands& before, const JoinedBands& after) {
    PairSource source;
    source.grid = before.grid;
    source.before_bands = source.after_bands = static_cast<Index>(before.names.size());
    source.read = [&before, &after](const Window& window) {
        return ImagePair{read_joined(before, window).values, read_joined(after, window).values};
    };
    return source;
}

/// Chi-square of one pixel's change vector; NaN where either date has no data.
double change_of(const ImagePair& pair, Index pixel, const std::vector<BandNormalisation>& lines) {
    double sum = 0.0;
    for (std::size_t b = 0; b < lines.size(); ++b) {
        const double before =
            static_cast<double>(pair.before.band_data(static_cast<Index>(b))[pixel]);
        const double after =
            static_cast<double>(pair.after.band_data(static_cast<Index>(b))[pixel]);
        const double step = after * lines[b].slope + lines[b].intercept - before;
        // A band that never moves says nothing, unless it has no data here.
        if (lines[b].residual_sd > 0.0)
            sum += std::pow(step / lines[b].residual_sd, 2);
        else if (std::isnan(step))
            return step;
    }
    return sum;
}

}  // namespace

PlacedLabels unchanged_labels(const JoinedBands& labelled, const JoinedBands& image,
                              PlacedLabels labels) {
    if (labelled.grid != image.grid)
        throw input_error("{}: grid {}, expected that of {}: {}; warp it first (gdalwarp)",
                          labelled.paths, labelled.grid.describe(), image.paths,
                          image.grid.describe());
    const JoinedBands before = choose_bands(labelled, image.names, image.paths);
    const PairSource source = pair_of(before, image);
    IrmadOptions options;
    options.sample_px = pixels_for_lines;
    const std::vector<BandNormalisation> lines = normalise_on_no_change(source, options);
    const double limit = chi_square_quantile(0.5, static_cast<double>(lines.size()));
    std::map<std::pair<Index, Index>, std::vector<PlacedLabel>> of_block;
    for (const PlacedLabel& label : labels.pixels)
        of_block[{label.row / label_block_px, label.col / label_block_px}].push_back(label);
    labels.pixels.clear();
    for (const auto& [block, pixels] : of_block) {
        const Window window = Window{block.first * label_block_px, block.second * label_block_px,
                                     label_block_px, label_block_px}
                                  .intersect(source.grid.window());
        const ImagePair pair = source.read(window);
        for (const PlacedLabel& label : pixels) {
            const Index pixel = (label.row - window.row0) * window.cols + label.col - window.col0;
            if (change_of(pair, pixel, lines) <= limit) labels.pixels.push_back(label);
        }
    }
    return labels;
}

}  // namespace borderlens
