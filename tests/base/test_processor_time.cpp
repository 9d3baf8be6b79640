#include "base/processor_time.hpp"

#include <catch2/catch.hpp>
#include <thread>

namespace borderlens {

TEST_CASE("work of another thread is told of the process and not of the thread that waits") {
    const double own = thread_processor_seconds(), all = process_processor_seconds();
    std::thread([] {
        const double start = thread_processor_seconds();
        while (thread_processor_seconds() < start + 0.05) {
        }
    }).join();
    CHECK(process_processor_seconds() >= all + 0.05);
    CHECK(thread_processor_seconds() < own + 0.05);
}

}  // namespace borderlens
