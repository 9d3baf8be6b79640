#include "network/methods.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace borderlens {

// One file and one row each. x: value, n: normalised value, w: weight, i: alternative, j:
// criterion.

const std::vector<WeightingMethod>& all_weightings() {
    static const std::vector<WeightingMethod> methods = {
        {"entropy", "Shannon entropy", "w_j = (1 - e_j) / sum(1 - e), e_j = -sum_i p ln p / ln n",
         "1", "Shannon 1948; Hwang and Yoon 1981",
         "Elsayed, Dawood, Karthikeyan 2017, IJETT 46(2): 60-66", entropy_weights},
        {"critic", "CRITIC: contrast and conflict",
         "w_j = c_j / sum c, c_j = sd(n_j) sum_k (1 - r_jk), n by minmax", "1",
         "Diakoulaki, Mavrotas, Papayannakis 1995, Computers & OR 22(7): 763-770",
         "Diakoulaki et al. 1995; Tus and Aytac Adali 2019, Opsearch 56(2): 528-538",
         critic_weights},
        {"std", "standard deviation", "w_j = sd(x_j) / sum sd, population deviation of raw columns",
         "1", "Diakoulaki et al. 1995; Jahan and Edwards 2013, Materials & Design 49: 1000-1008",
         "Salabun, Watrobski, Shekhovtsov 2020, Symmetry 12(9): 1549", standard_deviation_weights},
        {"merec", "MEREC: removal effects of criteria",
         "w_j = E_j / sum E, E_j = sum_i |S'_ij - S_i|, S_i = ln(1 + mean_j |ln n_ij|)", "1",
         "Keshavarz-Ghorabaee et al. 2021, Symmetry 13(4): 525",
         "Keshavarz-Ghorabaee et al. 2021, table 2", merec_weights},
        {"equal", "equal weights", "w_j = 1 / m", "1", "Dawes 1979, American Psychologist 34: 571",
         "2 x 4 table: 0.25 each", equal_weights},
        {"given", "weights of the criteria table", "w_j as given, not rescaled", "1",
         "the criteria table", "Tzeng and Huang 2011, TOPSIS example", given_weights},
        {"ahp", "analytic hierarchy process",
         "A w = lambda_max w; CR = (lambda_max - m) / (m - 1) / RI(m)", "1",
         "Saaty 1980, The Analytic Hierarchy Process",
         "Papathanasiou and Ploskas 2018, Multiple Criteria Decision Aid, ch. 5", nullptr},
    };
    return methods;
}

const std::vector<RankingMethod>& all_rankings() {
    static const std::vector<RankingMethod> methods = {
        {"topsis", "closeness to the ideal solution", "C_i = d-_i / (d+_i + d-_i), d of w_j n_ij",
         "vector", "1", "Hwang and Yoon 1981", "Tzeng and Huang 2011; Opricovic and Tzeng 2004",
         rank_topsis},
        {"vikor", "compromise of group utility and regret",
         "Q_i = v (S_i - S*) / (S- - S*) + (1 - v) (R_i - R*) / (R- - R*); low is best", "minmax",
         "1", "Opricovic and Tzeng 2004, EJOR 156(2): 445-455",
         "Opricovic and Tzeng 2007, EJOR 178(2): 514-529, W1 to W4", rank_vikor},
        {"promethee2", "net outranking flow",
         "phi_i = sum_k sum_j w_j (P_j(i, k) - P_j(k, i)) / (n - 1)", "none", "1",
         "Brans and Vincke 1985, Management Science 31(6): 647-656",
         "Papathanasiou and Ploskas 2018, ch. 3; Ziemba 2019, Sustainability 11(6): 1555",
         rank_promethee2},
        {"wsm", "weighted sum (SAW)", "sum_j w_j n_ij", "max", "1",
         "Fishburn 1967; MacCrimmon 1968; Hwang and Yoon 1981", "Rizan et al. 2020, CITSM",
         rank_wsm},
        {"wpm", "weighted product", "prod_j n_ij^w_j", "max", "1",
         "Bridgman 1922; Miller and Starr 1969",
         "Chakraborty, Zavadskas, Antucheviciene 2015, example 2, lambda = 0", rank_wpm},
        {"waspas", "weighted sum and product", "lambda WSM_i + (1 - lambda) WPM_i", "max", "1",
         "Zavadskas et al. 2012, Elektronika ir Elektrotechnika 122(6): 3-6",
         "Chakraborty, Zavadskas, Antucheviciene 2015, ECECSR 49(1): 5-22", rank_waspas},
        {"moora", "ratio system", "sum_benefit w_j n_ij - sum_cost w_j n_ij", "vector", "1",
         "Brauers and Zavadskas 2006, Control and Cybernetics 35(2): 445-469",
         "Kracka, Brauers, Zavadskas 2010; Siregar et al. 2021", rank_moora},
        {"copras", "complex proportional assessment",
         "Q_i = S+_i + sum(S-) / (S-_i sum(1 / S-)); score Q_i / max Q", "sum", "1",
         "Zavadskas, Kaklauskas, Sarka 1994, TEDE 1(3): 131-139",
         "Kundakci and Isik 2016; Goswami and Mitra 2020; Uysal and Inan 2022", rank_copras},
        {"edas", "distance from average",
         "(SP_i / max SP + 1 - SN_i / max SN) / 2, SP, SN: weighted distances above, below the "
         "mean",
         "none", "1", "Keshavarz Ghorabaee et al. 2015, Informatica 26(3): 435-451",
         "Yazdani et al. 2020; Ersoy 2021, LogForum 17(3)", rank_edas},
        {"codas", "combinative distance from the worst",
         "sum_k (E_i - E_k) + psi(E_i - E_k) (T_i - T_k), psi = 1 from tau on", "max", "1",
         "Keshavarz Ghorabaee et al. 2016, ECECSR 50(3): 25-44",
         "Badi, Abdulshahed, Shetwan 2018; Keshavarz Ghorabaee et al. 2016", rank_codas},
        {"mabac", "distance from the border approximation area",
         "sum_j w_j (n_ij + 1) - prod_i (w_j (n_ij + 1))^(1/n)", "minmax", "1",
         "Pamucar and Cirovic 2015, Expert Systems with Applications 42(6): 3016-3028",
         "Pamucar and Cirovic 2015; Isik et al. 2020, LogForum 16(4)", rank_mabac},
        {"marcos", "utility against ideal and anti-ideal",
         "(K+ + K-) / (1 + (1 - f(K+)) / f(K+) + (1 - f(K-)) / f(K-))", "max", "1",
         "Stevic et al. 2020, Computers & Industrial Engineering 140: 106231",
         "Stevic et al. 2020; Ulutas et al. 2020, Mathematics 8(10): 1672", rank_marcos},
        {"aras", "additive ratio to the optimal alternative", "K_i = S_i / S_0, S = sum_j w_j n_ij",
         "sum", "1", "Zavadskas and Turskis 2010, TEDE 16(2): 159-172",
         "Stanujkic et al. 2015; Goswami and Mitra 2020; Balezentiene and Kusta 2012", rank_aras},
        {"grey", "grey relational grade",
         "sum_j w_j zeta d_max / (d_ij + zeta d_max), d_ij = max_i n_ij - n_ij", "minmax", "1",
         "Deng 1989, The Journal of Grey System 1(1): 1-24",
         "hand-computed 3 x 2 table in tests/network/test_ranking.cpp", rank_grey},
    };
    return methods;
}

const WeightingMethod& weighting_named(const std::string& name) {
    std::vector<std::string> names;
    for (const WeightingMethod& method : all_weightings()) {
        if (name == method.name) return method;
        names.emplace_back(method.name);
    }
    throw input_error("weighting '{}' is not known; there are: {}", name, fmt::join(names, ", "));
}

const RankingMethod& ranking_named(const std::string& name) {
    const std::string meant = name == "gra" ? "grey" : name == "saw" ? "wsm" : name;
    std::vector<std::string> names;
    for (const RankingMethod& method : all_rankings()) {
        if (meant == method.name) return method;
        names.emplace_back(method.name);
    }
    throw input_error("ranking '{}' is not known; there are: {}", name, fmt::join(names, ", "));
}

}  // namespace borderlens
