#include "app/commands.hpp"

namespace borderlens {

// One file and one line each: app/command_<name>.cpp defines the function declared here.

const std::vector<Command>& all_commands() {
    static const std::vector<Command> commands = {};
    return commands;
}

}  // namespace borderlens
