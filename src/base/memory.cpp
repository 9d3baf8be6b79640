#include "base/memory.hpp"

#include <malloc.h>

#include <fstream>
#include <limits>
#include <string>

namespace borderlens {

void keep_memory_small() {
    mallopt(M_MMAP_THRESHOLD, 1 << 20);  // chosen: a band of one block; glibc grows it otherwise
    mallopt(M_TRIM_THRESHOLD, 16 << 20);
    mallopt(M_ARENA_MAX, 4);
}

void reset_peak_memory() {
    malloc_trim(0);
    std::ofstream("/proc/self/clear_refs") << "5";  // Linux: VmHWM begins anew
}

double peak_memory_mib() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.rfind("VmHWM:", 0) == 0) return std::stod(line.substr(6)) / 1024.0;
    return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace borderlens
