#pragma once
#include <string>
#include <vector>

#include "app/command.hpp"

namespace borderlens {

/// "borderlens-change-pair" of "change pair": the name of a command's manual page.
std::string page_name(const Command& command);

/// The manual page of one command, and that of the program with all commands, as man(7) text.
std::string manual_page(const Command& command, const std::vector<OptionSpec>& common);
std::string program_page(const std::vector<Command>& commands,
                         const std::vector<OptionSpec>& common);

/// A bash completion script: commands, options and the values options may have; files elsewhere.
std::string bash_completion(const std::vector<Command>& commands,
                            const std::vector<OptionSpec>& common);

}  // namespace borderlens
