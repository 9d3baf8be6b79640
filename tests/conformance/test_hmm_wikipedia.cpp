#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "io/table_file.hpp"
#include "lenses/hidden_markov.hpp"

using namespace borderlens;

namespace {

StateRows rows_of(const Document& document) {
    StateRows rows;
    for (Index i = 0; i < document.size(); ++i) rows.push_back(document[i].as_numbers());
    return rows;
}

void check_rows(const StateRows& found, const StateRows& expected, double tolerance) {
    REQUIRE(found.size() == expected.size());
    for (std::size_t t = 0; t < found.size(); ++t)
        for (std::size_t s = 0; s < found[t].size(); ++s)
            CHECK(found[t][s] == Approx(expected[t][s]).margin(tolerance));
}

}  // namespace

TEST_CASE("hidden Markov paths and posteriors agree with the published worked examples") {
    const std::string path = BORDERLENS_SHARED_DIR "/conformance/hmm_wikipedia/cases.json";
    if (!std::filesystem::exists(path)) {
        WARN("skipped: " << path << " is not here");
        return;
    }
    const Document cases = read_json(path);
    for (Index i = 0; i < cases.size(); ++i) {
        const Document& one = cases[i];
        INFO(one.at("name").as_text());
        MarkovChain chain;
        chain.start = one.at("start").as_numbers();
        chain.transitions = {rows_of(one.at("trans"))};
        const StateRows observed = rows_of(one.at("emission_prob_per_time"));
        const BestPath best = viterbi(chain, observed);
        const auto expected = one.at("viterbi").as_numbers();
        for (std::size_t t = 0; t < expected.size(); ++t)
            CHECK(static_cast<double>(best.states[t]) == expected[t]);
        if (const Document* value = one.find("viterbi_prob"))
            CHECK(std::exp(best.log_probability) == Approx(value->as_number()).margin(1e-9));
        if (const Document* value = one.find("viterbi_logprob"))
            CHECK(best.log_probability == Approx(value->as_number()).margin(6e-4));
        const ForwardBackward both = forward_backward(chain, observed);
        if (const Document* value = one.find("loglik"))
            CHECK(both.log_likelihood == Approx(value->as_number()).margin(6e-5));
        if (const Document* value = one.find("posterior"))
            check_rows(both.posterior, rows_of(*value), 1e-6);
        if (const Document* value = one.find("posterior_independent"))
            check_rows(both.posterior, rows_of(*value), 1e-9);
        // The source prints unscaled rows; the ratio between states is what scaling leaves alone.
        for (const char* name : {"forward", "backward"})
            if (const Document* value = one.find(name)) {
                const StateRows printed = rows_of(*value);
                const StateRows& found =
                    std::string(name) == "forward" ? both.forward : both.backward;
                for (std::size_t t = 0; t < printed.size(); ++t)
                    CHECK(found[t][0] / (found[t][0] + found[t][1]) ==
                          Approx(printed[t][0] / (printed[t][0] + printed[t][1])).margin(2e-3));
            }
    }
}
