#include "app/commands.hpp"

namespace borderlens {

// One file and one line each: app/command_<name>.cpp defines the function declared here.
Command check_command();
Command run_command();
Command stage_command();
Command status_command();
Command submit_command();
Command accuracy_command();
Command change_breaks_command();
Command change_built_up_command();
Command change_pair_command();
Command change_transitions_command();
Command expansion_command();
Command sample_command();
Command compare_command();
Command discontinuity_command();
Command cost_distance_command();
Command current_flow_command();
Command corridor_command();
Command score_command();
Command simulate_command();
Command sides_command();
Command explain_command();
Command init_command();
Command doctor_command();
Command report_command();
Command classify_command();
Command train_command();
Command lens_command();
Command spectral_models_command();
Command scenes_command();
Command patches_command();
Command cluster_command();
Command access_command();
Command network_command();
Command zonal_command();
Command composite_command();
Command index_command();
Command list_command();
Command fetch_command();
Command manual_command();
Command completion_command();

const std::vector<Command>& all_commands() {
    // One row a line, whatever their number.
    // clang-format off
    static const std::vector<Command> commands = {
        check_command(),
        run_command(),
        stage_command(),
        status_command(),
        submit_command(),
        accuracy_command(),
        change_breaks_command(),
        change_built_up_command(),
        change_pair_command(),
        change_transitions_command(),
        expansion_command(),
        sample_command(),
        compare_command(),
        discontinuity_command(),
        cost_distance_command(),
        current_flow_command(),
        corridor_command(),
        score_command(),
        simulate_command(),
        sides_command(),
        explain_command(),
        init_command(),
        doctor_command(),
        report_command(),
        classify_command(),
        train_command(),
        lens_command(),
        spectral_models_command(),
        scenes_command(),
        patches_command(),
        cluster_command(),
        access_command(),
        network_command(),
        zonal_command(),
        composite_command(),
        index_command(),
        list_command(),
        fetch_command(),
        manual_command(),
        completion_command(),
    };
    // clang-format on
    return commands;
}

}  // namespace borderlens
