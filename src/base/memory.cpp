#include "base/memory.hpp"

#include <malloc.h>

#include <fstream>
#include <limits>
#include <string>

namespace borderlens {

void keep_memory_small() {
    // Chosen: rasters of whole tiles go back at once, buffers of blocks stay warm.
    mallopt(M_MMAP_THRESHOLD, 16 << 20);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
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
