#pragma once

namespace borderlens {

/// Parses the command line, runs the command, turns errors into one line on standard error.
/// Returns the exit code: 0 done, 2 the user can mend it, 1 our bug.
int run_command_line(int argc, char** argv);

}  // namespace borderlens
