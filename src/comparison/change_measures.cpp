#include "comparison/change_measures.hpp"

#include <array>
#include <cmath>
#include <functional>
#include <set>

#include "base/error.hpp"
#include "comparison/side_inference.hpp"

namespace borderlens {
namespace {

/// A place along the border and the matrix of what became what there.
struct Stretch {
    double along_km = 0.0;
    SquareMatrix matrix;
};

void add(SquareMatrix& sum, const SquareMatrix& part) {
    if (sum.empty()) sum.assign(part.size(), std::vector<double>(part.size(), 0.0));
    for (std::size_t i = 0; i < part.size(); ++i)
        for (std::size_t j = 0; j < part.size(); ++j) sum[i][j] += part[i][j];
}

double row_sum(const SquareMatrix& m, std::size_t i) {
    double sum = 0.0;
    for (const double cell : m[i]) sum += cell;
    return sum;
}

double column_sum(const SquareMatrix& m, std::size_t j) {
    double sum = 0.0;
    for (const auto& row : m) sum += row[j];
    return sum;
}

double total(const SquareMatrix& m) {
    double sum = 0.0;
    for (std::size_t i = 0; i < m.size(); ++i) sum += row_sum(m, i);
    return sum;
}

double stayed(const SquareMatrix& m) {
    double sum = 0.0;
    for (std::size_t i = 0; i < m.size(); ++i) sum += m[i][i];
    return sum;
}

/// Part of something: both are sums over pixels, so a zone's share is its cells' weighted mean.
struct Share {
    std::function<double(const SquareMatrix&)> part, whole;
};

BorderColumn column_of(const std::vector<Stretch>& stretches, const Share& share) {
    BorderColumn column;
    for (const Stretch& stretch : stretches) {
        const double whole = share.whole(stretch.matrix);
        if (!(whole > 0.0)) continue;
        column.along_km.push_back(stretch.along_km);
        column.weight.push_back(whole);
        column.value.push_back(share.part(stretch.matrix) / whole);
    }
    return column;
}

/// One band and interval of both sides.
class Writer {
  public:
    Writer(const ChangeLabels& labels, const ChangeMeasureOptions& options, std::string band,
           std::vector<Measure>& measures)
        : m_labels(labels), m_options(options), m_band(std::move(band)), m_measures(measures) {}

    void set_interval(std::array<std::vector<Stretch>, 2> sides, std::string period, double years) {
        m_sides = std::move(sides);
        m_period = std::move(period);
        m_years = years;
        for (std::size_t side = 0; side < 2; ++side) {
            m_whole[side].assign(m_labels.classes.size(),
                                 std::vector<double>(m_labels.classes.size(), 0.0));
            for (const Stretch& stretch : m_sides[side]) add(m_whole[side], stretch.matrix);
        }
    }

    /// A share a year, with the interval of each side's own mean.
    void rate(const std::string& metric, const Share& share) {
        const std::vector<BorderColumn> columns = {column_of(m_sides[0], share),
                                                   column_of(m_sides[1], share)};
        std::set<double> places;
        for (const BorderColumn& column : columns)
            places.insert(column.along_km.begin(), column.along_km.end());
        std::array<Interval, 2> intervals;
        if (places.size() > 1) {
            BootstrapOptions options;
            options.replicates = m_options.replicates;
            options.seed = m_options.seed;
            const BorderBootstrap bootstrap = bootstrap_border(columns, options);
            const SideInference sides = side_inference(joint_estimate(bootstrap, 0, 1), true);
            intervals = {sides.a, sides.b};
        }
        for (std::size_t side = 0; side < 2; ++side) {
            const double whole = share.whole(m_whole[side]);
            const double value = whole > 0.0 ? share.part(m_whole[side]) / whole : no_value;
            row(side, metric, value / m_years, "1/a", whole, intervals[side].low / m_years,
                intervals[side].high / m_years);
        }
    }

    void rates() {
        rate("annual_change", {[](const SquareMatrix& m) { return total(m) - stayed(m); }, total});
        for (std::size_t c = 0; c < m_labels.classes.size(); ++c) {
            const auto gain = [c](const SquareMatrix& m) { return column_sum(m, c) - m[c][c]; };
            const auto loss = [c](const SquareMatrix& m) { return row_sum(m, c) - m[c][c]; };
            const auto at_start = [c](const SquareMatrix& m) { return row_sum(m, c); };
            const auto at_end = [c](const SquareMatrix& m) { return column_sum(m, c); };
            rate("gain_intensity_" + m_labels.classes[c], {gain, at_end});
            rate("loss_intensity_" + m_labels.classes[c], {loss, at_start});
            areas("gain_" + m_labels.classes[c], gain);
            areas("loss_" + m_labels.classes[c], loss);
        }
    }

    void transitions() {
        for (std::size_t to = 0; to < m_labels.classes.size(); ++to) {
            const std::string& gained = m_labels.classes[to];
            rate("uniform_transition_" + gained,
                 {[to](const SquareMatrix& m) { return column_sum(m, to) - m[to][to]; },
                  [to](const SquareMatrix& m) { return total(m) - row_sum(m, to); }});
            for (std::size_t from = 0; from < m_labels.classes.size(); ++from) {
                // A pair that nowhere happened says nothing the gain does not say.
                if (from == to || m_whole[0][from][to] + m_whole[1][from][to] <= 0.0) continue;
                rate("transition_intensity_" + m_labels.classes[from] + "_to_" + gained,
                     {[from, to](const SquareMatrix& m) { return m[from][to]; },
                      [from](const SquareMatrix& m) { return row_sum(m, from); }});
            }
        }
    }

    void differences() {
        for (std::size_t side = 0; side < 2; ++side) {
            const double whole = total(m_whole[side]);
            if (!(whole > 0.0)) continue;
            const DifferenceComponents found = difference_components(m_whole[side]);
            const auto parts = [&](const std::string& ending, const DifferenceParts& part) {
                row(side, "quantity" + ending, part.quantity / whole, "1", whole);
                row(side, "exchange" + ending, part.exchange / whole, "1", whole);
                row(side, "shift" + ending, part.shift / whole, "1", whole);
            };
            parts("", found.overall);
            for (std::size_t c = 0; c < m_labels.classes.size(); ++c)
                parts("_" + m_labels.classes[c], found.by_class[c]);
        }
    }

    /// U: the speed if change had gone on evenly over all intervals; changed = shares of change.
    void uniform(const std::string& span, double years,
                 const std::array<std::vector<double>, 2>& changed) {
        m_period = span;
        for (std::size_t side = 0; side < 2; ++side) {
            double sum = 0.0;
            for (const double share : changed[side]) sum += share;
            row(side, "uniform_annual_change", sum / years, "1/a", total(m_whole[side]));
        }
    }

    /// Share of the ground that changed in the interval at hand.
    double changed(std::size_t side) const {
        const double whole = total(m_whole[side]);
        return whole > 0.0 ? (whole - stayed(m_whole[side])) / whole : no_value;
    }

  private:
    void areas(const std::string& metric,
               const std::function<double(const SquareMatrix&)>& pixels) {
        for (std::size_t side = 0; side < 2; ++side)
            row(side, metric, pixels(m_whole[side]) * m_labels.pixel_area_m2 / 1e6, "km2",
                total(m_whole[side]));
    }

    void row(std::size_t side, const std::string& metric, double value, const char* unit, double n,
             double low = no_value, double high = no_value) {
        m_measures.push_back(
            {"all", side == 0 ? "a" : "b", m_band, m_period, metric, value, unit, low, high, n});
    }

    const ChangeLabels& m_labels;
    const ChangeMeasureOptions& m_options;
    std::string m_band, m_period;
    double m_years = 1.0;
    std::array<std::vector<Stretch>, 2> m_sides;
    std::array<SquareMatrix, 2> m_whole;
    std::vector<Measure>& m_measures;
};

/// The cells of one band (below 0: all bands at one place put together) and interval, by side.
std::array<std::vector<Stretch>, 2> stretches_of(const ChangeCells& cells, int band,
                                                 std::size_t interval, double cell_km) {
    std::map<std::pair<int, Index>, SquareMatrix> bins;
    for (const auto& [key, counts] : cells.counts) {
        const auto& [side, cell_band, bin] = key;
        if (band < 0 || band == cell_band) add(bins[{side, bin}], cells.matrix(counts, interval));
    }
    std::array<std::vector<Stretch>, 2> sides;
    for (auto& [key, matrix] : bins)
        sides[static_cast<std::size_t>(key.first)].push_back(
            {(static_cast<double>(key.second) + 0.5) * cell_km, std::move(matrix)});
    return sides;
}

}  // namespace

std::vector<Measure> change_measures(const ChangeCells& cells, const ChangeLabels& labels,
                                     const ChangeMeasureOptions& options) {
    if (labels.years.size() != cells.intervals + 1 || labels.classes.size() != cells.classes)
        throw internal_error("{} years and {} classes for {} intervals of {} classes",
                             labels.years.size(), labels.classes.size(), cells.intervals,
                             cells.classes);
    std::vector<Measure> measures;
    for (int band = -1; band < static_cast<int>(labels.bands.size()); ++band) {
        const std::string name = band < 0 ? "all" : labels.bands[static_cast<std::size_t>(band)];
        Writer writer(labels, options, name, measures);
        std::array<std::vector<double>, 2> changed;
        for (std::size_t k = 0; k < cells.intervals; ++k) {
            writer.set_interval(stretches_of(cells, band, k, labels.cell_km),
                                labels.periods[k] + "-" + labels.periods[k + 1],
                                labels.years[k + 1] - labels.years[k]);
            writer.rates();
            writer.differences();
            if (band < 0) writer.transitions();
            for (std::size_t side = 0; side < 2; ++side)
                changed[side].push_back(writer.changed(side));
        }
        writer.uniform(labels.periods.front() + "-" + labels.periods.back(),
                       labels.years.back() - labels.years.front(), changed);
    }
    return measures;
}

}  // namespace borderlens
