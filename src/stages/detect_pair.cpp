#include "stages/detect_pair.hpp"

#include <cmath>
#include <memory>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/parallel.hpp"
#include "change/chi_square.hpp"
#include "change/normalisation.hpp"
#include "io/raster_file.hpp"

namespace borderlens {
namespace {

/// What turns rows of valid pixels into variates and a chi-square sum.
struct Detector {
    Index variates = 0;
    std::function<void(const double*, Index, double*, double*)> apply;
};

void write_change(const PairSource& source, const Detector& detector, const std::string& out,
                  const std::vector<std::string>& names, bool overwrite) {
    RasterOptions options;
    options.band_descriptions = names;
    options.overwrite = overwrite;
    RasterWriter<float> writer(out, source.grid, 2 + detector.variates, options);
    const ChiSquareTable table(static_cast<double>(detector.variates));
    const std::vector<Window> windows = source.windows();
    parallel_for(static_cast<Index>(windows.size()), [&](Index i) {
        const Window& window = windows[static_cast<std::size_t>(i)];
        const ImagePair pair = source.read(window);
        Raster<float> result(pair.before.grid(), 2 + detector.variates, no_data);
        std::vector<double> variates, chi_square;
        for_each_piece(pair, [&](const double* rows, const Index* positions, Index count) {
            variates.resize(static_cast<std::size_t>(count * detector.variates));
            chi_square.resize(static_cast<std::size_t>(count));
            detector.apply(rows, count, variates.data(), chi_square.data());
            for (Index k = 0; k < count; ++k) {
                const double sum = chi_square[static_cast<std::size_t>(k)];
                result.band_data(0)[positions[k]] = static_cast<float>(sum);
                result.band_data(1)[positions[k]] = static_cast<float>(table.cdf(sum));
            }
            for (Index v = 0; v < detector.variates; ++v) {
                float* band = result.band_data(2 + v);
                for (Index k = 0; k < count; ++k)
                    band[positions[k]] = static_cast<float>(
                        variates[static_cast<std::size_t>(k * detector.variates + v)]);
            }
        });
        writer.write(window, result);
    });
    writer.finish();
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
    const OpenedPair pair = open_pair(before, after, options);
    Document document = Document::object();
    std::vector<std::string> names = {"chi_square", "probability"};
    Detector detector;
    if (options.method == PairMethod::cva) {
        const auto normalisation = normalise_on_no_change(pair.source, options.irmad);
        document.set("method", "cva");
        document.set("normalisation", normalisation_document(normalisation));
        detector.variates = pair.source.before_bands;
        detector.apply = [normalisation](const double* rows, Index count, double* variates,
                                         double* chi_square) {
            apply_change_vectors(normalisation, rows, count, variates, chi_square);
        };
        for (Index band = 0; band < detector.variates; ++band)
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
        detector.variates = result.transform.variates();
        detector.apply = [transform = result.transform](const double* rows, Index count,
                                                        double* variates, double* chi_square) {
            apply_transform(transform, rows, count, variates, chi_square);
        };
        for (Index i = 0; i < detector.variates; ++i)
            names.push_back("mad_" + std::to_string(i + 1));
    }
    if (std::isfinite(pair.shift.peak)) {
        Document shift = Document::object();
        shift.set("cols", pair.shift.cols);
        shift.set("rows", pair.shift.rows);
        shift.set("peak", pair.shift.peak);
        document.set("shift_px", std::move(shift));
    }
    write_change(pair.source, detector, out, names, options.overwrite);
    Document bands = Document::list();
    for (const std::string& name : names) bands.append(name);
    document.set("bands", std::move(bands));
    document.set("out", out);
    return document;
}

}  // namespace borderlens
