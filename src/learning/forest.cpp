#include "learning/forest.hpp"

#include <limits>

#include "learning/compiled_forest.hpp"

namespace borderlens {
namespace {

double share_of(Index part, Index whole) {
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole)
                     : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

double Confusion::overall() const {
    Index right = 0, all = 0;
    for (std::size_t r = 0; r < counts.size(); ++r)
        for (std::size_t p = 0; p < counts.size(); ++p) {
            all += counts[r][p];
            if (r == p) right += counts[r][p];
        }
    return share_of(right, all);
}

double Confusion::users(std::size_t position) const {
    Index called = 0;
    for (const std::vector<Index>& row : counts) called += row[position];
    return share_of(counts[position][position], called);
}

double Confusion::producers(std::size_t position) const {
    Index are = 0;
    for (const Index count : counts[position]) are += count;
    return share_of(counts[position][position], are);
}

Document to_document(const Confusion& confusion, const Legend& legend) {
    Document result = Document::object();
    Document users = Document::object(), producers = Document::object();
    for (std::size_t c = 0; c < legend.size(); ++c) {
        users.set(legend[c].name, confusion.users(c));
        producers.set(legend[c].name, confusion.producers(c));
    }
    result.set("overall", confusion.overall());
    result.set("users", std::move(users));
    result.set("producers", std::move(producers));
    Document rows = Document::list();
    for (const std::vector<Index>& row : confusion.counts) rows.append(Document(row));
    result.set("confusion", std::move(rows));
    return result;
}

Confusion judge_forest(const Forest& forest, const Samples& samples) {
    const CompiledForest compiled(forest);
    const std::size_t features = samples.features.size();
    std::vector<std::vector<float>> columns(features);
    std::vector<const float*> bands;
    for (std::size_t f = 0; f < features; ++f) {
        for (Index row = 0; row < samples.rows(); ++row) columns[f].push_back(samples.row(row)[f]);
        bands.push_back(columns[f].data());
    }
    const ForestAnswer answer = compiled.predict(bands, samples.rows());
    Confusion confusion(samples.legend.size());
    for (std::size_t row = 0; row < samples.classes.size(); ++row)
        if (answer.labels[row] != no_label)
            ++confusion.counts[samples.classes[row]][answer.labels[row]];
    return confusion;
}

}  // namespace borderlens
