#include "change/transitions_document.hpp"

#include <cmath>

namespace borderlens {
namespace {

/// Years and counts as whole numbers where they are whole.
Document plain(double number) {
    if (number == std::floor(number) && std::abs(number) < 9e15)
        return Document(static_cast<Index>(number));
    return Document(number);
}

Document plain(const std::vector<double>& numbers) {
    Document list = Document::list();
    for (const double number : numbers) list.append(plain(number));
    return list;
}

Document rows_of(const SquareMatrix& matrix) {
    Document rows = Document::list();
    for (const auto& row : matrix) rows.append(Document(row));
    return rows;
}

Document interval_document(const IntervalIntensity& interval) {
    Document one = Document::object();
    one.set("from", plain(interval.from_year));
    one.set("to", plain(interval.to_year));
    Document matrix = Document::list();
    for (const auto& row : interval.matrix) matrix.append(plain(row));
    one.set("matrix", std::move(matrix));
    one.set("annual_change", interval.annual_change);
    one.set("gain_intensity", interval.gain_intensity);
    one.set("loss_intensity", interval.loss_intensity);
    one.set("transition_intensity", rows_of(interval.transition_intensity));
    one.set("uniform_transition", interval.uniform_transition);
    one.set("transition_intensity_from", rows_of(interval.transition_intensity_from));
    one.set("uniform_transition_from", interval.uniform_transition_from);
    const DifferenceParts& overall = interval.difference.overall;
    one.set("quantity", plain(overall.quantity));
    one.set("exchange", plain(overall.exchange));
    one.set("shift", plain(overall.shift));
    Document by_class = Document::object();
    std::vector<double> quantity, exchange, shift;
    for (const DifferenceParts& parts : interval.difference.by_class) {
        quantity.push_back(parts.quantity);
        exchange.push_back(parts.exchange);
        shift.push_back(parts.shift);
    }
    by_class.set("quantity", plain(quantity));
    by_class.set("exchange", plain(exchange));
    by_class.set("shift", plain(shift));
    one.set("difference_by_class", std::move(by_class));
    return one;
}

}  // namespace

Document document_of(const IntensityAnalysis& analysis, const std::vector<std::string>& classes,
                     const std::vector<double>& years) {
    Document document = Document::object();
    document.set("classes", classes);
    document.set("years", plain(years));
    document.set("uniform_annual_change", analysis.uniform_annual_change);
    Document intervals = Document::list();
    for (const IntervalIntensity& interval : analysis.intervals)
        intervals.append(interval_document(interval));
    document.set("intervals", std::move(intervals));
    return document;
}

}  // namespace borderlens
