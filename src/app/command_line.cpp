#include "app/command_line.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "app/commands.hpp"
#include "app/exit_with.hpp"
#include "app/word_hint.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "base/parallel.hpp"

namespace borderlens {
namespace {

/// The values CLI11 fills for one command.
struct Bound {
    const Command* command = nullptr;
    CLI::App* app = nullptr;
    std::map<std::string, std::vector<std::string>> values;
    std::map<std::string, bool> flags;
};

void declare_option(Bound& bound, const OptionSpec& spec) {
    if (spec.is_flag) {
        bound.app->add_flag(spec.name, bound.flags[spec.name], spec.help);
        return;
    }
    CLI::Option* option = bound.app->add_option(spec.name, bound.values[spec.name], spec.help);
    if (spec.repeatable)
        option->expected(1, CLI::detail::expected_max_vector_size);
    else
        // Taking the last of several would let too few values pass.
        option->expected(spec.value_count)
            ->multi_option_policy(spec.value_count == 1 ? CLI::MultiOptionPolicy::TakeLast
                                                        : CLI::MultiOptionPolicy::Throw);
    if (spec.required) option->required();
    if (!spec.default_value.empty()) option->default_str(spec.default_value);
    if (!spec.choices.empty()) option->check(CLI::IsMember(spec.choices));
}

void declare_command(Bound& bound) {
    const Command& command = *bound.command;
    bound.app->footer("Example:\n  " + command.example);
    for (const PositionalSpec& spec : command.positionals) {
        CLI::Option* option = bound.app->add_option(spec.name, bound.values[spec.name], spec.help);
        if (spec.at_most == -1)
            option->expected(std::max(1, spec.at_least), CLI::detail::expected_max_vector_size);
        else
            option->expected(std::max(1, spec.at_least), spec.at_most)
                ->allow_extra_args(spec.at_most > spec.at_least);
        if (spec.at_least > 0) option->required();
    }
    for (const OptionSpec& spec : command.options) declare_option(bound, spec);
    for (const OptionSpec& spec : common_options()) declare_option(bound, spec);
}

CLI::App* find_or_add(CLI::App& parent, const std::string& name, const std::string& summary) {
    for (CLI::App* child : parent.get_subcommands({}))
        if (child->get_name() == name) return child;
    return parent.add_subcommand(name, summary);
}

Arguments arguments_of(const Bound& bound) {
    Arguments::Values values;
    for (const auto& [name, given] : bound.values)
        if (!given.empty()) values[name] = given;
    for (const OptionSpec& spec : bound.command->options)
        if (!spec.default_value.empty() && values.count(spec.name) == 0)
            values[spec.name] = {spec.default_value};
    for (const auto& [name, set] : bound.flags)
        if (set) values[name] = {};
    return Arguments(std::move(values));
}

void apply_common(const Arguments& arguments) {
    set_log(arguments.flag("--quiet")     ? LogLevel::quiet
            : arguments.flag("--verbose") ? LogLevel::verbose
                                          : LogLevel::normal,
            arguments.flag("--json"));
    if (!arguments.has("--threads")) return;
    const Index threads = arguments.integer("--threads");
    if (threads < 1 || threads > 1024)
        throw input_error("--threads: found {}, expected 1 to 1024", threads);
    set_thread_count(static_cast<int>(threads));
}

int report(const Error& error) {
    log_line_error(error.what());
    return error.kind() == Error::Kind::input ? 2 : 1;
}

}  // namespace

const std::vector<OptionSpec>& common_options() {
    static const std::vector<OptionSpec> options = {
        {.name = "--overwrite", .help = "replace results that are there", .is_flag = true},
        {.name = "--threads", .help = "threads to use (default: all cores)"},
        {.name = "--quiet", .help = "warnings and errors only", .is_flag = true},
        {.name = "--verbose", .help = "say more", .is_flag = true},
        {.name = "--json", .help = "log lines as JSON objects", .is_flag = true},
    };
    return options;
}

int run_command_line(int argc, char** argv) {
    CLI::App app{"borderlens: how the two sides of a border differ, seen from space, in numbers"};
    app.set_version_flag("--version", "borderlens " BORDERLENS_VERSION);
    app.require_subcommand(1);
    std::vector<std::unique_ptr<Bound>> bounds;
    for (const Command& command : all_commands()) {
        auto bound = std::make_unique<Bound>();
        bound->command = &command;
        const std::size_t space = command.name.find(' ');
        if (space == std::string::npos) {
            bound->app = app.add_subcommand(command.name, command.summary);
        } else {
            const std::string group = command.name.substr(0, space);
            CLI::App* parent = find_or_add(app, group, "commands of the family '" + group + "'");
            parent->require_subcommand(1);
            bound->app = parent->add_subcommand(command.name.substr(space + 1), command.summary);
        }
        declare_command(*bound);
        bounds.push_back(std::move(bound));
    }
    try {
        app.parse(argc, argv);
        for (const auto& bound : bounds) {
            if (!bound->app->parsed()) continue;
            const Arguments arguments = arguments_of(*bound);
            apply_common(arguments);
            bound->command->run(arguments);
        }
        return 0;
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error);
        log_line_error(error.what() + std::string("; see --help") +
                       word_hint({argv + 1, argv + argc}));
        return 2;
    } catch (const ExitWith& answer) {
        return answer.code;
    } catch (const Error& error) {
        return report(error);
    } catch (const std::filesystem::filesystem_error& error) {
        log_line_error(error.path1().string() + ": " + error.code().message());
        return 2;
    } catch (const std::bad_alloc&) {
        log_line_error("out of memory; use fewer threads, smaller tiles or a smaller part");
        return 2;
    } catch (const std::exception& error) {
        log_line_error(std::string("internal error: ") + error.what());
        return 1;
    }
}

}  // namespace borderlens
