#include "app/manual_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace borderlens {
namespace {

/// Text as man(7) shows it: hyphens that are copied stay hyphens, no line starts a request.
std::string roff(const std::string& text) {
    std::string made;
    bool at_start = true;
    for (const char c : text) {
        if (at_start && (c == '.' || c == '\'')) made += "\\&";
        if (c == '\\')
            made += "\\e";
        else if (c == '-')
            made += "\\-";
        else
            made += c;
        at_start = c == '\n';
    }
    return made;
}

std::string heading(const std::string& name) {
    std::string upper = name;
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return fmt::format(".TH {} 1 \"\" \"borderlens {}\" \"borderlens manual\"\n", roff(upper),
                       BORDERLENS_VERSION);
}

std::string option_entry(const OptionSpec& option) {
    std::string text = ".TP\n.B " + roff(option.name);
    if (!option.is_flag) text += " \\fIvalue\\fR" + std::string(option.repeatable ? " ..." : "");
    text += "\n" + roff(option.help);
    if (!option.choices.empty())
        text +=
            fmt::format(" (one of {})", roff(fmt::format("{}", fmt::join(option.choices, ", "))));
    if (!option.default_value.empty()) text += " (default: " + roff(option.default_value) + ")";
    if (option.required) text += " (needed)";
    return text + "\n";
}

std::string options_section(const char* title, const std::vector<OptionSpec>& options) {
    if (options.empty()) return "";
    std::string text = fmt::format(".SH {}\n", title);
    for (const OptionSpec& option : options) text += option_entry(option);
    return text;
}

constexpr const char* exit_section =
    ".SH EXIT STATUS\n"
    "0 done, 1 an error of the program, 2 something you can mend; the message says what. A run "
    "with "
    "\\-\\-alert\\-exit\\-code ends with the code given there (3 to 125) where there is news.\n";

std::string words_of(const std::vector<OptionSpec>& options) {
    std::string words;
    for (const OptionSpec& option : options) words += " " + option.name;
    return words;
}

std::string first_word(const std::string& name) {
    return name.substr(0, name.find(' '));
}

}  // namespace

std::string page_name(const Command& command) {
    std::string name = "borderlens-" + command.name;
    std::replace(name.begin(), name.end(), ' ', '-');
    return name;
}

std::string manual_page(const Command& command, const std::vector<OptionSpec>& common) {
    std::string text = heading(page_name(command));
    text += fmt::format(".SH NAME\n{} \\- {}\n.SH SYNOPSIS\n.B borderlens {}\n",
                        roff(page_name(command)), roff(command.summary), roff(command.name));
    for (const PositionalSpec& one : command.positionals)
        text += fmt::format(".I {}{}\n", roff(one.name), one.at_most == -1 ? " ..." : "");
    text += "[options]\n";
    if (!command.positionals.empty()) {
        text += ".SH ARGUMENTS\n";
        for (const PositionalSpec& one : command.positionals)
            text += fmt::format(".TP\n.I {}\n{}\n", roff(one.name), roff(one.help));
    }
    text += options_section("OPTIONS", command.options);
    text += options_section("COMMON OPTIONS", common);
    text += ".SH EXAMPLES\n.nf\n" + roff(command.example) + "\n.fi\n";
    return text + exit_section + ".SH SEE ALSO\n.BR borderlens (1)\n";
}

std::string program_page(const std::vector<Command>& commands,
                         const std::vector<OptionSpec>& common) {
    std::string text = heading("borderlens");
    text +=
        ".SH NAME\nborderlens \\- how the two sides of a border differ, seen from space\n"
        ".SH SYNOPSIS\n.B borderlens\n.I command\n[arguments] [options]\n"
        ".SH DESCRIPTION\nA study is one TOML file and runs as a whole; every algorithm can also "
        "be used by itself on your own files.\n.SH COMMANDS\n";
    for (const Command& command : commands)
        text += fmt::format(".TP\n.B {}\n{}\n", roff(command.name), roff(command.summary));
    text += options_section("COMMON OPTIONS", common);
    text += exit_section;
    text += ".SH SEE ALSO\n";
    for (std::size_t c = 0; c < commands.size(); ++c)
        text += fmt::format(".BR {} (1){}\n", roff(page_name(commands[c])),
                            c + 1 < commands.size() ? "," : "");
    return text;
}

std::string bash_completion(const std::vector<Command>& commands,
                            const std::vector<OptionSpec>& common) {
    std::string first, families, values, options;
    for (const Command& command : commands) {
        const std::string word = first_word(command.name);
        if ((" " + first + " ").find(" " + word + " ") == std::string::npos)
            first += (first.empty() ? "" : " ") + word;
        if (word != command.name) {
            std::string members;
            for (const Command& other : commands)
                if (other.name != word && first_word(other.name) == word)
                    members += (members.empty() ? "" : " ") + other.name.substr(word.size() + 1);
            const std::string line = fmt::format("        {}) second=\"{}\" ;;\n", word, members);
            if (families.find(line) == std::string::npos) families += line;
        }
        for (const OptionSpec& option : command.options)
            if (!option.choices.empty())
                values += fmt::format("        \"{} {}\") words=\"{}\" ;;\n", command.name,
                                      option.name, fmt::join(option.choices, " "));
        options += fmt::format("        \"{}\") words=\"{}{} --help\" ;;\n", command.name,
                               words_of(command.options).erase(0, command.options.empty() ? 0 : 1),
                               words_of(common));
    }
    return "# bash completion for borderlens; zsh reads it after bashcompinit\n"
           "_borderlens() {\n"
           "    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
           "    local command=${COMP_WORDS[1]} second= words=\n"
           "    COMPREPLY=()\n"
           "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
           "        COMPREPLY=($(compgen -W \"" +
           first +
           " --help --version\" -- \"$current\"))\n"
           "        return\n    fi\n"
           "    case \"$command\" in\n" +
           families +
           "    esac\n"
           "    if [ -n \"$second\" ]; then\n"
           "        if [ \"$COMP_CWORD\" -eq 2 ]; then\n"
           "            COMPREPLY=($(compgen -W \"$second\" -- \"$current\"))\n"
           "            return\n        fi\n"
           "        command=\"$command ${COMP_WORDS[2]}\"\n    fi\n"
           "    case \"$command $before\" in\n" +
           values +
           "    esac\n"
           "    if [ -z \"$words\" ] && [ \"${current#-}\" != \"$current\" ]; then\n"
           "        case \"$command\" in\n" +
           options +
           "        esac\n    fi\n"
           "    [ -z \"$words\" ] || COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
           "}\n"
           "complete -o default -F _borderlens borderlens\n";
}

}  // namespace borderlens
