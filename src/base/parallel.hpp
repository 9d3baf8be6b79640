#pragma once
#include <functional>

#include "base/index.hpp"

namespace borderlens {

/// Threads used from here on; 0 = as many as the machine has cores.
void set_thread_count(int threads);
int thread_count();

/// Calls fn(0) .. fn(count - 1), each exactly once, on several threads. fn may write only what
/// belongs to its own index; results must not depend on order. After the first failure the rest is
/// skipped; of the errors met, the one with the lowest index is rethrown.
void parallel_for(Index count, const std::function<void(Index)>& fn);

}  // namespace borderlens
