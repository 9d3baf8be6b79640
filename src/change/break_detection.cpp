#include "change/break_detection.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/median.hpp"
#include "change/chi_square.hpp"

namespace borderlens {
namespace {

constexpr Index seasonal_neighbours = 24;  // LCMAP: residuals of the same time of year
constexpr Index fit_parameters = 8;        // taken off those 24 in their mean square
constexpr double refit_growth = 1.33;      // a model is fitted anew when it has grown by a third
constexpr Index observations_a_coefficient = 3;  // Zhu et al. 2015

/// Half-open range of observations.
struct Span {
    Index begin = 0;
    Index end = 0;
    Index size() const { return end - begin; }
};

template <typename T>
std::vector<T> cut(const std::vector<T>& values, Span span) {
    return {values.begin() + span.begin, values.begin() + span.end};
}

/// The search over one pixel; `m_series` loses observations found to be outliers.
class Search {
  public:
    Search(ObservationSeries series, const BreakOptions& options)
        : m_series(std::move(series)), m_options(options) {
        const double freedom = static_cast<double>(m_series.detection_bands.size());
        m_change_limit = chi_square_quantile(options.change_probability, freedom);
        m_outlier_limit = chi_square_quantile(options.outlier_probability, freedom);
        set_variograms();
    }

    std::vector<HistorySegment> run() {
        std::vector<HistorySegment> segments;
        if (count() <= m_options.least_observations) return segments;
        Index previous_end = 0;
        Span window{0, m_options.least_observations};
        bool at_start = true;
        while (window.end <= count() - m_options.least_observations) {
            if (!initialise(window)) break;
            if (window.begin > previous_end) look_back(window, previous_end);
            if (at_start && window.begin - previous_end > m_options.peek)
                segments.push_back(stopgap({previous_end, window.begin}, SegmentKind::start));
            at_start = false;
            segments.push_back(look_forward(window));
            previous_end = window.end;
            window = {window.end, window.end + m_options.least_observations};
        }
        if (previous_end + m_options.peek < count())
            segments.push_back(stopgap({previous_end, count()}, SegmentKind::end));
        return segments;
    }

    HistorySegment stopgap(Span window, SegmentKind kind) const {
        HistorySegment segment = segment_of(window, fit(window, 4), kind);
        segment.break_day = window.end < count() ? day(window.end) : segment.end_day;
        return segment;
    }

  private:
    Index count() const { return static_cast<Index>(m_series.days.size()); }
    double day(Index i) const { return m_series.days[static_cast<std::size_t>(i)]; }
    double value(Index band, Index i) const {
        return m_series.values[static_cast<std::size_t>(band)][static_cast<std::size_t>(i)];
    }
    double variogram(Index band) const { return m_variograms[static_cast<std::size_t>(band)]; }

    /// Median step between observations, at the smallest lag at which most are over 30 days apart.
    void set_variograms() {
        Index lag = 1;
        for (Index candidate = 1; candidate < count(); ++candidate) {
            Index far = 0;
            for (Index i = candidate; i < count(); ++i)
                far += day(i) - day(i - candidate) > 30.0 ? 1 : 0;
            if (2 * far > count() - candidate) {
                lag = candidate;
                break;
            }
        }
        for (Index band = 0; band < static_cast<Index>(m_series.bands.size()); ++band) {
            std::vector<double> steps;
            for (Index i = lag; i < count(); ++i)
                steps.push_back(std::abs(value(band, i) - value(band, i - lag)));
            m_variograms.push_back(steps.empty() ? 0.0 : median(steps));
        }
    }

    std::vector<HarmonicFit> fit(Span window, int coefficients) const {
        const std::vector<double> days = cut(m_series.days, window);
        std::vector<HarmonicFit> fits;
        for (const auto& values : m_series.values)
            fits.push_back(fit_harmonics(days, cut(values, window), coefficients));
        return fits;
    }

    HistorySegment segment_of(Span window, std::vector<HarmonicFit> fits, SegmentKind kind) const {
        HistorySegment segment;
        segment.start_day = day(window.begin);
        segment.end_day = day(window.end - 1);
        segment.break_day = segment.end_day;
        segment.kind = kind;
        segment.observations = window.size();
        segment.fits = std::move(fits);
        segment.magnitudes.assign(m_series.bands.size(), 0.0);
        return segment;
    }

    void drop(Index position) {
        m_series.days.erase(m_series.days.begin() + position);
        for (auto& values : m_series.values) values.erase(values.begin() + position);
    }

    bool long_enough(const std::vector<double>& days) const {
        return static_cast<Index>(days.size()) >= m_options.least_observations &&
               days.back() - days.front() >= m_options.least_span_d;
    }

    /// Moves the window to the first stable start of at least a year; false where there is none.
    bool initialise(Span& window) {
        while (window.end + m_options.least_observations < count()) {
            if (day(window.end - 1) - day(window.begin) < m_options.least_span_d) {
                ++window.end;
                continue;
            }
            const std::vector<bool> outliers = missed_clouds(window);
            std::vector<double> kept;
            for (Index i = 0; i < window.size(); ++i)
                if (!outliers[static_cast<std::size_t>(i)]) kept.push_back(day(window.begin + i));
            if (kept.empty() || !long_enough(kept)) {
                ++window.end;
                continue;
            }
            for (Index i = window.size() - 1; i >= 0; --i)
                if (outliers[static_cast<std::size_t>(i)]) {
                    drop(window.begin + i);
                    --window.end;
                }
            if (is_stable(window)) return true;
            ++window.begin;
            ++window.end;
        }
        return false;
    }

    std::vector<bool> missed_clouds(Span window) const {
        std::vector<bool> outliers(static_cast<std::size_t>(window.size()), false);
        const std::vector<double> days = cut(m_series.days, window);
        for (const Index band : m_series.mask_bands) {
            const auto found = seasonal_outliers(
                days, cut(m_series.values[static_cast<std::size_t>(band)], window),
                m_options.mask_factor * variogram(band));
            for (std::size_t i = 0; i < found.size(); ++i)
                if (found[i]) outliers[i] = true;
        }
        return outliers;
    }

    /// Trend and both ends of a first model lie within what noise explains.
    bool is_stable(Span window) const {
        const auto fits = fit(window, 4);
        double sum = 0.0;
        for (const Index band : m_series.detection_bands) {
            const HarmonicFit& one = fits[static_cast<std::size_t>(band)];
            const double trend = one.coefficients[1] * (day(window.end - 1) - day(window.begin));
            const double size =
                std::abs(trend) + std::abs(one.residuals.front()) + std::abs(one.residuals.back());
            sum += std::pow(size / scale(band, one.rmse), 2);
        }
        return sum < m_change_limit;
    }

    /// Noise of a band; never 0, so that constant bands do not divide by it.
    double scale(Index band, double rmse) const { return std::max({variogram(band), rmse, 1e-9}); }

    /// Sum over the detection bands of squared residuals in units of noise.
    double distance(const std::vector<HarmonicFit>& fits, const std::vector<double>& rmse,
                    Index i) const {
        double sum = 0.0;
        for (std::size_t k = 0; k < m_series.detection_bands.size(); ++k) {
            const Index band = m_series.detection_bands[k];
            const double residual =
                value(band, i) - fits[static_cast<std::size_t>(band)].predict(day(i));
            sum += std::pow(residual / scale(band, rmse[k]), 2);
        }
        return sum;
    }

    /// Takes earlier observations into the model as long as they fit.
    void look_back(Span& window, Index previous_end) {
        const auto fits = fit(window, 4);
        std::vector<double> rmse;
        for (const Index band : m_series.detection_bands)
            rmse.push_back(fits[static_cast<std::size_t>(band)].rmse);
        while (window.begin > previous_end) {
            // LCMAP looks at one observation less backwards than forwards.
            const Index reach = window.begin - previous_end > m_options.peek
                                    ? m_options.peek - 1
                                    : window.begin - previous_end;
            double least = distance(fits, rmse, window.begin - 1);
            const double first = least;
            for (Index k = 2; k <= reach; ++k)
                least = std::min(least, distance(fits, rmse, window.begin - k));
            if (least > m_change_limit) return;
            --window.begin;
            if (first > m_outlier_limit) {
                drop(window.begin);
                --window.end;
            }
        }
    }

    /// Noise of a long model: at the time of year of the newest observation looked at.
    std::vector<double> seasonal_rmse(const std::vector<HarmonicFit>& fits, Span fitted,
                                      double newest_day) const {
        std::vector<Index> order(static_cast<std::size_t>(fitted.size()));
        std::iota(order.begin(), order.end(), Index{0});
        const auto away = [&](Index i) {
            const double apart = day(fitted.begin + i) - newest_day;
            return std::abs(std::round(apart / year_length_d) * year_length_d - apart);
        };
        std::stable_sort(order.begin(), order.end(),
                         [&](Index a, Index b) { return away(a) < away(b); });
        const Index used = std::min<Index>(seasonal_neighbours, fitted.size());
        std::vector<double> rmse;
        for (const Index band : m_series.detection_bands) {
            double sum = 0.0;
            for (Index k = 0; k < used; ++k)
                sum += std::pow(
                    fits[static_cast<std::size_t>(band)]
                        .residuals[static_cast<std::size_t>(order[static_cast<std::size_t>(k)])],
                    2);
            rmse.push_back(
                std::sqrt(sum / static_cast<double>(seasonal_neighbours - fit_parameters)));
        }
        return rmse;
    }

    static int coefficients_for(Index observations) {
        const double a_coefficient = static_cast<double>(observations) / observations_a_coefficient;
        return a_coefficient < 6.0 ? 4 : a_coefficient < 8.0 ? 6 : 8;
    }

    /// Extends the model until it breaks or the observations end.
    HistorySegment look_forward(Span& window) {
        std::vector<HarmonicFit> fits;
        std::vector<double> rmse;
        Span fitted;
        double fitted_span = 0.0;
        int coefficients = 4;
        bool changed = false;
        while (window.end + m_options.peek <= count() || fits.empty()) {
            const double span = day(window.end - 1) - day(window.begin);
            const bool is_short = window.size() < seasonal_neighbours;
            if (fits.empty() || is_short || span >= refit_growth * fitted_span) {
                coefficients = coefficients_for(window.size());
                fits = fit(window, coefficients);
                fitted = window;
                fitted_span = span;
            }
            if (window.end + m_options.peek > count()) break;
            if (window.size() <= seasonal_neighbours) {
                rmse.clear();
                for (const Index band : m_series.detection_bands)
                    rmse.push_back(fits[static_cast<std::size_t>(band)].rmse);
            } else {
                rmse = seasonal_rmse(fits, fitted, day(window.end + m_options.peek - 1));
            }
            double least = distance(fits, rmse, window.end);
            const double first = least;
            for (Index k = 1; k < m_options.peek; ++k)
                least = std::min(least, distance(fits, rmse, window.end + k));
            if (least > m_change_limit) {
                changed = true;
                break;
            }
            if (first > m_outlier_limit)
                drop(window.end);
            else
                ++window.end;
        }
        HistorySegment segment =
            segment_of(window, std::move(fits), static_cast<SegmentKind>(coefficients));
        segment.probability = changed ? 1.0 : 0.0;
        if (!changed) return segment;
        segment.break_day = day(window.end);
        for (std::size_t band = 0; band < segment.fits.size(); ++band) {
            std::vector<double> steps;
            for (Index k = 0; k < m_options.peek; ++k)
                steps.push_back(value(static_cast<Index>(band), window.end + k) -
                                segment.fits[band].predict(day(window.end + k)));
            segment.magnitudes[band] = steps.empty() ? 0.0 : median(steps);
        }
        return segment;
    }

    ObservationSeries m_series;
    BreakOptions m_options;
    double m_change_limit = 0.0;
    double m_outlier_limit = 0.0;
    std::vector<double> m_variograms;
};

}  // namespace

std::vector<HistorySegment> find_segments(const ObservationSeries& series,
                                          const BreakOptions& options) {
    return Search(series, options).run();
}

std::vector<HistorySegment> single_segment(const ObservationSeries& series, SegmentKind kind,
                                           const BreakOptions& options) {
    const Index count = static_cast<Index>(series.days.size());
    if (count < options.least_observations) return {};
    return {Search(series, options).stopgap({0, count}, kind)};
}

}  // namespace borderlens
