#pragma once
#include <string>
#include <vector>

#include "base/document.hpp"
#include "base/table.hpp"
#include "change/break_detection.hpp"

namespace borderlens {

enum class QualityCode { cfmask, qa_pixel, bqa };

/// Observations of one pixel with their quality as CFMask codes (0 clear, 1 water, 2 shadow, 3
/// snow, 4 cloud, 255 fill), days ascending.
struct QualifiedSeries {
    ObservationSeries all;
    std::vector<int> quality;
    std::vector<double> thermal;  ///< kelvin x 10; empty where there is none
};

/// From a table with a column day (or ordinal_day, or date), qa (or qa_pixel, pixel_qa, bqa,
/// cfmask, fmask; optional: all clear) and one a band, in any case of letters; columns such as
/// sensor, id, year or lon are left aside; thermal is used to find absurd values only. `scale`
/// turns values into reflectance x 10,000; 0 = 10,000 where the values are reflectances (their
/// medians are below 2), else 1.
QualifiedSeries series_of(const Table& table, QualityCode code, double scale);

/// Segments of a pixel by what its quality allows: the full search, or one fit where under 25 % of
/// the observations are clear (over 75 % of snow and clear ones are snow: persistent snow).
std::vector<HistorySegment> segments_of(const QualifiedSeries& series, const BreakOptions& options);

/// Sets which of a series' bands decide on change and on missed clouds, by their names.
void choose_bands(ObservationSeries& series);

Document document_of(const std::vector<HistorySegment>& segments,
                     const std::vector<std::string>& bands);

}  // namespace borderlens
