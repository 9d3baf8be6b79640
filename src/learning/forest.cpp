#include "learning/forest.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "learning/compiled_forest.hpp"

namespace borderlens {
namespace {

double share_of(Index part, Index whole) {
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole)
                     : std::numeric_limits<double>::quiet_NaN();
}

/// Chosen: a class no tree thought of is taken as this likely, so that one such row costs 6.9.
constexpr double least_share = 1e-3;

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

Document to_document(const Judgement& judgement, const Legend& legend) {
    Document result = to_document(judgement.confusion, legend);
    result.set("log_loss", judgement.log_loss);
    result.set("brier", judgement.brier);
    return result;
}

Judgement judge_forest(const Forest& forest, const Samples& samples) {
    const ForestAnswer answer = predict_samples(forest, samples);
    // The forest may know fewer classes than the samples hold: matched by code.
    const std::size_t unknown = samples.legend.size();
    std::vector<std::size_t> position_of;
    for (const LegendEntry& entry : forest.legend) {
        std::size_t found = unknown;
        for (std::size_t c = 0; c < samples.legend.size(); ++c)
            if (samples.legend[c].code == entry.code) found = c;
        position_of.push_back(found);
    }
    Judgement judgement{Confusion(samples.legend.size()), 0.0, 0.0};
    double judged = 0.0;
    for (std::size_t row = 0; row < samples.classes.size(); ++row) {
        if (answer.labels[row] == no_label) continue;
        const std::size_t predicted = position_of[answer.labels[row]];
        if (predicted != unknown) ++judgement.confusion.counts[samples.classes[row]][predicted];
        double right = 0.0, squares = 0.0;
        for (std::size_t c = 0; c < forest.legend.size(); ++c) {
            const double share =
                static_cast<double>(answer.shares[c * samples.classes.size() + row]);
            const bool is_it = position_of[c] == samples.classes[row];
            if (is_it) right = share;
            squares += (share - (is_it ? 1.0 : 0.0)) * (share - (is_it ? 1.0 : 0.0));
        }
        judgement.log_loss -= std::log(std::max(right, least_share));
        judgement.brier += squares;
        judged += 1.0;
    }
    judgement.log_loss /= judged;
    judgement.brier /= judged;
    return judgement;
}

}  // namespace borderlens
