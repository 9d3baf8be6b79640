#include "stages/side_series.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/random.hpp"
#include "io/table_file.hpp"
#include "stages/study_model.hpp"
#include "stages/study_paths.hpp"

namespace borderlens {
namespace {

double pixels_of(const CellSums& cell, int code) {
    const auto found = cell.class_px.find(code);
    return found == cell.class_px.end() ? 0.0 : found->second;
}

/// Reference samples that a share without any find rests on: as many as would give the variance of
/// a share whose map classes were sampled as these.
double trials_behind(const std::vector<double>& mapped, const MapConfusion& confusion) {
    double inverse = 0.0;
    for (std::size_t row = 0; row < mapped.size(); ++row) {
        double samples = 0.0;
        for (const double count : confusion.counts[row]) samples += count;
        if (samples > 0.0) inverse += mapped[row] * mapped[row] / samples;
    }
    return inverse > 0.0 ? 1.0 / inverse : 0.0;
}

}  // namespace

std::vector<SideMetric> side_metrics(const CellNames& names) {
    std::vector<SideMetric> metrics;
    for (std::size_t c = 0; c < names.legend.size(); ++c)
        metrics.push_back(
            {"share_" + names.legend[c].name, "1", static_cast<std::ptrdiff_t>(c), 0});
    for (std::size_t v = 0; v < names.values.size(); ++v)
        metrics.push_back({names.values[v].name + "_mean", names.values[v].unit, -1, v});
    return metrics;
}

SideCells read_side_cells(const StudyRun& run, const std::string& table) {
    SideCells cells;
    cells.names = {study_model(run)->lens_model.forest.legend, value_names(run.study)};
    cells.periods = cells_of(read_table(run.folder.file(table_path(table))), cells.names);
    cells.cell_km = run.study.comparison.cell_km;
    for (const PeriodCells& one : cells.periods)
        for (const Period& period : run.study.periods)
            if (period.name == one.period) cells.years.push_back(period.first.year);
    const std::optional<MapAccuracy> accuracy = read_map_accuracy(run);
    if (!accuracy) return cells;
    try {
        const BorderLine line = study_border(run.study, read_ground(run.folder).grid);
        const auto on_side = [&](bool side_a) {
            const auto &x = accuracy->samples.numbers("x"), &y = accuracy->samples.numbers("y");
            return confusion_of(accuracy->samples, cells.names.legend, [&](std::size_t i) {
                return (line.locate({x[i], y[i]}).signed_distance_m >= 0.0) == side_a;
            });
        };
        const SideConfusions sides = side_confusions(on_side(true), on_side(false));
        target_shares(sides.a, 0);
        target_shares(sides.b, 0);
        cells.accuracy = sides;
    } catch (const Error& error) {
        log_warning("map error is left out of the intervals: {}", error.what());
    }
    return cells;
}

SideCells chosen_cells(const SideCells& cells, const CellChoice& choice) {
    SideCells chosen{cells.names, {}, cells.years, cells.accuracy, cells.cell_km};
    for (const PeriodCells& period : cells.periods) {
        chosen.periods.push_back({period.period, {}});
        for (const auto& [key, cell] : period.cells)
            if (choice(std::get<1>(key), std::get<2>(key)))
                chosen.periods.back().cells.emplace(key, cell);
    }
    return chosen;
}

SideSeries side_series(const SideCells& cells, std::size_t period, int side,
                       const CellChoice& choice, const SideMetric& metric) {
    std::map<Index, CellSums> bins;
    for (const auto& [key, cell] : cells.periods[period].cells)
        if (std::get<0>(key) == side && choice(std::get<1>(key), std::get<2>(key)))
            bins[std::get<2>(key)] += cell;
    const Legend& legend = cells.names.legend;
    SideSeries series;
    series.mapped.assign(legend.size(), 0.0);
    std::vector<std::vector<double>> class_share(legend.size());
    for (const auto& [bin, cell] : bins) {
        const double weight = metric.is_share() ? cell.pixels : cell.value_px[metric.value];
        if (weight <= 0.0) continue;
        series.column.along_km.push_back((static_cast<double>(bin) + 0.5) * cells.cell_km);
        series.column.weight.push_back(weight);
        series.n += weight;
        if (!metric.is_share()) {
            series.column.value.push_back(cell.value_sum[metric.value] / weight);
            continue;
        }
        for (std::size_t c = 0; c < legend.size(); ++c) {
            const double count = pixels_of(cell, legend[c].code);
            class_share[c].push_back(count / cell.pixels);
            series.mapped[c] += count;
        }
    }
    for (double& share : series.mapped) share = series.n > 0.0 ? share / series.n : 0.0;
    if (metric.is_share()) {
        const std::size_t target = static_cast<std::size_t>(metric.target);
        series.mapped_target = class_share[target];
        series.column.value =
            cells.accuracy
                ? adjusted_cells(class_share, side == 0 ? cells.accuracy->a : cells.accuracy->b,
                                 target)
                : class_share[target];
    }
    return series;
}

SideQuality side_quality(const SideCells& cells, std::size_t period, const CellChoice& choice) {
    double looks[2] = {0.0, 0.0}, filled[2] = {0.0, 0.0}, pixels[2] = {0.0, 0.0};
    for (const auto& [key, cell] : cells.periods[period].cells) {
        if (!choice(std::get<1>(key), std::get<2>(key))) continue;
        const int side = std::get<0>(key);
        looks[side] += cell.looks_sum;
        filled[side] += cell.filled_px;
        pixels[side] += cell.looks_px;
    }
    const auto mean = [&](const double(&sums)[2], int side) {
        return pixels[side] > 0.0 ? sums[side] / pixels[side] : no_value;
    };
    return {mean(looks, 0), mean(looks, 1), mean(filled, 0), mean(filled, 1)};
}

JointEstimate with_map_error(const SideCells& cells, const SideMetric& metric, const SideSeries& a,
                             const SideSeries& b, JointEstimate joint) {
    if (!metric.is_share()) return joint;
    joint.trials_a = static_cast<double>(a.column.value.size());
    joint.trials_b = static_cast<double>(b.column.value.size());
    if (!cells.accuracy || a.n <= 0.0 || b.n <= 0.0) return joint;
    const MapErrorVariance error =
        map_error_of(a.mapped, b.mapped, *cells.accuracy, static_cast<std::size_t>(metric.target));
    joint =
        with_variation(joint, error.variance_a, error.variance_b, error.covariance, error.degrees);
    joint.trials_a = trials_behind(a.mapped, cells.accuracy->a);
    joint.trials_b = trials_behind(b.mapped, cells.accuracy->b);
    return joint;
}

std::optional<SideSharpness> side_sharpness(const SideCells& cells, const SideMetric& metric,
                                            const std::vector<SideSeries>& series,
                                            std::uint64_t seed) {
    if (!cells.accuracy || !metric.is_share()) return std::nullopt;
    const auto on_side = [&](std::size_t first, const MapConfusion& samples) {
        std::vector<double> mapped(cells.names.legend.size(), 0.0);
        double pixels = 0.0;
        for (std::size_t i = first; i < series.size(); i += 2) {
            for (std::size_t c = 0; c < mapped.size(); ++c)
                mapped[c] += series[i].mapped[c] * series[i].n;
            pixels += series[i].n;
        }
        for (double& share : mapped) share /= std::max(pixels, 1.0);
        return map_sharpness(samples, mapped, static_cast<std::size_t>(metric.target),
                             derive_seed(seed, metric.name, static_cast<Index>(first)));
    };
    SideSharpness sides{on_side(0, cells.accuracy->a), on_side(1, cells.accuracy->b)};
    if (sides.a.is_blunt || sides.b.is_blunt) return std::nullopt;
    return sides;
}

void add_sides(TableRows& rows, const SidesCompared& compared) {
    const SideInference& sides = compared.sides;
    const SideQuality& quality = compared.quality;
    add_interval(rows, "a", sides.a);
    add_interval(rows, "b", sides.b);
    add_interval(rows, "difference", sides.difference);
    add_interval(rows, "log_ratio", sides.log_ratio);
    add_interval(rows, "asymmetry", sides.asymmetry);
    rows.number("looks_a", quality.looks_a);
    rows.number("looks_b", quality.looks_b);
    rows.number("filled_a", quality.filled_a);
    rows.number("filled_b", quality.filled_b);
    rows.number("n_a", compared.n_a);
    rows.number("n_b", compared.n_b);
    QualityFlag flag;
    flag.raise(compared.n_a <= 0.0 || compared.n_b <= 0.0, "one_sided");
    flag.raise(is_unequal(quality), "unequal_quality");
    flag.raise(!compared.too_short.empty(), compared.too_short.c_str());
    rows.text("quality_flag", flag.text());
    rows.text("unit", compared.unit);
}

std::vector<std::string> side_columns(std::vector<std::string> first) {
    for (const std::string name : {"a", "b", "difference", "log_ratio", "asymmetry"})
        first.insert(first.end(), {name, name + "_low", name + "_high"});
    first.insert(first.end(), {"looks_a", "looks_b", "filled_a", "filled_b", "n_a", "n_b",
                               "quality_flag", "unit"});
    return first;
}

std::string interval_holds(const SideCells& cells, const SideMetric& metric) {
    return cells.accuracy && metric.is_share() ? "variation along the border, map error"
                                               : "variation along the border";
}

}  // namespace borderlens
