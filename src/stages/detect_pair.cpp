#include "stages/detect_pair.hpp"

#include <cmath>
#include <memory>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/parallel.hpp"
#include "change/chi_square.hpp"
#include "change/normalisation.hpp"
#include "change/shift_tolerance.hpp"
#include "io/environment.hpp"
#include "io/raster_file.hpp"

namespace borderlens {
namespace {

/// Variates of the window's valid pixels as float planes.
Raster<float> variates_of(const ImagePair& pair, const VariateMap& map, Index count) {
    Raster<float> planes(pair.before.grid(), count, no_data);
    std::vector<double> variates(static_cast<std::size_t>(map.padded_count() * kernel_px));
    for_each_piece(pair, [&](const PixelPiece& piece) {
        map.apply(piece, variates.data(), nullptr);
        for (Index v = 0; v < count; ++v)
            for (Index k = 0; k < piece.count; ++k)
                planes.band_data(v)[piece.positions[static_cast<std::size_t>(k)]] =
                    static_cast<float>(variates[static_cast<std::size_t>(v * kernel_px + k)]);
    });
    return planes;
}

/// Chi-square and probability that remain where the dates may lie `reach_px` off each other.
void set_tolerant(const PairSource& source, const LinearVariates& variates,
                  const ChiSquareTable& table, const Window& window, Index reach_px,
                  Raster<float>& result) {
    const Window wide = window.pad(reach_px).intersect(source.grid.window());
    const ImagePair pair = source.read(wide);
    const Raster<float> chi_square = tolerant_chi_square(
        variates_of(pair, VariateMap(variates.part_of(true)), variates.count()),
        variates_of(pair, VariateMap(variates.part_of(false)), variates.count()),
        variates.precision,
        {window.row0 - wide.row0, window.col0 - wide.col0, window.rows, window.cols}, reach_px);
    for (Index i = 0; i < window.size(); ++i) {
        const float sum = chi_square.band_data()[i];
        result.band_data(0)[i] = sum;
        result.band_data(1)[i] =
            std::isnan(sum) ? no_data : static_cast<float>(table.cdf(static_cast<double>(sum)));
    }
}

void write_change(const PairSource& source, const LinearVariates& linear, const std::string& out,
                  const std::vector<std::string>& names, const PairOptions& pair_options) {
    RasterOptions options;
    options.band_descriptions = names;
    options.overwrite = pair_options.overwrite;
    const Index count = linear.count();
    RasterWriter<float> writer(out, source.grid, 2 + count, options);
    const ChiSquareTable table(static_cast<double>(count));
    const VariateMap map(linear);
    const std::vector<Window> windows = source.windows();
    parallel_for(static_cast<Index>(windows.size()), [&](Index i) {
        const Window& window = windows[static_cast<std::size_t>(i)];
        Raster<float> result(source.grid.crop(window), 2 + count, no_data);
        std::vector<double> variates(static_cast<std::size_t>(map.padded_count() * kernel_px));
        std::vector<double> chi_square(static_cast<std::size_t>(kernel_px));
        for_each_piece(source.read(window), [&](const PixelPiece& piece) {
            map.apply(piece, variates.data(), chi_square.data());
            for (Index k = 0; k < piece.count; ++k) {
                const Index at = piece.positions[static_cast<std::size_t>(k)];
                const double sum = chi_square[static_cast<std::size_t>(k)];
                result.band_data(0)[at] = static_cast<float>(sum);
                result.band_data(1)[at] = static_cast<float>(table.cdf(sum));
            }
            for (Index v = 0; v < count; ++v) {
                float* band = result.band_data(2 + v);
                const double* values = variates.data() + v * kernel_px;
                for (Index k = 0; k < piece.count; ++k)
                    band[piece.positions[static_cast<std::size_t>(k)]] =
                        static_cast<float>(values[k]);
            }
        });
        if (pair_options.shift_tolerance_px > 0)
            set_tolerant(source, linear, table, window, pair_options.shift_tolerance_px, result);
        writer.write(window, result);
    });
    writer.finish();
}

/// Whether the later image was moved, how far, and why not.
Document coregistration_document(const ImageShift& shift, Coregistration wish) {
    Document document = Document::object();
    const bool measured = std::isfinite(shift.peak);
    document.set("applied", measured);
    document.set("reason", measured                      ? "a clear peak of the phase correlation"
                           : wish == Coregistration::off ? "turned off"
                           : wish == Coregistration::on  ? "no clear peak of the phase correlation"
                                                         : "same grid, or no clear peak");
    return document;
}

Document normalisation_document(const std::vector<BandNormalisation>& normalisation) {
    Document list = Document::list();
    for (const BandNormalisation& band : normalisation) {
        Document one = Document::object();
        one.set("slope", band.slope);
        one.set("intercept", band.intercept);
        one.set("residual_sd", band.residual_sd);
        list.append(std::move(one));
    }
    return list;
}

}  // namespace

Document detect_pair(const std::string& before, const std::string& after, const std::string& out,
                     const PairOptions& options) {
    // A row of output blocks fits with the input's strips: nothing is read or written twice.
    lower_block_cache(128);
    const OpenedPair pair = open_pair(before, after, options);
    Document document = Document::object();
    std::vector<std::string> names = {"chi_square", "probability"};
    LinearVariates linear;
    if (options.method == PairMethod::cva) {
        const auto normalisation = normalise_on_no_change(pair.source, options.irmad);
        document.set("method", "cva");
        document.set("normalisation", normalisation_document(normalisation));
        linear = change_vectors(normalisation);
        for (Index band = 0; band < linear.count(); ++band)
            names.push_back("difference_" +
                            (pair.band_names[static_cast<std::size_t>(band)].empty()
                                 ? std::to_string(band + 1)
                                 : pair.band_names[static_cast<std::size_t>(band)]));
    } else {
        IrmadOptions irmad = options.irmad;
        if (options.method == PairMethod::mad) irmad.iterations = 1;
        const IrmadResult result = find_irmad(pair.source, irmad);
        if (result.stopped_by == "shrinking no-change set")
            log_warning(
                "the no-change set shrank below a mean weight of {}: kept iteration {} "
                "(--least-mean-weight)",
                irmad.least_mean_weight, result.iterations);
        document.set("method", options.method == PairMethod::mad ? "mad" : "irmad");
        document.set("canonical_correlations", result.transform.correlations);
        document.set("variances", result.transform.variances);
        document.set("iterations", result.iterations);
        document.set("converged", result.converged);
        document.set("stopped_by", result.stopped_by);
        document.set("mean_weight", result.mean_weight);
        if (options.method == PairMethod::irmad &&
            pair.source.before_bands == pair.source.after_bands)
            document.set("normalisation", normalisation_document(orthogonal_lines(
                                              result.no_change, pair.source.before_bands)));
        linear = linear_variates(result.transform);
        for (Index i = 0; i < linear.count(); ++i) names.push_back("mad_" + std::to_string(i + 1));
    }
    if (std::isfinite(pair.shift.peak)) {
        Document shift = Document::object();
        shift.set("cols", pair.shift.cols);
        shift.set("rows", pair.shift.rows);
        shift.set("peak", pair.shift.peak);
        document.set("shift_px", std::move(shift));
    }
    document.set("coregistration", coregistration_document(pair.shift, options.coregistration));
    document.set("shift_tolerance_px", options.shift_tolerance_px);
    write_change(pair.source, linear, out, names, options);
    Document bands = Document::list();
    for (const std::string& name : names) bands.append(name);
    document.set("bands", std::move(bands));
    document.set("out", out);
    return document;
}

}  // namespace borderlens
