#include "stages/label_balance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace borderlens {

void LabelBalance::add(const Samples& samples, const std::vector<Point>& places,
                       const BorderLine& line) {
    std::set<Index> counted;
    for (std::size_t row = 0; row < samples.groups.size(); ++row) {
        if (!counted.insert(samples.groups[row]).second) continue;
        Count& count = m_counts[samples.legend[samples.classes[row]].name];
        (line.locate(places[row]).signed_distance_m >= 0.0 ? count.a : count.b) += 1;
    }
}

std::vector<std::string> LabelBalance::warnings(const std::string& name_a,
                                                const std::string& name_b) const {
    std::vector<std::string> sentences;
    for (const auto& [name, count] : m_counts) {
        const Index more = std::max(count.a, count.b), less = std::min(count.a, count.b);
        if (less > 0 && (more < 4 * less || more - less < 3)) continue;
        sentences.push_back(fmt::format(
            "labels of class '{}' are unbalanced: {} on the side of {}, {} on the side of {}; "
            "differences between the sides may be the model's, label more on the weaker side",
            name, count.a, name_a, count.b, name_b));
    }
    return sentences;
}

Document LabelBalance::to_document() const {
    Document document = Document::object();
    for (const auto& [name, count] : m_counts) {
        Document one = Document::object();
        one.set("a", count.a);
        one.set("b", count.b);
        document.set(name, std::move(one));
    }
    return document;
}

}  // namespace borderlens
