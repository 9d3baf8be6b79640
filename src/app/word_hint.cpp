#include "app/word_hint.hpp"

#include <algorithm>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "base/nearest_word.hpp"

namespace borderlens {
namespace {

/// The command that the first words name; null if none does.
const Command* command_of(const std::vector<std::string>& words) {
    for (const Command& command : all_commands())
        if (command.name == words[0] ||
            (words.size() > 1 && command.name == words[0] + " " + words[1]))
            return &command;
    return nullptr;
}

}  // namespace

std::string word_hint(const std::vector<std::string>& words) {
    if (words.empty() || words[0].starts_with("-")) return "";
    const Command* command = command_of(words);
    std::vector<std::string> known;
    if (command == nullptr) {
        for (const Command& one : all_commands()) known.push_back(one.name);
        const std::string by_two =
            words.size() > 1 ? did_you_mean(words[0] + " " + words[1], known) : "";
        return by_two.empty() ? did_you_mean(words[0], known) : by_two;
    }
    known = {"--help"};
    for (const auto* options : {&command->options, &common_options()})
        for (const OptionSpec& option : *options) known.push_back(option.name);
    for (const std::string& word : words) {
        const std::string name = word.substr(0, word.find('='));
        if (name.starts_with("--") && std::find(known.begin(), known.end(), name) == known.end())
            return did_you_mean(name, known);
    }
    return "";
}

}  // namespace borderlens
