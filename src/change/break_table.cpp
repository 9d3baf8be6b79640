#include "change/break_table.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <numeric>

#include "base/error.hpp"
#include "base/median.hpp"
#include "imagery/date.hpp"

namespace borderlens {
namespace {

// Shares as USGS LCMAP operates CCDC.
constexpr double least_clear_share = 0.25;
constexpr double persistent_snow_share = 0.75;
constexpr double green_excess = 400.0;  // reflectance x 10,000 over the median: missed cloud
constexpr double least_celsius = -93.2, most_celsius = 70.7;

enum Cfmask { clear = 0, water = 1, shadow = 2, snow = 3, cloud = 4, fill = 255 };

int quality_of(double number, QualityCode code, std::size_t row) {
    if (std::isnan(number)) return fill;
    if (number < 0.0 || number > 65535.0 || number != std::floor(number))
        throw input_error("row {}: qa {}, expected a whole number", row + 1, number);
    const int bits = static_cast<int>(number);
    const auto bit = [&](int k) { return (bits >> k & 1) != 0; };
    const auto high = [&](int k) { return (bits >> k & 3) == 3; };
    if (code == QualityCode::cfmask) {
        if (bits > 4 && bits != 255)
            throw input_error(
                "row {}: qa {}, expected a CFMask code 0-4 or 255; else name it (--qa)", row + 1,
                bits);
        return bits;
    }
    if (bit(0)) return fill;
    if (code == QualityCode::qa_pixel)
        // Landsat Collection 2: dilated cloud 1, cirrus 2, cloud 3, shadow 4, snow 5, water 7.
        return bit(1) || bit(2) || bit(3) ? cloud
               : bit(4)                   ? shadow
               : bit(5)                   ? snow
               : bit(7)                   ? water
                                          : clear;
    // Landsat Collection 1: cloud 4, confidences of shadow 7-8, snow 9-10, cirrus 11-12.
    return bit(4) || high(11) ? cloud : high(7) ? shadow : high(9) ? snow : clear;
}

/// The table under the names looked for: lower case, the singular of bands ("blues"), one name for
/// quality and one for the day. An input error where two columns come to be named alike.
Table with_plain_names(const Table& table) {
    static const std::map<std::string, std::string> plain = {
        {"blues", "blue"},   {"greens", "green"},   {"reds", "red"},         {"nirs", "nir"},
        {"swir1s", "swir1"}, {"swir2s", "swir2"},   {"thermals", "thermal"}, {"tir", "thermal"},
        {"cfmask", "qa"},    {"fmask", "qa"},       {"pixel_qa", "qa"},      {"qa_pixel", "qa"},
        {"bqa", "qa"},       {"quality", "qa"},     {"qas", "qa"},           {"dates", "date"},
        {"days", "day"},     {"ordinal_day", "day"}};
    Table renamed;
    for (const Column& column : table.columns()) {
        std::string name = column.name;
        std::transform(name.begin(), name.end(), name.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        if (const auto known = plain.find(name); known != plain.end()) name = known->second;
        if (renamed.has(name))
            throw input_error("column '{}' comes twice ('{}'); keep one of them", name,
                              column.name);
        if (column.is_number)
            renamed.set(name, column.numbers);
        else
            renamed.set(name, column.texts);
    }
    return renamed;
}

/// Columns that tables of observations carry and that are no bands.
bool is_side_note(const Column& column) {
    for (const char* name : {"id", "pixel", "row", "col", "path", "x", "y", "lon", "lat", "year",
                             "month", "doy", "sensor", "satellite", "scene", "product"})
        if (column.name == name) return true;
    return false;
}

std::vector<double> days_of(const Table& table) {
    if (table.has("day")) return table.numbers("day");
    if (!table.has("date")) throw input_error("found no column 'day', 'ordinal_day' or 'date'");
    std::vector<double> days;
    for (const std::string& text : table.texts("date"))
        days.push_back(static_cast<double>(day_number(parse_date(text))));
    return days;
}

double median_of_known(std::vector<double> values) {
    std::erase_if(values, [](double value) { return std::isnan(value); });
    return values.empty() ? 0.0 : median(std::move(values));
}

ObservationSeries keep(const ObservationSeries& all, const std::vector<bool>& wanted) {
    ObservationSeries kept = all;
    kept.days.clear();
    for (auto& values : kept.values) values.clear();
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        // Of two observations of one day the first counts.
        if (!wanted[i] || (!kept.days.empty() && kept.days.back() == all.days[i])) continue;
        kept.days.push_back(all.days[i]);
        for (std::size_t band = 0; band < all.values.size(); ++band)
            kept.values[band].push_back(all.values[band][i]);
    }
    return kept;
}

bool plausible(const QualifiedSeries& series, std::size_t i) {
    for (const auto& values : series.all.values)
        if (!(values[i] > 0.0 && values[i] < 10000.0)) return false;
    if (series.thermal.empty()) return true;
    const double celsius = series.thermal[i] / 10.0 - 273.15;
    return celsius > least_celsius && celsius < most_celsius;
}

}  // namespace

/// Detection leaves out blue, which haze moves most; with unknown names all bands decide.
void choose_bands(ObservationSeries& series) {
    const auto place = [&](const char* name) {
        return std::find(series.bands.begin(), series.bands.end(), name) - series.bands.begin();
    };
    const Index count = static_cast<Index>(series.bands.size());
    for (Index band = 0; band < count; ++band)
        if (band != place("blue") || count == 1) series.detection_bands.push_back(band);
    for (const char* name : {"green", "swir1"})
        if (place(name) < count) series.mask_bands.push_back(place(name));
    if (series.mask_bands.empty()) series.mask_bands = series.detection_bands;
}

QualifiedSeries series_of(const Table& given, QualityCode code, double scale) {
    if (given.rows() == 0) throw input_error("the table of observations is empty");
    const Table table = with_plain_names(given);
    const std::vector<double> days = days_of(table);
    std::vector<std::size_t> order(days.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (const std::size_t i : order)
        if (std::isnan(days[i])) throw input_error("row {}: the day is empty", i + 1);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return days[a] < days[b]; });
    const std::vector<double>* quality = table.has("qa") ? &table.numbers("qa") : nullptr;
    QualifiedSeries series;
    for (const std::size_t i : order) {
        series.all.days.push_back(days[i]);
        series.quality.push_back(quality == nullptr ? clear : quality_of((*quality)[i], code, i));
    }
    bool reflectances = true;
    for (const Column& column : table.columns()) {
        if (column.name == "day" || column.name == "date" || column.name == "qa" ||
            is_side_note(column))
            continue;
        const std::vector<double>& values = table.numbers(column.name);
        std::vector<double> sorted;
        for (const std::size_t i : order) sorted.push_back(values[i]);
        if (column.name == "thermal") {
            series.thermal = std::move(sorted);
            continue;
        }
        reflectances = reflectances && std::abs(median_of_known(sorted)) < 2.0;
        series.all.bands.push_back(column.name);
        series.all.values.push_back(std::move(sorted));
    }
    if (series.all.bands.empty())
        throw input_error("found no band column beside day and qa, expected one a band");
    const double factor = scale > 0.0 ? scale : reflectances ? 10000.0 : 1.0;
    for (auto& values : series.all.values)
        for (double& value : values) value *= factor;
    choose_bands(series.all);
    return series;
}

std::vector<HistorySegment> segments_of(const QualifiedSeries& series,
                                        const BreakOptions& options) {
    const auto number_of = [&](std::initializer_list<int> codes) {
        return static_cast<double>(std::count_if(
            series.quality.begin(), series.quality.end(),
            [&](int code) { return std::find(codes.begin(), codes.end(), code) != codes.end(); }));
    };
    const double clear_count = number_of({clear, water}), snow_count = number_of({snow});
    const double all_count = static_cast<double>(series.quality.size()) - number_of({fill});
    std::vector<bool> usable, with_snow;
    for (std::size_t i = 0; i < series.quality.size(); ++i) {
        const int code = series.quality[i];
        usable.push_back((code == clear || code == water) && plausible(series, i));
        with_snow.push_back(usable.back() || code == snow);
    }
    if (all_count > 0.0 && clear_count / all_count >= least_clear_share)
        return find_segments(keep(series.all, usable), options);
    if (snow_count / (clear_count + snow_count + 0.01) >= persistent_snow_share)
        return single_segment(keep(series.all, with_snow), SegmentKind::persistent_snow, options);
    ObservationSeries few = keep(series.all, usable);
    const auto green = std::find(few.bands.begin(), few.bands.end(), "green");
    if (green != few.bands.end() && !few.days.empty()) {
        const auto& values = few.values[static_cast<std::size_t>(green - few.bands.begin())];
        const double limit = median_of_known(values) + green_excess;
        std::vector<bool> wanted;
        for (const double value : values) wanted.push_back(value < limit);
        few = keep(few, wanted);
    }
    return single_segment(few, SegmentKind::too_few_clear, options);
}

Document document_of(const std::vector<HistorySegment>& segments,
                     const std::vector<std::string>& bands) {
    Document list = Document::list(), breaks = Document::list();
    for (const HistorySegment& segment : segments) {
        Document one = Document::object();
        one.set("start_day", segment.start_day);
        one.set("end_day", segment.end_day);
        one.set("break_day", segment.break_day);
        one.set("probability", segment.probability);
        one.set("curve_qa", static_cast<int>(segment.kind));
        one.set("observations", segment.observations);
        Document coefficients = Document::object(), rmse = Document::object();
        Document magnitude = Document::object();
        for (std::size_t band = 0; band < bands.size(); ++band) {
            const auto& fitted = segment.fits[band].coefficients;
            coefficients.set(bands[band], std::vector<double>(fitted.begin(), fitted.end()));
            rmse.set(bands[band], segment.fits[band].rmse);
            magnitude.set(bands[band], segment.magnitudes[band]);
        }
        one.set("coefficients", std::move(coefficients));
        one.set("rmse", std::move(rmse));
        one.set("magnitude", std::move(magnitude));
        list.append(std::move(one));
        if (segment.probability < 1.0) continue;
        Document found = Document::object();
        found.set("day", segment.break_day);
        found.set("probability", segment.probability);
        breaks.append(std::move(found));
    }
    Document document = Document::object();
    document.set("segments", std::move(list));
    document.set("breaks", std::move(breaks));
    return document;
}

}  // namespace borderlens
