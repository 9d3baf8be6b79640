// Published worked examples of weighting and ranking: the four folders of ../shared/conformance.
#include <catch2/catch.hpp>
#include <cmath>

#include "conformance/shared_case.hpp"
#include "network/scoring.hpp"

using namespace borderlens;
using test::shared_case;

namespace {

DecisionMatrix decision_of_case(const Document& input) {
    DecisionMatrix decision;
    const Document& rows = input.at("matrix");
    const auto columns = rows[0].as_numbers().size();
    for (std::size_t j = 0; j < columns; ++j) {
        const Document* types = input.find("types");
        const Document* weights = input.find("weights");
        Criterion criterion{"c" + std::to_string(j), true, std::nan(""), {}};
        if (types != nullptr) criterion.benefit = types->as_numbers()[j] > 0;
        if (weights != nullptr) criterion.weight = weights->as_numbers()[j];
        decision.criteria.push_back(criterion);
    }
    for (Index i = 0; i < rows.size(); ++i) {
        decision.ids.push_back("a" + std::to_string(i));
        for (const double value : rows[i].as_numbers()) decision.values.push_back(value);
    }
    return decision;
}

void check_all(const std::vector<double>& found, const Document& expected, double tolerance) {
    REQUIRE(static_cast<Index>(found.size()) == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i)
        CHECK(std::abs(found[i] - expected.as_numbers()[i]) <= tolerance);
}

}  // namespace

TEST_CASE("entropy weights of Elsayed, Dawood and Karthikeyan 2017") {
    const auto files = shared_case("pymcdm_EntropyWeights");
    if (!files) return;
    const auto weights =
        weights_by({{"entropy"}, {}, "topsis", {}}, decision_of_case(files->input));
    check_all(weights, files->expected.at("published_rounded"), 0.5e-6);
    check_all(weights, files->expected.at("peer_full_precision"), 1e-9);
}

TEST_CASE("CRITIC weights of Tus and Aytac Adali 2019") {
    const auto files = shared_case("pyrepo_CRITIC_critic");
    if (!files) return;
    const auto weights = weights_by({{"critic"}, {}, "topsis", {}}, decision_of_case(files->input));
    check_all(weights, files->expected.at("published_rounded"), 0.5e-3);
    check_all(weights, files->expected.at("peer_full_precision"), 1e-9);
}

TEST_CASE("TOPSIS of Tzeng and Huang 2011") {
    const auto files = shared_case("skcriteria_topsis_tzeng2011");
    if (!files) return;
    const Scored scored = score(decision_of_case(files->input), {{"given"}, {}, "topsis", {}});
    check_all(scored.ranking.scores, files->expected.at("similarity"), 5e-5);
    check_all({scored.ranks.begin(), scored.ranks.end()}, files->expected.at("rank"), 0.0);
}

TEST_CASE("VIKOR of Opricovic and Tzeng 2007, first weights") {
    const auto files = shared_case("skcriteria_vikor_opricovic2007_W1");
    if (!files) return;
    const Scored scored = score(decision_of_case(files->input), {{"given"}, {}, "vikor", {}});
    for (const auto& [part, key] : {std::pair("s", "S"), std::pair("r", "R"), std::pair("q", "Q")})
        for (const auto& [name, values] : scored.ranking.parts)
            if (name == part) check_all(values, files->expected.at(key), 1.5e-3);
    check_all({scored.ranks.begin(), scored.ranks.end()}, files->expected.at("rank_by_Q"), 0.0);
    REQUIRE(scored.ranking.compromise);
    CHECK(scored.ranking.compromise->acceptable_advantage);
    CHECK(scored.ranking.compromise->acceptable_stability);
    CHECK(scored.ranking.compromise->set == std::vector<std::size_t>{4});
}
