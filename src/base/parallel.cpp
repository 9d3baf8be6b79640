#include "base/parallel.hpp"

#include <omp.h>

#include <atomic>
#include <exception>
#include <mutex>

namespace borderlens {
namespace {
int g_threads = 0;
}

void set_thread_count(int threads) {
    g_threads = threads;
}

int thread_count() {
    return g_threads > 0 ? g_threads : omp_get_num_procs();
}

void parallel_for(Index count, const std::function<void(Index)>& fn) {
    std::atomic<Index> lowest_failed{count};
    std::exception_ptr failure;
    std::mutex guard;
    const int threads = omp_in_parallel() ? 1 : thread_count();
// The only OpenMP pragma of the project: everything parallel passes through here.
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (Index i = 0; i < count; ++i) {
        // An index below a known failure still runs: the lowest one that fails is the one reported,
        // whatever the thread count.
        if (i > lowest_failed.load()) continue;
        try {
            fn(i);
        } catch (...) {
            const std::lock_guard<std::mutex> lock(guard);
            if (i < lowest_failed.load()) {
                lowest_failed = i;
                failure = std::current_exception();
            }
        }
    }
    if (failure) std::rethrow_exception(failure);
}

}  // namespace borderlens
