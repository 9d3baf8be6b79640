#pragma once
#include <vector>

#include "app/command.hpp"

namespace borderlens {

/// Options every command has.
const std::vector<OptionSpec>& common_options();

/// Parses the command line, runs the command, turns errors into one line on standard error.
/// Returns the exit code: 0 done, 2 the user can mend it, 1 our bug.
int run_command_line(int argc, char** argv);

}  // namespace borderlens
