#include <cstdio>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/manual_page.hpp"
#include "io/files.hpp"

namespace borderlens {
namespace {

void write_manual(const Arguments& arguments) {
    const std::string folder = arguments.text("DIR");
    make_folder(folder);
    write_text(folder + "/borderlens.1", program_page(all_commands(), common_options()),
               arguments.overwrite());
    for (const Command& command : all_commands())
        write_text(folder + "/" + page_name(command) + ".1", manual_page(command, common_options()),
                   arguments.overwrite());
}

void write_completion(const Arguments&) {
    std::fputs(bash_completion(all_commands(), common_options()).c_str(), stdout);
}

}  // namespace

Command manual_command() {
    return {.name = "manual",
            .summary = "write the manual pages, one per command",
            .example = "borderlens manual share/man/man1",
            .positionals = {{"DIR", "folder to write to"}},
            .options = {},
            .run = write_manual};
}

Command completion_command() {
    return {.name = "completion",
            .summary = "print the bash completion script",
            .example = "source <(borderlens completion)",
            .positionals = {},
            .options = {},
            .run = write_completion};
}

}  // namespace borderlens
