#include <csignal>

#include "app/command_line.hpp"
#include "base/memory.hpp"

int main(int argc, char** argv) {
    // A file size limit then shows as a failed write, which is told, not as a sudden end.
    std::signal(SIGXFSZ, SIG_IGN);
    borderlens::keep_memory_small();
    return borderlens::run_command_line(argc, argv);
}
