#include "learning/accuracy_table.hpp"

namespace borderlens {
namespace {

Document estimate_document(const Estimate& estimate) {
    Document document = Document::object();
    document.set("value", estimate.value);
    document.set("se", estimate.se);
    document.set("low", estimate.low());
    document.set("high", estimate.high());
    return document;
}

Document by_class(const std::vector<std::string>& classes, const std::vector<Estimate>& estimates) {
    Document document = Document::object();
    for (std::size_t c = 0; c < classes.size(); ++c)
        document.set(classes[c], estimate_document(estimates[c]));
    return document;
}

Document matrix_document(const SquareMatrix& matrix) {
    Document rows = Document::list();
    for (const auto& row : matrix) rows.append(Document(row));
    return rows;
}

}  // namespace

Document document_of(const Accuracy& accuracy) {
    Document document = Document::object();
    document.set("classes", accuracy.classes);
    document.set("units", accuracy.units);
    document.set("confusion", matrix_document(accuracy.confusion));
    document.set("confusion_share", matrix_document(accuracy.confusion_share));
    document.set("overall", estimate_document(accuracy.overall));
    document.set("users", by_class(accuracy.classes, accuracy.users));
    document.set("producers", by_class(accuracy.classes, accuracy.producers));
    document.set("area_share", by_class(accuracy.classes, accuracy.area_share));
    document.set("area_pixels", by_class(accuracy.classes, accuracy.area_pixels));
    const DifferenceParts& overall = accuracy.difference.overall;
    document.set("quantity", overall.quantity);
    document.set("exchange", overall.exchange);
    document.set("shift", overall.shift);
    Document parts = Document::object();
    for (std::size_t c = 0; c < accuracy.classes.size(); ++c) {
        const DifferenceParts& of_class = accuracy.difference.by_class[c];
        Document one = Document::object();
        one.set("quantity", of_class.quantity);
        one.set("exchange", of_class.exchange);
        one.set("shift", of_class.shift);
        parts.set(accuracy.classes[c], std::move(one));
    }
    document.set("difference_by_class", std::move(parts));
    return document;
}

Document document_of(const Agreement& agreement) {
    Document document = Document::object();
    document.set("units", agreement.units);
    document.set("observed", agreement.observed);
    document.set("kappa", estimate_document(agreement.kappa));
    return document;
}

}  // namespace borderlens
