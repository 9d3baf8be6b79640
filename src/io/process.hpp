#pragma once
#include <string>
#include <vector>

namespace borderlens {

struct ProgramAnswer {
    int exit_code = 0;   ///< 127: there is no such program
    std::string output;  ///< standard output and standard error
};

/// Runs another program with these words, no shell in between, and waits for its end.
/// Throws an internal error where no process can be made.
ProgramAnswer run_program(const std::vector<std::string>& words);

}  // namespace borderlens
