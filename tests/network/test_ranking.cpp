#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "network/ranking_examples.hpp"

using namespace borderlens;
using test::check;
using test::matrix_of;
using test::Rows;
using test::scores;
using test::with;

namespace {

const Rows k_facilities = {{8, 7, 2, 1}, {5, 3, 7, 5},   {7, 5, 6, 4},
                           {9, 9, 7, 3}, {11, 10, 3, 7}, {6, 9, 5, 4}};
const Rows k_climb = {{1, 3000}, {2, 3750}, {5, 4500}};
const Rows k_phones = {{80, 16, 2, 5},  {110, 32, 2, 9}, {130, 64, 4, 9}, {185, 64, 4, 1},
                       {135, 64, 3, 4}, {140, 32, 3, 5}, {185, 64, 6, 7}, {110, 16, 3, 3},
                       {120, 16, 4, 3}, {340, 128, 6, 5}};
const std::vector<double> k_phone_weights = {0.60338, 0.13639, 0.19567, 0.06456};
const Rows k_tablets = {{256, 8, 41, 1.6, 1.77, 7347.16}, {256, 8, 32, 1.0, 1.8, 6919.99},
                        {256, 8, 53, 1.6, 1.9, 8400},     {256, 8, 41, 1.0, 1.75, 6808.9},
                        {512, 8, 35, 1.6, 1.7, 8479.99},  {256, 4, 35, 1.6, 1.7, 7499.99}};
const std::vector<double> k_tablet_weights = {0.405, 0.221, 0.134, 0.199, 0.007, 0.034};

}  // namespace

TEST_CASE("TOPSIS gives the mountain climb of Opricovic and Tzeng 2004 and the tablets of Ersoy") {
    check(scores("topsis", k_climb, {-1, 1}, {0.5, 0.5}, with(Normalisation::minmax)),
          {0.500, 0.617, 0.500}, 3);
    check(scores("topsis", k_tablets, {1, 1, 1, 1, -1, -1}, k_tablet_weights),
          {0.31, 0.25, 0.33, 0.26, 0.86, 0.19}, 2);
}

TEST_CASE("VIKOR gives the published Q of Papathanasiou, Yang and the mountain climb") {
    RankingOptions options;
    options.v = 0.625;
    check(scores("vikor", k_facilities, {1, 1, 1, 1}, {0.4, 0.3, 0.1, 0.2}, options),
          {0.640, 1.000, 0.693, 0.271, 0.000, 0.694}, 3);
    check(scores(
              "vikor",
              {{78, 56, 34, 6}, {4, 45, 3, 97}, {18, 2, 50, 63}, {9, 14, 11, 92}, {85, 9, 100, 29}},
              {1, 1, 1, 1}, {0.25, 0.25, 0.25, 0.25}),
          {0.5679, 0.7667, 1, 0.7493, 0}, 4);
    const Ranking climb =
        ranking_named("vikor").rank(matrix_of(k_climb, {-1, 1}), {0.5, 0.5}, RankingOptions{});
    check(climb.scores, {1, 0, 1}, 9);
    CHECK(climb.compromise->acceptable_advantage);
    CHECK(climb.compromise->acceptable_stability);
    CHECK(climb.compromise->set == std::vector<std::size_t>{1});
}

TEST_CASE("VIKOR's compromise set holds ties, close followers and an unstable winner's runner-up") {
    const auto vikor = [](const Rows& rows, int sign, const std::vector<double>& weights) {
        return ranking_named("vikor").rank(matrix_of(rows, std::vector<int>(rows[0].size(), sign)),
                                           weights, RankingOptions{});
    };
    const Ranking close = vikor({{5, 8, 4}, {7, 6, 8}, {8, 8, 6}, {7, 4, 6}}, 1, {0.3, 0.4, 0.3});
    check(close.scores, {0.75, 0.25, 0.0, 1.0}, 9);
    CHECK_FALSE(close.compromise->acceptable_advantage);
    CHECK(close.compromise->set == std::vector<std::size_t>{1, 2});
    const Ranking tied = vikor({{4, 4, 4}, {7, 6, 8}, {8, 8, 6}, {6, 8, 8}}, 1, {0.3, 0.4, 0.3});
    check(tied.scores, {1.0, 0.17352941, 0.0, 0.0}, 8);
    CHECK(tied.compromise->set == std::vector<std::size_t>{1, 2, 3});
    const Ranking unstable = vikor({{1, 101, 1, 101, 1},
                                    {101, 1, 101, 1, 101},
                                    {1, 1, 1, 1, 101},
                                    {11, 11, 11, 16, 61},
                                    {56, 56, 56, 56, 56}},
                                   -1, {0.2, 0.2, 0.2, 0.2, 0.2});
    check(unstable.scores, {0.75, 1, 0.5, 0.068, 0.4375}, 3);
    CHECK(unstable.compromise->acceptable_advantage);
    CHECK_FALSE(unstable.compromise->acceptable_stability);
    CHECK(unstable.compromise->set == std::vector<std::size_t>{3, 4});
    // A constant criterion and equal regrets: all are tied.
    const Ranking flat = vikor({{1, 0, 3}, {0, 0, 6}}, 1, {1, 1, 1});
    check(flat.scores, {0, 0}, 12);
}

TEST_CASE("VIKOR follows Opricovic and Tzeng 2007 through four weight scenarios") {
    const Rows dams = {{4184.3, 2914.0, 407.2, 251.0, 195, 244, 15, 2.41},
                       {5211.9, 3630.0, 501.7, 308.3, 282, 346, 21, 1.41},
                       {5021.3, 3920.5, 504.0, 278.6, 12, 56, 3, 4.42},
                       {5566.1, 3957.9, 559.5, 335.3, 167, 268, 16, 3.36},
                       {5060.5, 3293.5, 514.1, 284.2, 69, 90, 7, 4.04},
                       {4317.9, 2925.9, 432.8, 239.3, 12, 55, 3, 4.36}};
    const std::vector<int> signs = {1, -1, 1, 1, -1, -1, -1, 1};
    const auto q = [&](double first, double last) {
        std::vector<double> weights = {first, first, first, first, last, last, last, last};
        for (double& weight : weights) weight /= 4.0 * (first + last);
        return scores("vikor", dams, signs, weights);
    };
    // The paper prints three digits found from rounded S and R.
    const auto near = [](const std::vector<double>& found, const std::vector<double>& published) {
        for (std::size_t i = 0; i < found.size(); ++i)
            CHECK(found[i] == Approx(published[i]).margin(2e-3));
    };
    near(q(2, 1), {1.0, 0.533, 0.552, 0.563, 0.0, 0.686});
    near(q(1, 2), {0.684, 1.0, 0.147, 0.554, 0.041, 0.191});
    near(q(1, 3.2), {0.668, 1.0, 0.051, 0.588, 0.058, 0.078});
}

TEST_CASE("PROMETHEE II gives the flows of Zhao 2013, Papathanasiou 2018 and Ziemba 2019") {
    check(scores("promethee2", {{4, 3, 2}, {3, 2, 4}, {5, 1, 3}}, {1, 1, 1}, {0.5, 0.3, 0.2}),
          {0.1, -0.3, 0.2}, 9);
    auto facilities = matrix_of(k_facilities, {1, 1, 1, 1});
    for (Criterion& criterion : facilities.criteria)
        criterion.preference = {PreferenceKind::linear, 1, 2, 0};
    check(rank_promethee2(facilities, {0.4, 0.3, 0.1, 0.2}, {}).scores,
          {-0.26, -0.52, -0.22, 0.36, 0.7, -0.06}, 2);
    auto wind = matrix_of({{16347, 9, 73.8, 36.7, 1.5, 3730, 2, 1, 38.8, 4, 1720524, 40012},
                           {14219, 8.5, 55, 36, 2, 3240, 1, 1, 33.1, 2, 1496512, 34803},
                           {8160, 9, 64.8, 28.5, 2, 1860, 2, 2, 45.8, 4, 858830, 19973},
                           {8160, 8.5, 62.5, 29.5, 1.5, 1860, 1, 3, 27.3, 3, 858830, 19973}},
                          {-1, -1, -1, -1, -1, 1, -1, -1, 1, -1, 1, 1});
    const std::vector<double> p = {7280, 4, 13.4, 7.4, 3, 1662, 3, 3, 13.8, 3, 766240, 17820};
    std::vector<double> weights = {20, 5, 5, 1.67, 1.67, 11.67, 11.67, 5, 5, 16.67, 8.33, 8.33};
    double sum = 0.0;
    for (const double weight : weights) sum += weight;
    for (std::size_t j = 0; j < p.size(); ++j) {
        weights[j] /= sum;
        wind.criteria[j].preference = {PreferenceKind::v_shape, 0, p[j], 0};
    }
    check(rank_promethee2(wind, weights, {}).scores, {-0.0445, 0.1884, -0.0954, -0.0485}, 4);
}

TEST_CASE("each preference function turns a difference into the preference of Brans and Vincke") {
    // Two alternatives, one criterion, difference 3: the net flow of the first is P(3).
    const auto flow = [](Preference preference) {
        auto decision = matrix_of({{4}, {1}}, {1});
        decision.criteria[0].preference = preference;
        return rank_promethee2(decision, {1.0}, {}).scores[0];
    };
    CHECK(flow({PreferenceKind::usual, 0, 0, 0}) == 1.0);
    CHECK(flow({PreferenceKind::u_shape, 3, 0, 0}) == 0.0);
    CHECK(flow({PreferenceKind::u_shape, 2.9, 0, 0}) == 1.0);
    CHECK(flow({PreferenceKind::v_shape, 0, 4, 0}) == 0.75);
    CHECK(flow({PreferenceKind::level, 1, 4, 0}) == 0.5);
    CHECK(flow({PreferenceKind::level, 1, 2.9, 0}) == 1.0);
    CHECK(flow({PreferenceKind::linear, 1, 5, 0}) == 0.5);
    CHECK(flow({PreferenceKind::gaussian, 0, 0, 3}) == Approx(1.0 - std::exp(-0.5)));
    CHECK_THROWS_WITH(flow({PreferenceKind::v_shape, 0, 0, 0}), Catch::Contains("needs p > 0"));
    CHECK_THROWS_WITH(flow({PreferenceKind::linear, 3, 2, 0}), Catch::Contains("expected p >= q"));
}

TEST_CASE("weighted sum, product and WASPAS give Rizan 2020 and Chakraborty 2015") {
    check(scores("wsm",
                 {{0.75, 0.50, 0.75, 0, 0, 0, 1},
                  {0.75, 1, 0.75, 0, 0, 0, 0.75},
                  {0.75, 0.75, 0.75, 0, 0.50, 0.25, 1},
                  {0.50, 0.50, 0.75, 1, 0.50, 0, 0.75}},
                 {1, 1, 1, 1, 1, 1, 1}, {0.1, 0.1, 0.1, 0.15, 0.2, 0.25, 0.1}),
          {0.35, 0.375, 0.825, 0.642}, 3);
    const Rows machines = {
        {30, 23, 5, 0.745, 0.745, 1500, 5000},  {18, 13, 15, 0.745, 0.745, 1300, 6000},
        {15, 12, 10, 0.500, 0.500, 950, 7000},  {25, 20, 13, 0.745, 0.745, 1200, 4000},
        {14, 18, 14, 0.255, 0.745, 950, 3500},  {17, 15, 9, 0.745, 0.500, 1250, 5250},
        {23, 18, 20, 0.500, 0.745, 1100, 3000}, {16, 8, 14, 0.255, 0.500, 1500, 3000}};
    check(scores("waspas", machines, {1, 1, 1, 1, 1, -1, -1},
                 {0.1181, 0.1181, 0.0445, 0.1181, 0.2861, 0.2861, 0.0445}),
          {0.8329, 0.7884, 0.6987, 0.8831, 0.7971, 0.7036, 0.8728, 0.5749}, 4);
    const Rows presses = {{581818, 54.49, 3, 5500},
                          {595454, 49.73, 3, 4500},
                          {586060, 51.24, 3, 5000},
                          {522727, 45.71, 3, 5800},
                          {561818, 52.66, 3, 5200}};
    // Scaled by the extremes of all ten presses of the paper, whose last five hold none of the best
    // but the largest power, 6400.
    Rows all = presses;
    for (const std::vector<double>& press : Rows{{543030, 74.46, 4, 5600},
                                                 {522727, 75.42, 4, 5800},
                                                 {486970, 62.62, 4, 5600},
                                                 {509394, 65.87, 4, 6400},
                                                 {513333, 70.67, 4, 6000}})
        all.push_back(press);
    const auto products = scores("wpm", all, {-1, -1, -1, 1}, {0.467, 0.160, 0.095, 0.278});
    const std::vector<double> published = {0.8578, 0.8144, 0.8408, 0.9413, 0.8632,
                                           0.8241, 0.8454, 0.8915, 0.8987, 0.8697};
    for (std::size_t i = 0; i < published.size(); ++i)
        CHECK(products[i] == Approx(published[i]).margin(1.5e-4));
}

TEST_CASE("weights that sum to 2 are used as given, and sum normalisation can be asked for") {
    const Rows rows = {
        {96, 83, 75, 7}, {63, 5, 56, 9}, {72, 30, 32, 48}, {11, 4, 27, 9}, {77, 21, 17, 11}};
    const std::vector<double> weights = {8.0 / 13, 5.0 / 13, 6.0 / 13, 7.0 / 13};
    check(scores("wsm", rows, {1, 1, -1, -1}, weights, with(Normalisation::sum)),
          {0.609, 0.313, 0.334, 0.265, 0.479}, 3);
    check(scores("wpm", rows, {1, 1, -1, -1}, weights, with(Normalisation::sum)),
          {0.065, 0.017, 0.019, 0.007, 0.052}, 3);
}

TEST_CASE("MOORA gives the ratios of Kracka 2010 and Siregar 2021") {
    check(scores("moora",
                 {{33.95, 23.78, 11.45, 39.97, 29.44, 167.10, 3.852},
                  {38.9, 4.17, 6.32, 0.01, 4.29, 132.52, 25.184},
                  {37.59, 9.36, 8.23, 4.35, 10.22, 136.71, 10.845},
                  {30.44, 37.59, 13.91, 74.08, 45.10, 198.34, 2.186},
                  {36.21, 14.79, 9.17, 17.77, 17.06, 148.3, 6.610},
                  {37.8, 8.55, 7.97, 2.35, 9.25, 134.83, 11.935}},
                 {-1, -1, -1, -1, 1, -1, 1}, {1, 1, 1, 1, 1, 1, 1}),
          {-1.62447867, -0.25233889, -0.84635037, -2.23363519, -1.18698242, -0.77456208}, 7);
    check(scores("moora",
                 {{1.5, 3, 5, 3.3},
                  {2, 7, 5, 3.35},
                  {3, 1, 5, 3.07},
                  {2.2, 4, 5, 3.5},
                  {2, 5, 3, 3.09},
                  {3.2, 2, 3, 3.48},
                  {2.775, 3, 5, 3.27}},
                 {-1, 1, 1, 1}, {0.3, 0.2, 0.1, 0.4}),
          {0.1801, 0.2345, 0.0625, 0.1757, 0.1683, 0.0742, 0.1197}, 4);
}

TEST_CASE("COPRAS and ARAS give the phones of Goswami and Mitra 2020 and others") {
    check(scores("copras", k_phones, {-1, 1, 1, 1}, k_phone_weights),
          {1, 0.85262, 0.91930, 0.68523, 0.80515, 0.72587, 0.83436, 0.79758, 0.79097, 0.79533}, 5);
    check(scores("copras",
                 {{1543, 2000, 39000, 15, 13.76, 3.86, 5, 3, 5000},
                  {1496, 3600, 43000, 14, 14, 2.5, 4, 4, 4000},
                  {1584, 3100, 24500, 10, 13.1, 3.7, 2, 2, 3500},
                  {1560, 2700, 36000, 12, 13.2, 3.2, 3, 3, 3500},
                  {1572, 2500, 31500, 13, 13.3, 3.4, 3, 2, 3500},
                  {1580, 2400, 20000, 12, 12.8, 3.9, 2, 2, 3000}},
                 {-1, -1, -1, 1, 1, -1, 1, 1, 1},
                 {0.2027, 0.1757, 0.1622, 0.1351, 0.1081, 0.0946, 0.0676, 0.0405, 0.0135}),
          {1, 0.9167, 0.8675, 0.9084, 0.9315, 0.9486}, 4);
    check(
        scores("aras", k_phones, {-1, 1, 1, 1}, k_phone_weights),
        {0.68915, 0.58525, 0.62793, 0.46666, 0.54924, 0.49801, 0.56959, 0.54950, 0.54505, 0.53549},
        5);
    check(scores("aras",
                 {{4.64, 3.00, 3.00, 3.00, 2.88, 3.63},
                  {4.00, 4.00, 4.64, 3.56, 3.63, 5.00},
                  {3.30, 4.31, 3.30, 4.00, 3.30, 4.00},
                  {2.62, 5.00, 4.22, 4.31, 5.00, 5.00}},
                 {1, 1, 1, 1, 1, 1}, {0.28, 0.25, 0.19, 0.15, 0.08, 0.04}),
          {0.74, 0.86, 0.78, 0.86}, 2);
}

TEST_CASE("ARAS measures against a reference of its own: Balezentiene and Kusta 2012") {
    RankingOptions options;
    options.reference = {3020.0, 827.6948, 98, 0.015479, 2.166783, 0.0141};
    const auto found = scores("aras",
                              {{957.5, 190.1977, 70, 0.039592, 2.166783, 0.0141},
                               {892.5, 203.8013, 53, 0.025849, 2.994347, 0.016642},
                               {1002.5, 235.0942, 75, 0.015479, 4.742146, 0.019484},
                               {1150.0, 271.4, 76, 0.022, 7.055962, 0.022147},
                               {1520.0, 192.5579, 70, 0.025442, 8.424319, 0.024235},
                               {1700.0, 386.1619, 90, 0.029429, 5.888983, 0.022218},
                               {1355.0, 342.1966, 80, 0.0293, 8.635847, 0.024861},
                               {2127.5, 495.4876, 90, 0.038453, 3.652983, 0.020537},
                               {3020.0, 827.6948, 97, 0.031774, 11.03944, 0.024359},
                               {2786.0, 795.0, 98, 0.021151, 8.952235, 0.023349}},
                              {1, 1, 1, -1, -1, -1}, std::vector<double>(6, 0.166667), options);
    check(found,
          {0.599472, 0.531983, 0.564514, 0.491713, 0.453489, 0.551491, 0.475401, 0.635985, 0.689763,
           0.722232},
          4);
}

TEST_CASE("EDAS gives the energy sources of Yazdani 2020 and the tablets of Ersoy 2021") {
    check(scores("edas",
                 {{3873, 39.55, 0.27, 0.87, 150, 0.07, 12, 2130},
                  {5067, 67.26, 0.23, 0.23, 40, 0.02, 21, 2200},
                  {2213, 24.69, 0.08, 0.17, 200, 0.04, 35, 570},
                  {6243, 132, 0.07, 0.25, 100, 0.04, 16, 100},
                  {8312, 460.47, 0.05, 0.21, 25, 0.1, 25, 200}},
                 {-1, -1, -1, 1, 1, -1, 1, 1},
                 {0.131, 0.113, 0.126, 0.125, 0.126, 0.129, 0.132, 0.117}),
          {0.841, 0.632, 0.883, 0.457, 0.104}, 3);
    check(scores("edas", k_tablets, {1, 1, 1, 1, -1, -1}, k_tablet_weights),
          {0.414, 0.130, 0.461, 0.212, 0.944, 0.043}, 3);
}

TEST_CASE("CODAS gives the suppliers of Badi 2018, a desalination plant and its authors' robots") {
    check(scores("codas",
                 {{45, 3600, 45, 0.9},
                  {25, 3800, 60, 0.8},
                  {23, 3100, 35, 0.9},
                  {14, 3400, 50, 0.7},
                  {15, 3300, 40, 0.8},
                  {28, 3000, 30, 0.6}},
                 {1, -1, 1, 1}, {0.2857, 0.3036, 0.2321, 0.1786}),
          {1.3914, 0.3411, -0.2170, -0.5381, -0.7292, -0.2481}, 4);
    check(
        scores(
            "codas",
            {{8, 8, 10, 9, 5}, {8, 9, 9, 9, 8}, {9, 9, 7, 8, 6}, {8, 8, 7, 8, 9}, {9, 8, 7, 7, 4}},
            {-1, 1, 1, 1, -1}, {0.19, 0.26, 0.24, 0.17, 0.14}),
        {0.4463, 0.1658, -0.2544, -0.4618, 0.1041}, 4);
    check(scores("codas",
                 {{60, 0.4, 2540, 500, 990},
                  {6.35, 0.15, 1016, 3000, 1041},
                  {6.8, 0.10, 1727.2, 1500, 1676},
                  {10, 0.2, 1000, 2000, 965},
                  {2.5, 0.1, 560, 500, 915},
                  {4.5, 0.08, 1016, 350, 508},
                  {3, 0.1, 1778, 1000, 920}},
                 {1, -1, 1, 1, 1}, {0.036, 0.192, 0.326, 0.326, 0.120}),
          {0.5122, 1.4633, 1.0715, -0.2125, -1.8515, -1.1717, 0.1887}, 4);
}

TEST_CASE("MABAC gives the forklifts of Pamucar and Cirovic 2015") {
    check(scores("mabac",
                 {{22600, 3800, 2, 5, 1.06, 3.00, 3.5, 2.8, 24.5, 6.5},
                  {19500, 4200, 3, 2, 0.95, 3.00, 3.4, 2.2, 24, 7.0},
                  {21700, 4000, 1, 3, 1.25, 3.20, 3.3, 2.5, 24.5, 7.3},
                  {20600, 3800, 2, 5, 1.05, 3.25, 3.2, 2.0, 22.5, 11.0},
                  {22500, 3800, 4, 3, 1.35, 3.20, 3.7, 2.1, 23, 6.3},
                  {23250, 4210, 3, 5, 1.45, 3.60, 3.5, 2.8, 23.5, 7.0},
                  {20300, 3850, 2, 5, 0.90, 3.25, 3.0, 2.6, 21.5, 6.0}},
                 {-1, 1, 1, 1, -1, -1, 1, 1, 1, 1},
                 {0.146, 0.144, 0.119, 0.121, 0.115, 0.101, 0.088, 0.068, 0.050, 0.048}),
          {0.0826, 0.2183, -0.0488, 0.0246, -0.0704, 0.0465, 0.0464}, 4);
}

TEST_CASE("MARCOS gives the stackers of Ulutas 2020") {
    check(scores("marcos",
                 {{660, 1000, 1600, 18, 1200},
                  {800, 1000, 1600, 24, 900},
                  {980, 1000, 2500, 24, 900},
                  {920, 1500, 1600, 24, 900},
                  {1380, 1500, 1500, 24, 1150},
                  {1230, 1000, 1600, 24, 1150},
                  {680, 1500, 1600, 18, 1100},
                  {960, 2000, 1600, 12, 1150}},
                 {-1, 1, 1, 1, 1}, {0.1061, 0.3476, 0.3330, 0.1185, 0.0949}),
          {0.5649, 0.5543, 0.6410, 0.6174, 0.6016, 0.5453, 0.6282, 0.6543}, 4);
}

TEST_CASE("grey relational grades follow Deng's formula") {
    // minmax: column 1 gives 0, 0.5, 1; the cost column 1, 0, 0.5. Distances from 1: (1, 0),
    // (0.5, 1), (0, 0.5); coefficients 0.5 / (d + 0.5): 1/3 and 1, 1/2 and 1/3, 1 and 1/2.
    check(scores("grey", {{1, 1}, {2, 3}, {3, 2}}, {1, -1}, {0.5, 0.5}),
          {(1.0 / 3 + 1) / 2, (0.5 + 1.0 / 3) / 2, 0.75}, 12);
    CHECK(std::string(ranking_named("gra").name) == "grey");
}
