#include <catch2/catch.hpp>

#include "base/csv.hpp"
#include "network/claims.hpp"

using namespace borderlens;

namespace {

ClaimFacts facts() {
    ClaimFacts found;
    found.nodes = parse_csv(
        "id,name,group,rank,rank_low,rank_high,selected,selected_share\n"
        "A,a,west,1,1,2,1,1\nB,b,west,4,3,6,1,0.6\nC,c,west,5,4,6,0,0.2\nD,d,east,1,1,1,1,1\n",
        "nodes");
    found.access = parse_csv(
        "id,gates,waits,border_h,across_h,valley,valley_with_self\nA,main,none,5,5,1,1\n"
        "B,main,none,13,13,1,0\nD,main,none,2,2,0,1\nA,main,observed,5,40,1,1\n"
        "B,main,observed,13,14,1,0\nD,main,observed,2,3,0,1\n",
        "access");
    found.valley = parse_csv(
        "id,masses,direction,parts,bow,spine_km\nA,others,west,1,1.2,900\n"
        "B,others,west,1,1.2,900\nA,own and others,north,1,1.1,700\n"
        "D,own and others,north,1,1.1,700\n",
        "valley");
    found.corridors = parse_csv(
        "scenario,axis,from,to,length_km,time_h\nbase,1,A,D,10,2\nbase,2,A,D,12,3\n"
        "more,1,A,D,9,2\n",
        "corridors");
    found.corridor_nodes = parse_csv(
        "scenario,axis,id\nbase,1,A\nbase,1,D\nbase,1,B\nbase,2,A\nbase,2,D\nbase,2,B\n", "c");
    return found;
}

Table judged(const std::string& row, const ClaimFacts& found = facts()) {
    return judge_claims_by(
        parse_csv("claim,test,group,expected,limit,statement,choice,source\n" + row + ",s,c,x\n",
                  "claims"),
        found);
}

std::string verdict(const std::string& row) {
    return judged(row).texts("agrees")[0];
}

}  // namespace

TEST_CASE("statements are judged by what the run has found") {
    CHECK(verdict("c,selected,west,2,") == "yes");
    CHECK(verdict("c,selected,west,5,") == "no");
    CHECK(verdict("c,rank,,A;D,3") == "yes");
    CHECK(verdict("c,rank,,A;B,3") == "partly");
    CHECK(verdict("c,rank,,Z,3") == "no");
    CHECK(verdict("c,within,main none,A;D,12") == "yes");
    CHECK(verdict("c,within,main none,A;B,12") == "partly");
    CHECK(verdict("c,within,main observed,A;D,12") == "partly");
    CHECK(verdict("c,valley,west,A,") == "yes");
    CHECK(verdict("c,valley,south-east,A,") == "partly");
    CHECK(verdict("c,valley,west,D,") == "no");
    CHECK(verdict("c,cores,,A;D,") == "yes");
    CHECK(verdict("c,cores,,B;D,") == "partly");
    CHECK(verdict("c,axes,,2,") == "yes");
    CHECK(verdict("c,axes,,4,") == "no");
    CHECK(verdict("c,belts,,1,") == "yes");
}

TEST_CASE("what we found and why it differs stands beside each statement") {
    const Table ring = judged("c,within,main none,A;B,12");
    CHECK_THAT(ring.texts("ours")[0], Catch::Contains("A 5.0 h, B 13.0 h") &&
                                          Catch::Contains("other selected nodes inside: D"));
    CHECK_THAT(ring.texts("why")[0], Catch::Contains("main gates, waits observed: A, B outside"));
    CHECK_THAT(judged("c,valley,west,D,").texts("why")[0],
               Catch::Contains("with them 1 of 1 is inside: in one piece, A - D to the north"));
    CHECK_THAT(judged("c,cores,,B,").texts("ours")[0], Catch::Contains("A first in west"));
    CHECK_THAT(judged("c,rank,,B,3").texts("why")[0],
               Catch::Contains("B: shaken weights can bring it to place 3"));
}

TEST_CASE("places go by their names, and stricter cuts of the grades are told") {
    ClaimFacts found = facts();
    found.names = {{"A", "Aral"}, {"B", "Balkhash"}};
    found.nodes.set("grade", std::vector<double>{1, 1, 2, 1});
    const Table taken = judged("c,selected,west,5,", found);
    CHECK(taken.texts("ours")[0] == "2 of 3 candidates: Aral, Balkhash");
    // Of A, B, C the first two have grade 1.
    CHECK_THAT(taken.texts("why")[0], Catch::Contains("up to grade 1: 2, up to grade 2: 3"));
    const Table ranks = judged("c,rank,,A;D,3", found);
    CHECK(ranks.texts("expected")[0] == "Aral, D");
    CHECK_THAT(ranks.texts("ours")[0], Catch::Contains("Aral ranks 1 (1 to 2) in west"));
}

TEST_CASE("a rank that differs is told with the criteria that weigh most in its group") {
    ClaimFacts found = facts();
    found.weights = parse_csv(
        "group,criterion,weight\nwest,rail,0.2\nwest,border_h,0.4\nwest,size,0.3\nwest,air,0.1\n"
        "east,rail,1\n",
        "weights");
    CHECK_THAT(judged("c,rank,,B,3", found).texts("why")[0],
               Catch::EndsWith("heaviest criteria: in west border h 40 %, size 30 %, rail 20 %"));
}

TEST_CASE("a statement without results is not tested, an unusable one is refused") {
    ClaimFacts nothing;
    CHECK(judged("c,rank,,A,3", nothing).texts("agrees")[0] == "not tested");
    CHECK(judged("c,axes,,4,", nothing).texts("agrees")[0] == "not tested");
    CHECK_THROWS_WITH(judged("c,guess,,A,3"), Catch::Contains("unknown test 'guess'"));
    CHECK_THROWS_WITH(judged("c,axes,,many,"), Catch::Contains("a number is needed"));
}
