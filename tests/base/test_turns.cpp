#include "base/turns.hpp"

#include <catch2/catch.hpp>
#include <stdexcept>
#include <vector>

#include "base/parallel.hpp"

using namespace borderlens;

TEST_CASE("last steps come in the order of the numbers, whoever is ready first") {
    for (const int threads : {1, 4}) {
        set_thread_count(threads);
        Turns turns;
        std::vector<Index> order;
        parallel_for(200, [&](Index) {
            Turns::Turn turn(turns);
            volatile Index work = 20000 * (turn.number() % 3);
            while (work > 0) work = work - 1;
            turn.wait();
            order.push_back(turn.number());
        });
        REQUIRE(order.size() == 200);
        for (Index i = 0; i < 200; ++i) CHECK(order[static_cast<std::size_t>(i)] == i);
    }
    set_thread_count(0);
}

TEST_CASE("a call that fails before its turn does not keep the others waiting") {
    set_thread_count(4);
    Turns turns;
    CHECK_THROWS_WITH(parallel_for(200,
                                   [&](Index) {
                                       Turns::Turn turn(turns);
                                       if (turn.number() == 7) throw std::runtime_error("torn");
                                       turn.wait();
                                   }),
                      "torn");
    set_thread_count(0);
}
