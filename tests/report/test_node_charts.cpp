#include <catch2/catch.hpp>

#include "base/csv.hpp"
#include "report/node_charts.hpp"

using namespace borderlens;

namespace {

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++found;
    return found;
}

}  // namespace

TEST_CASE("a dendrogram has three lines a merge and a label a leaf, each once") {
    const Table tree =
        parse_csv("group,left,right,height\nwest,A,B,1\nwest,C,step 1,2\neast,D,E,3\n", "tree");
    const std::string chart = dendrogram_chart(tree, "west");
    CHECK(count(chart, "<line") == 6);
    for (const char* leaf : {">A<", ">B<", ">C<"}) CHECK(count(chart, leaf) == 1);
    CHECK(count(chart, ">D<") == 0);
    CHECK(dendrogram_chart(tree, "north").empty());
    CHECK(dendrogram_chart(Table(), "west").empty());
}

TEST_CASE("scenarios of unknown cost are not drawn; the front is filled") {
    const std::string chart = pareto_chart(
        parse_csv("scenario,cost_usd_m,diversification,pareto\nbase,0,0.5,1\nmore,90,0.4,0\n"
                  "other,,0.9,0\n",
                  "scenarios"));
    CHECK(count(chart, "<circle") == 2);
    CHECK(count(chart, "fill=\"#fff\"") == 1);
    CHECK(count(chart, ">other<") == 0);
    CHECK(count(chart, ">0.40<") == 1);  // one digit more than it takes to tell them apart
    CHECK(pareto_chart(Table()).empty());
}

TEST_CASE("ranks are drawn best first with their intervals, as many as asked for") {
    const Table nodes = parse_csv(
        "id,name,group,rank,rank_low,rank_high,selected\nA,a&b,west,2,1,3,0\nB,b,west,1,1,2,1\n"
        "C,c,east,1,1,1,1\n",
        "nodes");
    const std::string chart = rank_chart(nodes, "west");
    CHECK(count(chart, "<circle") == 2);
    CHECK(chart.find(">b<") < chart.find("a&amp;b"));
    CHECK(count(rank_chart(nodes, "west", 1), "<circle") == 1);
    CHECK(groups_of(nodes) == std::vector<std::string>{"west", "east"});
    CHECK(groups_of(Table()).empty());
}
