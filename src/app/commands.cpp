#include "app/commands.hpp"

namespace borderlens {

// One file and one line each: app/command_<name>.cpp defines the function declared here.
Command accuracy_command();
Command change_transitions_command();
Command compare_command();
Command discontinuity_command();
Command cost_distance_command();
Command score_command();
Command simulate_command();

const std::vector<Command>& all_commands() {
    static const std::vector<Command> commands = {
        accuracy_command(),
        change_transitions_command(),
        compare_command(),
        discontinuity_command(),
        cost_distance_command(),
        score_command(),
        simulate_command(),
    };
    return commands;
}

}  // namespace borderlens
